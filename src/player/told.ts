import type { TerminalName } from "../terminal/names.ts";
import type { StepView } from "./learner.ts";
import { lackingInLab, refusedSetting } from "./refused.ts";
import { type Remark, remarkOn } from "./remarks.ts";

/** What a learner is told, without having asked, of a lab in which the step is not done. */
export interface Told {
  /** Name of the hint that the step chooses by the state of the lab. */
  readonly hint: string | null;
  readonly remarks: readonly Remark[];
}

/**
 * By the last look at the lab, if nothing ran since.
 * @param terminal the one in which a command has ended last
 */
export async function toldNow({ session, step, before }: StepView, terminal: TerminalName): Promise<Told> {
  const situation = await session.situation(false);
  const output = session.terminals.get(terminal)?.output ?? "";
  const setting = refusedSetting(output);
  const lacking = lackingInLab(output);
  const place = remarkOn({
    before,
    now: situation.snapshot,
    rootPid: (name) => session.terminals.get(name)?.rootPid ?? null,
    terminal,
    step: { terminal: step.definition.terminal, lines: step.lines, isChallenge: step.isChallenge },
  });
  return {
    hint: step.definition.hint?.(situation.snapshot, situation) ?? null,
    remarks: [
      ...(setting === null ? [] : [{ type: "not-the-labs", terminal, setting } as const]),
      ...(lacking === null ? [] : [{ type: "not-in-a-lab", terminal, lacking } as const]),
      ...(place === null ? [] : [place]),
    ],
  };
}
