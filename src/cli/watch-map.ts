import type { Snapshot } from "../kernel/snapshot.ts";
import { isSame, labOfOwner } from "../lab/owner-labs.ts";
import { runtimeDirectories } from "../lab/record.ts";
import { withKeys } from "../ui/columns.ts";
import { Keyboard } from "../ui/keyboard.ts";
import type { Key } from "../ui/keys.ts";
import { scrolled } from "../ui/scroll.ts";
import { capabilitiesOf, sizeOf } from "../ui/streams.ts";
import { createStyle } from "../ui/style.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { LastChange } from "./last-change.ts";
import { drawn, type Look, lookAt, type MapOptions, mapTexts, withMark } from "./look-at-map.ts";

/** Pause between two looks, in milliseconds: one costs some 20 of them. */
const PAUSE_MS = 500;

/** Another screen, and back, as full-screen programs use it; with the cursor hidden there (xterm's control sequences). */
const OPEN = "\u001b[?1049h\u001b[?25l";
const CLOSE = "\u001b[?25h\u001b[?1049l";

/**
 * Draws the lab, and those that the same nslab makes after it, until that nslab ends or the person has seen enough.
 * @param isOneOfSeveral other nslabs of his have labs, too: which one this is stands below it
 */
export async function watchMap(context: Context, first: Look, options: MapOptions, isOneOfSeveral: boolean): Promise<ExitCode> {
  const capabilities = capabilitiesOf(context.output, context.machine.environment, options);
  const isScreen = capabilities.cursor && options.format === "text";
  const stop = new AbortController();
  const leave = () => stop.abort();
  context.stop.addEventListener("abort", leave, { once: true });
  const { input, terminal, ending } = context;
  const keyboard =
    isScreen && input.isTTY ? new Keyboard({ input, stop: stop.signal, terminal, interrupt: () => ending.interrupt() }) : null;
  const restored = isScreen ? terminal.change(() => CLOSE) : () => undefined;
  if (isScreen) context.output.write(OPEN);
  keyboard?.open();
  const watch = new Watch(context, first, options, isScreen, isOneOfSeveral);
  if (keyboard !== null) void untilQuit(keyboard, (key) => watch.pressed(key)).then(leave);
  try {
    const ended = await watch.run(stop.signal);
    if (!ended) return context.stop.aborted ? EXIT.interrupted : EXIT.ok;
  } finally {
    keyboard?.close();
    context.stop.removeEventListener("abort", leave);
    if (isScreen) context.output.write(CLOSE);
    restored();
  }
  context.errors.write(`${mapTexts(context).mapScreen.ended}\n`);
  return EXIT.ok;
}

async function untilQuit(keyboard: Keyboard, pressed: (key: Key) => void): Promise<void> {
  for (let key = await keyboard.next(); key !== "char:q" && key !== "ctrl-c" && key !== "end"; key = await keyboard.next())
    pressed(key);
}

class Watch {
  readonly #context: Context;
  readonly #options: MapOptions;
  readonly #isScreen: boolean;
  readonly #isOneOfSeveral: boolean;
  readonly #places: readonly string[];
  #look: Look;
  /** What this look is compared with. */
  readonly #lastChange = new LastChange();
  /** What stands there now, without the mark of a packet. */
  #unmarked = "";
  /** The lab has ended, and the next one is not there yet. */
  #isBetween = false;
  /** The first row that is shown where there is no room for all. */
  #first = 0;

  constructor(context: Context, first: Look, options: MapOptions, isScreen: boolean, isOneOfSeveral: boolean) {
    this.#isOneOfSeveral = isOneOfSeveral;
    this.#context = context;
    this.#options = options;
    this.#isScreen = isScreen;
    this.#places = runtimeDirectories(context.machine.environment, context.machine.uid);
    this.#look = first;
  }

  /** @returns whether the nslab that had the lab has ended; false when the person leaves */
  async run(stop: AbortSignal): Promise<boolean> {
    const { output } = this.#context;
    output.on("resize", this.#show);
    try {
      this.#show();
      this.#unmarked = this.#drawn({ ...this.#look, mark: null });
      while (await pause(stop)) {
        const lab = labOfOwner(this.#places, this.#look.running.owner);
        if (lab.type === "gone") return true;
        const next = lab.type === "running" ? await lookAt(lab.record) : null;
        if (stop.aborted) return false;
        if (next === null) this.#waits();
        else await this.#follow(next);
      }
      return false;
    } finally {
      output.off("resize", this.#show);
    }
  }

  /** Scrolls, where there is more to see. */
  pressed(key: Key): void {
    const rows = this.#rows().length;
    const first = scrolled(key, { first: this.#first, rows, room: this.#room });
    if (first === null || first === this.#first) return;
    this.#first = first;
    this.#show();
  }

  async #follow(next: Look): Promise<void> {
    const { running, snapshot } = this.#look;
    const isOther = !isSame(next.running.reach.identity, running.reach.identity);
    const text = this.#drawn(next);
    if (isOther) this.#lastChange.forget();
    else if (text === this.#unmarked) this.#lastChange.rested();
    else this.#lastChange.changed(snapshot, next.snapshot);
    // a step that was judged meanwhile changes the mark alone
    const isTold = next.running.position?.failed === running.position?.failed;
    if (text === this.#unmarked && isTold && !isOther && !this.#isBetween) return;
    this.#look = await withMark(this.#context, next);
    this.#unmarked = text;
    this.#isBetween = false;
    this.#show();
  }

  /** Where something can be drawn anew it stands below the last map, and else it is said. */
  #waits(): void {
    if (this.#isBetween) return;
    this.#isBetween = true;
    if (this.#isScreen) this.#show();
    else this.#context.errors.write(`${mapTexts(this.#context).mapScreen.between}\n`);
  }

  #drawn(look: Look, before: Snapshot | null = null): string {
    return drawn(this.#context, look, this.#options, before);
  }

  readonly #show = (): void => {
    const { output } = this.#context;
    output.write(this.#isScreen ? this.#frame() : `${this.#drawn(this.#look, this.#lastChange.before)}\n\n`);
  };

  get #ellipsis(): string {
    return createStyle(capabilitiesOf(this.#context.output, this.#context.machine.environment, this.#options)).ellipsis;
  }

  /** Rows of the window without the footer. */
  get #room(): number {
    return Math.max(sizeOf(this.#context.output).rows - 1, 1);
  }

  #rows(): readonly string[] {
    return drawn(this.#context, this.#look, this.#options, this.#lastChange.before, this.#room).split("\n");
  }

  /** One write that replaces what stands there line by line, so that nothing flickers. */
  #frame(): string {
    const { mapScreen } = mapTexts(this.#context);
    const { columns } = sizeOf(this.#context.output);
    const lines = this.#rows();
    const room = this.#room;
    this.#first = Math.max(Math.min(this.#first, lines.length - room), 0);
    const shown = lines.slice(this.#first, this.#first + room);
    const last =
      lines.length > room ? mapScreen.part(this.#first + 1, this.#first + shown.length, lines.length) : mapScreen.watching;
    const { position, owner } = this.#look.running;
    const which = this.#isOneOfSeveral ? mapScreen.which(position?.lesson ?? "", owner.pid) : "";
    const words = `${which}${this.#isBetween ? mapScreen.between : last}`;
    const footer = withKeys(words, mapScreen.quit, Math.max(columns - 1, 0), this.#ellipsis);
    return `\u001b[H${[...shown, footer].map((line) => `${line}\u001b[K`).join("\r\n")}\u001b[J`;
  }
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
