import { describe, expect, test } from "vitest";
import type { Scene } from "../../checks/check.ts";
import { shownFact } from "../../checks/shown-fact.ts";
import { verdictInEnglish } from "../support/in-english.ts";
import { aProcess, aSnapshot, INIT } from "../kernel/build-snapshot.ts";
import { aReach, asNobody } from "../support/a-reach.ts";

const check = shownFact({
  terminal: "container",
  fact: "the number 7",
  cause: "That number was another one.",
  next: "Type in the terminal container: echo 7",
  agrees: (output) => ({ passed: output.includes("7"), observed: output.trim() }),
});

/** A lab whose terminals have printed so much, and whose terminal container stands in that directory. */
function sceneWith(outputs: Readonly<Record<string, string>>, directory = "/root/docker"): Scene {
  const snapshot = aSnapshot({ processes: [INIT, aProcess(1020, { directory })] });
  return {
    lab: aReach(),
    before: null,
    snapshot: async () => snapshot,
    asLearner: asNobody,
    terminal: (name) => {
      const output = outputs[name];
      return output === undefined ? null : { rootPid: 20, output, codes: [0], running: false };
    },
  };
}

describe("where nothing was printed, no reason is made up", () => {
  test("that nothing was is all that is known", async () => {
    expect(verdictInEnglish(await check.judge(sceneWith({ container: "" })))).toMatchObject({
      observed: "nothing was printed",
      cause: "Nothing was printed there since the step began.",
      next: "Type in the terminal container: echo 7",
    });
  });

  test("another terminal shows the very thing", async () => {
    expect(verdictInEnglish(await check.judge(sceneWith({ container: "", host: "7\n" })))).toMatchObject({
      cause: expect.stringContaining("the command was typed in the terminal host"),
    });
  });

  test("the shell stands in a directory that was removed", async () => {
    expect(verdictInEnglish(await check.judge(sceneWith({ container: "" }, "/root/docker (deleted)")))).toMatchObject({
      cause: expect.stringContaining("was removed: /root/docker."),
      next: expect.stringContaining("mkdir -p /root/docker"),
    });
  });
});

test("the likely reason is named where something else was printed", async () => {
  expect(verdictInEnglish(await check.judge(sceneWith({ container: "8\n" })))).toMatchObject({
    observed: "8",
    cause: "That number was another one.",
  });
});
