import { StringDecoder } from "node:string_decoder";
import { describe, expect, test } from "vitest";
import { MarkParser, type StreamPart } from "../../src/terminal/marks.ts";
import { computedMs } from "../support/cpu-time.ts";

const NONCE = "5eed5eed5eed5eed";
const started = (nonce = NONCE) => `\u001b]133;C;${nonce}\u0007`;
const READ = 17;
const prompted = (code: number, pid: number, level: number, nonce = NONCE) =>
  `\u001b]133;D;${nonce};${code};${pid};${level};${READ}\u0007`;

/** Neighbouring pieces of text joined, so that only what was said counts, not how it was cut. */
function joined(parts: readonly StreamPart[]): readonly StreamPart[] {
  const result: StreamPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.type === "text" && last?.type === "text") result[result.length - 1] = { type: "text", text: last.text + part.text };
    else result.push(part);
  }
  return result;
}

function parse(...chunks: readonly string[]): readonly StreamPart[] {
  const parser = new MarkParser(NONCE);
  return joined(chunks.flatMap((chunk) => [...parser.push(chunk)]));
}

const text = (words: string): StreamPart => ({ type: "text", text: words });
const commandStarted: StreamPart = { type: "command-started" };
const prompt = (code: number, pid: number, level: number): StreamPart => ({
  type: "prompt",
  code,
  shell: { pid, level },
  linesRead: READ,
});

const SESSION = `${prompted(0, 12, 1)}[root@host docker]# false\r\n${started()}Größe 大小 \u{1f4e6}\r\n${prompted(1, 12, 1)}[root@host docker]# `;
const SESSION_PARTS = [
  prompt(0, 12, 1),
  text("[root@host docker]# false\r\n"),
  commandStarted,
  text("Größe 大小 \u{1f4e6}\r\n"),
  prompt(1, 12, 1),
  text("[root@host docker]# "),
];

describe("marks in a terminal's stream", () => {
  test("are taken out of the text, with what they say", () => {
    expect(parse(SESSION)).toEqual(SESSION_PARTS);
  });

  test("are found wherever the stream is cut in two", () => {
    for (let at = 0; at <= SESSION.length; at += 1) {
      expect(parse(SESSION.slice(0, at), SESSION.slice(at)), `cut at ${at}`).toEqual(SESSION_PARTS);
    }
  });

  test("are found when the stream comes one character at a time", () => {
    expect(parse(...SESSION)).toEqual(SESSION_PARTS);
  });

  test("are found wherever the bytes are cut, in the middle of a character too", () => {
    const bytes = Buffer.from(SESSION);
    for (let at = 0; at <= bytes.length; at += 1) {
      const decoder = new StringDecoder("utf8");
      expect(parse(decoder.write(bytes.subarray(0, at)), decoder.write(bytes.subarray(at))), `cut at byte ${at}`).toEqual(
        SESSION_PARTS,
      );
    }
  });

  test("tell each text at once that cannot be the beginning of a mark", () => {
    const parser = new MarkParser(NONCE);
    expect(parser.push("Password: ")).toEqual([text("Password: ")]);
    expect(parser.push("\u001b[31mred\u001b[0m")).toEqual([text("\u001b[31mred\u001b[0m")]);
  });

  test.each([
    ["another nonce", prompted(0, 12, 1, "feedfeedfeedfeed")],
    ["no nonce", "\u001b]133;D;0\u0007"],
    ["an empty nonce", prompted(0, 12, 1, "")],
    ["only the beginning of the nonce", prompted(0, 12, 1, NONCE.slice(0, -1))],
    ["the nonce and an unknown letter", `\u001b]133;Z;${NONCE}\u0007`],
  ])("with %s are dropped, not believed", (_, forged) => {
    expect(parse(`before${forged}after`)).toEqual([text("beforeafter")]);
  });

  test.each([
    ["a mark that never ends", "\u001b]133;D;0"],
    ["the bare beginning of a mark", "\u001b]133;"],
    ["a mark that ends as other terminals' marks do", "\u001b]133;A\u001b\\"],
    ["half a beginning", "\u001b]13"],
    ["an escape character", "\u001b"],
    ["another sequence that never ends", "\u001b]0;title"],
  ])("are found behind %s", (_, rubbish) => {
    expect(parse(`out${rubbish}${prompted(130, 12, 1)}$ `)).toEqual([text(`out${rubbish}`), prompt(130, 12, 1), text("$ ")]);
    const all = `out${rubbish}${prompted(130, 12, 1)}$ `;
    expect(parse(...all), "one character at a time").toEqual([text(`out${rubbish}`), prompt(130, 12, 1), text("$ ")]);
  });

  test("do not make an endless unterminated one keep the rest back", () => {
    const parser = new MarkParser(NONCE);
    let shown = "";
    for (let count = 0; count < 1000; count += 1) {
      for (const part of parser.push(count === 0 ? "\u001b]133;D;" : "x".repeat(1000)))
        shown += part.type === "text" ? part.text : "";
    }
    expect(shown.length).toBe("\u001b]133;D;".length + 999_000);
  });

  test("that are forged by the ten thousand cost no more than text", () => {
    const forged = `x${prompted(0, 12, 1, "feedfeedfeedfeed")}`.repeat(100_000);
    const parser = new MarkParser(NONCE);
    const from = computedMs();
    let parts: readonly StreamPart[] = [];
    for (let at = 0; at < forged.length; at += 65_536) parts = [...parts, ...parser.push(forged.slice(at, at + 65_536))];
    expect(computedMs() - from).toBeLessThan(2000);
    expect(parts.map((part) => (part.type === "text" ? part.text : part.type)).join("")).toBe("x".repeat(100_000));
  });

  test("follow one another without text between them", () => {
    expect(parse(started() + prompted(0, 1, 2) + started())).toEqual([commandStarted, prompt(0, 1, 2), commandStarted]);
  });

  test("lose nothing of random noise, however it is cut", () => {
    const alphabet = ["\u001b", "]", "1", "3", ";", "\u0007", "C", "D", NONCE, "a", "\n"];
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor(seed / 65_536) % below;
    };
    for (let round = 0; round < 2000; round += 1) {
      const noise = Array.from({ length: random(40) }, () => alphabet[random(alphabet.length)]).join("");
      const sentinel = prompted(0, 9, 9);
      const whole = parse(noise + sentinel);
      expect(parse(...noise, ...sentinel), JSON.stringify(noise)).toEqual(whole);
      expect(whole.at(-1), JSON.stringify(noise)).toEqual(prompt(0, 9, 9));
    }
  });
});
