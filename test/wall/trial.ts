import { writeFileSync } from "node:fs";
import type { Attack, Quit } from "./attacks/attack.ts";
import { type Bench, type Ground, makeGround, type Somebody } from "./bench.ts";
import { Deeds } from "./deeds.ts";
import { judgeProof } from "./judge/proofs.ts";
import { distinct, type Finding, finding } from "./judge/finding.ts";
import { clearAway, leftAfter, touched } from "./judge/left.ts";
import { judgeSecrets, judgeTerminal } from "./judge/texts.ts";
import { secretsInFiles } from "./judge/kept-files.ts";
import { Learner, NotAnswered } from "./learner.ts";
import { endNslab } from "./quit.ts";
import { memoryOf, Watch } from "./watch.ts";
import { ProgramWindow } from "./window.ts";

const MORE_MEMORY_MIB = 150;
/** The lab's own processes and cgroups have so long to go when nslab has. */
const GONE_MS = 3000;

/** What came of an attack. */
export interface Tried {
  readonly attack: string;
  readonly kind: Attack["kind"];
  readonly user: Somebody["user"];
  readonly quit: Quit;
  /** Nothing of it: the wall holds. */
  readonly findings: readonly Finding[];
  /** It could not be tried: the lab never came, say. */
  readonly untried: string | null;
  /** How much slower than usual the machine was. */
  readonly pace: number;
  readonly ms: number;
}

/**
 * Tries one attack in a lab of its own, judges nslab from outside, and leaves nothing, whatever came of it.
 *
 * @param pace how much slower than usual the machine is at least; it is measured, too
 */
export async function tryAttack(attack: Attack, somebody: Somebody, quit: Quit, bench: Bench, pace = 1): Promise<Tried> {
  const started = performance.now();
  const ground = makeGround(bench, somebody, attack);
  const trial = new Trial(attack, ground, bench, quit, pace);
  running.add(trial);
  let untried: string | null = null;
  try {
    untried = await trial.run();
  } finally {
    await trial.end();
    running.delete(trial);
    if (process.env["NSLAB_WALL_KEEP"] !== undefined) writeFileSync(process.env["NSLAB_WALL_KEEP"], trial.shown);
    ground.remove();
  }
  const { user } = somebody;
  const findings = distinct(trial.findings);
  return {
    attack: attack.name,
    kind: attack.kind,
    user,
    quit,
    findings,
    untried,
    pace: trial.pace,
    ms: performance.now() - started,
  };
}

const running = new Set<Trial>();

