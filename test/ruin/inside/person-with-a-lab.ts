import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Answer, Order } from "./orders.ts";

export interface Learner {
  readonly user: "root" | "learner";
  /** Types on the machine itself in place of a lab: to see that what is tried would be noticed. */
  readonly isOutside: boolean;
}

/** Longer than any order takes: what does not answer then never will. */
const PATIENCE_MS = 300_000;

/** The program that has a lab, run in a login session of that user, with a key in its session's keyring. */
export class PersonWithALab {
  readonly #child: ChildProcess;
  readonly #answers: string[] = [];
  #heard: (() => void) | null = null;
  #isGone = false;
  key = "0";

  private constructor({ user, isOutside }: Learner, secret: string, packageRoot: string) {
    const program = fileURLToPath(new URL(`../${isOutside ? "outsider" : "learner"}/main.js`, import.meta.url));
    // As pam_keyinit(8) does it for a login: a session keyring of one's own, here with something in it.
    const perl = `$s = shift; @k = ("user", "nslab-secret"); syscall(250, 1, 0); $k = syscall(248, @k, $s, length($s), -3); $| = 1; print "key $k\\n"; exec @ARGV`;
    this.#child = spawn(
      "su",
      ["-l", user, "-c", `exec perl -e '${perl}' '${secret}' ${process.execPath} ${program} ${packageRoot}`],
      {
        stdio: ["pipe", "pipe", "inherit"],
      },
    );
    this.#child.once("exit", () => {
      this.#isGone = true;
      this.#heard?.();
    });
    this.#child.stdin?.on("error", () => undefined); // it is gone, and that is told
    if (this.#child.stdout !== null)
      createInterface({ input: this.#child.stdout }).on("line", (line) => {
        this.#answers.push(line);
        this.#heard?.();
      });
  }

  static async start(learner: Learner, secret: string, packageRoot: string): Promise<PersonWithALab> {
    const person = new PersonWithALab(learner, secret, packageRoot);
    person.key = /^key (\d+)$/.exec((await person.#next()) ?? "")?.[1] ?? "0";
    return person;
  }

  /** What came of an order; null where the program is gone or does not answer. */
  async tell(order: Order): Promise<Answer | null> {
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
    const line = await this.#next();
    return line === null ? null : (JSON.parse(line) as Answer);
  }

  async leave(): Promise<void> {
    await this.tell({ type: "end" });
    this.#child.stdin?.end();
    if (!this.#isGone) await new Promise((resolve) => this.#child.once("exit", resolve));
  }

  async #next(): Promise<string | null> {
    const deadline = setTimeout(() => this.#child.kill("SIGKILL"), PATIENCE_MS);
    while (this.#answers.length === 0 && !this.#isGone) await new Promise<void>((resolve) => (this.#heard = resolve));
    clearTimeout(deadline);
    return this.#answers.shift() ?? null;
  }
}
