import type { StreamPart } from "../../terminal/marks.ts";
import type { TerminalName } from "../../terminal/names.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import type { Keyboard } from "../keyboard.ts";
import { KeyScanner, type Pressed } from "./key-scanner.ts";
import type { View } from "./view.ts";

const ENTER = 0x0d;
const LINE_FEED = 0x0a;

/** Who is told what the learner does in the terminals, and what of them is shown. */
export interface TakeOverListener<Name extends string = TerminalName> {
  shown(terminal: Name): void;
  commandStarted(terminal: Name): void;
  /** A line was typed while something runs there: a shell without marks may have taken it. */
  lineTyped?(terminal: Name): void;
  /** He wants another terminal, and there is none. Left out, that key is for what runs in the one that is shown. */
  noOther?(): void;
  /** @param seen resolves when the learner sees the prompt that came */
  commandEnded(terminal: Name, seen: Promise<void>): void;
}

export interface TakeOver<Name extends string = TerminalName> {
  readonly view: View;
  readonly keyboard: Pick<Keyboard, "divert" | "whenSuspended">;
  readonly first: Name;
  /** The terminals among which the learner switches, in order. */
  readonly names: readonly Name[];
  readonly open: (name: Name) => Promise<Terminal>;
  /** What is said above the prompt of a terminal when it is shown. */
  readonly words: (name: Name, terminal: Terminal, isFirst: boolean) => string | Promise<string>;
  readonly listener: TakeOverListener<Name>;
  readonly labEnded: Promise<unknown>;
}

export interface TakenOver<Name extends string = TerminalName> {
  /** Whether the learner has run anything. */
  readonly ran: boolean;
  readonly ended: "left" | "closed" | "lab-ended" | "no-more-keys";
  /** The terminal that was shown last. */
  readonly terminal: Name;
}

/** Gives the terminals of the lab to the learner, every key but two, until he leaves. The shells stay as they are left. */
export async function takeOver<Name extends string>(work: TakeOver<Name>): Promise<TakenOver<Name>> {
  const { view, keyboard } = work;
  const taken = new TakenTerminals(work);
  const settled = keyboard.whenSuspended({ suspend: () => view.suspend(), resume: () => view.resume() });
  try {
    const ended = await taken.run(keyboard);
    return { ran: taken.ran, ended, terminal: taken.name };
  } finally {
    await taken.end();
    settled();
    await view.close();
  }
}

class TakenTerminals<Name extends string> {
  readonly #work: TakeOver<Name>;
  readonly #heard = new Map<Terminal, () => void>();
  readonly #scanner: KeyScanner;
  #shown: Terminal | null = null;
  name: Name;
  ran = false;
  /** Keys are taken up one after the other: those behind a switch are for the terminal it leads to. */
  #keys: Promise<void> = Promise.resolve();
  /** So many terminals are still to be shown. */
  #showing = 0;
  #finished = false;
  #end: (ended: TakenOver["ended"]) => void = () => undefined;
  #stop: () => void = () => undefined;

  constructor(work: TakeOver<Name>) {
    this.#work = work;
    this.#scanner = new KeyScanner(work.names.length > 1 || work.listener.noOther !== undefined);
    this.name = work.first;
  }

  run(keyboard: TakeOver<Name>["keyboard"]): Promise<TakenOver["ended"]> {
    return new Promise((resolve, reject) => {
      this.#end = resolve;
      this.#afterShowing(() => this.#work.first, reject);
      this.#stop = keyboard.divert({
        receive: (bytes) => {
          for (const pressed of this.#scanner.scan(bytes)) this.#press(pressed, reject);
        },
        ended: () => this.#finish("no-more-keys"),
      });
      const labEnded = async () => {
        await this.#work.labEnded;
        this.#finish("lab-ended");
      };
      void labEnded();
    });
  }

  async end(): Promise<void> {
    this.#stop();
    await this.#keys; // a terminal that is just being shown
    for (const unlisten of this.#heard.values()) unlisten();
  }

  #finish(ended: TakenOver["ended"]): void {
    this.#finished = true;
    this.#end(ended);
  }

  #press(pressed: Pressed, reject: (error: unknown) => void): void {
    if (this.#finished) return;
    if (pressed.type === "leave") this.#finish("left");
    else if (pressed.type === "switch" && this.#work.names.length < 2) this.#work.listener.noOther?.();
    else if (pressed.type === "switch") this.#afterShowing(() => this.#next(), reject);
    else if (this.#showing > 0) void this.#keys.then(() => this.#pass(pressed.bytes));
    else this.#pass(pressed.bytes);
  }

  #pass(bytes: Buffer): void {
    const isBlind = this.#shown?.state === "running" && (bytes.includes(ENTER) || bytes.includes(LINE_FEED));
    this.#shown?.write(bytes);
    if (isBlind) {
      this.ran = true;
      this.#work.listener.lineTyped?.(this.name);
    }
    this.#work.view.pressed();
  }

  /** Shows a terminal when the one before is shown; keys that are pressed meanwhile wait. */
  #afterShowing(name: () => Name, reject: (error: unknown) => void): void {
    const before = this.#keys;
    const show = async () => {
      await before;
      await this.#show(name());
      this.#showing -= 1;
    };
    this.#showing += 1;
    this.#keys = show();
    this.#keys.catch(reject);
  }

  async #show(name: Name): Promise<void> {
    const { view, open, words, listener } = this.#work;
    const isFirst = this.#shown === null;
    const terminal = await open(name);
    if (terminal.state === "closed") return this.#finish("closed"); // it has ended before it was there
    await view.show(terminal, await words(name, terminal, isFirst));
    this.#shown = terminal;
    this.name = name;
    if (!this.#heard.has(terminal)) this.#hear(name, terminal);
    listener.shown(name);
  }

  #hear(name: Name, terminal: Terminal): void {
    this.#heard.set(
      terminal,
      terminal.listen((part) => this.#follow(name, terminal, part)),
    );
    const closed = async () => {
      await terminal.closed;
      if (this.#shown === terminal) this.#finish("closed");
    };
    void closed();
  }

  #next(): Name {
    const { names } = this.#work;
    return names[(names.indexOf(this.name) + 1) % names.length] ?? this.name;
  }

  #follow(name: Name, terminal: Terminal, part: StreamPart): void {
    const { view, listener } = this.#work;
    if (part.type !== "text") this.ran = true;
    const seen = view.follow(terminal, part);
    if (part.type === "command-started") listener.commandStarted(name);
    if (part.type === "prompt") listener.commandEnded(name, seen);
  }
}