/** Ends and removes what the attacks that are being tried have started, as when the run is interrupted. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map((trial) => trial.end()));
}

class Trial {
  readonly findings: Finding[] = [];
  readonly #attack: Attack;
  readonly #ground: Ground;
  readonly #quit: Quit;
  readonly #watch = new Watch();
  readonly #before = touched();
  readonly #window: ProgramWindow;
  readonly #learner: Learner;
  readonly #deeds: Deeds;

  constructor(attack: Attack, ground: Ground, bench: Bench, quit: Quit, pace: number) {
    this.#attack = attack;
    this.#ground = ground;
    this.#quit = quit;
    const argv = [...attack.by, process.execPath, bench.program, "start", ...attack.given];
    this.#window = new ProgramWindow(
      argv.map((each) => each.replaceAll("{HOME}", ground.home)),
      ground,
    );
    this.#learner = new Learner(this.#window, pace);
    this.#deeds = new Deeds({ attack, ground, bench, watch: this.#watch, window: this.#window, learner: this.#learner });
  }

  get pace(): number {
    return this.#learner.pace;
  }

  /** What the windows have shown last, for whoever looks into a trial. */
  get shown(): string {
    return [this.#window.screen, this.#deeds.other?.screen ?? ""].join("\n=== the other window ===\n");
  }

  /** @returns why it could not be tried, or null */
  async run(): Promise<string | null> {
    try {
      await this.#learner.begin();
    } catch (error) {
      if (!(error instanceof NotAnswered)) throw error;
      const text = `${error.message}; shown was: ${this.#window.screen.slice(-300)}`;
      // A lab that never comes is what some attacks are about.
      if (this.#attack.by.length === 0) return text;
      this.findings.push(finding("proof", `no lab: ${text}`));
      return null;
    }
    const pid = this.#window.nslabPid;
    this.#watch.add(pid);
    this.#deeds.owners.push(pid);
    resetPeak(pid);
    const before = memoryOf(pid, "VmRSS");
    const isAnswering = await this.#try();
    this.#judgeMemory(before);
    if (isAnswering) await this.#judgeAnswer();
    for (const proof of this.#attack.proofs)
      this.findings.push(...judgeProof(proof, { shown: this.#deeds.allShown(), watch: this.#watch, ground: this.#ground }));
    this.findings.push(...(await this.#end()));
    return null;
  }

  /** Ends and removes whatever is there still. */
  async end(): Promise<void> {
    await clearAway({ watch: this.#watch, owners: this.#deeds.owners, ground: this.#ground });
    await this.#window.close();
    await this.#deeds.other?.close();
    await clearAway({ watch: this.#watch, owners: this.#deeds.owners, ground: this.#ground });
    this.#watch.close();
  }

  /** @returns whether nslab still answered at the end of the attack's deeds */
  async #try(): Promise<boolean> {
    try {
      await this.#deeds.doAll();
      await this.#learner.toLesson();
      return true;
    } catch (error) {
      if (!(error instanceof NotAnswered)) throw error;
      this.findings.push(finding("answers", error.message));
      return false;
    } finally {
      this.findings.push(...this.#deeds.findings);
    }
  }

  async #judgeAnswer(): Promise<void> {
    try {
      const ms = await this.#learner.answer();
      if (ms > this.#learner.limit) this.findings.push(finding("answers", `a key was answered after ${Math.round(ms)} ms`));
    } catch (error) {
      if (!(error instanceof NotAnswered)) throw error;
      this.findings.push(finding("answers", error.message));
    }
  }

  #judgeMemory(before: number): void {
    const more = memoryOf(this.#window.nslabPid, "VmHWM") - before + this.#watch.helpersPeak;
    if (more > MORE_MEMORY_MIB) this.findings.push(finding("memory", `${Math.round(more)} MiB more than before`));
  }

  async #end(): Promise<readonly Finding[]> {
    const ground = this.#ground;
    const found = [...(await endNslab({ window: this.#window, quit: this.#quit, pace: this.pace }))];
    const isOver = found.length === 0 && this.#quit !== "SIGKILL" && this.#quit !== "SIGHUP";
    const traces = { watch: this.#watch, owners: this.#deeds.owners, ground, before: this.#before };
    let left = await leftAfter(traces, GONE_MS * this.pace);
    if (left.length > 0 && this.#quit === "SIGKILL") {
      await this.#deeds.clean();
      left = await leftAfter(traces, GONE_MS * this.pace);
    }
    found.push(...summed(left).map((text) => finding("left", text)));
    const windows = [
      { name: "nslab's window", window: this.#window, isOver },
      ...(this.#deeds.other === null ? [] : [{ name: "the other window", window: this.#deeds.other, isOver: false }]),
    ];
    for (const { name, window, isOver: isLast } of windows) {
      found.push(
        ...judgeTerminal(name, window.bytes, isLast),
        ...judgeSecrets(name, `${window.bytes}\n${window.screen}`, ground.canaries),
      );
    }
    return [...found, ...secretsInFiles(ground)];
  }
}

/** So that the most memory that is used from now on can be told (proc(5), clear_refs). */
function resetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
  } catch {
    // the most that it ever was counts, then
  }
}

const MOST_NAMED = 4;

function summed(left: readonly string[]): readonly string[] {
  return left.length <= MOST_NAMED ? left : [...left.slice(0, MOST_NAMED), `and ${left.length - MOST_NAMED} more`];
}
