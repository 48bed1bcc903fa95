import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "./eventually.ts";
import type { Home, Installed, Who } from "./installed.ts";
import { Person } from "./person.ts";

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
  await person.answers(/q quits at any time[\s\S]*Enter begin/, "\r");
  await person.answers(/Lesson \d+: [\s\S]*Enter begin/, "\r");
  await person.sees(/Enter run(?: it)? +t type/, 30_000);
  return person;
}

/**
 * A window of a machine's shell in which nslab is run. What is typed when nslab has ended goes to that machine: the
 * window keeps it in a file, as it comes.
 */
export class MachineWindow {
  readonly person: Person;
  readonly #folder: string;

  static #count = 0;

  /** @param given what follows `nslab` */
  constructor({ installed, who, home }: Window, given: string) {
    MachineWindow.#count += 1;
    this.#folder = join(home.path, `window-${MachineWindow.#count}`);
    const script = `${this.#folder}.sh`;
    writeFileSync(
      script,
      `mkdir ${this.#folder} && cd ${this.#folder} || exit
stty -g >before
${process.execPath} ${installed.program} ${given} 2>${this.#folder}/complaints
echo $? >code
stty -g >after
echo "machine:"
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

  /** nslab has ended: its exit code, what it left of the terminal's settings, and what it complained of. */
  async ended(): Promise<{ readonly code: number; readonly isRestored: boolean; readonly complaints: string }> {
    await this.person.sees(/machine:/, 30_000);
    const file = (name: string) => read(join(this.#folder, name));
    return { code: Number(file("code")), isRestored: file("before") === file("after"), complaints: file("complaints") };
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
