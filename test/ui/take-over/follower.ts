import type { Check } from "../../../checks/check.ts";
import type { StepView } from "../../../src/player/learner.ts";
import type { Session } from "../../../src/player/session.ts";
import { LabGone } from "../../../src/kernel/read-snapshot.ts";
import type { FrontProgram } from "../../../src/kernel/front-program.ts";
import type { StreamPart } from "../../../src/terminal/marks.ts";
import type { Terminal } from "../../../src/terminal/terminal.ts";
import { FollowUp } from "../../../src/ui/take-over/follow-up.ts";
import { aSnapshot } from "../../kernel/build-snapshot.ts";
import { eventually } from "../../support/eventually.ts";
import { fail, pass, playedStep, sampleLesson } from "../sample-lesson.ts";
import { nameInEnglish } from "../../support/in-english.ts";

interface Named extends Partial<Pick<Check, "kind" | "within">> {
  readonly name: string;
}

/** A step whose checks hold by name, and all that its follow-up says, in order. */
export class Follower {
  readonly said: string[] = [];
  readonly holding = new Set<string>();
  /** What holds once it is waited for. */
  readonly comesTrue = new Set<string>();
  /** How often the checks were asked for, patiently or not. */
  readonly judged: string[] = [];
  /** Set while looks are not to be answered. */
  wait: Promise<void> | null = null;
  /** How often it was asked which program is in front. */
  frontAsked = 0;
  labIsGone = false;
  /** What is in front in the terminal. */
  inFront: FrontProgram | null = { name: "sleep", isShell: false };
  /** Tells those who listen to the terminal. */
  print: (part: StreamPart) => void = () => undefined;
  /** Nothing is echoed in the terminal. */
  isSilent = false;
  readonly followUp: FollowUp;

  constructor(named: readonly Named[], { leaves = "prompt", hint = null as string | null, judges = true } = {}) {
    const lesson = sampleLesson();
    const sample = playedStep(lesson, 0);
    const checks = named.map(({ name, kind = "state", within = 0 }): Check => {
      const made: Check = { name, kind, within, judge: async () => pass(made).verdict };
      return made;
    });
    const definition = { ...sample.definition, checks, leaves: leaves as "prompt" | "running", hint: () => hint };
    const snapshot = aSnapshot();
    const look = async () => {
      if (this.labIsGone) throw new LabGone({ identity: { pid: 1 } } as never);
      await this.wait;
    };
    const session: Partial<Session> = {
      terminals: new Map([["container", this.#terminal()]]),
      changed: () => undefined,
      frontProgram: async () => {
        this.frontAsked += 1;
        return this.inFront;
      },
      latest: async () => {
        await look();
        return snapshot;
      },
      situation: async () => ({ snapshot, cgroup: "none", has: () => true, front: () => 0 }),
    };
    const view: StepView = {
      lesson,
      step: { ...sample, definition },
      session: session as Session,
      before: snapshot,
      lost: async () => [],
      explain: async (results) => results,
      judge: async (patient, _hurry, some = checks) => {
        this.judged.push(`${patient ? "patiently " : ""}${some.map(nameInEnglish).join("+")}`);
        await look();
        if (patient) for (const name of this.comesTrue) this.holding.add(name);
        return some.map((each) => (this.holding.has(nameInEnglish(each)) ? pass(each) : fail(each)));
      },
    };
    const say = (text: string) => void this.said.push(text);
    this.followUp = new FollowUp(view, "container", judges, {
      where: () => undefined,
      checks: (passed) => say(passed.map((each) => (each === null ? "?" : each ? "+" : "-")).join("")),
      known: () => say("known"),
      blindPrompt: () => say("blind prompt"),
      mayGoOn: () => say("prompt"),
      allPassed: () => say("all passed"),
      hint: (name) => say(`hint ${name}`),
      remark: (remark) =>
        say(`remark ${remark.type}${remark.type === "still-runs" ? ` ${remark.program?.name ?? "unknown"}` : ""}`),
    });
  }

  #terminal(): Terminal {
    const isUnseen = () => this.isSilent;
    const terminal: Partial<Terminal> = {
      state: "running",
      listen: (listener) => {
        this.print = listener;
        return () => void (this.print = () => undefined);
      },
      get typedByHand() {
        return { prompt: "#", shown: "#", isUnseen: isUnseen() };
      },
    };
    return terminal as Terminal;
  }

  /** What is said from now on until nothing more comes. */
  async after(act: () => void, last: string): Promise<readonly string[]> {
    this.said.length = 0;
    act();
    await eventually(`${last} is said`, () => this.said.at(-1) === last);
    return [...this.said];
  }
}

export const shown = ({ followUp }: Follower) => followUp.shown("container");
export const ended = ({ followUp }: Follower, seen = Promise.resolve()) => followUp.commandEnded("container", seen);
