import type { Learner } from "../player/learner.ts";

/** The same learner; `leave` is called as soon as he wants to leave, before the lab is ended and all else that takes time. */
export function tellingOfLeave(learner: Learner, leave: () => void): Learner {
  const told = async <Decision extends { readonly type: string }>(deciding: Promise<Decision>): Promise<Decision> => {
    const decision = await deciding;
    if (decision.type === "leave") leave();
    return decision;
  };
  return {
    decide: (view) => told(learner.decide(view)),
    failed: (view, results) => told(learner.failed(view, results)),
    troubled: (view, trouble) => told(learner.troubled(view, trouble)),
    passed: (view) => told(learner.passed(view)),
    repaired: (view) => told(learner.repaired(view)),
    repairedAfresh: (view) => learner.repairedAfresh(view),
    question: async (view) => {
      const outcome = await learner.question(view);
      if (outcome.type === "left" || (outcome.type === "answered" && outcome.leaves)) leave();
      return outcome;
    },
    looking: () => learner.looking(),
  };
}
