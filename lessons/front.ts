import type { Situation } from "../src/course/lesson.ts";
import { processByHostPid } from "../src/kernel/queries.ts";
import type { Process } from "../src/kernel/snapshot.ts";
import type { TerminalName } from "../src/terminal/names.ts";

/** The process in front in that terminal; undefined when it is not open. */
export function frontOf(situation: Situation, terminal: TerminalName): Process | undefined {
  return processByHostPid(situation.snapshot, situation.front(terminal));
}
