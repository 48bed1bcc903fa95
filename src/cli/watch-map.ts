import type { Snapshot } from "../kernel/snapshot.ts";
import { shorten } from "../ui/columns.ts";
import { Keyboard } from "../ui/keyboard.ts";
import { capabilitiesOf, sizeOf } from "../ui/streams.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { drawn, type Look, lookNow, type MapOptions, mapTexts, withMark } from "./map.ts";

/** Pause between two looks, in milliseconds: one costs some 20 of them. */
const PAUSE_MS = 500;

/** Another screen, and back, as full-screen programs use it; with the cursor hidden there (xterm's control sequences). */
const OPEN = "\u001b[?1049h\u001b[?25l";
const CLOSE = "\u001b[?25h\u001b[?1049l";

/** Draws the lab until it ends, or until the person has seen enough. */
export async function watchMap(context: Context, first: Look, options: MapOptions): Promise<ExitCode> {
  const capabilities = capabilitiesOf(context.output, context.machine.environment, options);
  const isScreen = capabilities.cursor && options.format === "text";
  const stop = new AbortController();
  const leave = () => stop.abort();
  context.stop.addEventListener("abort", leave, { once: true });
  const keyboard = isScreen && context.input.isTTY ? new Keyboard(context.input, stop.signal) : null;
  if (isScreen) context.output.write(OPEN);
  keyboard?.open();
  if (keyboard !== null) void untilQuit(keyboard).then(leave);
  try {
    const ended = await follow(context, first, options, isScreen, stop.signal);
    if (!ended) return context.stop.aborted ? EXIT.interrupted : EXIT.ok;
  } finally {
    keyboard?.close();
    context.stop.removeEventListener("abort", leave);
    if (isScreen) context.output.write(CLOSE);
  }
  context.errors.write(`${mapTexts(context, options).mapScreen.ended}\n`);
  return EXIT.ok;
}

async function untilQuit(keyboard: Keyboard): Promise<void> {
  for (let key = await keyboard.next(); key !== "char:q" && key !== "ctrl-c" && key !== "end"; ) key = await keyboard.next();
}

/** @returns whether the lab has ended; false when the person leaves */
async function follow(
  context: Context,
  first: Look,
  options: MapOptions,
  isScreen: boolean,
  stop: AbortSignal,
): Promise<boolean> {
  let look = first;
  let before: Snapshot | null = null;
  const show = () => {
    const text = drawn(context, look, options, before);
    context.output.write(isScreen ? frame(context, text, options) : `${text}\n\n`);
  };
  context.output.on("resize", show);
  try {
    show();
    let unmarked = drawn(context, { ...look, mark: null }, options);
    while (await pause(stop)) {
      const next = await lookNow(context);
      if (stop.aborted) return false;
      if (next === null || next.snapshot.host.machinePid !== look.snapshot.host.machinePid) return true;
      const text = drawn(context, next, options);
      const isTold = next.running.position?.failed === look.running.position?.failed;
      if (text === unmarked && isTold) continue;
      // a step that was judged meanwhile changes the mark alone
      if (text !== unmarked) before = look.snapshot;
      look = await withMark(context, next);
      unmarked = text;
      show();
    }
    return false;
  } finally {
    context.output.off("resize", show);
  }
}

/** One write that replaces what stands there line by line, so that nothing flickers. */
function frame(context: Context, text: string, options: MapOptions): string {
  const { mapScreen } = mapTexts(context, options);
  const { rows } = sizeOf(context.output);
  const lines = text.split("\n");
  const room = Math.max(rows - 1, 1);
  const shown = lines.slice(0, room);
  const last = lines.length > room ? mapScreen.cut(lines.length - room) : mapScreen.watching;
  const { columns } = sizeOf(context.output);
  const footer = shorten(last, Math.max(columns - 1, 0), "");
  return `\u001b[H${[...shown, footer].map((line) => `${line}\u001b[K`).join("\r\n")}\u001b[J`;
}

/** False when somebody wants to stop before it is over. */
function pause(stop: AbortSignal): Promise<boolean> {
  if (stop.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      stop.removeEventListener("abort", end);
      resolve(true);
    }, PAUSE_MS);
    stop.addEventListener("abort", end, { once: true });
  });
}
