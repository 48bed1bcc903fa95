import { type Judged, judgeChoice } from "../course/question.ts";
import type { QuestionView } from "../player/questions.ts";
import type { QuestionOutcome } from "../player/events.ts";
import type { Action, Stage } from "./keys.ts";
import { heading, type Layout } from "./layout.ts";
import type { Choice, Given } from "./question-menu.ts";
import { indent } from "./wrap.ts";

export interface QuestionScreenOptions {
  readonly layout: Layout;
  /** Prints a block of text. */
  readonly print: (text: string) => void;
  /** Shows the keys of that stage until one of them is pressed. */
  readonly ask: (stage: Extract<Stage, "question" | "question-number" | "question-right">) => Promise<Action>;
  /** Has the learner answer; null: he goes back to the question. */
  readonly answer: (kind: QuestionView["definition"]["kind"], choices: readonly Choice[]) => Promise<Given | null>;
  /** Gives a terminal of the lab to the learner, to look there. */
  readonly look: (view: QuestionView) => Promise<void>;
  readonly help: () => Promise<void>;
  /** Has the learner choose a language. False: it is the one that was spoken already. */
  readonly chooseLanguage: () => Promise<boolean>;
  /** The same in another order, so that a place in the list tells nothing. */
  readonly shuffle: <Item>(items: readonly Item[]) => readonly Item[];
}

/** Asks one question until it is answered rightly or left. */
export async function askQuestion(options: QuestionScreenOptions, view: QuestionView): Promise<QuestionOutcome> {
  const { layout, print } = options;
  print(questionWords(layout, view));
  if ((await view.prepare()) !== null || !(await view.isThere())) return leaveOut(options);
  const names = options.shuffle([...view.text.answers.keys()]);
  const { kind } = view.definition;
  for (let tries = 1; ; ) {
    switch (await options.ask(kind === "number" ? "question-number" : "question")) {
      case "answer": {
        const choices = names.map((name): Choice => ({ name, text: view.text.answers.get(name) ?? "" }));
        const given = await options.answer(kind, choices);
        if (given === null) break;
        if (given.type === "chosen" && given.names.length === 0) {
          print(layout.markdown(layout.texts.questions.noneMarked, layout.width()));
          break;
        }
        const judged = await judge(view, given);
        if (judged === null) return leaveOut(options);
        if (given.type === "chosen") print(givenText(layout, choices, given.names));
        print(judgedText(layout, view, judged));
        if (!judged.right) tries += 1;
        else return { type: "answered", tries, leaves: (await options.ask("question-right")) === "quit" };
        break;
      }
      case "type":
        await options.look(view);
        print(layout.markdown(`**${titleOf(layout, view)}**`, layout.width()));
        break;
      case "language":
        if (await options.chooseLanguage()) print(questionWords(layout, view));
        break;
      case "help":
        await options.help();
        break;
      case "skip":
        return { type: "skipped" };
      case "quit":
        return { type: "left" };
      default:
        break;
    }
  }
}

function leaveOut({ layout, print }: QuestionScreenOptions): QuestionOutcome {
  print(layout.markdown(layout.texts.questions.gone, layout.width()));
  return { type: "skipped" };
}

async function judge(view: QuestionView, given: Given): Promise<Judged | null> {
  if (given.type === "number") return view.judgeNumber(given.number);
  const { definition } = view;
  return definition.kind === "number" ? null : judgeChoice(definition, given.names);
}

/** The question, and what one must know for it. */
export function questionWords(layout: Layout, view: QuestionView): string {
  const { text, definition } = view;
  const words = layout.texts.questions;
  const more = [text.prose, definition.kind === "several" ? words.several : ""].filter((each) => each !== "");
  return [heading(layout, titleOf(layout, view)), ...more.map((each) => layout.markdown(each, layout.width()))].join("\n\n");
}

function titleOf({ texts }: Layout, { text, index, count }: QuestionView): string {
  return texts.questions.title(index + 1, count, text.question);
}

/** The answers that were chosen, in the order in which they stood. */
function givenText({ style, markdown, width }: Layout, choices: readonly Choice[], names: readonly string[]): string {
  return choices
    .filter(({ name }) => names.includes(name))
    .map(({ text }) => indent(markdown(text, width() - 4), 4, `  ${style.bullet}`))
    .join("\n");
}

/** Whether the answer was right, and why. What was missed is not given away. */
export function judgedText(layout: Layout, { text, definition }: QuestionView, { right, because }: Judged): string {
  const { style, markdown, texts, width } = layout;
  const words = texts.questions;
  const missed = !right && definition.kind !== "number" && because.every((name) => definition.right.includes(name));
  const head = right
    ? style.good(`${style.pass} ${words.right}`)
    : style.bad(`${style.fail} ${missed ? words.more : words.wrong}`);
  if (missed) return head;
  const reasons = because.map((name) => {
    const answer = text.answers.get(name);
    const reason = text.because.get(name) ?? "";
    return markdown(answer === undefined || because.length === 1 ? reason : `*${answer}*\n\n${reason}`, width());
  });
  return [head, ...reasons].join("\n\n");
}
