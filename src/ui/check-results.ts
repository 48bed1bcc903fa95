import { stringWidth } from "../map/text-width.ts";
import { type Check, seenIn } from "../../checks/check.ts";
import type { CheckResult } from "../player/events.ts";
import type { Layout } from "./layout.ts";
import { type Said, say } from "../say/message.ts";
import { inWords } from "../say/words.ts";
import { indent, wrap } from "./wrap.ts";

/** How much is said about each check. */
export type Detail =
  /** What was seen; for those that did not pass, everything. */
  | "long"
  /** What was seen; for the first that did not pass, everything. */
  | "short"
  /** What was expected, what was found and how to see it: without the reason and the advice of a failure. */
  | "facts";

/** A step's verdicts, a check a paragraph. */
export function checkResultsText(layout: Layout, results: readonly CheckResult[], detail: Detail): string {
  const failed = results.filter(({ verdict }) => verdict.type !== "pass");
  const paragraphs = results.map((result) =>
    detail === "short" && failed.indexOf(result) > 0 ? headOf(layout, result) : checkResultText(layout, result, detail),
  );
  if (detail === "short" && failed.length > 1) paragraphs.push(indent(wrap(layout.texts.play.moreFailed, layout.width() - 2), 2));
  return paragraphs.join("\n");
}

/** The mark and the name. */
function headOf(layout: Layout, { check, verdict }: CheckResult): string {
  const { style, texts } = layout;
  const passed = verdict.type === "pass";
  const name = inWords(check.name, texts.words);
  return marked(
    layout,
    passed ? style.pass : style.fail,
    passed ? style.good : style.bad,
    verdict.type === "error" ? inWords(say`${{ check: name }} (could not be looked at)`, texts.words) : name,
  );
}

function marked(layout: Layout, mark: string, paint: (text: string) => string, name: string): string {
  const columns = stringWidth(mark) + 1;
  return indent(indent(wrap(layout.style.fit(name), layout.width() - columns - 2), columns, paint(mark)), 2);
}

function checkResultText(layout: Layout, result: CheckResult, detail: Detail): string {
  const { texts } = layout;
  const { check, verdict } = result;
  const head = headOf(layout, result);
  const said = (each: Said) => inWords(each, texts.words);
  const { expected, found, lookYourself, diesAt, cause, next, offers, seen } = texts.play;
  const facts: readonly Labelled[] = [
    // Many checks are named after what they expect.
    ...(said(verdict.expected) === said(check.name) ? [] : [{ label: expected, value: said(verdict.expected) }]),
    { label: found, value: said(verdict.observed) },
    { label: lookYourself, value: said(verdict.look) },
  ];
  const at = verdict.type === "fail" ? (verdict.at ?? null) : null;
  const place: readonly Labelled[] = at === null ? [] : [{ label: diesAt, value: said(at.text) }];
  if (detail === "facts") return `${head}\n${labelled(layout, [...facts, ...place])}`;
  if (verdict.type !== "pass")
    return `${head}\n${labelled(layout, [...facts, ...place, { label: cause, value: said(verdict.cause) }, { label: next, value: verdict.offers === undefined ? said(verdict.next) : offers[verdict.offers](said(verdict.next)) }])}`;
  return `${head}\n${labelled(layout, [{ label: seen, value: said(seenIn(verdict)).replace(/\s+/g, " ") }])}`;
}

/** The checks of a step by name, with what they found last, or that nobody has looked. */
export function checksState(layout: Layout, checks: readonly Check[], results: readonly CheckResult[] | null): string {
  const { style, texts } = layout;
  const lines = checks.map((check) => {
    const verdict = results?.find((result) => result.check === check)?.verdict;
    const name = inWords(check.name, texts.words);
    if (verdict === undefined) return marked(layout, style.open, style.quiet, name);
    return verdict.type === "pass" ? marked(layout, style.pass, style.good, name) : marked(layout, style.fail, style.bad, name);
  });
  return [texts.play.doneWhen, ...lines].join("\n");
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
  const lines = facts.map(({ label, value: said }) => {
    const value = style.fit(said);
    if (room < NARROW) return `${style.quiet(label)}\n${indent(wrap(value, layout.width() - LABEL_INDENT - 2), 2)}`;
    return indent(wrap(value, room), column, style.quiet(label));
  });
  return indent(lines.join("\n"), LABEL_INDENT);
}
