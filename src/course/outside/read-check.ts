import type { Check, NotPassed, Scene, Verdict } from "../../../checks/check.ts";
import { LabGone } from "../../kernel/read-snapshot.ts";
import { TERMINAL_NAMES } from "../../terminal/names.ts";
import { listed, type Message, type Said, say, verbatim } from "../../say/message.ts";
import { kindOf, type Look } from "./look.ts";
import { oneLine } from "./one-line.ts";
import { readSaid } from "./read-said.ts";

const FORM = say`checks: [pings("host", "192.168.102.10")], from "nslab/checks"`;
const FIELDS = ["id", "name", "kind", "within", "programs", "shownIn", "judge"];
const LONGEST_WAIT = 600_000;
const ID = /^[^\s\p{C}]{1,500}$/u;

export function readChecks(checks: Look): readonly Check[] {
  const items = checks.list("checks", FORM);
  if (Array.isArray(checks.value) && items.length === 0)
    checks.complain(say`proves nothing: give it at least one check, as in ${{ form: FORM }}`);
  return items.map(readCheck);
}

function readCheck(check: Look): Check {
  if (typeof check.value === "function") check.complain(say`has a function among its checks: call it, as in ${{ form: FORM }}`);
  else if (typeof check.value !== "object" || check.value === null || Array.isArray(check.value))
    check.complain(say`has ${{ kind: kindOf(check.value) }} among its checks, which is no check: write ${{ form: FORM }}`);
  else return readFields(check);
  return { name: "", kind: "state", within: 0, judge: async () => ({ type: "pass", expected: "", observed: "", look: "" }) };
}

function readFields(check: Look): Check {
  const unknown = Object.keys(check.value as object).filter((field) => !FIELDS.includes(field));
  if (unknown.length > 0)
    check.complain(
      say`has a check with ${{ unknown: listed(unknown.map((each) => `"${oneLine(each)}"`)) }}: a check has ${{ fields: listed(FIELDS) }}.`,
    );
  const name = readName(check.field("name"));
  const kind = check.field("kind").oneOf(say`check's kind`, ["state", "active", "seen"]);
  const within = check.field("within");
  const wait = within.value;
  if (typeof wait !== "number" || !(wait >= 0 && wait <= LONGEST_WAIT))
    within.complain(
      say`has ${{ kind: kindOf(wait) }} for a check's within: write milliseconds, from 0 to ${{ most: LONGEST_WAIT }}, as in within: 0`,
    );
  const id = check.field("id");
  const judge = check.field("judge");
  const call = judge.callable(say`check's judge`, "judge: async (scene) => verdict(…)");
  const holder = check.value;
  const programs = check.field("programs");
  const shownIn = check.field("shownIn");
  return {
    ...(id.isThere ? { id: id.text(say`check's id`, 'id: "mtu:veth0"', ID, say`one word, in any letters`) } : {}),
    name,
    kind,
    within: typeof wait === "number" ? wait : 0,
    ...(programs.isThere
      ? { programs: programs.list(say`check's programs`, 'programs: ["curl"]').map((each) => each.text(say`program`, '"curl"')) }
      : {}),
    ...(shownIn.isThere ? { shownIn: shownIn.oneOf(say`terminal of a check`, TERMINAL_NAMES) } : {}),
    judge: async (scene) => judgeSafely(name, (given) => call.call(holder, given), scene),
  };
}

function readName(name: Look): Said {
  const said = typeof name.value === "object" ? readSaid(name.value) : null;
  return said ?? name.text(say`check's name`, 'name: "the bridge docker0 is there"');
}

/** A check of somebody else's that throws, or returns what is no verdict, could not look; and what it says is plain text. */
async function judgeSafely(name: Said, judge: (scene: Scene) => unknown, scene: Scene): Promise<Verdict> {
  let found: unknown;
  try {
    found = await judge(scene);
  } catch (error) {
    if (error instanceof LabGone) throw error;
    return notJudged(name, say`it throws: ${{ why: oneLine(error instanceof Error ? error.message : String(error)) }}`);
  }
  return readVerdict(found) ?? notJudged(name, say`it returned ${{ kind: kindOf(found) }} and no verdict`);
}

/** What a course says is shown as it stands: no control characters. Null for what is no verdict. */
function readVerdict(found: unknown): Verdict | null {
  const given = (found ?? {}) as Readonly<Record<string, unknown>>;
  const [expected, observed, look] = [readSaid(given["expected"]), readSaid(given["observed"]), readSaid(given["look"])];
  if (expected === null || observed === null || look === null) return null;
  const facts = { expected, observed, look };
  if (given["type"] === "pass") {
    const shown = readSaid(given["shown"]);
    return { type: "pass", ...facts, ...(shown === null ? {} : { shown }) };
  }
  const [cause, next] = [readSaid(given["cause"]), readSaid(given["next"])];
  if ((given["type"] !== "fail" && given["type"] !== "error") || cause === null || next === null) return null;
  const { offers: _, ...rest } = found as NotPassed;
  return { ...rest, ...facts, cause, next };
}

function notJudged(name: Said, observed: Message): Verdict {
  return {
    type: "error",
    expected: name,
    observed,
    look: verbatim("nslab verify --replay"),
    cause: say`This check of the course could not look at the lab: a defect of the course.`,
    next: say`Tell the course's author the line above.`,
    offers: "skip",
  };
}
