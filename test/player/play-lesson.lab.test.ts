import { describe, expect, test } from "vitest";
import type { StepDefinition } from "../../src/course/lesson.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import type { Lab } from "../../src/lab/lab.ts";
import { Session } from "../../src/player/session.ts";
import type { TerminalName } from "../../src/terminal/names.ts";
import { makes, PlayRig, statuses } from "../support/play-rig.ts";
import { SIZE } from "../support/test-lab.ts";
import { fileThere, lessonOf, shows, step } from "../support/test-lesson.ts";

const rig = new PlayRig();

describe("a lesson that is played", () => {
  test("passes when each check fails before its command and passes after it", async () => {
    const { outcome, reports, events } = await rig.play(lessonOf([makes("one"), makes("two")]));
    expect(outcome).toBe("passed");
    expect(statuses(reports)).toEqual(["one passed", "two passed", "challenge passed"]);
    for (const report of reports) {
      expect(report.before.map((result) => result.verdict.type)).toEqual(["fail"]);
      expect(report.after.map((result) => result.verdict.type)).toEqual(["pass"]);
      expect(report.ms).toBeGreaterThan(0);
    }
    const ended = events.at(-1);
    expect(ended).toMatchObject({ type: "lesson-ended", outcome: "passed" });
    expect(ended?.type === "lesson-ended" && ended.reports).toEqual(reports);
  });

  test("tells what happens in the order in which it happens", async () => {
    const { events } = await rig.play(lessonOf([step("say", "echo hello", [shows("host", "hello")])]));
    expect(events.map((event) => event.type).filter((type, index, types) => type !== types[index - 1])).toEqual([
      "lesson-opened",
      ...["step-opened", "line-started", "output", "line-ended", "checks-judged", "step-ended"],
      ...["step-opened", "line-started", "line-ended", "checks-judged", "step-ended"],
      "lesson-ended",
    ]);
    expect(events.flatMap((event) => (event.type === "line-started" ? [event.prompt] : []))).toEqual([
      "[root@host docker]# ",
      "[root@host docker]# ",
    ]);
  });

  test("shows what a command prints, and not the echo of its line", async () => {
    const { events } = await rig.play(lessonOf([step("say", "echo hello; echo again", [shows("host", "again")])]));
    expect(events.map((event) => (event.type === "output" ? event.text : "")).join("")).toBe("hello\r\nagain\r\n");
  });

  test("begins with the step it is told", async () => {
    const { reports } = await rig.play(lessonOf([makes("one"), makes("two")]), { firstStep: 1 });
    expect(statuses(reports)).toEqual(["two passed", "challenge passed"]);
  });

  test("does not take what an earlier step showed for what this one shows", async () => {
    const same = (id: string, line: string) => step(id, line, [shows("host", "hello")]);
    const { reports } = await rig.play(lessonOf([same("says", "echo hello"), same("does-not", "true")]));
    expect(statuses(reports)).toEqual(["says passed", "does-not failed", "challenge skipped"]);
    expect(reports[1]?.before.map((result) => result.verdict.type)).toEqual(["fail"]);
  });
});

describe("a check that passes before its command", () => {
  const lazy = lessonOf([
    makes("one"),
    step("lazy", "touch /tmp/more", [fileThere("/tmp/more"), fileThere("/tmp/one")]),
    makes("three"),
  ]);

  test("fails the step in a replay, for it proves nothing", async () => {
    const { outcome, reports } = await rig.play(lazy);
    expect(outcome).toBe("failed");
    expect(statuses(reports)).toEqual(["one passed", "lazy failed", "three skipped", "challenge skipped"]);
    expect(reports[1]?.before.map((result) => result.verdict.type)).toEqual(["fail", "pass"]);
    expect(reports[1]?.after.map((result) => result.verdict.type)).toEqual(["pass", "pass"]);
  });

  test("is nothing that a learner has to answer for", async () => {
    const { outcome, reports } = await rig.play(lazy, { lookBefore: false });
    expect(outcome).toBe("passed");
    expect(reports.every((report) => report.before.length === 0)).toBe(true);
  });
});

