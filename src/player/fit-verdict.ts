import type { DeathPlace, Verdict } from "../../checks/check.ts";
import { type Listed, type Message, type Said, type Value, withTexts } from "../say/message.ts";
import { printable, printableName, upTo } from "../lab/printable.ts";

/** More letters than any text of the course's checks has. */
const LONGEST = 1000;
/** What was seen, and what to type, may hold a rule or a path. */
const LONGEST_OBSERVED = 2000;

/**
 * A verdict whose texts are fit to be shown, whatever the check, which may be a course's own, took from the lab into
 * them: no control characters, nothing that changes the direction of writing, and no more than a person reads.
 */
export function fitVerdict(verdict: Verdict): Verdict {
  const facts = {
    expected: fit(verdict.expected),
    observed: fit(verdict.observed, LONGEST_OBSERVED),
    look: fit(verdict.look),
  };
  if (verdict.type === "pass") {
    const { shown } = verdict;
    return { type: "pass", ...facts, ...(shown === undefined ? {} : { shown: fit(shown, LONGEST_OBSERVED) }) };
  }
  const { at } = verdict;
  return {
    ...verdict,
    ...facts,
    cause: fit(verdict.cause),
    next: fit(verdict.next, LONGEST_OBSERVED),
    ...(at === undefined || at === null ? {} : { at: fitPlace(at) }),
  };
}

function fitPlace(place: DeathPlace): DeathPlace {
  return {
    ...place,
    link: place.link === null ? null : printableName(place.link),
    text: fit(place.text),
    reason: fit(place.reason),
  };
}

/** Of a message what stands in its holes: its sentence is nslab's own. */
function fit(said: Said, longest = LONGEST): Said {
  const fitText = (text: string) => printable(upTo(text, longest));
  return typeof said === "string" ? fitText(said) : withTexts(withShortLists(said, longest), fitText);
}

/** The same message with no list longer than that many letters: a lab may have thousands of what is listed. */
function withShortLists(message: Message, longest: number): Message {
  const short = Object.entries(message.with).map(([name, value]) => [name, shortened(value, longest)]);
  return { say: message.say, with: Object.fromEntries(short) as Message["with"] };
}

function shortened(value: Value, longest: number): Value {
  if (typeof value !== "object") return value;
  return "items" in value ? shortList(value, longest) : withShortLists(value, longest);
}

/** Its first items, and an ellipsis for the others. */
function shortList(list: Listed, longest: number): Listed {
  const items: Value[] = [];
  let letters = 0;
  for (const each of list.items) {
    const item = shortened(each, longest);
    letters += lettersOf(item);
    if (letters > longest && items.length > 0) return { ...list, items: [...items, "…"] };
    items.push(item);
  }
  return { ...list, items };
}

function lettersOf(value: Value): number {
  if (typeof value !== "object") return String(value).length;
  const inside: readonly Value[] = "items" in value ? value.items : [value.say, ...Object.values(value.with)];
  return inside.reduce<number>((sum, each) => sum + lettersOf(each), 0);
}
