import type { CourseError } from "../course/course-error.ts";
import type { LabEnded, LabFailed } from "../lab/lab.ts";
import { printable } from "../lab/printable.ts";

export function courseErrorText(error: CourseError): string {
  return `${error.file}:${error.line}:${error.column}: ${error.message}\n`;
}

/** Why no lab could be made, in the words of somebody who has never heard of the part that failed. */
export function labFailedText(failure: LabFailed): string {
  const { refused } = failure;
  if (failure.part === "installation") return CHANGED;
  if (refused !== undefined)
    return `This machine could not start a lab: ${refused.why}.\nTo allow it: ${refused.fix}\nThen start nslab again. nslab doctor tells all that is missing here.\n`;
  const what = PARTS[failure.part] ?? `The part "${failure.part}" of the lab could not be made.`;
  const complaint = failure.complaint === "" ? "" : `\nThe system said: ${failure.complaint}`;
  return `This machine could not start a lab. ${what}${complaint}\nNothing was left behind. nslab doctor finds out what is missing and says how to get it.\n`;
}

/** The lab ended while it was being used. */
export function labEndedText(ended: LabEnded): string {
  const complaint = ended.complaint === "" ? "" : `\nIts last words: ${ended.complaint}`;
  return `The lab has ended: a command in it has switched it off, as reboot does, or something outside has killed it, or the machine has run out of memory.${complaint}\nNothing is left of it and nothing you passed is lost. nslab start goes on in a fresh one.\n`;
}

const PARTS: Readonly<Record<string, string>> = {
  tools: "Programs of the system that every lab needs are missing.",
  start: "Its script ended before the lab was up: a program it needs may be missing, or this system refuses user namespaces.",
  "user-namespace": "This system refuses user namespaces.",
  cgroup: "Its cgroup directories could not be made.",
  limits: "The limit of processes could not be set for it.",
  stage:
    "Nothing may be mounted, not even in a mount namespace of its own: this system refuses it to ordinary users, or to containers.",
  tmpfs: "A tmpfs could not be mounted in it.",
  usr: "The machine's /usr could not be shown in it.",
  mounts:
    "Its file tree could not be mounted. Inside many containers a fresh /proc or /sys is refused, to ordinary users more often than to root (sudo nslab).",
  host: "Its host could not be started: a fresh /proc or /sys is refused, as inside many containers.",
  world: "Its network could not be made: ip, veth devices or bridges are missing.",
  pivot_root: "Its file tree could not become the root.",
  etc: "Its copy of /etc could not be made.",
};

/** Lines of a stack that tell where it was; the rest is how nslab came there. */
const STACK_LINES = 4;

/** What nslab has no other words for is a defect of its own. */
export function defectText(error: unknown): string {
  const { stack = "", message = "" } = error instanceof Error ? error : { message: String(error) };
  const lines = (stack.includes(message) ? stack : `${message}\n${stack}`).split("\n").slice(0, STACK_LINES + 1);
  return `\nnslab has a defect, and had to end:\n${lines.map((line) => `  ${printable(line).trim()}`).join("\n")}\nThe lab is gone, nothing of it is left, and what you passed is kept: nslab start goes on from there. Please report this with the lines above, with nslab --version, and with what you did.\n`;
}

/**
 * The machine gave nslab less than it needs to run at all: of open files, memory, processes.
 * @returns null for any other error, which is a bug
 */
export function scarcityText(error: unknown): string | null {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  const found = SCARCITY[code];
  if (found === undefined) return null;
  return `nslab could not go on: ${found}\nThe system said: ${(error as Error).message}\nNothing was left behind, and what you passed is kept.\n`;
}

const SCARCITY: Readonly<Record<string, string>> = {
  EMFILE: "it may not open as many files as it needs. ulimit -n shows the limit; type ulimit -n 1024, and start nslab again.",
  ENFILE: "the whole machine has no more room for open files. Close other programs, and start nslab again.",
  ENOMEM: "the machine has no memory left. Close other programs, and start nslab again.",
  EAGAIN: "the machine lets you start no more processes. ulimit -u shows the limit; close other programs, and start nslab again.",
};

/**
 * What nslab needs has been taken away under it: its own files, or the folder it was started in.
 * @returns null for any other error, which is a bug
 */
export function goneText(error: unknown, packageRoot: string): string | null {
  const { code, syscall, path, url, message } = detailsOf(error);
  if (syscall === "uv_cwd") return "The folder that you are in has been removed. Go to another one (cd), and type that again.\n";
  const file = path ?? url ?? message;
  const isOwn = (code === "ERR_MODULE_NOT_FOUND" || code === "ENOENT") && file.includes(`${packageRoot}/`);
  return isOwn ? CHANGED : null;
}

/** nslab is not the one any more that was started. */
const CHANGED =
  "\nnslab has been upgraded or removed while it ran, so it had to end: a part that it needs now is no longer there. The lab is gone, nothing of it is left, and what you passed is kept. Start nslab again, or install it again, and it goes on there.\n";

interface ErrorDetails {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly path?: string;
  /** Of a module that is not there. */
  readonly url?: string;
  readonly message: string;
}

function detailsOf(error: unknown): ErrorDetails {
  return error instanceof Error ? error : { message: String(error) };
}
