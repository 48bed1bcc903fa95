import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import { stepsWithChallenge } from "../../src/course/lesson.ts";
import { linesOf } from "../../src/course/command.ts";
import { filledRows } from "../../src/ui/command-line.ts";
import { alsoRight, promptLine } from "../../src/ui/lesson-screen.ts";
import { stringWidth } from "../../src/map/text-width.ts";
import { aSnapshot } from "../kernel/build-snapshot.ts";
import { COLOUR, layoutFor, PIPE, PLAIN } from "./layouts.ts";

const PROMPT = "[root@host docker]# ";

/** The rows that a terminal makes of it. */
function rows(text: string, columns: number): readonly string[] {
  return text.match(new RegExp(`.{1,${columns}}`, "gs")) ?? [];
}

describe("a command that is longer than a row", () => {
  test("goes on in the next one with a whole word", () => {
    const command = "programs=$(type -P ls cat ps mount chroot hostname)";
    const line = PROMPT + filledRows(PROMPT, command, 64);
    expect(rows(line, 64)).toEqual(["[root@host docker]# programs=$(type -P ls cat ps mount chroot   ", "hostname)"]);
    expect(line.replace(/ {2,}/, " ")).toBe(PROMPT + command);
  });

  test("stays as it is where it fits, to the last column", () => {
    const command = "x".repeat(60 - PROMPT.length - 2);
    expect(filledRows(PROMPT, `${command} y`, 60)).toBe(`${command} y`);
    expect(filledRows(PROMPT, `${command} yz`, 60)).toBe(`${command}  yz`);
  });

  test("keeps blanks in quotes, and behind a backslash, as they are", () => {
    for (const quoted of ["'/[^ ]*\\.so[^ ]*'", '"a b  c \\" d"', "a\\ b\\ c"])
      expect(filledRows("# ", `grep ${quoted} file`, 12).replace(/^grep +| +file$/g, "")).toBe(quoted);
  });

  test("has a word cut only where no row has room for it", () => {
    const long = "y".repeat(25);
    expect(filledRows("# ", `echo ${long} z`, 20)).toBe(`echo ${long} z`);
  });
});

test("bash reads the same words, wherever the rows end", () => {
  const word = fc.constantFrom("a", "bc", "'d  e'", '"f  \\" g"', "h\\ i", "--jkl", "mnopqrstuvwxyz", "容器");
  const samples = fc.sample(fc.tuple(fc.array(word, { minLength: 1, maxLength: 12 }), fc.integer({ min: 8, max: 40 })), 200);
  const commands = samples.map(([words, columns]) => ({ command: `printf '<%s>' ${words.join(" ")}`, columns }));
  // one bash for all of them
  const read = (texts: readonly string[]) =>
    execFileSync("bash", ["-c", texts.join("\necho\n")], { encoding: "utf8" }).split("\n");
  expect(read(commands.map(({ command, columns }) => filledRows("# ", command, columns)))).toEqual(
    read(commands.map(({ command }) => command)),
  );
});

describe.each(COURSE)("in the lesson $id", ({ load }) => {
  test("no row of 80 columns ends inside a word of a command, but in quotes", async () => {
    const machine = { cgroup: "v1", has: () => true } as const;
    const situation = { ...machine, snapshot: aSnapshot(), front: () => 4711 };
    for (const { command } of stepsWithChallenge((await load()).default)) {
      for (const line of await linesOf(command, machine, async () => situation)) {
        const typed = typeof line === "string" ? line : "line" in line ? line.line : "";
        if (/['"]/.test(typed) || stringWidth(typed) !== typed.length) continue;
        const shown = rows(PROMPT + filledRows(PROMPT, typed, 80), 80);
        expect(shown.map((row) => row.trim().split(/ +/)).flat(), typed).toEqual([
          ...PROMPT.trim().split(" "),
          ...typed.split(/ +/),
        ]);
      }
    }
  });
});

describe("a prompt with a command that is longer than a row", () => {
  const [command, filled] = ["unshare -fpmui --mount-proc bash", "unshare -fpmui     --mount-proc bash"];

  test("breaks between words in a window", async () => {
    expect(promptLine(await layoutFor({ ...COLOUR, colour: 0 }, 39), PROMPT, command)).toBe(PROMPT + filled);
    expect(alsoRight(await layoutFor({ ...COLOUR, colour: 0 }, 21), [command])).toContain(
      "  unshare -fpmui     --mount-proc bash",
    );
  });

  test("is left as it is in a pipe, where no rows end, and for a screen reader", async () => {
    for (const capabilities of [PIPE, PLAIN]) {
      expect(promptLine(await layoutFor(capabilities, 39), PROMPT, command)).toBe(PROMPT + command);
    }
  });
});
