import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { Attack, Deed } from "./attacks/attack.ts";
import { type Bench, filledIn, type Ground } from "./bench.ts";
import { type Finding, finding } from "./judge/finding.ts";
import { judgeDocument, judgeSecrets } from "./judge/texts.ts";
import { type Learner, NotAnswered } from "./learner.ts";
import { OtherWindow } from "./other-window.ts";
import { holdersOf, type Watch } from "./watch.ts";
import { sharedIds } from "./judge/shared-ids.ts";
import { outsideLimits } from "./judge/lab-limits.ts";
import { COLUMNS, type ProgramWindow, ROWS } from "./window.ts";

export interface DeedsOptions {
  readonly attack: Attack;
  readonly ground: Ground;
  readonly bench: Bench;
  readonly watch: Watch;
  readonly window: ProgramWindow;
  readonly learner: Learner;
}

const COMMAND_MS = 15_000;
/** A replay of all lessons takes its time. */
const REPLAY_MS = 240_000;
/** A lab that stays for some seconds. */
const ALIKE = "verify --replay --format json container";
const MOST_ALIKE = 6;
/** Some thousand ranges of ids, divided by the labs that one process may have, were once told apart by so many PIDs. */
const PIDS = 256;
const HOLDERS_MS = 1000;
const MOST_BYTES = 64 * 2 ** 20;

/** Does what an attack says, one deed after the other, and notes what must not be on the way. */
export class Deeds {
  readonly findings: Finding[] = [];
  /** PIDs of all nslabs so far. */
  readonly owners: number[] = [];
  other: OtherWindow | null = null;
  readonly #options: DeedsOptions;

  constructor(options: DeedsOptions) {
    this.#options = options;
  }

