import type { QuestionDefinition } from "../course/question.ts";
import { askLine, type MenuOptions, runPrompt, TAKEN_AWAY } from "./menu.ts";
import { typedNumber } from "./typed-number.ts";
import { indent, wrap } from "./wrap.ts";

/** What the learner answered; null: he goes back to the question. */
export type Given =
  | { readonly type: "chosen"; readonly names: readonly string[] }
  | { readonly type: "number"; readonly number: number };

export interface Choice {
  readonly name: string;
  /** Markdown, one paragraph. */
  readonly text: string;
}

/** Has the learner answer, while nobody else reads the keyboard. */
export async function answerQuestion(
  options: MenuOptions,
  kind: QuestionDefinition["kind"],
  choices: readonly Choice[],
): Promise<Given | null> {
  if (kind === "number") return askNumber(options);
  const names = options.capabilities.cursor
    ? await chooseByArrows(options, kind, choices)
    : await chooseByNumber(options, kind, choices);
  return names === null ? null : { type: "chosen", names };
}

/** Columns before an answer: the pointer and the mark. */
const BEFORE = { one: 2, several: 5 } as const;

async function chooseByArrows(
  options: MenuOptions,
  kind: "one" | "several",
  choices: readonly Choice[],
): Promise<readonly string[] | null> {
  const { layout } = options;
  const words = layout.texts.questions;
  const rows = choices.map(({ name, text }) => {
    const [first = "", ...more] = layout.markdown(text, layout.width() - BEFORE[kind] - 1).split("\n");
    return { name, message: [first, ...more.map((line) => indent(line, BEFORE[kind]))].join("\n") };
  });
  // Enquirer would repeat what was chosen by its name, which is none of the learner's.
  const format = () => "";
  if (kind === "several") {
    const several = await runPrompt<readonly string[]>(options, {
      type: "multiselect",
      format,
      message: words.chooseSeveral,
      footer: () => layout.style.quiet(wrap(words.severalKeys, layout.width())),
      choices: rows,
      pointer: layout.style.here,
      indicator: { on: "[x]", off: "[ ]" },
    });
    options.output.write(TAKEN_AWAY);
    return several;
  }
  const chosen = await runPrompt<string>(options, {
    type: "select",
    format,
    message: words.chooseOne,
    footer: () => layout.style.quiet(wrap(words.oneKeys, layout.width())),
    choices: rows,
  });
  options.output.write(TAKEN_AWAY);
  return chosen === null ? null : [chosen];
}

async function chooseByNumber(
  options: MenuOptions,
  kind: "one" | "several",
  choices: readonly Choice[],
): Promise<readonly string[] | null> {
  const { layout, output } = options;
  const words = layout.texts.questions;
  const list = choices.map(({ text }, index) => indent(layout.markdown(text, layout.width() - 3), 3, `${index + 1}.`));
  output.write(`\n${list.join("\n")}\n\n`);
  const ask = kind === "one" ? words.askOne : words.askSeveral;
  return askLine(options, { ask, unknown: words.unknown }, (given) => chosenBy(given, kind, choices));
}

/** Names of the answers that were typed by number, or null where that is none or more than may be. */
export function chosenBy(given: string, kind: "one" | "several", choices: readonly Choice[]): readonly string[] | null {
  const numbers = given
    .normalize("NFKC")
    .split(/[\s,、]+/)
    .filter((word) => word !== "");
  const names = numbers.map((number) => (/^\d+$/.test(number) ? choices[Number(number) - 1]?.name : undefined));
  const known = names.filter((name) => name !== undefined);
  if (known.length === 0 || known.length < names.length || (kind === "one" && known.length > 1)) return null;
  return [...new Set(known)];
}

async function askNumber(options: MenuOptions): Promise<Given | null> {
  const words = options.layout.texts.questions;
  if (!options.capabilities.cursor) {
    const number = await askLine(options, { ask: words.number, unknown: () => words.noNumber }, typedNumber);
    return number === null ? null : { type: "number", number };
  }
  const given = await runPrompt<string>(options, {
    type: "input",
    message: words.number,
    validate: (text: string) => typedNumber(text) !== null || words.noNumber,
  });
  const number = given === null ? null : typedNumber(given);
  return number === null ? null : { type: "number", number };
}
