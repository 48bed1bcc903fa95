import { randomBytes } from "node:crypto";
import type { PlayerEvent } from "../player/events.ts";
import type { Learner } from "../player/learner.ts";
import { JournalWriter } from "../progress/journal-writer.ts";
import { say } from "../say/message.ts";
import { changeLines } from "../ui/changes/changes-text.ts";
import { mapText } from "../ui/map-text.ts";
import { createStyle } from "../ui/style.ts";
import type { Texts } from "../ui/texts/english.ts";
import type { Context } from "./context.ts";
import { journalNotKeptText } from "./notices.ts";
import { journalOf } from "./person.ts";
import { tell } from "./telling.ts";

/** Notes are read anywhere: no colours, and every symbol. */
const PAPER = { style: createStyle({ colour: 0, unicode: true, plain: false }), width: () => 80 };

export interface JournalOfPlay {
  readonly follow: (event: PlayerEvent) => void;
  /** The same learner, whose passed steps are told. */
  readonly telling: (learner: Learner) => Learner;
}

/** Keeps what this person does from now on: what checks saw as messages, changes and maps in the words of that moment. What prevents it is said once; the course goes on. */
export function keepJournal(context: Context, texts: () => Texts): JournalOfPlay {
  const paper = () => ({ ...PAPER, texts: texts() });
  const journal = journalOf(context);
  let isTold = false;
  const writer = new JournalWriter({
    append: (entry) => {
      const problem = journal.append(entry);
      if (problem === null || isTold) return;
      isTold = true;
      tell(context, say`\n${{ problem: journalNotKeptText(problem) }}`);
    },
    play: randomBytes(4).toString("hex"),
    today: () => new Date().toISOString(),
    changes: (before, after) => changeLines(paper(), before, after).map(({ sign, text }) => `${sign} ${text}`),
    draw: (snapshot, terminals) => mapText(paper(), snapshot, { ascii: false, terminals }),
  });
  return {
    follow: (event) => writer.follow(event),
    telling: (learner) => ({
      decide: (view) => learner.decide(view),
      failed: (view, results) => learner.failed(view, results),
      troubled: (view, trouble) => learner.troubled(view, trouble),
      passed: async (view) => {
        await writer.passed(view);
        return learner.passed(view);
      },
      repaired: (view) => learner.repaired(view),
      repairedAfresh: (view) => learner.repairedAfresh(view),
      question: (view) => learner.question(view),
      looking: () => learner.looking(),
    }),
  };
}
