import { COURSE } from "../../../lessons/course.ts";
import type { Language } from "../../course/language.ts";
import { readLessonText } from "../../course/load.ts";
import { runtimeDirectories } from "../../lab/record.ts";
import { runningLabs } from "../../lab/running-labs.ts";
import type { Context } from "../context.ts";
import type { ArgumentValues, Candidate } from "./candidates.ts";

/** What nslab's arguments may be, by their names in the usage. */
export function argumentValues({ machine, spoken }: Pick<Context, "machine" | "spoken">): ArgumentValues {
  return (argument, typed) => {
    switch (argument) {
      case "lesson":
        return lessons(machine.packageRoot, spoken.language, /^\d/.test(typed));
      case "terminal":
        return terminals(machine);
      case "N":
        return CONTAINERS;
      default:
        return [];
    }
  };
}

/** Those of the last lesson; any other number does as well. */
const CONTAINERS: readonly Candidate[] = [1, 2].map((n) => ({ value: String(n), about: `container ${n}` }));

/** @param byNumber by id otherwise */
function lessons(packageRoot: string, language: Language, byNumber: boolean): readonly Candidate[] {
  return COURSE.map(({ number, id, folder }): Candidate => {
    const text = readLessonText(packageRoot, folder, language);
    const title = "title" in text ? text.title : ""; // what is wrong with its words is said when it is opened
    return byNumber ? { value: String(number), about: `${id}: ${title}` } : { value: id, about: `${number}: ${title}` };
  });
}

const ABOUT: Readonly<Record<string, string>> = { host: "the lab's host", neighbor: "another machine of its LAN" };

/** Where a shell can be opened now. */
function terminals({ environment, uid }: Context["machine"]): readonly Candidate[] {
  const running = runningLabs(runtimeDirectories(environment, uid)).at(-1);
  if (running === undefined) return [];
  const names = new Set(["host", "neighbor", ...Object.keys(running.terminals)]);
  return [...names].map((value) => ({ value, about: ABOUT[value] ?? `where the terminal ${value} is now` }));
}
