import type { LabView } from "../player/events.ts";
import type { Departure } from "../player/learner.ts";
import { type Action, type Offer, OFFERS, type Stage } from "./keys.ts";
import type { StepScreen } from "./step-screen.ts";

/** Where a learner goes between two lessons, or where a lesson was cut short. */
export type Between = { readonly type: "next" } | Exclude<Departure, { type: "go" }>;

export interface BetweenOptions {
  readonly ask: (offers: readonly Offer[]) => Promise<Action>;
  readonly step: Pick<StepScreen, "help" | "closingMap">;
  /** The lab of the lesson that has ended; null where there is none to be shown. */
  readonly closing: LabView | null;
  /** Says, if it takes its time, that a fresh lab is being made. */
  readonly sayMaking: () => void;
  readonly chooseLesson: () => Promise<Extract<Departure, { type: "open" }> | null>;
}

/** Waits outside of any step for the key that goes on. */
export async function waitBetween(
  stage: Extract<Stage, "opening" | "lesson-end" | "lab-ended">,
  { ask, step, closing, sayMaking, chooseLesson }: BetweenOptions,
): Promise<Between> {
  for (;;) {
    const action = await ask(OFFERS[stage].filter((offer) => offer.action !== "map" || closing !== null));
    if (action === "afresh") sayMaking();
    if (action === "next" || action === "afresh") return { type: "next" };
    if (action === "quit") return { type: "leave" };
    if (action === "help") await step.help();
    if (action === "map" && closing !== null) await step.closingMap(closing);
    if (action === "lessons") {
      const chosen = await chooseLesson();
      if (chosen !== null) return chosen;
    }
  }
}
