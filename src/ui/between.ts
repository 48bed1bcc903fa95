import type { LabView } from "../player/events.ts";
import type { Departure } from "../player/learner.ts";
import { type Action, type Offer, OFFERS, type Stage } from "./keys.ts";
import type { StepPages } from "./step-pages.ts";

/** Where a learner goes between two lessons, or where a lesson was cut short. */
export type Between = { readonly type: "next" } | Exclude<Departure, { type: "go" }>;

export interface BetweenOptions {
  readonly stage: Extract<Stage, "opening" | "lesson-end" | "lab-ended">;
  readonly pages: Pick<StepPages, "help" | "closingMap">;
  /** The lab of the lesson that has ended; null where there is none to be shown. */
  readonly closing: LabView | null;
  readonly ask: (offers: readonly Offer[]) => Promise<Action>;
  /** Says, if it takes its time, that a fresh lab is being made. */
  readonly sayMaking: () => void;
  /** Has the learner choose another lesson. Null: he stays. */
  readonly chooseLesson: () => Promise<Extract<Departure, { type: "open" }> | null>;
  /** Has the learner choose a language. False: it is the one that was spoken already. */
  readonly chooseLanguage: () => Promise<boolean>;
  /** Shows what stands on the screen once more, in another language. */
  readonly sayAgain: () => void;
}

/** Waits outside of any step for the key that goes on. */
export async function between(options: BetweenOptions): Promise<Between> {
  const { stage, pages, closing, ask, sayMaking, chooseLesson, chooseLanguage, sayAgain } = options;
  for (;;) {
    const action = await ask(OFFERS[stage].filter((offer) => offer.action !== "map" || closing !== null));
    if (action === "afresh") sayMaking();
    if (action === "next" || action === "afresh") return { type: "next" };
    if (action === "quit") return { type: "leave" };
    if (action === "help") await pages.help();
    if (action === "language" && (await chooseLanguage())) sayAgain();
    if (action === "map" && closing !== null) await pages.closingMap(closing);
    if (action === "lessons") {
      const chosen = await chooseLesson();
      if (chosen !== null) return chosen;
    }
  }
}
