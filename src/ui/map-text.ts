import type { Snapshot } from "../kernel/snapshot.ts";
import { drawingOf } from "../map/arrange.ts";
import { layoutOf } from "../map/build-layout.ts";
import { type Span, textLines } from "../map/draw-text.ts";
import { ASCII_SYMBOLS, type Mark, UNICODE_SYMBOLS } from "../map/sheet.ts";
import type { Layout } from "./layout.ts";
import type { Style } from "./style.ts";

export interface MapTextOptions {
  /** Columns it may take; by default those of the layout. */
  readonly columns?: number;
  /** Rows that it should fit in: where it does not, processes and mounts are counted rather than listed. */
  readonly rows?: number;
  /** Lines and signs of ASCII alone; by default where the style has no others. */
  readonly ascii?: boolean;
  /** PID of the first shell of each terminal, by name, as the host's `ps` shows it: `Session.rootPids()`. */
  readonly terminals?: Readonly<Record<string, number>>;
  /** The place where a packet dies. */
  readonly mark?: Mark | null;
  /** The lab as it was: what differs is highlighted. */
  readonly before?: Snapshot | null;
}

/** The map of a lab as lines of text, without a line's end after the last. */
export function mapText(
  layout: Pick<Layout, "style" | "texts" | "width">,
  snapshot: Snapshot,
  options: MapTextOptions = {},
): string {
  const { ascii = layout.style.ascii, terminals = {}, mark = null, before = null } = options;
  const draw = (folds: boolean) =>
    drawingOf(layoutOf(snapshot, { terminals }), options.columns ?? layout.width(), {
      words: layout.texts.map,
      symbols: ascii ? ASCII_SYMBOLS : UNICODE_SYMBOLS,
      mark,
      folds,
      before: before === null ? null : layoutOf(before, { terminals }),
    });
  const whole = draw(false);
  const drawing = options.rows !== undefined && whole.height > options.rows ? draw(true) : whole;
  return textLines(drawing, ascii)
    .map((line) =>
      trimmed(line)
        .map((span) => coloured(span, layout.style))
        .join(""),
    )
    .join("\n");
}

/** Without the blanks at a line's end. */
function trimmed(line: readonly Span[]): readonly Span[] {
  const last = line.at(-1);
  return last === undefined ? line : [...line.slice(0, -1), { ...last, text: last.text.trimEnd() }];
}

function coloured({ text, role }: Span, style: Style): string {
  if (text.trim() === "") return text;
  switch (role) {
    case "title":
      return style.strong(text);
    case "new":
      return style.good(text);
    case "changed":
      return style.strong(text);
    case "dies":
      return style.bad(text);
    case "quiet":
    case "gone":
      return style.quiet(text);
    case "line":
    case "plain":
      return text;
  }
}
