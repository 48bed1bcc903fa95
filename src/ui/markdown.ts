import { stringWidth } from "../map/text-width.ts";
import type { RendererObject, Tokens } from "marked";
import { plainText } from "../terminal/plain-text.ts";
import type { Style } from "./style.ts";
import { tableText } from "./table-text.ts";
import { indent, wrap } from "./wrap.ts";

/** Renders Markdown for a terminal: lines no wider than `width`, no newline at the end. */
export type RenderMarkdown = (markdown: string, width: number) => string;

/** marked-terminal alone costs more than the start of Node: it is loaded when a lesson is. */
export async function loadMarkdown(style: Style): Promise<RenderMarkdown> {
  const [{ Marked }, { markedTerminal }] = await Promise.all([import("marked"), import("marked-terminal")]);
  const page = { width: 80 };
  const marked = new Marked(
    markedTerminal({ emoji: false, unescape: false, strong: style.strong, em: style.strong, html: (text: string) => text }),
    { renderer: renderers(style, page) },
  );
  return (markdown, width) => {
    page.width = width;
    return marked.parse(style.fit(markdown), { async: false }).replace(/\n+$/, "");
  };
}

/** A hard line break, until its paragraph is filled. */
const HARD_BREAK = "\r";
const CODE_INDENT = 4;

/**
 * What marked-terminal does otherwise than a lesson needs: tight list items keep their raw
 * `**bold**`, lists are not wrapped, wide characters are counted as narrow, code is coloured by a
 * chalk of its own, and `:word:` becomes an emoji.
 */
function renderers(style: Style, page: { width: number }): RendererObject {
  const narrower = (columns: number, render: () => string): string => {
    page.width -= columns;
    const text = render();
    page.width += columns;
    return text;
  };
  return {
    text(token) {
      return "tokens" in token && token.tokens !== undefined
        ? fillParagraph(this.parser.parseInline(token.tokens), page.width)
        : token.text;
    },
    paragraph({ tokens }) {
      return `${fillParagraph(this.parser.parseInline(tokens), page.width)}\n\n`;
    },
    heading({ tokens }) {
      return `${style.strong(fillParagraph(this.parser.parseInline(tokens), page.width))}\n\n`;
    },
    br: () => HARD_BREAK,
    codespan: ({ text }) => style.code(text),
    // Never wrapped: a command that is copied must stay one line.
    code: ({ text }) => `${indent(text, CODE_INDENT)}\n\n`,
    blockquote({ tokens }) {
      return `${indent(narrower(2, () => this.parser.parse(tokens)).trimEnd(), 2)}\n\n`;
    },
    hr: () => (style.rule === "" ? "" : `${style.rule.repeat(page.width)}\n\n`),
    list({ items, ordered, start, loose }) {
      const marks = items.map((_, index) => (ordered ? `${(start || 1) + index}.` : style.bullet));
      const columns = Math.max(...marks.map((mark) => mark.length)) + 1;
      const rendered = items.map((item, index) =>
        indent(
          narrower(columns, () => this.listitem(item)),
          columns,
          marks[index],
        ),
      );
      return `${rendered.join(loose ? "\n\n" : "\n")}\n\n`;
    },
    listitem(item: Tokens.ListItem) {
      // A tight item's text is a block without an empty line behind it; what follows starts a line of its own.
      const blocks = item.tokens.map((token) => this.parser.parse([token]).trimEnd()).filter((block) => block !== "");
      return blocks.join(item.loose ? "\n\n" : "\n");
    },
    table({ header, rows }) {
      const cell = ({ tokens }: Tokens.TableCell) => this.parser.parseInline(tokens);
      return `${tableText(
        header.map((each) => style.strong(cell(each))),
        rows.map((row) => row.map(cell)),
        page.width,
      )}\n\n`;
    },
    link({ tokens, href }) {
      const text = this.parser.parseInline(tokens);
      return text === href ? href : `${text} (${href})`;
    },
  };
}

/** Source lines are joined by a space, except between wide characters, where Chinese has none. */
function fillParagraph(text: string, width: number): string {
  const joined = text.replace(/[ \t]*\n[ \t]*/g, (newline, offset: number) => {
    const before = /.$/u.exec(plainText(text.slice(0, offset)))?.[0] ?? "";
    const after = /^./u.exec(plainText(text.slice(offset + newline.length)))?.[0] ?? "";
    return stringWidth(before) === 2 && stringWidth(after) === 2 ? "" : " ";
  });
  return wrap(joined.replaceAll(HARD_BREAK, "\n"), width);
}