describe("before its command, a replay judges a step", () => {
  /** The snapshots that a step with that line is judged by, in the terminal of that name. */
  const looking = (id: string, terminal: TerminalName, seen: Snapshot[]): StepDefinition => ({
    ...step(id, `touch /tmp/${id}`, [
      {
        ...fileThere(`/tmp/${id}`),
        judge: async (scene) => {
          seen.push(await scene.snapshot());
          return fileThere(`/tmp/${id}`).judge(scene);
        },
      },
    ]),
    terminal,
  });

  test("by what was seen after the step before, unless a shell was started since", async () => {
    const seen: Snapshot[] = [];
    const steps = [looking("one", "host", seen), looking("two", "host", seen), looking("three", "container", seen)];
    const { reports } = await rig.play(lessonOf(steps));
    expect(statuses(reports)).toEqual(["one passed", "two passed", "three passed", "challenge passed"]);
    const [, afterOne, beforeTwo, afterTwo, beforeThree, afterThree] = seen;
    expect(seen).toHaveLength(6);
    expect(beforeTwo).toBe(afterOne);
    expect(afterTwo).not.toBe(beforeTwo);
    expect(beforeThree).not.toBe(afterTwo);
    expect(beforeThree?.processes.length).toBeGreaterThan(afterTwo?.processes.length ?? 0);
    expect(afterThree).not.toBe(beforeThree);
  });
});

describe("after a step that did not pass", () => {
  test("the others are skipped with the reason, and nothing of them is typed", async () => {
    const { outcome, reports, events } = await rig.play(
      lessonOf([step("fails", "true", [fileThere("/tmp/never")]), makes("two")]),
    );
    expect(outcome).toBe("failed");
    expect(statuses(reports)).toEqual(["fails failed", "two skipped", "challenge skipped"]);
    expect(reports.slice(1).map((report) => report.status)).toEqual([
      { type: "skipped", reason: { type: "after-failure", step: "fails" } },
      { type: "skipped", reason: { type: "after-failure", step: "fails" } },
    ]);
    expect(events.filter((event) => event.type === "line-started")).toHaveLength(1);
    expect(reports[1]?.step.lines).toEqual(["touch /tmp/two"]);
  });
});

describe("a command that does not come back", () => {
  test("is reported as stuck after the patience, and nobody waits longer", async () => {
    const started = performance.now();
    const { outcome, reports } = await rig.play(lessonOf([step("waits", ["true", "cat"], [fileThere("/tmp/x")]), makes("two")]), {
      patience: 300,
    });
    expect(outcome).toBe("failed");
    expect(statuses(reports)).toEqual(["waits error", "two skipped", "challenge skipped"]);
    const seconds = Math.ceil((300 * rig.session.lab.pace) / 1000);
    expect(reports[0]?.status).toEqual({ type: "error", trouble: { type: "stuck", line: "cat", seconds } });
    expect(performance.now() - started).toBeLessThan(5000 * rig.session.lab.pace);
  });

  test("makes the next line in that terminal impossible, which is said", async () => {
    const lesson = lessonOf([step("starts", "sleep 1000", [shows("host", "")], { leaves: "running" }), makes("two")]);
    const { reports } = await rig.play(lesson, { lookBefore: false });
    expect(statuses(reports)).toEqual(["starts passed", "two error", "challenge skipped"]);
    const inFront = { name: "sleep", isShell: false };
    expect(reports[1]?.status).toEqual({
      type: "error",
      trouble: { type: "stuck", line: "touch /tmp/two", seconds: 0, inFront },
    });
  });

  test("can be one that is meant to stay: its checks say when the step is done, and Ctrl-C ends it", async () => {
    const server = 'node -e \'require("http").createServer(() => {}).listen(3000, () => console.log("it listens"))\'';
    const { outcome, reports } = await rig.play(
      lessonOf([
        step("serve", server, [shows("host", "it listens", 10_000)], { leaves: "running" }),
        step("elsewhere", "touch /tmp/elsewhere", [fileThere("/tmp/elsewhere")], { terminal: "container" }),
        step("stop", [{ key: "Ctrl-C" }, "echo stopped"], [shows("host", "stopped")]),
      ]),
    );
    expect(statuses(reports)).toEqual(["serve passed", "elsewhere passed", "stop passed", "challenge passed"]);
    expect(outcome).toBe("passed");
  });

  test("need not be there any more when Ctrl-C comes: the next line is still the next line's", async () => {
    const { reports } = await rig.play(
      lessonOf([
        step("short", "echo ended already", [shows("host", "ended already", 5000)], { leaves: "running" }),
        step(
          "stop",
          [{ key: "Ctrl-C" }, "(exit 7)", "echo code $?", "sleep 0.2; echo the last"],
          [shows("host", "code 7"), shows("host", "the last")],
        ),
      ]),
    );
    expect(statuses(reports)).toEqual(["short passed", "stop passed", "challenge passed"]);
  });
});

