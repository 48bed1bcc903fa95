import { expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import { SYSTEM_CLOCK } from "../../src/cli/clock.ts";
import { stepsWithChallenge } from "../../src/course/lesson.ts";
import type { StepReport } from "../../src/player/events.ts";
import { playInFreshLab } from "../../src/player/fresh-lab.ts";
import { type Learner, UNATTENDED } from "../../src/player/learner.ts";
import type { Session } from "../../src/player/session.ts";
import type { TerminalName } from "../../src/terminal/names.ts";
import { PACKAGE_ROOT, SIZE, startTestLab } from "../support/test-lab.ts";
import { nameInEnglish } from "../support/in-english.ts";

interface Damage {
  readonly lesson: string;
  /** Done by hand when this step has passed. */
  readonly after: string;
  readonly terminal: TerminalName;
  readonly lines: readonly string[];
  /** What is said when the next step opens. */
  readonly told: readonly RegExp[];
  /** How many labs the lesson takes. */
  readonly labs: number;
}

test.each<Damage>([
  {
    lesson: "bridge",
    after: "bridge",
    terminal: "host",
    lines: ["ip link del docker0"],
    told: [/docker0/],
    labs: 1,
  },
  {
    lesson: "bridge",
    after: "bridge-address",
    terminal: "host",
    lines: ["ip link del docker0"],
    told: [/bridge docker0|docker0 is/, /veth0/, /172\.17\.0\.1/],
    labs: 1,
  },
  { lesson: "uts", after: "copy", terminal: "container", lines: ["exit"], told: [/container.*UTS|UTS.*container/], labs: 2 },
  { lesson: "uts", after: "copy", terminal: "container", lines: ["exit", "exit"], told: [/UTS/, /ended container/], labs: 2 },
  { lesson: "snat", after: "out-interface", terminal: "host", lines: ["iptables -t nat -F"], told: [/enp0s3/], labs: 1 },
  { lesson: "snat", after: "to-source", terminal: "host", lines: ["iptables -t nat -F"], told: [/enp0s3/], labs: 2 },
])(
  "$lesson: what $lines loses after the step $after is told by name, repaired by one key, and the lesson goes on",
  async (damage) => {
    const entry = COURSE.find(({ id }) => id === damage.lesson);
    if (entry === undefined) throw new Error(`no lesson ${damage.lesson}`);
    const told: (readonly string[])[] = [];
    const reports: StepReport[] = [];
    let labs = 0;
    let done = false;
    const learner: Learner = {
      ...UNATTENDED,
      decide: async (view) => {
        const lost = await view.lost();
        if (lost.length === 0) return { type: "run" };
        told.push(lost.map((each) => (each.type === "fact" ? nameInEnglish(each.check) : `ended ${each.terminal}`)));
        return { type: "repair" };
      },
      passed: async ({ step, session }) => {
        if (done || step.definition.id !== damage.after) return { type: "next" };
        done = true;
        await typeByHand(session, damage);
        return { type: "next" };
      },
    };
    const played = await playInFreshLab(
      {
        course: COURSE,
        packageRoot: PACKAGE_ROOT,
        createLab: () => {
          labs += 1;
          return startTestLab();
        },
        clock: SYSTEM_CLOCK,
        emit: (event) => void (event.type === "step-ended" && reports.push(event.report)),
        size: () => SIZE,
        patience: 20_000,
        stop: new AbortController().signal,
      },
      entry,
      learner,
      { lookBefore: false, firstStep: 0 },
    );
    expect(played).toMatchObject({ type: "played", outcome: "passed" });
    expect(told).toHaveLength(1);
    for (const words of damage.told) expect(told[0]?.join("\n")).toMatch(words);
    expect(labs).toBe(damage.labs);
    const { default: definition } = await entry.load();
    expect(reports.map(({ step, status }) => `${step.definition.id} ${status.type}`)).toEqual(
      stepsWithChallenge(definition).map(({ id }) => `${id} passed`),
    );
  },
  180_000,
);

async function typeByHand(session: Session, { terminal: name, lines }: Damage): Promise<void> {
  const terminal = await session.terminal(name);
  for (const line of lines) await terminal.run(line);
  session.changed();
}
