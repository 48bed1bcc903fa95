/** What of the learner's keys is for the terminal, and what for nslab. */
export type Pressed =
  | { readonly type: "bytes"; readonly bytes: Buffer }
  | { readonly type: "leave" }
  | { readonly type: "switch" };

/** Ctrl-], as in telnet(1) and virsh(1); Ctrl-5 sends the same. Hardly any program wants it. */
const LEAVE = 0x1d;
/** Ctrl-^, which Ctrl-6 sends, too. */
const SWITCH = 0x1e;

const PASTE_BEGINS = Buffer.from("\u001b[200~");
const PASTE_ENDS = Buffer.from("\u001b[201~");

/** Parts the learner's keys. What is pasted is text, whatever it holds (bracketed paste). */
export class KeyScanner {
  readonly #switches: boolean;
  #pasting = false;

  /** @param switches whether there is a terminal to switch to; else that key, too, is for the one that is shown */
  constructor(switches: boolean) {
    this.#switches = switches;
  }

  scan(bytes: Buffer): readonly Pressed[] {
    const pressed: Pressed[] = [];
    let from = 0;
    const upTo = (end: number) => {
      if (end > from) pressed.push({ type: "bytes", bytes: bytes.subarray(from, end) });
    };
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === 0x1b) {
        const sequence = bytes.subarray(at, at + PASTE_BEGINS.length);
        if (sequence.equals(PASTE_BEGINS)) this.#pasting = true;
        if (sequence.equals(PASTE_ENDS)) this.#pasting = false;
      }
      if (this.#pasting || !(byte === LEAVE || (byte === SWITCH && this.#switches))) continue;
      upTo(at);
      from = at + 1;
      pressed.push({ type: byte === LEAVE ? "leave" : "switch" });
    }
    upTo(bytes.length);
    return pressed;
  }
}
