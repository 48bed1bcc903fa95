import type { IUnicodeVersionProvider, Terminal as Xterm } from "@xterm/headless";

/** Columns as of Unicode 11, whatever is newer as Node knows it: xterm's own are of 2010, before most emoji. */
const VERSION = "newer";

const EMOJI = /^\p{Emoji_Presentation}$/u;
/** Half of a flag: programs count one column (wcwidth(3)). */
const HALF_FLAG = /^\p{Regional_Indicator}$/u;
const MARK = /^[\p{Mn}\p{Me}]$/u;
const FIRST_MARK = 0x300;

/** Has a screen count as many columns for a character as the programs of today do. */
export async function useNewerWidths(screen: Xterm): Promise<void> {
  const { default: addon } = await import("@xterm/addon-unicode11");
  const taken: IUnicodeVersionProvider[] = [];
  const taker = { unicode: { register: (provider: IUnicodeVersionProvider) => void taken.push(provider) } };
  new addon.Unicode11Addon().activate(taker); // it asks a terminal for nothing else
  const [unicode11] = taken;
  if (unicode11 === undefined) throw new Error("the addon of Unicode 11 registers no widths");
  screen.unicode.register(newer((codepoint) => unicode11.wcwidth(codepoint)));
  screen.unicode.activeVersion = VERSION;
}

type Width = ReturnType<IUnicodeVersionProvider["wcwidth"]>;

function newer(older: (codepoint: number) => Width): IUnicodeVersionProvider {
  const wcwidth = (codepoint: number): Width => {
    const width = older(codepoint);
    if (width !== 1 || codepoint < FIRST_MARK) return width;
    const character = String.fromCodePoint(codepoint);
    if (MARK.test(character)) return 0;
    return EMOJI.test(character) && !HALF_FLAG.test(character) ? 2 : 1;
  };
  return {
    version: VERSION,
    wcwidth,
    /** What takes no column joins the character before it, as it is wide (xterm's UnicodeV11: a state, two bits of width, whether it joins). */
    charProperties: (codepoint, preceding) => {
      const width = wcwidth(codepoint);
      const before = (preceding >> 1) & 3;
      const joins = width === 0 && preceding !== 0 && before !== 0;
      return (Math.max(width, joins ? before : 0) << 1) | (joins ? 1 : 0);
    },
  };
}
