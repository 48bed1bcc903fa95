import { type Message, say } from "../say/message.ts";
import type { Section } from "./sections.ts";

export type Complain = (line: number, message: Message) => void;

/** Items of a list, numbered or not; an item's further lines are indented. */
export function listItems(part: Section | undefined, complain: Complain): readonly string[] {
  if (part === undefined) return [];
  const items: string[] = [];
  for (const line of part.body.split("\n")) {
    const item = /^(?:[-*]|\d+\.)\s+(.*)$/.exec(line);
    if (item !== null) items.push(item[1] ?? "");
    else if (line.trim() !== "" && items.length > 0) items.push(`${items.pop()}\n${line.trim()}`);
    else if (line.trim() !== "")
      complain(part.line, say`"### ${{ part: part.heading }}" is a list; this stands outside of it: "${{ text: line.trim() }}".`);
  }
  if (items.length === 0) complain(part.line, say`"### ${{ part: part.heading }}" is empty: give it a list, or remove it.`);
  return items;
}

/** "`-m`: a new mount namespace" as its term and its meaning. */
function splitTerm(item: string, part: Section | undefined, complain: Complain): readonly [string, string] {
  const match = /^`([^`]+)`:?\s+([\s\S]*)$/.exec(item);
  if (match === null)
    complain(
      part?.line ?? 1,
      say`In "### ${{ part: part?.heading ?? "" }}", each item is a term in backticks and its text, as in: - \`-m\`: a new mount namespace. This one is "${{ item }}".`,
    );
  return [match?.[1] ?? item, match?.[2] ?? ""];
}

/** A list of terms, each with its text; none where the part is missing. */
export function listTerms(part: Section | undefined, complain: Complain): readonly (readonly [string, string])[] {
  return listItems(part, complain).map((item) => splitTerm(item, part, complain));
}
