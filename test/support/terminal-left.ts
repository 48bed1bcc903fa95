/** What nslab changes of a terminal beyond its settings: DEC private modes, the scroll region, colours. */
const SEQUENCES = /\u001b(?:\[\?([\d;]+)([hl])|\[(\d*(?:;\d*)?)r|\[([\d;]*)m|([=>])|\[([0-6]) q)/g;
const SHOWS_CURSOR = "25";

/** SGR of ECMA-48: what begins a look, and the code that ends it. The numbers behind 38 and 48 are taken for looks, too. */
const LOOKS: readonly (readonly [string, RegExp, number])[] = [
  ["weight", /^0?[12]$/, 22],
  ["slant", /^0?3$/, 23],
  ["underline", /^0?4$/, 24],
  ["inverse", /^0?7$/, 27],
  ["colour", /^(3[0-8]|9[0-7])$/, 39],
  ["background", /^(4[0-8]|10[0-7])$/, 49],
];

/** What of a terminal is not as it was after all this was printed on it, in words to be read in a failing test. */
export function leftChanged(printed: string): readonly string[] {
  const on = new Set<string>();
  const set = (name: string, isOn: boolean) => void (isOn ? on.add(name) : on.delete(name));
  for (const [, modes, what, region, colours, keypad, cursor] of printed.matchAll(SEQUENCES)) {
    for (const mode of modes?.split(";") ?? [])
      if (mode === SHOWS_CURSOR) set("cursor hidden", what === "l");
      else set(`mode ${mode}`, what === "h");
    if (region !== undefined) set("scroll region", region !== "");
    for (const code of colours?.split(";") ?? [])
      for (const [looks, begins, ends] of LOOKS) {
        if (Number(code) === 0 || Number(code) === ends) set(looks, false);
        else if (begins.test(code)) set(looks, true);
      }
    if (keypad !== undefined) set("keypad", keypad === "=");
    if (cursor !== undefined) set("cursor style", cursor !== "0");
  }
  return [...on];
}
