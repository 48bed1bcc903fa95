import { setTimeout } from "node:timers/promises";
import { DistantLab, type NoOwner } from "../lab/control/client.ts";
import type { Refused } from "../lab/control/messages.ts";
import { awaitLab, labOfOwner, type OwnersLab } from "../lab/owner-labs.ts";
import { isAlive, type LabRecord, runtimeDirectories } from "../lab/record.ts";
import { TERMINAL_NAMES } from "../terminal/names.ts";
import { ShellScreen } from "../ui/lab-shell/shell-screen.ts";
import type { ShellEnd } from "../ui/lab-shell/shell-end.ts";
import { textWidth } from "../ui/layout.ts";
import { capabilitiesOf, sizeOf } from "../ui/streams.ts";
import { createStyle } from "../ui/style.ts";
import { TEXTS } from "../ui/texts/texts.ts";
import type { Texts } from "../ui/texts/english.ts";
import { nearest } from "./choose-lesson.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { type LabOptions, meant, tellNoSuchLab, tellOthers } from "./which-lab.ts";

/** `nslab shell [terminal]`: a shell of one's own where that terminal is now, on the host, or on the neighbor. */
export async function shell(context: Context, place = "host", options: LabOptions = {}): Promise<ExitCode> {
  const words = TEXTS[context.spoken.language].shell;
  const places = runtimeDirectories(context.machine.environment, context.machine.uid);
  let all: readonly LabRecord[] = [];
  const newest = (running: readonly LabRecord[]) => {
    all = running;
    return meant(running, options).at(-1) ?? null;
  };
  const found = await awaitLab(places, newest, context.stop, options.lab);
  if (context.stop.aborted) return EXIT.interrupted;
  if (found === null && options.lab !== undefined) {
    tellNoSuchLab(context, options, all);
    return EXIT.failed;
  }
  if (found === null || found === "being-made") {
    context.errors.write(`${found === null ? words.noLab : words.beingMade}\n`);
    return EXIT.failed;
  }
  tellOthers(context, found, all); // a terminal that this lab does not have may be one of another's
  const open = placesIn(found);
  // One that was opened since the record was written is known to the lab's owner alone.
  if (![...open, ...TERMINAL_NAMES].includes(place)) {
    context.errors.write(`${words.noTerminal(place, nearest(place, open), open)}\n`);
    return EXIT.usage;
  }
  return inShells(context, { places, place }, found);
}

function placesIn({ terminals }: LabRecord): readonly string[] {
  return [...new Set(["host", "neighbor", ...Object.keys(terminals)])];
}

interface Wish {
  readonly places: readonly string[];
  readonly place: string;
}

/** Shows a shell in that lab, then in those that come after it, as long as the person wants. */
async function inShells(context: Context, wish: Wish, first: LabRecord): Promise<ExitCode> {
  const { output, machine, stop } = context;
  const capabilities = capabilitiesOf(output, machine.environment, { plain: false });
  const texts = TEXTS[context.spoken.language];
  const screen = new ShellScreen({
    input: context.input,
    output,
    errors: context.errors,
    capabilities,
    layout: { style: createStyle(capabilities), texts, width: () => textWidth(sizeOf(output).columns) },
    stop,
    terminal: context.terminal,
    interrupt: () => context.ending.interrupt(),
    place: wish.place,
  });
  try {
    const code = await new Shells(screen, texts.shell, wish).run(first);
    return stop.aborted ? EXIT.interrupted : code;
  } finally {
    screen.close();
  }
}

/** What came of a shell in one lab. */
type Came = ShellEnd | Refused | NoOwner;

class Shells {
  readonly #screen: ShellScreen;
  readonly #words: Texts["shell"];
  readonly #wish: Wish;

  constructor(screen: ShellScreen, words: Texts["shell"], wish: Wish) {
    this.#screen = screen;
    this.#words = words;
    this.#wish = wish;
  }

  async run(first: LabRecord): Promise<ExitCode> {
    let came = await this.#enter(first);
    if (!HAS_BEGUN.has(came)) return this.#notBegun(came, first);
    for (let lab = first; ; ) {
      const code = await this.#codeOf(came);
      if (code !== null) return code;
      const next = await this.#next(came, lab);
      if (next === null) return EXIT.failed;
      lab = next;
      came = await this.#enter(lab);
    }
  }

