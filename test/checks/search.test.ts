import { describe, expect, test } from "vitest";
import { foundNothing, shown } from "../../checks/output.ts";
import { endOfLastIn, foundIn, isFoundIn } from "../../checks/search.ts";
import { linkLists, shownLinks } from "../../checks/shown-network.ts";
import type { Scene, SceneTerminal } from "../../checks/check.ts";
import { inEnglish } from "../../src/say/words.ts";
import { verdictInEnglish } from "../support/in-english.ts";
import { aSnapshot } from "../kernel/build-snapshot.ts";
import { aReach, asNobody } from "../support/a-reach.ts";
import { watchingTheLoop } from "../support/stalls.ts";

/** All ways to fit it to `3033` again and again are as many as there are letters, squared. */
const SLOW = /3033[^]*(refused|Could(n't| not) connect)/i;
const FILLED = "3033".repeat(64_000);

function sceneWith(output: string): Scene {
  const terminal: SceneTerminal = { rootPid: 1, output, codes: [1], running: false };
  return { lab: aReach(), before: null, snapshot: async () => aSnapshot(), asLearner: asNobody, terminal: () => terminal };
}

function quotedIn(pattern: RegExp, text: string): string | null {
  const found = foundIn(pattern, text);
  return found.type === "found" ? inEnglish(found.lines) : null;
}

describe("a pattern in what a terminal has shown", () => {
  test("is found in short text and in long", () => {
    expect(isFoundIn(/b+c/, "abbc")).toBe(true);
    expect(isFoundIn(/b+d/, "abbc")).toBe(false);
    expect(isFoundIn(/REFUSED$/i, `${"x".repeat(200_000)}refused`)).toBe(true);
    expect(isFoundIn(/REFUSED$/, `${"x".repeat(200_000)}refused`)).toBe(false);
  });

  test("is quoted with its whole line, or the first and the last of its lines", () => {
    const text = "one\ntwo: uts:[4026]\nthree\nfour\n";
    expect(quotedIn(/uts/, text)).toBe("two: uts:[4026]");
    expect(quotedIn(/^three$/m, text)).toBe("three");
    expect(quotedIn(/two[^]*three/, text)).toBe("two: uts:[4026] ⏎ three");
    expect(quotedIn(/one[^]*four/, text)).toBe("one ⏎ … ⏎ four");
    expect(quotedIn(/(^|\s)two/m, text)).toContain("two: uts:[4026]");
    expect(quotedIn(/uts/, `${"x\n".repeat(2000)}${text}`)).toBe("two: uts:[4026]");
    expect(quotedIn(/^$/m, "one\n\ntwo")).toBe("an empty line");
    expect(foundIn(/five/, text)).toEqual({ type: "not-found" });
    expect(foundIn(/five/, text.repeat(200))).toEqual({ type: "not-found" });
  });

  test("is found at its last place", () => {
    expect(endOfLastIn(/ab/, "ab cd ab ef")).toBe(8);
    expect(endOfLastIn(/ab/g, "ab cd ab ef")).toBe(8);
    expect(endOfLastIn(/xy/, "ab cd")).toBe(0);
  });

  test("is given up where it takes too long: nobody knows", async () => {
    const { result, longest } = await watchingTheLoop(async () => [isFoundIn(SLOW, FILLED), endOfLastIn(SLOW, FILLED)]);
    expect(result).toEqual([null, null]);
    expect(longest).toBeLessThan(1000);
  });

  test("makes a check say that it could not look, neither passed nor failed", async () => {
    const scene = sceneWith(FILLED);
    const error = { type: "error", observed: "so much was printed that it could not be looked through" };
    expect(verdictInEnglish(await shown("host", SLOW, "a refusal").judge(scene))).toMatchObject(error);
    const search = { what: "a mount", list: /x/, pattern: SLOW, next: "mount" };
    expect(verdictInEnglish(await foundNothing("host", search).judge(scene))).toMatchObject(error);
    expect(verdictInEnglish(await shown("host", /3033/, "a port").judge(scene))).toMatchObject({ type: "pass" });
  });
});

test("links are read from what was printed in time in proportion to it", async () => {
  const texts = [
    "a: <".repeat(60_000),
    "a: <\n".repeat(50_000),
    Array.from({ length: 20_000 }, (_, at) => `${at}: l${at}: <UP>`).join("\n"),
  ];
  for (const text of texts) {
    const { longest } = await watchingTheLoop(async () => linkLists(shownLinks(text)));
    expect(longest).toBeLessThan(1000);
  }
});
