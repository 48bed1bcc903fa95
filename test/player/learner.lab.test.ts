import { describe, expect, test } from "vitest";
import { SYSTEM_CLOCK } from "../../src/cli/clock.ts";
import { LabGone } from "../../src/kernel/read-snapshot.ts";
import { type Learner, UNATTENDED } from "../../src/player/learner.ts";
import { makes, PlayRig, statuses } from "../support/play-rig.ts";
import { fileThere, lessonOf, step } from "../support/test-lesson.ts";

const rig = new PlayRig();

describe("a learner", () => {
  const learner = (answers: Partial<Learner>): Learner => ({ ...UNATTENDED, ...answers });

  test("may type the command himself and ask to look", async () => {
    const { outcome, events } = await rig.play(lessonOf([makes("one")]), {
      lookBefore: false,
      learner: learner({
        decide: async ({ step: { definition }, session: { lab: current } }) => {
          expect(current).toBe(rig.lab);
          await (await rig.session.terminal("container")).run(`touch /tmp/${definition.id}`);
          return { type: "look" };
        },
      }),
    });
    expect(outcome).toBe("passed");
    expect(events.some((event) => event.type === "line-started")).toBe(false);
  });

  test("may try again after a failed check, and is then shown fresh verdicts", async () => {
    let tries = 0;
    const { reports, events } = await rig.play(
      lessonOf([step("twice", "[ -e /tmp/half ] && touch /tmp/whole; touch /tmp/half", [fileThere("/tmp/whole")])]),
      {
        lookBefore: false,
        learner: learner({
          failed: async (_, results) => {
            tries += 1;
            expect(results.map((result) => result.verdict.type)).toEqual(["fail"]);
            return { type: tries < 3 ? "run" : "give-up" };
          },
        }),
      },
    );
    expect(tries).toBe(1);
    expect(statuses(reports)).toEqual(["twice passed", "challenge passed"]);
    expect(events.filter((event) => event.type === "checks-judged")).toHaveLength(3);
  });

  test("may try again after a command got stuck", async () => {
    let stuck = 0;
    const { reports } = await rig.play(
      lessonOf([step("waits", "[ -e /tmp/go ] || cat; touch /tmp/gone", [fileThere("/tmp/gone")])]),
      {
        lookBefore: false,
        patience: 500,
        learner: learner({
          troubled: async (_, trouble) => {
            stuck += 1;
            expect(trouble).toMatchObject({ type: "stuck" });
            const terminal = await rig.session.terminal("host");
            const settled = terminal.settled();
            terminal.write("\u0003");
            await settled;
            await terminal.run("touch /tmp/go");
            return { type: "run" };
          },
        }),
      },
    );
    expect(stuck).toBe(1);
    expect(statuses(reports)).toEqual(["waits passed", "challenge passed"]);
  });

  test("may skip a step, and go on", async () => {
    const { outcome, reports } = await rig.play(lessonOf([makes("one"), makes("two")]), {
      learner: learner({ decide: async ({ step: { definition } }) => ({ type: definition.id === "one" ? "skip" : "run" }) }),
    });
    expect(outcome).toBe("passed");
    expect(statuses(reports)).toEqual(["one skipped", "two passed", "challenge passed"]);
    expect(reports[0]?.status).toEqual({ type: "skipped", reason: { type: "learner" } });
  });

  test("may leave, and what was played so far is told", async () => {
    const { outcome, reports, events } = await rig.play(lessonOf([makes("one"), makes("two")]), {
      learner: learner({ decide: async ({ step: { definition } }) => ({ type: definition.id === "two" ? "leave" : "run" }) }),
    });
    expect(outcome).toBe("left");
    expect(statuses(reports)).toEqual(["one passed"]);
    expect(events.at(-1)).toMatchObject({ type: "lesson-ended", outcome: "left", reports: [{ status: { type: "passed" } }] });
  });
});

describe("a lab that ends in the middle", () => {
  test("ends the step that was running with what happened, and nobody waits", async () => {
    const lesson = lessonOf([
      step("long", "sleep 1000", [fileThere("/tmp/x")]),
      step("later", (situation) => `kill ${situation.front("host")}`, [fileThere("/tmp/y")]),
    ]);
    const { outcome, reports } = await rig.play(lesson, {
      learner: {
        ...UNATTENDED,
        decide: async () => {
          void (async () => {
            const terminal = await rig.session.terminal("host");
            while (terminal.state !== "running") await SYSTEM_CLOCK.wait(5);
            await rig.lab.down();
          })();
          return { type: "run" };
        },
      },
    });
    expect(outcome).toBe("failed");
    expect(statuses(reports)).toEqual(["long error", "later skipped", "challenge skipped"]);
    expect(reports[0]?.status).toMatchObject({ type: "error", trouble: { type: "lab-ended" } });
  });

  test("between two steps is told as what it is", async () => {
    const emptied: Learner = {
      ...UNATTENDED,
      passed: async () => {
        await rig.lab.down();
        return { type: "next" };
      },
    };
    await expect(rig.play(lessonOf([makes("one"), makes("two")]), { learner: emptied })).rejects.toThrow(LabGone);
  });
});