describe("the lines of a step", () => {
  test("are typed one after the other, each in its terminal", async () => {
    const { reports, events } = await rig.play(
      lessonOf([
        step(
          "both",
          ["cd /tmp", { in: "container", line: "pwd" }, "pwd"],
          [shows("host", "/tmp"), shows("container", "/root/docker")],
        ),
      ]),
    );
    expect(statuses(reports)).toEqual(["both passed", "challenge passed"]);
    expect(events.flatMap((event) => (event.type === "line-started" ? [event.terminal] : []))).toEqual([
      "host",
      "container",
      "host",
      "host",
    ]);
  });

  test("may depend on the lab as it is when the step begins: who is in front in a terminal, and that none is in one not open", async () => {
    const elsewhere = (pid: number, nobody: number) =>
      `[ $(readlink /proc/${pid}/ns/mnt) != $(readlink /proc/self/ns/mnt) ] && touch /tmp/elsewhere-${nobody}`;
    const { reports } = await rig.play(
      lessonOf([
        step("open", ["unshare -m bash", "touch /tmp/open"], [fileThere("/tmp/open")], { terminal: "container" }),
        step("look", (situation) => elsewhere(situation.front("container"), situation.front("neighbor")), [
          fileThere("/tmp/elsewhere-0"),
        ]),
      ]),
    );
    expect(statuses(reports)).toEqual(["open passed", "look passed", "challenge passed"]);
  });

  test("end with the terminal's own shell: that is said, and the terminal opens again", async () => {
    const { reports } = await rig.play(lessonOf([step("leave", "exit 3", [fileThere("/tmp/x")])]));
    expect(reports[0]?.status).toEqual({ type: "error", trouble: { type: "terminal-closed", terminal: "host" } });
    expect((await rig.session.terminal("host")).state).toBe("prompt");
  });
});

describe("a step that this machine cannot do", () => {
  /** The lab as it is on a machine that gives it no cgroups. */
  const withoutCgroups = (): Lab => ({
    identity: rig.lab.identity,
    privilege: rig.lab.privilege,
    cgroup: "none",
    controllers: [],
    pace: 1,
    cgroupDirectories: [],
    forwardsAtFirst: false,
    host: rig.lab.host,
    ended: rig.lab.ended,
    openTerminal: (request) => rig.lab.openTerminal(request),
    runAsLearner: (argv, timeout) => rig.lab.runAsLearner(argv, timeout),
    findTerminalsBy: (frontOf) => rig.lab.findTerminalsBy(frontOf),
    worldReady: () => rig.lab.worldReady(),
    publish: (terminals, position) => rig.lab.publish(terminals, position),
    down: () => rig.lab.down(),
  });

  test("is skipped with the reason, and the lesson goes on", async () => {
    const { outcome, reports } = await rig.play(
      lessonOf([step("limits", "false", [fileThere("/tmp/x")], { needs: ["cgroup"] }), makes("two")]),
      {
        session: new Session(withoutCgroups(), SIZE),
      },
    );
    expect(outcome).toBe("passed");
    expect(statuses(reports)).toEqual(["limits skipped", "two passed", "challenge passed"]);
    expect(reports[0]?.status).toMatchObject({ type: "skipped", reason: { type: "machine" } });
  });
});
