import { readFileSync } from "node:fs";
import type { CourseFiles } from "../course/outside/course-files.ts";
import { gitOrigin } from "../course/outside/git-origin.ts";
import { oneLine } from "../course/outside/one-line.ts";
import { TrustedCourses } from "../progress/trusted-courses.ts";
import { type Said, say } from "../say/message.ts";
import { originText } from "../ui/course-origin.ts";
import type { Context } from "./context.ts";
import { ownerOf } from "./owner.ts";
import { tell, told } from "./telling.ts";

/** What this person trusts. */
export function trustedOf(context: Context): TrustedCourses {
  return new TrustedCourses(ownerOf(context), context.machine.uid === 0);
}

/**
 * Asks whether a course that is not nslab's own may be opened, unless that was said of these very files before.
 *
 * @param trust yes was said on the command line
 * @returns whether it may
 */
export async function isTrusted(context: Context, course: CourseFiles, trust: boolean): Promise<boolean> {
  const trusted = trustedOf(context);
  const before = trusted.find(course.folder);
  if (before?.hash === course.hash) return true;
  if (!trust && !(await saysYes(context, course, before?.at ?? null))) return false;
  const problem = trusted.keep(course.folder, { hash: course.hash, at: new Date().toISOString(), loads: false });
  if (problem !== null)
    tell(
      context,
      say`Your answer could not be kept in ${{ file: problem.file }}: ${{ detail: problem.detail }}. You will be asked again next time.`,
    );
  return true;
}

async function saysYes(context: Context, course: CourseFiles, before: string | null): Promise<boolean> {
  const origin = { ...ownersIn(context, course), ...circumstances(context, course, before) };
  const text = originText(origin, (said) => told(context, said));
  if (!context.input.isTTY || !context.output.isTTY) {
    context.errors.write(text);
    tell(context, say`There is no terminal to ask on. If you trust it, say so: add --trust`);
    return false;
  }
  const { confirm } = await import("../ui/confirm.ts");
  context.output.write(text);
  if (await confirm(told(context, say`Do you trust this course, and open it?`), context.terminal)) return true;
  tell(
    context,
    say`It was not opened, and nothing of it was run. Without --course and NSLAB_COURSE, nslab plays its own course.`,
  );
  return false;
}

function circumstances(context: Context, { folder, files, changed }: CourseFiles, before: string | null) {
  return {
    folder: oneLine(folder),
    git: gitOrigin(folder),
    changed: { path: oneLine(changed.path), at: changed.at },
    files: files.size,
    trustedBefore: before === null ? null : new Date(before),
    asRoot: context.machine.uid === 0,
  };
}

/** To whom the course belongs, by name; under sudo the person is the one who typed it. */
function ownersIn(context: Context, { owners }: CourseFiles) {
  const own = [ownerOf(context).ids?.uid, context.machine.uid].filter((uid) => uid !== undefined);
  const passwd = readFileSync("/etc/passwd", "utf8");
  const nameOf = (uid: number): Said => {
    const name = new RegExp(`^([^:\\n]+):[^:\\n]*:${uid}:`, "m").exec(passwd)?.[1];
    return name === undefined ? say`user ${{ key: uid }}` : oneLine(name);
  };
  return {
    owners: owners.map((uid) => (own.includes(uid) ? say`${{ user: nameOf(uid) }} (you)` : nameOf(uid))),
    strangers: owners.filter((uid) => uid !== 0 && !own.includes(uid)).map(nameOf),
  };
}
