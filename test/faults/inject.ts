import type { Progress } from "../../src/progress/progress.ts";
import type { Installed } from "../support/package-copy.ts";
import { type Home, makeHome, type Who } from "../support/people.ts";
import type { Fault } from "./faults-list.ts";
import { processOf } from "./lab-processes.ts";
import { journalComplaints, progressAt, progressComplaints, readProgress, writeProgress } from "./learner-files.ts";
import { leftBehind } from "./left-behind.ts";
import { Play } from "./play.ts";
import type { FaultPoint, PlannedStep } from "./points.ts";

/** What came of one fault. */
export interface Injected {
  readonly point: FaultPoint;
  /** False where the process that was meant had ended by itself. */
  readonly injected: boolean;
  /** What was left behind. */
  readonly leaks: readonly string[];
  /** Everything else that should not be. */
  readonly complaints: readonly string[];
  /** Milliseconds from a start to the step's keys: before the fault, and of the start that came after it. */
  readonly starts: readonly number[];
}

export interface Setting {
  readonly installed: Installed;
  readonly course: readonly PlannedStep[];
  readonly root: Who;
  readonly user: Who;
}

/** nslab must end by itself within so many milliseconds after what ends it. */
const ENDS_WITHIN = 10_000;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Plays up to a point, has the fault happen there, and looks at everything that must be so afterwards. */
export async function inject(setting: Setting, point: FaultPoint): Promise<Injected> {
  const who = point.asRoot ? setting.root : setting.user;
  const home = makeHome(who);
  const work = new Work(setting, point, who, home);
  try {
    return await work.do();
  } finally {
    await work.end();
    home.remove();
  }
}

class Work {
  readonly #setting: Setting;
  readonly #point: FaultPoint;
  readonly #who: Who;
  readonly #home: Home;
  readonly #plays: Play[] = [];
  readonly #leaks: string[] = [];
  readonly #complaints: string[] = [];
  readonly #starts: number[] = [];
  #injected = false;

  constructor(setting: Setting, point: FaultPoint, who: Who, home: Home) {
    this.#setting = setting;
    this.#point = point;
    this.#who = who;
    this.#home = home;
  }

