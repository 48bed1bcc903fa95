import { describe, expect, test } from "vitest";
import { readSaid } from "../../../src/course/outside/read-said.ts";
import { listed, say } from "../../../src/say/message.ts";

describe("what a course's check says", () => {
  test.each([
    "the link is there",
    say`${{ link: "plug0" }} has ${{ count: 2 }} ports`,
    say`${{ links: listed(["a", say`the link ${{ name: "b" }}`], "and") }} are up`,
  ])("is a text, or a message: %j", (said) => {
    expect(readSaid(said)).toEqual(said);
  });

  test("is without control characters, its holes as well", () => {
    expect(readSaid({ say: "is\u001b[31m red", with: { a: "x\u0007", b: { items: ["\u001b[2J"], by: "," } } })).toEqual({
      say: "is red",
      with: { a: "x", b: { items: [""], by: "," } },
    });
  });

  test.each([
    undefined,
    null,
    7,
    {},
    { items: ["a"], by: "," },
    { say: "a", with: null },
    { say: "a {b}", with: { b: null } },
    { say: "a {b}", with: { b: { items: ["a"], by: "nor" } } },
    { say: "a {b}", with: { b: { items: [null], by: "," } } },
  ])("is not %j", (said) => {
    expect(readSaid(said)).toBeNull();
  });

  test("is not what holds itself", () => {
    const round = { say: "{again}", with: {} as Record<string, unknown> };
    round.with["again"] = round;
    expect(readSaid(round)).toBeNull();
  });
});
