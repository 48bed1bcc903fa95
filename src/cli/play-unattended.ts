import type { LessonEntry } from "../course/entry.ts";
import type { PlayerEvent } from "../player/events.ts";
import { playInFreshLab } from "../player/fresh-lab.ts";
import { UNATTENDED } from "../player/learner.ts";
import { createLayout } from "../ui/layout.ts";
import { createPrinter } from "../ui/printer.ts";
import { capabilitiesOf, sizeOf } from "../ui/streams.ts";
import { textsIn } from "../ui/texts/texts.ts";
import { SYSTEM_CLOCK } from "./clock.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { problemOf } from "./problems.ts";
import { stageOf, UNATTENDED_PATIENCE, UNATTENDED_SIZE } from "./stage.ts";
import { countSteps } from "../ui/lesson-screen.ts";
import { tell, told } from "./telling.ts";
import { totalText } from "../ui/report/counts.ts";
import { exitCodeOf, NOTHING_PROVED } from "./write-report.ts";

/**
 * Plays lessons without anybody there, printing as it goes. What is proved here is the course, not a
 * learner's progress, so none is recorded.
 * @returns 0 only if something was proved, and nothing failed
 */
export async function playUnattended(
  context: Context,
  entries: readonly LessonEntry[],
  options: { readonly plain: boolean },
): Promise<ExitCode> {
  const capabilities = capabilitiesOf(context.output, context.machine.environment, options);
  const { spoken } = context;
  const layout = await createLayout(
    capabilities,
    () => sizeOf(context.output).columns,
    () => textsIn(spoken),
  );
  const write = (text: string) => void context.output.write(text);
  const print = createPrinter({ write, layout, capabilities, now: () => SYSTEM_CLOCK.now() });
  const total = { passed: 0, failed: 0, skipped: 0 };
  const emit = (event: PlayerEvent) => {
    if (context.stop.aborted) return; // the lab was ended in the middle: nothing of it is a finding
    print(event);
    if (event.type !== "lesson-ended" && event.type !== "lesson-skipped") return;
    const counts = countSteps(event.reports);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  };
  const stage = stageOf(context, {
    emit,
    size: () => UNATTENDED_SIZE,
    patience: UNATTENDED_PATIENCE,
    language: () => spoken.language,
  });
  for (const entry of entries) {
    const played = await playInFreshLab(stage, entry, UNATTENDED, { lookBefore: false, firstStep: 0 });
    if (context.stop.aborted) return EXIT.interrupted;
    const problem = problemOf(played);
    if (problem !== null) {
      for (const line of problem.lines) tell(context, line);
      return problem.code;
    }
  }
  if (entries.length > 1) write(`\n${told(context, totalText(total))}\n`);
  if (total.failed === 0 && total.passed === 0) tell(context, NOTHING_PROVED);
  return exitCodeOf(total);
}
