import type { Language } from "../course/language.ts";
import type { LabFailed } from "../lab/lab.ts";
import { createLab } from "../lab/machine.ts";
import type { Emit } from "../player/events.ts";
import type { Stage } from "../player/fresh-lab.ts";
import type { TerminalSize } from "../terminal/size.ts";
import { SYSTEM_CLOCK } from "./clock.ts";
import { type Context, readVersion } from "./context.ts";

/** A command that does not come back keeps an unattended play no longer than this, in milliseconds. */
export const UNATTENDED_PATIENCE = 30_000;

/** What nobody looks at has the size of the smallest usual window. */
export const UNATTENDED_SIZE: TerminalSize = { rows: 24, columns: 80 };

/** The course, on this machine. */
export function stageOf(
  context: Pick<Context, "course" | "machine" | "stop" | "version">,
  play: { readonly emit: Emit; readonly size: () => TerminalSize; readonly patience: number; readonly language?: () => Language },
): Stage {
  const { course, machine, stop } = context;
  return {
    course: course.lessons,
    packageRoot: machine.packageRoot,
    ...(course.outside === null ? {} : { outside: course.outside.id }),
    createLab: async () => installationGone(context) ?? createLab(machine),
    clock: SYSTEM_CLOCK,
    stop,
    ...play,
  };
}

/** Another nslab stands where this one was installed, or none: what it would read from there is not what it was made with. */
export function installationGone({ machine, version }: Pick<Context, "machine" | "version">): LabFailed | null {
  try {
    if (readVersion(machine.packageRoot) === version) return null;
  } catch {
    // removed
  }
  return { type: "lab-failed", part: "installation", complaint: "" };
}
