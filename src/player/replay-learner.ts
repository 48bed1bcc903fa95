import { type Said, say } from "../say/message.ts";
import type { PlayedStep } from "./events.ts";
import { type Learner, type StepView, UNATTENDED } from "./learner.ts";
import { terminalsOf } from "./played-step.ts";
import type { Remark } from "./remarks.ts";
import type { Lost } from "./standing.ts";
import { toldNow } from "./told.ts";

/** Something that a learner would be told by himself, though he has done what the step shows and nothing else. */
export type Overheard = {
  /** On opening the step, before its command; or when its lines have come back. */
  readonly when: "before" | "after";
} & (
  | { /** A hint is chosen by the state of the lab. */ readonly type: "hint" | "remark"; readonly name: string }
  | { readonly type: "lost" /** What an earlier step made true, and is said to be so no more. */; readonly lost: Said }
);

/**
 * The learner of a replay: nobody, but what a screen would tell somebody there is asked for all the same, with the very words
 * that it would ask with. It costs no look at the lab: what the step's checks were judged by is good enough.
 */
export function replayLearner(hear: (step: PlayedStep, words: readonly Overheard[]) => void): Learner {
  const listen = async (view: StepView, when: Overheard["when"], isDone = false) =>
    hear(view.step, await overheard(view, when, isDone));
  return {
    ...UNATTENDED,
    decide: async (view) => {
      await listen(view, "before");
      return UNATTENDED.decide(view);
    },
    failed: async (view, results) => {
      await listen(view, "after");
      return UNATTENDED.failed(view, results);
    },
    passed: async (view) => {
      await listen(view, "after", true);
      return UNATTENDED.passed(view);
    },
  };
}

/** Who has done the step is where it wants him, be it out of a container. */
const OF_PLACES: ReadonlySet<Remark["type"]> = new Set(["left", "elsewhere"]);

async function overheard(view: StepView, when: Overheard["when"], isDone: boolean): Promise<readonly Overheard[]> {
  const { definition } = view.step;
  // Before its command, a look is all that was done; after it, somebody may have ended in any of its terminals.
  const terminals = when === "before" ? [definition.terminal] : terminalsOf(view.step);
  const hints = new Set<string>();
  const remarks = new Set<Remark["type"]>();
  for (const terminal of terminals) {
    const told = await toldNow(view, terminal);
    if (told.hint !== null) hints.add(told.hint);
    for (const { type } of told.remarks) if (!(isDone && OF_PLACES.has(type))) remarks.add(type);
  }
  // What its own command undoes is looked for when the next step is opened.
  const lost = when === "before" ? await view.lost() : [];
  return [
    ...[...hints].map((name) => ({ when, type: "hint", name }) as const),
    ...[...remarks].map((name) => ({ when, type: "remark", name }) as const),
    ...lost.map((each) => ({ when, type: "lost", lost: lostSaid(each) }) as const),
  ];
}

function lostSaid(lost: Lost): Said {
  return lost.type === "fact" ? lost.check.name : say`the shell in the terminal ${{ terminal: lost.terminal }} has ended`;
}
