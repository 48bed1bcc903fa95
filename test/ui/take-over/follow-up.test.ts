import { afterEach, describe, expect, it, vi } from "vitest";
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

interface Named extends Partial<Pick<Check, "kind" | "within">> {
  readonly name: string;
}

/** A step whose checks hold by name, and all that its follow-up says, in order. */
class Follower {
  readonly said: string[] = [];
  readonly holding = new Set<string>();
  /** What holds once it is waited for. */
  readonly comesTrue = new Set<string>();
  /** How often the checks were asked for, patiently or not. */
  readonly judged: string[] = [];
  /** Set while looks are not to be answered. */
  wait: Promise<void> | null = null;
  labIsGone = false;
  /** What is in front in the terminal. */
  inFront: FrontProgram = { name: "sleep", isShell: false };
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
      frontProgram: async () => this.inFront,
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
        this.judged.push(`${patient ? "patiently " : ""}${some.map(({ name }) => name).join("+")}`);
        await look();
        if (patient) for (const name of this.comesTrue) this.holding.add(name);
        return some.map((each) => (this.holding.has(each.name) ? pass(each) : fail(each)));
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
      remark: (remark) => say(`remark ${remark.type}${remark.type === "still-runs" ? ` ${remark.program.name}` : ""}`),
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

const shown = ({ followUp }: Follower) => followUp.shown("container");
const ended = ({ followUp }: Follower, seen = Promise.resolve()) => followUp.commandEnded("container", seen);

afterEach(() => vi.useRealTimers());

describe("the verdicts on what the learner leaves", () => {
  it("are those of the last look, while nothing has happened since", async () => {
    const follower = new Follower([{ name: "a" }, { name: "b" }]);
    follower.holding.add("a");
    expect(follower.followUp.results).toBeNull();
    await follower.after(() => ended(follower), "prompt");
    const told = () => follower.followUp.results?.map(({ check, verdict }) => `${check.name} ${verdict.type}`) ?? null;
    expect(told()).toEqual(["a pass", "b fail"]);
    follower.followUp.commandStarted("container");
    expect(told()).toBeNull();
    follower.holding.add("b");
    await follower.after(() => ended(follower), "prompt");
    expect(told()).toEqual(["a pass", "b pass"]);
    follower.followUp.end();
  });

  it("are not handed along when something failed a while ago: it may have come true", async () => {
    const follower = new Follower([{ name: "a" }]);
    await follower.after(() => ended(follower), "prompt");
    const later = vi.spyOn(performance, "now").mockReturnValue(performance.now() + 3000);
    expect(follower.followUp.results).toBeNull();
    later.mockRestore();
  });
});

describe("a command that does not come back", () => {
  it("is told of after a while, with its name", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const follower = new Follower([{ name: "a" }]);
    follower.inFront = { name: "curl", isShell: false };
    follower.followUp.commandStarted("container");
    await vi.advanceTimersByTimeAsync(5000);
    expect(follower.said).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(follower.said).toEqual(["remark still-runs curl"]);
    follower.followUp.end();
  });

  it.each<[string, { leaves?: string }, FrontProgram]>([
    ["where the step wants it to stay", { leaves: "running" }, { name: "node", isShell: false }],
    ["where it is a shell", {}, { name: "sh", isShell: true }],
  ])("is not told of %s", async (_, options, inFront) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const follower = new Follower([{ name: "a" }], options);
    follower.inFront = inFront;
    follower.followUp.commandStarted("container");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(follower.said.filter((each) => each.startsWith("remark"))).toEqual([]);
    follower.followUp.end();
  });
});

describe("in a shell that sends no marks", () => {
  it("the checks are looked at when it has fallen silent after a line", async () => {
    const follower = new Follower([{ name: "a" }]);
    follower.holding.add("a");
    follower.inFront = { name: "sh", isShell: true };
    expect(await follower.after(() => follower.followUp.lineTyped("container"), "prompt")).toEqual([
      "blind prompt",
      "+",
      "known",
      "all passed",
      "prompt",
    ]);
    expect(follower.followUp.allPassed).toBe(true);
    follower.followUp.end();
  });

  it("nothing is looked at while a program is in front, until that has ended", async () => {
    const follower = new Follower([{ name: "a" }]);
    follower.followUp.lineTyped("container");
    await new Promise((resolve) => setTimeout(resolve, 300)); // the first silence: nothing comes of it
    expect(follower.judged).toEqual([]);
    follower.inFront = { name: "sh", isShell: true };
    const said = await follower.after(() => follower.print({ type: "text", text: "$ " }), "prompt");
    expect(said).toEqual(["blind prompt", "-", "known", "prompt"]);
    follower.followUp.end();
  });
});

