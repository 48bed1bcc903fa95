import { type StepDefinition, stepsWithChallenge } from "../course/lesson.ts";
import type { Line } from "../course/command.ts";
import type { Lesson } from "../course/load.ts";
import { frontProcess, processByHostPid } from "../kernel/queries.ts";
import { NAMESPACE_KINDS, type Process, type Snapshot } from "../kernel/snapshot.ts";
import { TERMINAL_NAMES, type TerminalName } from "../terminal/names.ts";
import { allPassed, type Clock, judgeChecks } from "./judge.ts";
import type { Session } from "./session.ts";
import { type Fact, factsBefore, type Lost, stateFacts } from "./standing.ts";

/** Where each terminal is, as text to compare; one that is not open yet will open on the host. */
type Places = ReadonlyMap<TerminalName, string>;

/** Remembers in a running lab what the steps have made true, and sees what of it is so no more. */
export class StandingFacts {
  readonly #steps: readonly StepDefinition[];
  readonly #session: Session;
  readonly #clock: Clock;
  /** Checks that were seen to hold in this lab. */
  readonly #held = new Set<Fact["check"]>();
  /** Where the terminals were when a step of this lab was opened, by its index. */
  readonly #places = new Map<number, Places>();
  /** Shells below the terminal's own, at the end of the step that was passed last. */
  readonly #depths = new Map<TerminalName, number>();
  readonly #ended = new Map<TerminalName, number>();
  /** What the last look has waited for to the end, and did not come true. */
  #inVain: ReadonlySet<Fact["check"]> = new Set();
  /** What the first look at the open step found, when that step leaves a shell itself; else null. */
  #lostAtFirst: ReadonlySet<Fact["check"]> | null = null;
  #leavesShell = false;

  constructor(lesson: Lesson, session: Session, clock: Clock) {
    this.#steps = stepsWithChallenge(lesson.definition);
    this.#session = session;
    this.#clock = clock;
  }

  /** Must be called before a terminal that has ended is opened again. */
  opened(step: number, snapshot: Snapshot, lines: readonly Line[]): void {
    this.#leavesShell = lines.includes("exit");
    this.#lostAtFirst = null;
    this.#inVain = new Set();
    this.#seeEnded(step);
    this.#places.set(step, this.#placesIn(snapshot));
  }

  passed(step: number): void {
    for (const { check } of stateFacts(this.#steps[step]?.checks ?? [], step)) this.#held.add(check);
    this.#depths.clear();
    for (const name of TERMINAL_NAMES) this.#depths.set(name, this.#session.terminals.get(name)?.depth ?? 0);
  }

  /**
   * Judges all facts by one snapshot, the latest where nothing ran since, and remembers what holds.
   * What seems to be lost is looked at afresh, and waited for where it may take its time to come true.
   * @param hurry aborted by somebody who does not want to wait for that
   */
  lost(open: number, hurry?: AbortSignal): Promise<readonly Lost[]> {
    this.#inVain = new Set();
    return this.#look(open, hurry);
  }

  /** The same where nothing was done since the last look: what that has waited for in vain is not waited for once more. */
  stillLost(open: number): Promise<readonly Lost[]> {
    return this.#look(open);
  }

  async #look(open: number, hurry?: AbortSignal): Promise<readonly Lost[]> {
    this.#seeEnded(open);
    const scene = { ...this.#session.scene(null), snapshot: () => this.#session.latest() };
    const lost: Lost[] = [...this.#ended].map(([terminal, step]) => ({ type: "terminal-ended", step, terminal }));
    const missing: Fact[] = [];
    for (const fact of factsBefore(this.#steps, open)) {
      const holds = allPassed(await judgeChecks([fact.check], () => scene, this.#clock, false));
      if (holds) this.#held.add(fact.check);
      else if (this.#held.has(fact.check)) missing.push(fact);
    }
    for (const fact of await this.#stillMissing(missing, hurry)) lost.push({ type: "fact", ...fact });
    return this.#withoutPassing(lost);
  }

  /** A step that leaves a shell and enters another one is without either in between: nothing is lost by that. */
  #withoutPassing(lost: readonly Lost[]): readonly Lost[] {
    if (!this.#leavesShell) return lost;
    const known = (this.#lostAtFirst ??= new Set(lost.flatMap((each) => (each.type === "fact" ? [each.check] : []))));
    return lost.filter((each) => each.type !== "fact" || known.has(each.check));
  }

  /** Whether the terminals of a step are where they were when it was opened in this lab. */
  isInPlace(step: number, terminals: readonly TerminalName[], now: Snapshot): boolean {
    const then = this.#places.get(step);
    const places = this.#placesIn(now);
    return then !== undefined && terminals.every((name) => then.get(name) === places.get(name));
  }

  /** Those that do not come true: all are waited for at the same time. */
  async #stillMissing(missing: readonly Fact[], hurry?: AbortSignal): Promise<readonly Fact[]> {
    const checks = missing.map(({ check }) => check).filter((check) => !this.#inVain.has(check));
    if (checks.length === 0) return missing;
    const results = await judgeChecks(checks, () => this.#session.scene(null), this.#clock, true, hurry);
    const come = new Set(results.flatMap(({ check, verdict }) => (verdict.type === "pass" ? [check] : [])));
    const still = missing.filter(({ check }) => !come.has(check));
    if (hurry?.aborted !== true) this.#inVain = new Set(still.map(({ check }) => check));
    return still;
  }

  #seeEnded(step: number): void {
    for (const [name, terminal] of this.#session.terminals) {
      const known = TERMINAL_NAMES.find((each) => each === name);
      if (known === undefined || terminal.state !== "closed" || (this.#depths.get(known) ?? 0) === 0) continue;
      if (!this.#ended.has(known)) this.#ended.set(known, Math.max(step - 1, 0));
    }
  }

  #placesIn(snapshot: Snapshot): Places {
    return new Map(TERMINAL_NAMES.map((name) => [name, this.#placeIn(snapshot, name)]));
  }

  #placeIn(snapshot: Snapshot, name: TerminalName): string {
    const terminal = this.#session.terminals.get(name);
    if (terminal === undefined || terminal.state === "closed")
      return name === "neighbor" ? "closed" : placeOf(snapshot.host, 0, "/root");
    const shell = processByHostPid(snapshot, terminal.rootPid);
    const front = shell === undefined ? undefined : frontProcess(snapshot, shell.machinePid);
    if (front === undefined || terminal.state !== "prompt") return terminal.state;
    return placeOf(front, terminal.depth, front.directory);
  }
}

function placeOf({ namespaces, root }: Process, depth: number, directory: string): string {
  return [depth, root, directory, ...NAMESPACE_KINDS.map((kind) => namespaces[kind])].join(" ");
}
