import { spawn } from "node:child_process";
import { programExists } from "../lab/programs.ts";
import { TOOL_PATH } from "../lab/system-packages.mjs";
import type { OpenPager } from "../ui/pages.ts";
import type { Context } from "./context.ts";

/** What less undoes of what it has done: colours, keys that send sequences of their own, the other screen (xterm's control sequences). */
const LEFT = "\u001b[0m\u001b[?1l\u001b>\u001b[?1049l\u001b[?25h";

/**
 * Shows text by less(1), which a key that goes on leaves at the end of the text (-e), as more(1). The text comes by a pipe; keys come from the terminal itself, which stays raw:
 * Ctrl-C is a key there, no signal. A learner's own options for less may have it leave at once, so none are passed.
 */
export function lessOn({ machine: { environment }, stop, terminal }: Pick<Context, "machine" | "stop" | "terminal">): OpenPager {
  return async (text, keys) => {
    if (!programExists("less") || stop.aborted) return false;
    const child = spawn("less", ["-R", "-e", `-Ps${keys}`], {
      stdio: ["pipe", "inherit", "inherit"],
      env: { PATH: TOOL_PATH, TERM: environment["TERM"], LANG: environment["LANG"], LESSSECURE: "1", LESSCHARSET: "utf-8" },
    });
    const end = () => void child.kill();
    const restored = terminal.change(() => {
      child.kill("SIGKILL"); // asked to end, it would make the terminal raw again later, as it was when it began
      return LEFT;
    });
    stop.addEventListener("abort", end, { once: true });
    const ended = new Promise<boolean>((resolve) => {
      child.once("error", () => resolve(false));
      child.once("exit", () => resolve(true));
    });
    child.stdin.on("error", () => undefined); // left before it had read everything
    child.stdin.end(text);
    const shown = await ended;
    stop.removeEventListener("abort", end);
    restored();
    return shown;
  };
}
