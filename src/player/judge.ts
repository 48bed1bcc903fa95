import type { Check, Scene, Verdict } from "../../checks/check.ts";
import { say, verbatim } from "../say/message.ts";
import { LabGone } from "../kernel/read-snapshot.ts";
import type { CheckResult } from "./events.ts";
import { fitVerdict } from "./fit-verdict.ts";

export interface Clock {
  /** Milliseconds that only ever grow. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

/** Pause between two looks at something that may still come true. */
const PAUSE_MS = 25;
/** Looks that begin this close to each other share their facts: less than any check pauses between two of its own. */
const SAME_LOOK_MS = PAUSE_MS / 2;

/**
 * Judges checks side by side. A check whose fact may take time is looked at again, with fresh facts
 * each time, until its deadline; the deadlines of all run from the beginning, at the machine's pace. The others get one look,
 * and another one when there was waiting: what is told of them is as new as the rest.
 *
 * @param patient whether to look again at all
 * @param hurry aborted by somebody who does not want to wait: what is known then is the result
 * @param told is told each verdict as soon as there is one, and once more when it has come out otherwise
 */
export async function judgeChecks(
  checks: readonly Check[],
  scene: () => Scene,
  clock: Clock,
  patient: boolean,
  hurry?: AbortSignal,
  told: (result: CheckResult) => void = () => undefined,
): Promise<readonly CheckResult[]> {
  const started = clock.now();
  const hurried = aborted(hurry);
  let shared = { scene: scene(), at: started };
  const { pace } = shared.scene.lab;
  const fresh = () => {
    if (clock.now() - shared.at > SAME_LOOK_MS) shared = { scene: scene(), at: clock.now() };
    return shared.scene;
  };
  const judgeOne = async (check: Check): Promise<CheckResult> => {
    const resultOf = (verdict: Verdict): CheckResult => ({ check, verdict, ms: clock.now() - started });
    let verdict = await firstOf(judge(check, shared.scene), hurried, notWaitedFor(check));
    told(resultOf(verdict));
    while (patient && verdict.type !== "pass" && clock.now() - started < check.within * pace && hurry?.aborted !== true) {
      await Promise.race([clock.wait(PAUSE_MS), hurried]);
      const { type } = verdict;
      verdict = await firstOf(judge(check, fresh()), hurried, verdict);
      if (verdict.type !== type) told(resultOf(verdict));
    }
    return resultOf(verdict);
  };
  const results = await Promise.all(checks.map(judgeOne));
  if (shared.at === started || hurry?.aborted === true) return results;
  const last = fresh();
  return Promise.all(
    results.map(async (result) =>
      result.check.within > 0
        ? result
        : { ...result, verdict: await firstOf(judge(result.check, last), hurried, result.verdict), ms: clock.now() - started },
    ),
  );
}

export function allPassed(results: readonly CheckResult[]): boolean {
  return results.every((result) => result.verdict.type === "pass");
}

/** Resolves when the signal is aborted; never without one. */
function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve();
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** The verdict, or what is known without it by the time somebody is in a hurry. */
async function firstOf(verdict: Promise<Verdict>, hurried: Promise<void>, known: Verdict): Promise<Verdict> {
  verdict.catch(() => undefined); // a lab that ends after nobody waits any more is told of by whoever looks next
  return Promise.race([verdict, hurried.then(() => known)]);
}

function notWaitedFor(check: Check): Verdict {
  return {
    type: "error",
    expected: check.name,
    observed: say`the answer was not waited for`,
    look: verbatim("nslab verify"),
    cause: say`A key was pressed while nslab was looking.`,
    next: say`Let nslab look to the end.`,
    offers: "look",
  };
}

/** A probe that throws is a bug of ours; the learner is told that, and is not told a wrong verdict. */
async function judge(check: Check, scene: Scene): Promise<Verdict> {
  return fitVerdict(await judgeSafely(check, scene));
}

async function judgeSafely(check: Check, scene: Scene): Promise<Verdict> {
  try {
    return await check.judge(scene);
  } catch (error) {
    if (error instanceof LabGone) throw error;
    return {
      type: "error",
      expected: check.name,
      observed: verbatim(error instanceof Error ? error.message : String(error)),
      look: verbatim("nslab doctor"),
      cause: say`This check could not look at the lab: a defect in nslab.`,
      next: say`Try the step again; if it happens again, please report it with the line above.`,
    };
  }
}
