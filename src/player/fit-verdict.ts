import type { DeathPlace, Verdict } from "../../checks/check.ts";
import { type Said, withTexts } from "../say/message.ts";
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
  return typeof said === "string" ? fitText(said) : withTexts(said, fitText);
}
