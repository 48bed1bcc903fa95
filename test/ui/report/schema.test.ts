import { describe, expect, test } from "vitest";
import { faultsOfReport } from "../../support/report-schema.ts";
import { SAMPLE, saying } from "./sample.ts";

/** The sample with something else at a place that is there. */
function changed(path: string, value: unknown): unknown {
  const document = structuredClone(SAMPLE) as unknown;
  const names = path.split(".");
  const last = names.pop() ?? "";
  const holder = names.reduce((at, name) => (at as Record<string, unknown>)[name], document) as Record<string, unknown>;
  expect(holder, path).toBeTypeOf("object");
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return document;
}

const CHECK = "lessons.0.steps.1.checks.1";

describe("the schema of nslab verify's reports", () => {
  test("takes one with a step of each status", () => {
    expect(faultsOfReport(SAMPLE)).toEqual([]);
  });

  test.each([
    ["where a packet died", { network: 7, link: null, rule: null, leg: "request", place: saying("here"), reason: saying("so") }],
    [
      "at which rule",
      {
        network: 7,
        link: "a",
        rule: { table: "nat", chain: "X", rule: "" },
        leg: "answer",
        place: saying("a"),
        reason: saying("b"),
      },
    ],
  ])("takes one that says %s", (_, death) => {
    expect(faultsOfReport(changed(`${CHECK}.death`, death))).toEqual([]);
  });

  test.each<[string, unknown]>([
    ["format", 1],
    ["mode", "else"],
    ["summary.passed", -1],
    ["lessons.0.steps.0.status", "green"],
    ["lessons.0.steps.0.told", []],
    ["lessons.0.steps.2.reason", "a sentence that is no message"],
    [`${CHECK}.id`, "no-lesson"],
    [`${CHECK}.name`, { text: "without its message" }],
    [`${CHECK}.expected`, { ...saying("x"), with: { text: { items: ["a"], by: "-" } } }],
    [`${CHECK}.cause`, undefined],
    [`${CHECK}.next`, undefined],
    ["lessons.0.steps.0.checks.0.cause", saying("one that has passed needs none")],
    [`${CHECK}.after`, "pass"],
  ])("takes none with another %s", (path, value) => {
    expect(faultsOfReport(changed(path, value))).not.toEqual([]);
  });
});
