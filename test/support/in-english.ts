import type { Check, DeathPlace, NotPassed, Passed, Verdict } from "../../checks/check.ts";
import { isMessage, type Said } from "../../src/say/message.ts";
import { inEnglish } from "../../src/say/words.ts";

/** The same, said in English. */
type InEnglish<T> = { readonly [Key in keyof T]: Said extends T[Key] ? string : T[Key] };

export type VerdictInEnglish =
  | InEnglish<Passed>
  | (Omit<InEnglish<NotPassed>, "at"> & { readonly at?: InEnglish<DeathPlace> | null });

/** A verdict as a person reads it. */
export function verdictInEnglish(verdict: Verdict): VerdictInEnglish {
  const facts = {
    expected: inEnglish(verdict.expected),
    observed: inEnglish(verdict.observed),
    look: inEnglish(verdict.look),
  };
  if (verdict.type === "pass") {
    const { shown } = verdict;
    return { type: "pass", ...facts, ...(shown === undefined ? {} : { shown: inEnglish(shown) }) };
  }
  const { at, ...rest } = verdict;
  return {
    ...rest,
    ...facts,
    cause: inEnglish(verdict.cause),
    next: inEnglish(verdict.next),
    ...(at === undefined ? {} : { at: at === null ? null : placeInEnglish(at) }),
  };
}

function placeInEnglish(place: DeathPlace): InEnglish<DeathPlace> {
  return { ...place, text: inEnglish(place.text), reason: inEnglish(place.reason) };
}

/** A check's name as a person reads it. */
export function nameInEnglish({ name }: Pick<Check, "name">): string {
  return inEnglish(name);
}

/** Whatever holds messages, however deep, with each as a person reads it. */
export function allInEnglish(value: unknown): unknown {
  if (isMessage(value)) return inEnglish(value);
  if (Array.isArray(value)) return value.map(allInEnglish);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, allInEnglish(each)]));
}
