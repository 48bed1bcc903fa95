import type { Language } from "../course/language.ts";
import { createLab } from "../lab/machine.ts";
import type { Emit } from "../player/events.ts";
import type { Stage } from "../player/fresh-lab.ts";
import type { TerminalSize } from "../terminal/size.ts";
import { SYSTEM_CLOCK } from "./clock.ts";
import type { Context } from "./context.ts";

/** A command that does not come back keeps an unattended play no longer than this, in milliseconds. */
export const UNATTENDED_PATIENCE = 30_000;

/** What nobody looks at has the size of the smallest usual window. */
export const UNATTENDED_SIZE: TerminalSize = { rows: 24, columns: 80 };

/** The course, on this machine. */
export function stageOf(
  context: Pick<Context, "course" | "machine" | "stop">,
  play: { readonly emit: Emit; readonly size: () => TerminalSize; readonly patience: number; readonly language?: () => Language },
): Stage {
  const { course, machine, stop } = context;
  return {
    course: course.lessons,
    packageRoot: machine.packageRoot,
    ...(course.outside === null ? {} : { outside: course.outside.id }),
    createLab: () => createLab(machine),
    clock: SYSTEM_CLOCK,
    stop,
    ...play,
  };
}
