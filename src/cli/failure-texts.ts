import type { CourseError } from "../course/course-error.ts";
import type { LabEnded, LabFailed } from "../lab/lab.ts";
import { printable } from "../lab/printable.ts";
import { type Message, say } from "../say/message.ts";

export function courseErrorText({ file, line, column, message }: CourseError): Message {
  return say`${{ file }}:${{ line }}:${{ column }}: ${{ message }}`;
}

/** Why no lab could be made, in the words of somebody who has never heard of the part that failed. */
export function labFailedText(failure: LabFailed): Message {
  const { refused, complaint } = failure;
  if (failure.part === "installation") return CHANGED;
  if (refused !== undefined)
    return say`This machine could not start a lab: ${{ why: refused.why }}.\nTo allow it: ${{ fix: refused.fix }}\nThen start nslab again. nslab doctor tells all that is missing here.`;
  const what = PARTS[failure.part] ?? say`The part "${{ part: failure.part }}" of the lab could not be made.`;
  const first = say`This machine could not start a lab. ${{ what }}`;
  const last = say`Nothing was left behind. nslab doctor finds out what is missing and says how to get it.`;
  if (complaint === "") return say`${{ first }}\n${{ last }}`;
  const said = typeof complaint === "string" ? systemSaid(complaint) : complaint;
  return say`${{ first }}\n${{ complaint: said }}\n${{ last }}`;
}

/** The lab ended while it was being used. */
export function labEndedText({ complaint }: LabEnded): Message {
  const first = say`The lab has ended: a command in it has switched it off, as reboot does, or something outside has killed it, or the machine has run out of memory.`;
  const last = say`Nothing is left of it and nothing you passed is lost. nslab start goes on in a fresh one.`;
  if (complaint === "") return say`${{ first }}\n${{ last }}`;
  return say`${{ first }}\n${{ complaint: say`Its last words: ${{ complaint }}` }}\n${{ last }}`;
}

const PARTS: Readonly<Record<string, Message>> = {
  tools: say`Programs of the system that every lab needs are missing.`,
  start: say`Its script ended before the lab was up: a program it needs may be missing, or this system refuses user namespaces.`,
  "user-namespace": say`This system refuses user namespaces.`,
  cgroup: say`Its cgroup directories could not be made.`,
  limits: say`The limit of processes could not be set for it.`,
  stage: say`Nothing may be mounted, not even in a mount namespace of its own: this system refuses it to ordinary users, or to containers.`,
  tmpfs: say`A tmpfs could not be mounted in it.`,
  usr: say`The machine's /usr could not be shown in it.`,
  mounts: say`Its file tree could not be mounted. Inside many containers a fresh /proc or /sys is refused, to ordinary users more often than to root (sudo nslab).`,
  host: say`Its host could not be started: a fresh /proc or /sys is refused, as inside many containers.`,
  world: say`Its network could not be made: ip, veth devices or bridges are missing.`,
  pivot_root: say`Its file tree could not become the root.`,
  etc: say`Its copy of /etc could not be made.`,
};

/** What comes from the system, or from a program of its, in its own words. */
export function systemSaid(complaint: string): Message {
  return say`The system said: ${{ complaint }}`;
}

/** Lines of a stack that tell where it was; the rest is how nslab came there. */
const STACK_LINES = 4;

/** What nslab has no other words for is a defect of its own. */
export function defectText(error: unknown): Message {
  const { stack = "", message = "" } = error instanceof Error ? error : { message: String(error) };
  const lines = (stack.includes(message) ? stack : `${message}\n${stack}`).split("\n").slice(0, STACK_LINES + 1);
  const shown = lines.map((line) => `  ${printable(line).trim()}`).join("\n");
  return say`\nnslab has a defect, and had to end:\n${{ lines: shown }}\nThe lab is gone, nothing of it is left, and what you passed is kept: nslab start goes on from there. Please report this with the lines above, with nslab --version, and with what you did.`;
}

/**
 * The machine gave nslab less than it needs to run at all: of open files, memory, processes.
 * @returns null for any other error, which is a bug
 */
export function scarcityText(error: unknown): Message | null {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  const what = SCARCITY[code];
  if (what === undefined) return null;
  const complaint = systemSaid((error as Error).message);
  return say`nslab could not go on: ${{ what }}\n${{ complaint }}\nNothing was left behind, and what you passed is kept.`;
}

const SCARCITY: Readonly<Record<string, Message>> = {
  EMFILE: say`it may not open as many files as it needs. ulimit -n shows the limit; type ulimit -n 1024, and start nslab again.`,
  ENFILE: say`the whole machine has no more room for open files. Close other programs, and start nslab again.`,
  ENOMEM: say`the machine has no memory left. Close other programs, and start nslab again.`,
  EAGAIN: say`the machine lets you start no more processes. ulimit -u shows the limit; close other programs, and start nslab again.`,
};

/**
 * What nslab needs has been taken away under it: its own files, or the folder it was started in.
 * @returns null for any other error, which is a bug
 */
export function goneText(error: unknown, packageRoot: string): Message | null {
  const { code, syscall, path, url, message } = detailsOf(error);
  if (syscall === "uv_cwd") return say`The folder that you are in has been removed. Go to another one (cd), and type that again.`;
  const file = path ?? url ?? message;
  const isOwn = (code === "ERR_MODULE_NOT_FOUND" || code === "ENOENT") && file.includes(`${packageRoot}/`);
  return isOwn ? CHANGED : null;
}

/** nslab is not the one any more that was started. */
const CHANGED = say`\nnslab has been upgraded or removed while it ran, so it had to end: a part that it needs now is no longer there. The lab is gone, nothing of it is left, and what you passed is kept. Start nslab again, or install it again, and it goes on there.`;

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