  async do(): Promise<Injected> {
    const before = progressAt(this.#setting.course, this.#point.step);
    writeProgress(this.#who, this.#home, before);
    await this.#watched("before the fault", (play) => this.#faultIn(play, before));
    if (this.#complaints.length === 0) await this.#watched("at the next start", (play) => this.#nextStart(play));
    return {
      point: this.#point,
      injected: this.#injected,
      leaks: this.#leaks,
      complaints: this.#complaints,
      starts: this.#starts,
    };
  }

  /** Ends what a test that has failed has left. */
  async end(): Promise<void> {
    for (const play of this.#plays) {
      if (!play.hasExited) play.person.kill("SIGKILL");
      await play.person.exited;
      for (const { pid } of play.family.look()) killIfThere(pid, "SIGKILL");
    }
  }

  async #watched(when: string, work: (play: Play) => Promise<void>): Promise<void> {
    const play = await Play.start(this.#setting.installed, this.#who, this.#home);
    this.#plays.push(play);
    try {
      await work(play);
    } catch (error) {
      this.#complain(`${when}: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (/^\s+at .*:\d+:\d+|node:internal/m.test(play.person.printed)) {
      this.#complain(`${when}: it has thrown: ${play.person.printed.slice(-1500)}`);
    }
  }

  async #faultIn(play: Play, before: Progress): Promise<void> {
    const { moment, step, fault, delay } = this.#point;
    await this.#comeTo(play);
    await pause(delay);
    this.#injected = await this.#strike(play, fault);
    switch (fault.outcome) {
      case "ends":
        if (!(await play.exitsWithin(ENDS_WITHIN))) this.#complain("nslab does not end");
        await this.#endsAs(play, fault);
        break;
      case "goes-on":
        await this.#goesOn(play);
        break;
      case "is-told":
        await this.#isTold(play);
        break;
    }
    const isKilled = fault.targets.includes("nslab") && fault.signals.includes("SIGKILL");
    await this.#look(play, fault.leavesRest === true ? "processes" : isKilled ? "but half-written files" : "all");
    const hasPassed = moment === "passed" ? true : moment === "running" || fault.outcome !== "ends" ? null : false;
    const { course } = this.#setting;
    const next = course[course.indexOf(step) + 1] ?? null;
    for (const each of progressComplaints(before, readProgress(this.#home), step, next, hasPassed)) this.#complain(each);
    for (const each of journalComplaints(this.#home)) this.#complain(each);
  }

  async #comeTo(play: Play): Promise<void> {
    const { moment, step } = this.#point;
    if (moment === "making") {
      while (processOf("waiter", play.family, play.person, this.#home) === null && !play.hasExited) await pause(2);
      return;
    }
    this.#starts.push(await play.opens(step));
    if (moment === "running" || moment === "passed") await play.run();
    if (moment === "passed") await play.passes();
    if (moment === "taken-over") await play.takeOver();
    if (moment === "menu") await play.openMenu();
  }

  /** Sends the signals to all who are meant, one after the other. */
  async #strike(play: Play, { targets, signals }: Fault): Promise<boolean> {
    const found = targets.map((target) => processOf(target, play.family, play.person, this.#home));
    let struck = false;
    for (const [index, signal] of signals.entries()) {
      if (index > 0) await pause(100);
      for (const each of found) if (each !== null && killIfThere(each.pid, signal)) struck = true;
    }
    if (signals.length > 1 && targets.includes("nslab")) resumeWindow(play);
    return struck;
  }

  async #endsAs(play: Play, { targets, signals }: Fault): Promise<void> {
    if (targets[0] === "window") return; // nobody is left who could see how nslab ended
    const code = await play.person.exited;
    const wanted = signals.includes("SIGKILL") ? 137 : 130;
    if (this.#injected && code !== wanted) this.#complain(`nslab has ended with ${code}, not with ${wanted}`);
  }

  async #goesOn(play: Play): Promise<void> {
    const { moment, step } = this.#point;
    if (moment === "making") this.#starts.push(await play.opens(step));
    if (moment === "opened") await play.run();
    if (moment === "opened" || moment === "running") await play.passes();
    await this.#leaves(play, [0]);
  }

  async #isTold(play: Play): Promise<void> {
    const { moment } = this.#point;
    if (moment === "opened") await Promise.race([play.run(), play.person.exited]).catch(() => undefined);
    if (moment === "opened" || moment === "running") {
      await Promise.race([play.keys(), play.person.exited]);
    }
    await this.#leaves(play, [0, 1, 3]);
  }

  async #leaves(play: Play, codes: readonly number[]): Promise<void> {
    if (!(await play.leave())) {
      this.#complain(`nslab cannot be left; it shows:\n${play.person.rows.join("\n")}`);
      return;
    }
    const code = await play.person.exited;
    if (!codes.includes(code)) this.#complain(`nslab has ended with ${code}:\n${play.person.printed.slice(-600)}`);
    if (code !== 0 && !/nslab start|nslab doctor|`nslab`/.test(play.person.printed)) {
      this.#complain(`nslab ended with ${code} without saying what to do:\n${play.person.printed.slice(-600)}`);
    }
  }

  async #nextStart(play: Play): Promise<void> {
    const progress = readProgress(this.#home);
    const current = typeof progress === "string" ? null : progress.current;
    const { course } = this.#setting;
    const step = course.find(
      (each) => each.lesson === current?.lesson && (current.step === "" ? each.index === 0 : each.step === current.step),
    );
    if (step === undefined) throw new Error("there is no such place in the course");
    if (!(step.needsCgroup && !this.#point.asRoot)) this.#starts.push(await play.opens(step));
    await this.#leaves(play, [0]);
    for (const each of this.#plays) await this.#look(each, "all");
  }

  /** Keeps each thing that is left behind, once. */
  async #look({ pid, family }: Play, which: Parameters<typeof leftBehind>[1]): Promise<void> {
    const left = await leftBehind({ pid, family, home: this.#home }, which);
    this.#leaks.push(...left.filter((each) => !this.#leaks.includes(each)));
  }

  #complain(what: string): void {
    this.#complaints.push(what);
  }
}

/** script(1) stops when its child does, some time later; a shell would have it go on together with its child. */
function resumeWindow({ person }: Play): void {
  const timer = setInterval(() => killIfThere(person.pid, "SIGCONT"), 50);
  void person.exited.then(() => clearInterval(timer));
}

function killIfThere(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false; // it has ended
  }
}
