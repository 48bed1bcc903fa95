import { loadMarkdown, type RenderMarkdown } from "./markdown.ts";
import type { Capabilities } from "./streams.ts";
import { createStyle, type Style } from "./style.ts";
import { ENGLISH, type Texts } from "./texts/english.ts";
import { wrap } from "./wrap.ts";

/** What every screen is written with: colours and symbols, words, and the width to fill. */
export interface Layout {
  readonly style: Style;
  /** In the language that is spoken now. */
  readonly texts: Texts;
  readonly markdown: RenderMarkdown;
  /** Columns of text now; windows change. */
  readonly width: () => number;
  /** Columns at which the output itself ends a row that is longer; null where it does not, or nobody sees rows. */
  readonly rowLength: () => number | null;
}

/** Wider lines are hard to read. */
const WIDEST = 88;

export function textWidth(columns: number): number {
  return Math.min(columns, WIDEST);
}

/**
 * @param columns of the output, asked anew for every screen
 * @param texts asked anew, too: a learner may change the language
 */
export async function createLayout(
  capabilities: Capabilities,
  columns: () => number,
  texts: () => Texts = () => ENGLISH,
): Promise<Layout> {
  const style = createStyle(capabilities);
  return {
    style,
    get texts() {
      return texts();
    },
    markdown: await loadMarkdown(style),
    width: () => textWidth(columns()),
    rowLength: () => (capabilities.isTTY && !capabilities.plain ? columns() : null),
  };
}

/** A heading with a rule behind it where rules are drawn. */
export function heading(layout: Layout, title: string): string {
  const { style } = layout;
  const width = layout.width();
  if (style.rule === "") return wrap(style.fit(title), width);
  const [first = "", ...more] = wrap(style.fit(title), width - 4).split("\n");
  const lines = [first, ...more].map((line) => style.strong(line)).join("\n");
  return `${style.quiet(style.rule.repeat(width))}\n${lines}`;
}
