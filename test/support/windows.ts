import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "./eventually.ts";
import type { Home, Installed, Who } from "./installed.ts";
import { Person } from "./person.ts";
import { leftChanged } from "./terminal-left.ts";

export interface Window {
  readonly installed: Installed;
  readonly who: Who;
  readonly home: Home;
}

const SIZE = { columns: 80, rows: 24 };

/** A window in which somebody has opened a lesson, at the keys of its first step. */
export async function lessonWindow({ installed, who, home }: Window, lesson: string): Promise<Person> {
  const person = Person.start(`${process.execPath} ${installed.program} lesson ${lesson}`, {
    ...SIZE,
    environment: home.environment,
    ids: who.ids,
  });
  await beginLesson(person);
  return person;
}

/** Reads what is said to somebody who is here for the first time, and the lesson's opening. */
export async function beginLesson(person: Person): Promise<void> {
  await person.answers(/q quits at any time[\s\S]*Enter begin/, "\r");
  await person.answers(/Lesson \d+: [\s\S]*Enter begin/, "\r");
  await person.sees(/Enter run(?: it)? +t type/);
}

/**
 * A window of a machine's shell in which nslab is run. What is typed when nslab has ended goes to that machine: the
 * window keeps it in a file, as it comes.
 */
export class MachineWindow {
  readonly person: Person;
  readonly #folder: string;

  static #count = 0;

  /**
   * @param given what follows `nslab`
   * @param preload a module that Node loads before
   */
  constructor({ installed, who, home }: Window, given: string, preload: string | null = null) {
    MachineWindow.#count += 1;
    this.#folder = join(home.path, `window-${MachineWindow.#count}`);
    const script = `${this.#folder}.sh`;
    writeFileSync(
      script,
      `mkdir ${this.#folder} && cd ${this.#folder} || exit
stty -g >before
${process.execPath} ${preload === null ? "" : `--require ${preload} `}${installed.program} ${given} 2>${this.#folder}/complaints
echo $? >code
stty -g >after
echo "nslab is over"
exec cat >typed
`,
    );
    this.person = Person.start(`sh ${script}`, { ...SIZE, environment: home.environment, ids: who.ids });
  }

  /** PID of nslab itself, once it runs. */
  pid(): Promise<number> {
    return eventually("nslab runs", () => {
      const [child] = childrenOf(this.person.programPid);
      return child !== undefined && /main\.js/.test(read(`/proc/${child}/cmdline`)) ? child : null;
    });
  }

  /** nslab has ended: its exit code, whether the terminal is as it was, and what was said on the standard error. */
  async ended(): Promise<{ readonly code: number; readonly left: readonly string[]; readonly complaints: string }> {
    await this.person.sees(/nslab is over/);
    const file = (name: string) => read(join(this.#folder, name));
    const settings = file("before") === file("after") ? [] : ["settings"];
    return {
      code: Number(file("code")),
      left: [...settings, ...leftChanged(this.person.printed)],
      complaints: file("complaints"),
    };
  }

  /** Milliseconds from now until the machine's shell goes on. */
  async endsWithin(): Promise<number> {
    const from = performance.now();
    await this.person.sees(/nslab is over/);
    return performance.now() - from;
  }

  /** All that has reached the machine by the time these words have, which are typed now. */
  async reached(words: string): Promise<string> {
    this.person.press(`${words}\r`);
    return eventually("it has reached the machine", () => {
      const typed = read(join(this.#folder, "typed"));
      return typed.includes(`${words}\n`) ? typed.replace(`${words}\n`, "") : null;
    }).then((text) => text ?? "");
  }
}

function childrenOf(pid: number): readonly number[] {
  return read(`/proc/${pid}/task/${pid}/children`).trim().split(" ").filter(Boolean).map(Number);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // not there yet, or no more
  }
}
