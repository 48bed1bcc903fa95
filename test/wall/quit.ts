import { readFileSync } from "node:fs";
import type { Quit } from "./attacks/attack.ts";
import { type Finding, finding } from "./judge/finding.ts";
import type { ProgramWindow } from "./window.ts";

const QUIT_MS = 2000;
const NEVER_MS = 6000;
const CTRL_C = "\u0003";

/** How nslab may say that it was ended: all well; interrupted; or as a shell says by which signal (128 + N). */
const SANE_CODES: Readonly<Record<Quit, readonly number[]>> = {
  q: [0],
  "Ctrl-C": [0, 130],
  SIGTERM: [130, 143],
  SIGHUP: [129, 130],
  SIGKILL: [137],
};

export interface Ending {
  readonly window: ProgramWindow;
  readonly quit: Quit;
  readonly pace: number;
}

/** Has nslab end; what was not as it should be: how soon, its exit code, the terminal's settings. */
export async function endNslab({ window, quit, pace }: Ending): Promise<readonly Finding[]> {
  const { person } = window;
  const pid = window.nslabPid;
  if (pid === 0) return [finding("quit", "nslab had ended by itself")];
  const started = performance.now();
  ask(window, pid, quit);
  const isEnded = await Promise.race([ended(window, quit, pid).then(() => true), after(NEVER_MS * pace).then(() => false)]);
  if (!isEnded) return [finding("quit", `${quit} did not end it in ${Math.round((NEVER_MS * pace) / 1000)} s`)];
  const ms = performance.now() - started;
  const found = ms > QUIT_MS * pace ? [finding("quit", `${quit} took ${Math.round(ms)} ms`)] : [];
  if (quit === "SIGHUP") return found; // nobody is left there to see more
  await person.exited;
  const { code, before, after: settings } = window.afterwards();
  if (code === null || !SANE_CODES[quit].includes(code)) found.push(finding("quit", `after ${quit}, its exit code is ${code}`));
  if (settings !== before && quit !== "SIGKILL") found.push(finding("quit", "the terminal's settings are not as before"));
  return found;
}

function ask(window: ProgramWindow, pid: number, quit: Quit): void {
  switch (quit) {
    case "q":
      window.person.press("q");
      window.person.press("q"); // below a short page it asks first
      return;
    case "Ctrl-C":
      window.person.press(CTRL_C);
      window.person.press(CTRL_C);
      return;
    case "SIGHUP":
      window.person.kill("SIGKILL"); // its window is gone; the kernel tells it so
      return;
    case "SIGTERM":
    case "SIGKILL":
      process.kill(pid, quit);
  }
}

async function ended(window: ProgramWindow, quit: Quit, pid: number): Promise<void> {
  if (quit !== "SIGHUP") {
    await window.person.exited;
    return;
  }
  while (isThere(pid)) await after(5);
}

/** One that has ended and was not yet buried is none. */
function isThere(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
