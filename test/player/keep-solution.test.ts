import { expect, test } from "vitest";
import type { Line } from "../../src/course/command.ts";
import { keepSolution } from "../../src/player/keep-solution.ts";
import { inEnglish } from "../../src/say/words.ts";

const LINES: readonly Line[] = ["exit", "touch secret/key", { in: "host", line: "mount -t tmpfs tmpfs secret" }];
const definition = { id: "challenge", terminal: "container2", command: "", checks: [] } as const;

function told(next: string, isChallenge = true): string | null {
  const check = { name: "a", kind: "state", within: 0, judge: async () => verdict } as const;
  const verdict = { type: "fail", expected: "a", observed: "b", look: "c", cause: "d", next } as const;
  const [result] = keepSolution([{ check, verdict, ms: 1 }], { isChallenge, lines: LINES, definition });
  return result?.verdict.type === "fail" ? inEnglish(result.verdict.next) : null;
}

test("what a challenge's check advises does not give the solution away", () => {
  expect(told("In the terminal container2, once the tmpfs is mounted: touch secret/key")).toMatch(/hints/);
  expect(told("Type on the host: umount secret; mount -t tmpfs tmpfs secret")).toMatch(/hints/);
});

test("other advice stays, and so does that of a step", () => {
  expect(told("Type in the terminal container2: exit")).toBe("Type in the terminal container2: exit");
  expect(told("Undo it on the host: umount /root/docker/secret")).toBe("Undo it on the host: umount /root/docker/secret");
  expect(told("touch secret/key", false)).toBe("touch secret/key");
});

test("in its place the hints are offered", () => {
  const verdict = { type: "fail", expected: "a", observed: "b", look: "c", cause: "d", next: "touch secret/key" } as const;
  const check = { name: "a", kind: "state", within: 0, judge: async () => verdict } as const;
  const [result] = keepSolution([{ check, verdict, ms: 1 }], { isChallenge: true, lines: LINES, definition });
  expect(result?.verdict).toMatchObject({ offers: "hints" });
});
