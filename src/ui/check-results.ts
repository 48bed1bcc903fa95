import stringWidth from "fast-string-width";
import type { CheckResult } from "../player/events.ts";
import type { Layout } from "./layout.ts";
import { indent, wrap } from "./wrap.ts";

/** How much is said about each check. */
export type Detail =
  /** What was seen; for those that did not pass, everything. */
  | "short"
  /** What was expected, what was found and how to see it: without the reason and the advice of a failure. */
  | "facts";

/** A step's verdicts, a check a paragraph. */
export function checkResultsText(layout: Layout, results: readonly CheckResult[], detail: Detail): string {
  return results.map((result) => checkResultText(layout, result, detail)).join("\n");
}

function checkResultText(layout: Layout, { check, verdict }: CheckResult, detail: Detail): string {
  const { style, texts } = layout;
  const passed = verdict.type === "pass";
  const mark = passed ? style.pass : style.fail;
  const columns = stringWidth(mark) + 1;
  const name = verdict.type === "error" ? `${check.name} (${texts.play.couldNotLook})` : check.name;
  const wrapped = wrap(name, layout.width() - columns - 2);
  const head = indent(indent(wrapped, columns, passed ? style.good(mark) : style.bad(mark)), 2);
  const { expected, found, lookYourself, cause, next, seen } = texts.play;
  const facts: readonly Labelled[] = [
    // Many checks are named after what they expect.
    ...(verdict.expected === check.name ? [] : [{ label: expected, value: verdict.expected }]),
    { label: found, value: verdict.observed },
    { label: lookYourself, value: verdict.look },
  ];
  if (detail === "facts") return `${head}\n${labelled(layout, facts)}`;
  if (verdict.type === "pass") return `${head}\n${labelled(layout, [{ label: seen, value: verdict.observed }])}`;
  return `${head}\n${labelled(layout, [...facts, { label: cause, value: verdict.cause }, { label: next, value: verdict.next }])}`;
}

interface Labelled {
  readonly label: string;
  readonly value: string;
}

const LABEL_INDENT = 4;
/** Below this many columns for the value, it stands on a line of its own. */
const NARROW = 36;

/** Labels in one column, values in another. */
function labelled(layout: Layout, facts: readonly Labelled[]): string {
  const { style } = layout;
  const column = Math.max(...facts.map(({ label }) => stringWidth(label))) + 2;
  const room = layout.width() - LABEL_INDENT - column;
  const lines = facts.map(({ label, value }) => {
    if (room < NARROW) return `${style.quiet(label)}\n${indent(wrap(value, layout.width() - LABEL_INDENT - 2), 2)}`;
    return indent(wrap(value, room), column, style.quiet(label));
  });
  return indent(lines.join("\n"), LABEL_INDENT);
}
