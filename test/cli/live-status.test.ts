import { describe, expect, test } from "vitest";
import type { Check } from "../../checks/check.ts";
import type { StepDefinition } from "../../src/course/lesson.ts";
import { statusNow, undoneBy } from "../../src/cli/live-status.ts";
import { inEnglish } from "../../src/say/words.ts";
import { prettyLive } from "../../src/ui/report/pretty-live.ts";
import { createStyle } from "../../src/ui/style.ts";
import { saying } from "../ui/report/sample.ts";

const check = (name: string, kind: Check["kind"] = "state"): Check => ({
  name,
  kind,
  within: 0,
  judge: async () => ({ type: "pass", expected: "", observed: "", look: "" }),
});
const step = (id: string, more: Partial<StepDefinition> = {}): StepDefinition => ({
  id,
  terminal: "host",
  command: "true",
  checks: [],
  ...more,
});
/** As it stands in the report. */
function statusInEnglish(...given: Parameters<typeof statusNow>) {
  const { status, reason } = statusNow(...given);
  return { status, ...(reason === undefined ? {} : { reason: inEnglish(reason) }) };
}

const ALL = [step("bind"), step("look"), step("leave", { undoes: ["bind"] }), step("again", { mayUndo: ["leave"] })];
const LEAVE = { number: 3, id: "leave" };

describe("what was passed once and is not true now", () => {
  test("is undone by the step that says so, if that was passed or is open", () => {
    const [bind = step(""), look = step(""), leave = step("")] = ALL;
    expect(undoneBy(ALL, bind, ["bind"])).toBeNull();
    expect(undoneBy(ALL, bind, ["bind", "look"])).toEqual(LEAVE);
    expect(undoneBy(ALL, bind, ["bind", "look", "leave"])).toEqual(LEAVE);
    expect(undoneBy(ALL, leave, ["bind", "look", "leave"])).toEqual({ number: 4, id: "again" });
    expect(undoneBy(ALL, look, ["bind", "look", "leave", "again"])).toBeNull();
  });

  test("is no failure then, and is one where no step undid it", () => {
    const lost = [check("data is a mount")];
    expect(statusInEnglish(1, lost, LEAVE, false)).toEqual({
      status: "skipped",
      reason: "passed once, undone by step 3, leave, as it should be: data is a mount",
    });
    expect(statusInEnglish(1, lost, null, false)).toMatchObject({
      status: "failed",
      reason: /no step undid it: data is a mount/,
    });
    expect(statusInEnglish(1, [], null, false)).toEqual({ status: "passed" });
    expect(statusInEnglish(0, [], null, false)).toMatchObject({ status: "skipped" });
  });

  test("is open where a look cannot tell, but for the step that was passed last", () => {
    const lost = [check("the ping is answered", "active")];
    expect(statusInEnglish(1, lost, null, false)).toMatchObject({ status: "skipped", reason: /may have changed it/ });
    expect(statusInEnglish(1, lost, null, true)).toMatchObject({ status: "failed" });
    expect(statusInEnglish(2, [...lost, check("a state")], null, false)).toMatchObject({ status: "failed" });
  });

  test("stands beside its step with the reason, and without the mark of a failure", () => {
    const style = { ...createStyle({ colour: 0, unicode: true, plain: false }), width: 80, told: inEnglish };
    const found = {
      id: "mounts/bind/mounted:data",
      kind: "state",
      name: saying("data is a mount"),
      before: "pass",
      verdict: "fail",
      expected: saying(""),
      observed: saying("nothing"),
      look: saying("mount"),
    } as const;
    const row = { id: "bind", terminal: "host", command: "true", ms: 1, checks: [found] };
    const text = prettyLive(
      {
        number: 1,
        id: "mounts",
        steps: [
          { ...row, status: "skipped", reason: saying("passed once, undone by step 3, leave, as it should be: data is a mount") },
          { ...row, id: "leave", status: "failed", reason: saying("passed once") },
        ],
      },
      style,
    );
    expect(text).toMatch(/ {2}bind +✓ +○\n {6}passed once, undone by step 3, leave, as it should be: data is a\s+mount\n/);
    expect(text).toMatch(/ {2}leave +✓ +✗\n {6}data is a mount\n/);
  });
});
