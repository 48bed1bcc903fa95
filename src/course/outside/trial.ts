import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { say } from "../../say/message.ts";
import { inSeconds } from "../../say/units.ts";
import { type CourseError, courseError } from "../course-error.ts";

/** A file of a course that takes more to load hangs; in seconds of computing, which a busy machine does not change. */
const LONGEST_CPU = 5;
/** One that waits for something, in seconds. */
const LONGEST_WAIT = 120;
const LOOK_MS = 250;
/** Clock ticks a second, in which the kernel counts: the same on all machines (proc(5), USER_HZ). */
const TICKS = 100;

/**
 * Has a process of its own load the whole course, since code that loops for ever cannot be stopped from within.
 * What else is wrong is told when the lessons are opened.
 *
 * @param program the folder with the built program's files
 * @returns what keeps the course from being loaded at all
 */
export async function tryCourse(
  { folder, hash }: { readonly folder: string; readonly hash: string },
  program: string,
  stop: AbortSignal,
): Promise<CourseError | null> {
  const child = spawn(process.execPath, [join(program, "course-trial.js"), folder, hash, program], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  let told = "";
  let since = { cpu: 0, at: performance.now() };
  let hangs = false;
  const end = () => void child.kill("SIGKILL");
  const watch = setInterval(() => {
    const late = performance.now() - since.at > LONGEST_WAIT * 1000;
    // Before the first line it is nslab's own code that takes its time.
    if (!late && (told === "" || cpuSeconds(child.pid) - since.cpu <= LONGEST_CPU)) return;
    hangs = true;
    end();
  }, LOOK_MS);
  stop.addEventListener("abort", end, { once: true });
  child.stdio[3]?.on("data", (chunk: Buffer) => {
    told += chunk.toString();
    since = { cpu: cpuSeconds(child.pid), at: performance.now() };
  });
  await new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("close", () => resolve());
  });
  clearInterval(watch);
  stop.removeEventListener("abort", end);
  const last = told.trim().split("\n").at(-1) ?? "";
  if (last === "done" || stop.aborted) return null;
  if (last === "changed") return courseError(folder, 1, say`The course was changed while it was being opened. Try again.`);
  const file = join(folder, last);
  if (hangs)
    return courseError(
      file,
      1,
      say`Loading this file does not come to an end: it was stopped after ${{ time: inSeconds(LONGEST_CPU) }} of computing. Look for a loop at its top level, or in what it imports.`,
    );
  return courseError(
    file,
    1,
    say`Loading this file ends the whole program, or never ends: look for process.exit, an await that nothing ends, or an error in something it starts and does not wait for.`,
  );
}

/** What a process has computed so far; 0 when it has ended. */
function cpuSeconds(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [user, system] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .slice(11, 13); // utime and stime of proc(5), counted from the state on
    return (Number(user) + Number(system)) / TICKS;
  } catch {
    return 0;
  }
}
