import { StringDecoder } from "node:string_decoder";
import xterm from "@xterm/headless";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MarkParser, type StreamPart } from "../../src/terminal/marks.ts";
import { plainText } from "../../src/terminal/plain-text.ts";
import { OutputLines } from "../../src/ui/output-lines.ts";
import { ScreenModel } from "../../src/ui/take-over/screen-model.ts";
import { ScreenPainter } from "../../src/ui/take-over/screen-painter.ts";
import { inPieces, textWith, tried } from "./fuzz.ts";

const NONCE = "0123456789abcdef";
const ESC = "\u001b";
const OTHERS_MARKS = [
  `${ESC}]133;C;fedcba9876543210\u0007`,
  `${ESC}]133;D;fedcba9876543210;0;1;1;1\u0007`,
  `${ESC}]133;D;;0;1;1;1\u0007`,
  `${ESC}]133;D;0\u0007`,
  `${ESC}]133;D;${NONCE.toUpperCase()};0;1;1;1\u0007`,
  `${ESC}]133;D;${NONCE} ;0;1;1;1\u0007`,
  `${ESC}]133;A\u0007`,
  `${ESC}]133;`,
];
const SEQUENCES = [
  ...[
    `${ESC}[31m`,
    `${ESC}[0m`,
    `${ESC}[38;2;1;2;3m`,
    `${ESC}[38:2::1:2:3m`,
    `${ESC}[2J`,
    `${ESC}[H`,
    `${ESC}[99999;99999H`,
    `${ESC}[6n`,
    `${ESC}[c`,
  ],
  ...[
    `${ESC}[>c`,
    `${ESC}]0;title\u0007`,
    `${ESC}]52;c;cm0gLXJmIC8=\u0007`,
    `${ESC}]8;;file:///\u0007`,
    `${ESC}]4;1;?\u0007`,
    `${ESC}]`,
  ],
  ...[
    `${ESC}P+q544e${ESC}\\`,
    `${ESC}P$q"p${ESC}\\`,
    `${ESC}_G${ESC}\\`,
    `${ESC}^x${ESC}\\`,
    `${ESC}X`,
    `${ESC}c`,
    `${ESC}[!p`,
    `${ESC}(0`,
    `${ESC}#8`,
  ],
  ...[
    `${ESC}[?1049h`,
    `${ESC}[?1049l`,
    `${ESC}[?1000h`,
    `${ESC}[?2004h`,
    `${ESC}[?25l`,
    `${ESC}[?7l`,
    `${ESC}[?3h`,
    `${ESC}[?1004h`,
    `${ESC}[5;3r`,
    `${ESC}[20h`,
  ],
  ...[
    `${ESC}[8;200;200t`,
    `${ESC}[21t`,
    `${ESC}[5i`,
    `${ESC}[3J`,
    `${ESC}[999999999S`,
    `${ESC}[999999999L`,
    `${ESC}[999999999b`,
    `${ESC}[4h`,
    `${ESC}=`,
  ],
  ...[
    "\u009b31m",
    "\u009d0;t\u009c",
    "\u0090q\u009c",
    "\u0007",
    "\b",
    "\r",
    "\n",
    "\r\n",
    "\t",
    "\u000e",
    "\u000f",
    "\u0005",
    "\u0018",
    "\u001a",
    "\u007f",
    ESC,
  ],
  ...["中文", "🙂", "é", "\u200d", "\ufeff", "\u202e", "\ud800", "x".repeat(200), "\n".repeat(50)],
];
const OUTPUT = textWith([...SEQUENCES, ...OTHERS_MARKS]);
/** Bytes as a program may send them: UTF-8 that is none among them. */
const BYTES = fc.array(
  fc.oneof(
    OUTPUT.map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
  ),
  { maxLength: 8 },
);

function decoded(chunks: readonly Buffer[]): readonly string[] {
  const decoder = new StringDecoder("utf8");
  return [...chunks.map((chunk) => decoder.write(chunk)), decoder.end()];
}

/** Neighbouring texts as one, however they came. */
function joined(parts: readonly StreamPart[]): readonly StreamPart[] {
  const all: StreamPart[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (part.type === "text" && last?.type === "text") all[all.length - 1] = { type: "text", text: last.text + part.text };
    else all.push(part);
  }
  return all;
}