  async #enter(lab: LabRecord): Promise<Came> {
    const distant = await DistantLab.reach(lab, this.#wish.place);
    if (typeof distant === "string") return distant;
    const end = await this.#screen.show(distant);
    if (distant.problem !== null) return distant.problem;
    return end === "closed" ? whyClosed(lab, distant.code) : end;
  }

  /** Null: it is over here, but may go on in another lab. */
  async #codeOf(came: Came): Promise<ExitCode | null> {
    switch (came) {
      case "left":
      case "closed":
        if (this.#screen.isInteractive) this.#screen.say(this.#words.left);
        return EXIT.ok;
      case "no-more-keys":
        return EXIT.ok;
      case "lab-ended":
        await this.#screen.away(this.#words.ended);
        return null;
      case "gone":
      case "silent":
      case "no-socket":
      case "no-such-terminal":
      case "too-many":
        return null;
    }
  }

  /** Why there is no shell at all. */
  #notBegun(came: Came, lab: LabRecord): ExitCode {
    const { noTerminal, tooMany, silent, noSocket, gone } = this.#words;
    const { place } = this.#wish;
    switch (came) {
      case "no-such-terminal":
        this.#screen.say(
          noTerminal(
            place,
            null,
            placesIn(lab).filter((each) => each !== place),
          ),
        );
        return EXIT.usage;
      case "too-many":
        this.#screen.say(tooMany);
        return EXIT.failed;
      case "silent":
        this.#screen.say(silent);
        return EXIT.failed;
      case "no-socket":
        this.#screen.say(noSocket);
        return EXIT.machine;
      default:
        this.#screen.say(gone);
        return EXIT.failed;
    }
  }

  /** The lab that the person goes on in; null when he leaves, or there is none any more. */
  async #next(came: Came, ended: LabRecord): Promise<LabRecord | null> {
    const { next, notOpen, silentYet, tooMany } = this.#words;
    const isOver = came === "lab-ended" || came === "gone";
    const look = () => labOfOwner(this.#wish.places, ended.owner, isOver ? ended.reach.identity : null);
    if (look().type === "gone") return this.#ownerGone();
    if (!this.#screen.isInteractive) return null;
    if (came === "no-such-terminal") this.#screen.say(notOpen(this.#wish.place));
    else if (came === "silent") this.#screen.say(silentYet);
    else if (came === "too-many") this.#screen.say(tooMany);
    else this.#screen.say(next);
    const answer = await this.#screen.ask(() => (look().type === "gone" ? "gone" : null));
    if (answer === "leave") return null;
    return answer === "gone" ? this.#ownerGone() : this.#wait(look);
  }

  async #wait(look: () => OwnersLab): Promise<LabRecord | null> {
    let isTold = false;
    for (;;) {
      const now = look();
      if (now.type === "running") return now.record;
      if (now.type === "gone") return this.#ownerGone();
      if (!isTold) this.#screen.say(this.#words.waiting);
      isTold = true;
      const answer = await this.#screen.ask(() => (look().type === "none" ? null : "changed"));
      if (answer === "leave") return null;
    }
  }

  #ownerGone(): null {
    this.#screen.say(this.#words.ownerGone);
    return null;
  }
}

/** Who has a shell before his eyes has heard the rest already. */
const HAS_BEGUN: ReadonlySet<Came> = new Set<Came>(["left", "closed", "lab-ended", "no-more-keys"]);

/** Exit codes from here on may say that a signal has ended it (bash(1), EXIT STATUS). */
const BY_SIGNAL = 129;
/** A lab that ends takes its shells along, and some a moment before itself; in milliseconds. */
const TOGETHER_MS = 500;
const LOOK_AGAIN_MS = 20;

/** Whether a shell has ended by itself, or with its lab. */
async function whyClosed({ reach }: LabRecord, code: number): Promise<Came> {
  if (code < BY_SIGNAL) return "closed";
  for (const deadline = performance.now() + TOGETHER_MS; performance.now() < deadline; await setTimeout(LOOK_AGAIN_MS))
    if (!isAlive(reach.identity)) return "lab-ended";
  return "closed";
}
