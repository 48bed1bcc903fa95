import { COURSE } from "../../../lessons/course.ts";
import type { Language } from "../../course/language.ts";
import { readLessonText } from "../../course/load.ts";
import { runtimeDirectories } from "../../lab/record.ts";
import { runningLabs } from "../../lab/running-labs.ts";
import type { Context } from "../context.ts";
import { type Message, say } from "../../say/message.ts";
import { told } from "../telling.ts";
import type { ArgumentValues, Candidate } from "./candidates.ts";

/** One that nslab itself says what it is. */
interface Place {
  readonly value: string;
  readonly about: Message;
}

/** What nslab's arguments may be, by their names in the usage. */
export function argumentValues(context: Pick<Context, "machine" | "spoken">): ArgumentValues {
  const { machine, spoken } = context;
  const inWords = ({ value, about }: Place): Candidate => ({ value, about: told(context, about) });
  return (argument, typed) => {
    switch (argument) {
      case "lesson":
        return lessons(machine.packageRoot, spoken.language, /^\d/.test(typed));
      case "terminal":
        return terminals(machine).map(inWords);
      case "N":
        return CONTAINERS.map(inWords);
      default:
        return [];
    }
  };
}

/** Those of the last lesson; any other number does as well. */
const CONTAINERS: readonly Place[] = [1, 2].map((n) => ({ value: String(n), about: say`container ${{ n }}` }));

/** @param byNumber by id otherwise */
function lessons(packageRoot: string, language: Language, byNumber: boolean): readonly Candidate[] {
  return COURSE.map(({ number, id, folder }): Candidate => {
    const text = readLessonText(packageRoot, folder, language);
    const title = "title" in text ? text.title : ""; // what is wrong with its words is said when it is opened
    return byNumber ? { value: String(number), about: `${id}: ${title}` } : { value: id, about: `${number}: ${title}` };
  });
}

const ABOUT: Readonly<Record<string, Message>> = { host: say`the lab's host`, neighbor: say`another machine of its LAN` };

/** Where a shell can be opened now. */
function terminals({ environment, uid }: Context["machine"]): readonly Place[] {
  const running = runningLabs(runtimeDirectories(environment, uid)).at(-1);
  if (running === undefined) return [];
  const names = new Set(["host", "neighbor", ...Object.keys(running.terminals)]);
  return [...names].map((value) => ({ value, about: ABOUT[value] ?? say`where the terminal ${{ terminal: value }} is now` }));
}
