import { stepsWithChallenge } from "../course/lesson.ts";
import type { Lesson } from "../course/load.ts";
import type { Lost } from "../player/standing.ts";
import { inWords } from "../say/words.ts";
import type { Texts } from "./texts/english.ts";

/** What is not so any more, each by its step and its check, and what to do, as Markdown. */
export function lostText(texts: Texts, lesson: Lesson, lost: readonly Lost[]): string {
  const { title, fact, terminal, next } = texts.learner.lost;
  const steps = stepsWithChallenge(lesson.definition);
  const items = lost.map((each) => {
    if (each.type === "terminal-ended") return terminal(each.terminal);
    const words = lesson.text.steps.get(steps[each.step]?.id ?? "");
    return fact(each.step + 1, words?.title ?? "", inWords(each.check.name, texts.words));
  });
  return `**${title}**\n\n${[...new Set(items)].map((item) => `- ${item}`).join("\n")}\n\n${next}`;
}

/** Whether both say the same, in whatever order. */
export function sameLost(one: readonly Lost[], other: readonly Lost[]): boolean {
  const keys = (lost: readonly Lost[]) => new Set(lost.map((each) => (each.type === "fact" ? each.check : each.terminal)));
  return keys(one).size === keys(other).size && [...keys(one)].every((key) => keys(other).has(key));
}
