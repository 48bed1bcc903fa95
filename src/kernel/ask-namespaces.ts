import { randomUUID } from "node:crypto";
import { isRefusal, type Refusal } from "../lab/door/handle.ts";
import type { Place } from "../lab/enter.ts";
import type { LabReach } from "../lab/identity.ts";
import { printable } from "../lab/printable.ts";
import { type Opener, startProbe } from "../lab/run-in-lab.ts";
import { type Message, say, verbatim } from "../say/message.ts";
import { MOST_ANSWER_BYTES, MOST_COMPLAINT_BYTES, NAMESPACE_MS, NAMESPACES_MS } from "./bounds.ts";
import { type Section, Sections } from "./sections.ts";

/** Namespaces to be looked into, and by whom. */
export interface Inquiry {
  /** A word of the script's: what it is asked. */
  readonly about: string;
  /** Open the namespaces; none for those that the script is in already, which need no program to join them. */
  readonly openers: readonly Opener[];
  /** What is said of an answer that is too long, by what came before its end. */
  readonly tooLong: (sections: readonly Section[], open: string) => Message;
  readonly take: (answer: Answer) => void;
}

/** What the script printed for one inquiry. */
export interface Answer {
  /** The outputs of its commands, those that came to their end. */
  readonly sections: readonly Section[];
  /** What they said on stderr, fit to be shown; null for nothing. */
  readonly complaint: Message | null;
  /** Why there is no more than a look takes in, completing "could not be read: …"; null where that is not so. */
  readonly why: Message | null;
}

/**
 * Has a script answer inquiries, one after the other, by as few spawns as it takes: one, as long as each is answered in
 * time and briefly, and they are no more than a course has. One that is not costs its own answer and no other's.
 *
 * @param script gets a mark that no output can guess, then for each inquiry `ABOUT:` with the descriptors opened for it,
 *   parted by commas, or `ABOUT:gone`. The output of each of its commands ends with a line `MARK NAME CODE`, each answer
 *   with `MARK end CODE` there and `MARK end 0` on stderr.
 */
export async function askNamespaces(lab: LabReach, place: Place, script: string, inquiries: readonly Inquiry[]): Promise<void> {
  const end = performance.now() + NAMESPACES_MS * lab.pace;
  let left = inquiries;
  while (left.length > 0 && performance.now() < end) {
    const asked = left.slice(0, TOGETHER);
    const round = new Round(asked);
    const problem = await round.run(lab, place, script, end - performance.now());
    left = left.slice(round.taken);
    if (problem !== null) return tellAll(left, { sections: [], complaint: problem, why: null });
    if (round.taken === asked.length) continue;
    left[0]?.take(round.rest); // the one that spoilt the round
    left = left.slice(1);
  }
  tellAll(left, { sections: [], complaint: null, why: TOO_SLOW });
}

function tellAll(inquiries: readonly Inquiry[], answer: Answer): void {
  for (const inquiry of inquiries) inquiry.take(answer);
}

/** As many are asked by one spawn: each takes descriptors, which all its programs get. */
const TOGETHER = 16;

const TOO_SLOW = say`it takes too long`;

/** One spawn of the script. */
class Round {
  readonly #inquiries: readonly Inquiry[];
  readonly #mark = randomUUID();
  readonly #stdout = new Sections(this.#mark, MOST_ANSWER_BYTES);
  readonly #stderr = new Sections(this.#mark, MOST_COMPLAINT_BYTES);
  /** Answers whose end was printed, and what was complained of each: either may come first. */
  readonly #whole: Section[][] = [];
  readonly #complaints: string[] = [];
  /** Of the answer that is being printed. */
  #sections: Section[] = [];
  #why: Message | null = null;
  /** How many were handed on. */
  taken = 0;

  constructor(inquiries: readonly Inquiry[]) {
    this.#inquiries = inquiries;
  }

  /**
   * @param timeout milliseconds
   * @returns why the script could not be run, or null
   */
  async run(lab: LabReach, place: Place, script: string, timeout: number): Promise<Message | null> {
    const tooSlow = new AbortController();
    const wait = () =>
      setTimeout(() => {
        this.#why = TOO_SLOW;
        tooSlow.abort();
      }, NAMESPACE_MS * lab.pace);
    let timer = wait();
    const { problem, timedOut } = await startProbe(
      lab,
      place,
      (descriptors) => ["bash", "-c", script, "bash", this.#mark, ...this.#words(descriptors)],
      {
        openers: this.#inquiries.flatMap(({ openers }) => openers),
        timeout,
        signal: tooSlow.signal,
        read: (stream, chunk) => {
          if (this.#why !== null) return false; // what comes after that is in the pipe still
          if (stream === "stderr") this.#hear(chunk);
          else if (this.#read(chunk)) {
            clearTimeout(timer);
            timer = wait();
          }
          this.#handOn();
          return this.#why === null;
        },
      },
    );
    clearTimeout(timer);
    if (timedOut) this.#why ??= TOO_SLOW;
    while (this.#complaints.length < this.#whole.length) this.#complaints.push(this.#stderr.open);
    this.#handOn();
    return problem;
  }

  /** What there is of the answer at which it came to an end. */
  get rest(): Answer {
    const complaint = complaintOf(this.#complaints[this.taken] ?? this.#stderr.open);
    const why = this.#why;
    return { sections: this.#sections, complaint: complaint ?? (why === null ? say`its tools did not answer` : null), why };
  }

  #words(descriptors: readonly (number | Refusal)[]): readonly string[] {
    let at = 0;
    return this.#inquiries.map(({ about, openers }) => {
      const own = descriptors.slice(at, at + openers.length);
      at += openers.length;
      return `${about}:${own.some(isRefusal) ? "gone" : own.map(String).join(",")}`;
    });
  }

  /** @returns whether an answer has come to its end */
  #read(chunk: Buffer): boolean {
    const before = this.#whole.length;
    for (const section of this.#stdout.push(chunk)) {
      if (section.name !== END) this.#sections.push(section);
      else this.#whole.push(this.#sections.splice(0));
    }
    if (this.#stdout.isOver && this.#why === null) {
      this.#why = this.#inquiries[this.#whole.length]?.tooLong(this.#sections, this.#stdout.open) ?? say`it says too much`;
    }
    return this.#whole.length > before;
  }

  #hear(chunk: Buffer): void {
    this.#complaints.push(...this.#stderr.push(chunk).map(({ text }) => text));
  }

  #handOn(): void {
    while (this.taken < Math.min(this.#whole.length, this.#complaints.length)) {
      const sections = this.#whole[this.taken] ?? [];
      const complaint = complaintOf(this.#complaints[this.taken] ?? "");
      this.#inquiries[this.taken]?.take({ sections, complaint, why: null });
      this.taken += 1;
    }
  }
}

function complaintOf(text: string): Message | null {
  const complaint = printable(text).trim();
  return complaint === "" ? null : verbatim(complaint);
}

/** The section that ends an answer. */
const END = "end";