  /** @throws NotAnswered where nslab does not do what a person waits for */
  async doAll(): Promise<void> {
    for (const deed of this.#options.attack.deeds) await this.#do(deed);
  }

  /** Has nslab remove what labs left that were killed. */
  async clean(): Promise<void> {
    await this.#nslab("clean");
  }

  /** All that the windows have shown. */
  allShown(): string {
    return [this.#options.window.bytes, this.#options.window.screen, this.other?.bytes ?? "", this.other?.screen ?? ""].join(
      "\n",
    );
  }

  async #do(deed: Deed): Promise<void> {
    const { learner, attack, window, watch } = this.#options;
    switch (deed.type) {
      case "type":
        return learner.type(this.#filled(deed.line), deed.comesBack, attack.patience);
      case "paste":
        window.person.press("x".repeat(deed.letters));
        return;
      case "switch":
        return learner.switchTo(deed.to);
      case "ask": {
        const ms = await learner.ask(deed.ask, attack.patience);
        if (ms > learner.limit) this.findings.push(finding("answers", `${deed.ask} was answered after ${Math.round(ms)} ms`));
        return;
      }
      case "nslab":
        return this.#nslab(deed.given);
      case "resize":
        for (let times = deed.times; times > 0; times -= 1) window.resize(COLUMNS - (times % 2), ROWS - (times % 3));
        window.resize(COLUMNS, ROWS);
        return;
      case "shell":
        return this.#shell(deed.terminal, deed.opens);
      case "at-shell":
        return this.#otherWindow().type(this.#filled(deed.line), deed.comesBack);
      case "leave-shell":
        return this.#otherWindow().leave();
      case "secret":
        return this.#otherWindow().typeSecret();
      case "typed-ahead":
        return this.#typedAhead(deed.ask);
      case "look-for-holders":
        return this.#lookForHolders();
      case "many-labs":
        this.findings.push(...(await sharedIds(() => this.#alike(), watch)));
        return;
      case "look-for-limits":
        this.findings.push(
          ...outsideLimits(watch.look(), this.#options.ground.somebody.user).map((text) => finding("limits", text)),
        );
    }
  }

  /** What nslab runs in a lab is there for a moment only: it is looked for again and again. */
  async #lookForHolders(): Promise<void> {
    const { window, watch, learner } = this.#options;
    const deadline = performance.now() + HOLDERS_MS * learner.pace;
    const terminals = [window.terminal, this.other?.terminal ?? null].filter((each) => each !== null);
    let holders: readonly string[] = [];
    while (holders.length === 0 && performance.now() < deadline) {
      const alive = watch.look();
      holders = terminals.flatMap((terminal) => holdersOf(terminal, alive));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    this.findings.push(...holders.slice(0, 3).map((text) => finding("terminal", text)));
  }

  #filled(line: string): string {
    return filledIn(line, this.#options.ground.words);
  }

  #otherWindow(): OtherWindow {
    if (this.other === null) throw new Error("an attack types in another window that it has not opened");
    return this.other;
  }

  async #shell(terminal: string, opens: boolean): Promise<void> {
    const { ground, bench, learner, watch } = this.#options;
    if (this.other === null) {
      this.other = new OtherWindow(ground, `${process.execPath} ${bench.program}`, learner.pace);
      await this.other.begin();
    }
    const isThere = await this.other.enter(terminal);
    const pid = this.other.nslabPid;
    if (pid > 0) {
      watch.add(pid);
      this.owners.push(pid);
    }
    if (opens && !isThere)
      throw new NotAnswered(
        `nslab shell ${terminal} did not lead into the lab; shown is: ${JSON.stringify(this.other.screen.slice(-300))}`,
      );
  }

  /** The window is stopped like one that the machine has no time for, so that what is typed is typed before anything is said. */
  async #typedAhead(what: Extract<Deed, { type: "typed-ahead" }>["ask"]): Promise<void> {
    const { learner, attack, ground } = this.#options;
    const other = this.#otherWindow();
    const pid = other.nslabPid;
    const from = other.bytes.length;
    if (pid > 0) process.kill(pid, "SIGSTOP");
    await learner.ask(what, attack.patience);
    other.typeAhead(`touch ${ground.mark}`);
    if (pid > 0) process.kill(pid, "SIGCONT");
    await other.afterTheLab();
    const said = other.bytes.slice(from);
    if (!said.includes("\u0007")) this.findings.push(finding("terminal", "no bell says that the lab has ended"));
    if (!/lab/i.test(said.replaceAll(/root@\S*/g, "")))
      this.findings.push(finding("terminal", "no line says that this is the machine again"));
  }

  /** Several at one time, until two have PIDs from which the same numbers may be drawn. */
  async #alike(): Promise<void> {
    const running = [this.#nslab(ALIKE)];
    const first = this.owners.at(-1) ?? 0;
    for (let tries = 1; tries < MOST_ALIKE; tries += 1) {
      // The next process gets the number behind it, unless another one of the machine's comes in between (proc(5)).
      writeFileSync("/proc/sys/kernel/ns_last_pid", String(first + tries * PIDS - 1));
      running.push(this.#nslab(ALIKE));
      if (((this.owners.at(-1) ?? 0) - first) % PIDS === 0) break;
    }
    await Promise.all(running);
  }

  /** nslab once more; it has to end, cleanly, and to say nothing of the machine. */
  async #nslab(given: string): Promise<void> {
    const { ground, bench, watch, learner } = this.#options;
    const argv = [bench.program, ...given.split(" ").map((word) => this.#filled(word))];
    const child = spawn(process.execPath, argv, {
      ...ground.somebody.ids,
      cwd: "/",
      env: ground.environment,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const pid = child.pid ?? 0;
    watch.add(pid);
    this.owners.push(pid);
    const texts = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      child[name].on("data", (chunk: Buffer) => {
        if (texts[name].length < MOST_BYTES) texts[name] += chunk.toString();
      });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    let timer: NodeJS.Timeout | undefined;
    const patience = (given.includes("--replay") ? REPLAY_MS : COMMAND_MS) * learner.pace;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), patience);
    });
    const code = await Promise.race([ended, late]);
    clearTimeout(timer);
    const where = `nslab ${given.replaceAll(/\{\w+\}\//g, "")}`;
    if (code === "late") {
      this.findings.push(finding("answers", `${where} did not end in ${Math.round(patience / 1000)} s`));
      try {
        process.kill(-pid, "SIGKILL");
      } catch {
        // it has ended just now
      }
      child.stdout.destroy();
      child.stderr.destroy();
      return;
    }
    const format = given.includes("--format json") && texts.stdout !== "" ? "json" : "text";
    const { path: _, ...canaries } = ground.canaries; // where its records are, nslab may say to its own person
    for (const [name, text] of Object.entries(texts)) {
      this.findings.push(...judgeSecrets(where, text, canaries));
      this.findings.push(...judgeDocument(where, text, name === "stdout" ? format : "text"));
    }
    if (code === null || code > 130)
      this.findings.push(finding("crash", `${where}: ended by a signal, or with exit code ${code}`));
  }
}