describe("after a command of the learner's", () => {
  it("the checks are told before the prompt, and that all pass", async () => {
    const follower = new Follower([{ name: "a" }, { name: "b" }]);
    follower.holding.add("a");
    expect(await follower.after(() => ended(follower), "prompt")).toEqual(["+-", "known", "prompt"]);
    expect(follower.followUp.allPassed).toBe(false);
    follower.holding.add("b");
    expect(await follower.after(() => ended(follower), "prompt")).toEqual(["++", "known", "all passed", "prompt"]);
    expect(follower.followUp.allPassed).toBe(true);
  });

  it("looks when the prompt is to be seen, not before", async () => {
    const follower = new Follower([{ name: "a" }]);
    let show: () => void = () => undefined;
    ended(
      follower,
      new Promise<void>((resolve) => {
        show = resolve;
      }),
    );
    await new Promise(setImmediate);
    expect(follower.said).toEqual([]);
    expect(await follower.after(() => show(), "prompt")).toEqual(["-", "known", "prompt"]);
  });

  it("says once that all pass, and once more only when they did not in between", async () => {
    const follower = new Follower([{ name: "a" }]);
    follower.holding.add("a");
    await follower.after(() => ended(follower), "prompt");
    expect(await follower.after(() => ended(follower), "prompt")).not.toContain("all passed");
    follower.holding.clear();
    await follower.after(() => ended(follower), "prompt");
    follower.holding.add("a");
    expect(await follower.after(() => ended(follower), "prompt")).toContain("all passed");
  });

  it("that nobody could see what was typed is said before all else", async () => {
    const follower = new Follower([{ name: "a" }], { leaves: "prompt" });
    const ran = () => {
      follower.followUp.commandStarted("container");
      ended(follower);
    };
    expect(await follower.after(ran, "prompt")).not.toContain("remark unseen");
    follower.isSilent = true;
    expect(await follower.after(ran, "prompt")).toEqual(["remark unseen", "-", "known", "prompt"]);
    follower.isSilent = false;
    expect(await follower.after(ran, "prompt")).not.toContain("remark unseen");
  });

  it("what held before anything was typed is no news", async () => {
    const follower = new Follower([{ name: "a" }]);
    follower.holding.add("a");
    expect(await follower.after(() => shown(follower), "prompt")).toEqual(["+", "known", "prompt"]);
    expect(follower.followUp.allPassed).toBe(false);
  });

  it("the lab's state chooses a hint, but not before anything was typed", async () => {
    const follower = new Follower([{ name: "a" }], { hint: "no-directory" });
    expect(await follower.after(() => shown(follower), "prompt")).toEqual(["-", "known", "prompt"]);
    expect(await follower.after(() => ended(follower), "prompt")).toEqual(["-", "known", "hint no-directory", "prompt"]);
  });

  it("checks that send something come after the prompt, one by one", async () => {
    const follower = new Follower([{ name: "ping", kind: "active" }, { name: "a" }, { name: "http", kind: "active" }]);
    for (const name of ["a", "ping", "http"]) follower.holding.add(name);
    expect(await follower.after(() => ended(follower), "all passed")).toEqual([
      "?+?",
      "known",
      "prompt",
      "++?",
      "+++",
      "all passed",
    ]);
    expect(follower.judged).toEqual(["a", "ping", "http"]);
  });

  it("what may take its time is waited for where nothing else is missing, and not where something is", async () => {
    const alone = new Follower([{ name: "soon", within: 1000 }, { name: "a" }]);
    alone.holding.add("a");
    alone.comesTrue.add("soon");
    expect(await alone.after(() => ended(alone), "all passed")).toEqual(["-+", "known", "prompt", "++", "all passed"]);
    expect(alone.judged).toEqual(["soon+a", "patiently soon"]);

    const both = new Follower([{ name: "soon", within: 1000 }, { name: "a" }]);
    await both.after(() => ended(both), "prompt");
    expect(both.judged).toEqual(["soon+a"]);
  });

  it("a look that is overtaken by the next command says nothing more", async () => {
    const follower = new Follower([{ name: "a" }]);
    let answer: () => void = () => undefined;
    follower.wait = new Promise((resolve) => {
      answer = resolve;
    });
    ended(follower);
    await eventually("it looks", () => follower.judged.length === 1);
    follower.followUp.commandStarted("container");
    ended(follower);
    follower.wait = null;
    follower.holding.add("a");
    expect(await follower.after(answer, "prompt")).toEqual(["+", "known", "all passed", "prompt"]);
    expect(follower.judged).toEqual(["a", "a"]);
  });

  it("a look that is still going on when Enter is pressed at an empty prompt tells what it sees, and another one follows", async () => {
    const follower = new Follower([{ name: "a" }]);
    let answer: () => void = () => undefined;
    follower.wait = new Promise((resolve) => {
      answer = resolve;
    });
    ended(follower);
    await eventually("it looks", () => follower.judged.length === 1);
    ended(follower);
    follower.wait = null;
    answer();
    await eventually("it looked again", () => follower.said.filter((each) => each === "prompt").length === 2);
    expect(follower.said).toEqual(["-", "known", "prompt", "-", "known", "prompt"]);
  });

  it("a command that is to stay running is looked at while it does", async () => {
    const follower = new Follower([{ name: "a" }], { leaves: "running" });
    follower.comesTrue.add("a");
    const started = () => follower.followUp.commandStarted("container");
    expect(await follower.after(started, "all passed")).toEqual(["-", "known", "prompt", "+", "all passed"]);
    expect(follower.judged).toEqual(["a", "patiently a"]);
  });

  it("nothing is judged where nothing is asked for", async () => {
    const follower = new Follower([{ name: "a" }], { judges: false });
    expect(await follower.after(() => ended(follower), "prompt")).toEqual(["", "known", "prompt"]);
    expect(follower.judged).toEqual([]);
  });

  it("a lab that is gone is told of by others", async () => {
    const follower = new Follower([{ name: "a" }]);
    follower.labIsGone = true;
    ended(follower);
    await eventually("it was looked at", () => follower.judged.length > 0);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    expect(follower.said).toEqual([]);
    follower.labIsGone = false;
    expect(await follower.after(() => ended(follower), "prompt")).toEqual(["-", "known", "prompt"]);
  });
});