describe("whatever a program prints", () => {
  test("no mark is believed without the terminal's nonce, in however many pieces it comes", () => {
    fc.assert(
      fc.property(inPieces(OUTPUT), (pieces) => {
        const parser = new MarkParser(NONCE);
        expect(pieces.flatMap((piece) => parser.push(piece)).filter((part) => part.type !== "text")).toEqual([]);
      }),
      tried(2_500),
    );
  });

  test("the shell's own marks are found in it, in their order, in however many pieces they come", () => {
    const prompt = `${ESC}]133;D;${NONCE};3;41;2;7\u0007`;
    const started = `${ESC}]133;C;${NONCE}\u0007`;
    fc.assert(
      fc.property(
        inPieces(fc.array(fc.oneof(OUTPUT, fc.constantFrom(prompt, started)), { maxLength: 6 }).map((all) => all.join(""))),
        (pieces) => {
          const text = pieces.join("");
          const parser = new MarkParser(NONCE);
          const found = joined(pieces.flatMap((piece) => parser.push(piece)));
          expect(found).toEqual(joined(new MarkParser(NONCE).push(text)));
          const wanted = [...text.matchAll(new RegExp(`${ESC}\\]133;([CD]);${NONCE}[;\u0007]`, "g"))].map(([, kind]) =>
            kind === "C" ? "command-started" : "prompt",
          );
          expect(found.filter((part) => part.type !== "text").map((part) => part.type)).toEqual(wanted);
        },
      ),
      tried(1_500),
    );
  });

  test.each([
    ["nothing but text is shown where colours are not", false, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/],
    [
      "nothing but text and colours is shown where they are",
      true,
      /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f]|\u001b(?!\[[0-9;:]*m)/,
    ],
  ] as const)("%s", (_, colours, forbidden) => {
    fc.assert(
      fc.property(BYTES, (chunks) => {
        let text = "";
        const lines = new OutputLines({
          show: (more) => (text += more),
          shown: { head: 10, tail: 5, longest: 120 },
          colours,
          between: (count) => `(${count})`,
        });
        for (const chunk of decoded(chunks)) lines.push(chunk);
        lines.end();
        expect(text.replaceAll("\r", "")).not.toMatch(forbidden);
        expect(lines.whole.replaceAll("\r", "")).not.toMatch(forbidden);
        expect(text.split("\n").length).toBeLessThanOrEqual(10 + 5 + 3);
      }),
      tried(1_200),
    );
  });

  test("as plain text it holds no control character", () => {
    fc.assert(
      fc.property(OUTPUT, (text) => {
        expect(plainText(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      }),
      tried(1_000),
    );
  });
});

/** What a learner's terminal may be sent: text, where it stands, colours, and what is switched on and off again. */
const DRAWING =
  /^(?:[^\u0000-\u001f\u007f-\u009f]|\n|\u0007|\u001b\[(?:\d+;\d+H|\d+G|[0-9;:]*m|K|J|2K|\d+;\d+r|r|\?(?:1|9|25|1000|1002|1003|1004|1005|1006|1015|1016|2004|2026)[hl]|[0-6] q)|\u001b[=>])*$/u;

describe("whatever a program draws on the terminal that a learner has taken over", () => {
  test("reaches his own terminal as a drawing alone, and never its last row", async () => {
    await fc.assert(
      fc.asyncProperty(BYTES, async (chunks) => {
        const size = { rows: 10, columns: 40 };
        const model = await ScreenModel.create(
          size,
          () => undefined,
          () => undefined,
        );
        const painter = new ScreenPainter(size, true);
        const learners = new xterm.Terminal({ cols: 40, rows: 11, allowProposedApi: true, logLevel: "off" });
        const answers: string[] = [];
        const titles: string[] = [];
        learners.onData((answer) => answers.push(answer));
        learners.onTitleChange((title) => titles.push(title));
        let sent = painter.begin(true);
        for (const chunk of decoded(chunks)) {
          model.write(chunk);
          await model.settled();
          sent += painter.frame(model.takeFrame(), "STATUS");
        }
        expect(sent).toMatch(DRAWING);
        await new Promise<void>((resolve) => learners.write(sent, resolve));
        if (chunks.length > 0)
          expect(learners.buffer.active.getLine(learners.buffer.active.baseY + 10)?.translateToString(true)).toBe("STATUS");
        expect({ answers, titles, screen: learners.buffer.active.type }).toEqual({ answers: [], titles: [], screen: "normal" });
        await new Promise<void>((resolve) => learners.write(painter.end(5), resolve));
        expect(learners.modes).toMatchObject({
          bracketedPasteMode: false,
          mouseTrackingMode: "none",
          applicationCursorKeysMode: false,
          sendFocusMode: false,
        });
        learners.dispose();
      }),
      tried(300),
    );
  });
});
