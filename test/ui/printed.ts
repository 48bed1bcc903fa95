import type { Check } from "../../checks/check.ts";
import type { CheckResult, PlayedStep, PlayerEvent, StepReport, StepStatus } from "../../src/player/events.ts";
import { createPrinter } from "../../src/ui/printer.ts";
import type { Capabilities } from "../../src/ui/streams.ts";
import { layoutFor } from "./layouts.ts";
import { playedStep, sampleLesson } from "./sample-lesson.ts";

// What the sample lesson's events are, and what is printed of them.
export const lesson = sampleLesson();
export const bind = playedStep(lesson, 0);
export const outside = playedStep(lesson, 1);
export const challenge = playedStep(lesson, 2);
export const [mounted, unseen] = bind.definition.checks as readonly [Check, Check];
export const PROMPT = "[root@host docker]# ";

export const OPENING: readonly PlayerEvent[] = [{ type: "lesson-opened", lesson, firstStep: 0, skips: [] }];
export const BIND: readonly PlayerEvent[] = [
  { type: "step-opened", lesson, step: bind, prompt: PROMPT },
  { type: "line-started", terminal: "container", prompt: PROMPT, line: "mount --bind /data1 data" },
  { type: "output", terminal: "container", text: "\u001b[31mred\u001b[2J" },
  { type: "output", terminal: "container", text: "\u001b[0m text\r\n" },
  { type: "line-ended", terminal: "container", line: "mount --bind /data1 data" },
];

/** What is printed of events, in a window of that width. */
export async function print(
  capabilities: Capabilities,
  columns: number,
  ...parts: readonly (readonly PlayerEvent[])[]
): Promise<string> {
  let text = "";
  let time = 0;
  const layout = await layoutFor(capabilities, columns);
  const write = (more: string) => {
    text += more;
  };
  const printer = createPrinter({ write, layout, capabilities, now: () => (time += 1200) });
  for (const event of parts.flat()) printer(event);
  return text;
}

export const judged = (results: readonly CheckResult[]): PlayerEvent => ({ type: "checks-judged", step: bind, results });
export const report = (step: PlayedStep, status: StepStatus): StepReport => ({ step, status, before: [], after: [], ms: 1 });
export const ended = (...reports: readonly StepReport[]): readonly PlayerEvent[] =>
  reports.map((each) => ({ type: "step-ended", lesson, report: each }));

export const RULE = "─".repeat(80);
export const AFTER_FAILURE: StepStatus = { type: "skipped", reason: { type: "after-failure", step: "bind" } };
