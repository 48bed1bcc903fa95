import type { Line, WayResult } from "./inside/result.ts";
import type { Part } from "./parts.ts";

/** What came of a part, or why nothing came of it. */
export interface PartResult {
  readonly part: Part;
  readonly lines: readonly Line[];
  /** The machine did not live to tell, or its program broke: what was said last. */
  readonly failure: string | null;
}

/** What is wrong, a line each. */
export function wrongs({ part, lines, failure }: PartResult): readonly string[] {
  const told = lines.flatMap((line) => {
    switch (line.type) {
      case "way":
        return part.mustChange ? unnoticed(line) : harm(line);
      case "run-ended":
        return part.mustChange ? [] : line.left;
      case "screen":
        return line.isRight ? [] : [`${line.name}: ${line.words}`];
      case "holds":
        return line.isSo ? [] : [line.what];
    }
  });
  return [...told, ...(failure === null ? [] : [failure])].map((text) => `${part.name}: ${text}`);
}

function unnoticed({ name, changes }: WayResult): readonly string[] {
  return changes.length > 0 ? [] : [`${name}: changed the machine, and nobody noticed`];
}

function harm({ name, changes, fresh }: WayResult): readonly string[] {
  return [...changes.map((change) => `${name}: ${change}`), ...(fresh === -1 ? [`${name}: no fresh lab after it`] : [])];
}

/** All of it in numbers, as the README has them. */
export function summaryOf(results: readonly PartResult[]): string {
  const ways = (name: string) => linesOf(results, name).filter((line) => line.type === "way");
  const [root, user, noticed] = [ways("root"), ways("user"), ways("noticed")];
  const tried = [...root, ...user];
  const ended = tried.filter(({ after }) => after !== "goes-on");
  const fresh = ended.every((each) => each.fresh !== null && each.fresh >= 0);
  const screen = results.flatMap(({ lines }) => lines).filter((line) => line.type === "screen");
  const holds = results.flatMap(({ lines }) => lines).filter((line) => line.type === "holds");
  return [
    `commands tried: ${root.length} as root, ${user.length} as an ordinary user; changes of the machine: ${tried.filter(({ changes }) => changes.length > 0).length}; ended labs: ${ended.length}, ${fresh ? "each" : "NOT each"} followed by a fresh one`,
    `typed on a machine itself: ${noticed.length}; noticed: ${noticed.filter(({ changes }) => changes.length > 0).length}`,
    `at nslab's own screen: ${screen.length}; went on or had a fresh lab: ${screen.filter(({ isRight }) => isRight).length}`,
    `clock jumps and memory running out: ${holds.length} things had to hold, ${holds.filter(({ isSo }) => isSo).length} did`,
  ].join("\n");
}

function linesOf(results: readonly PartResult[], name: string): readonly Line[] {
  return results.find(({ part }) => part.name === name)?.lines ?? [];
}

/** What a program in the machine has printed; the last line may have been cut off with the machine. */
export function parseLines(text: string): readonly Line[] {
  return text.split("\n").flatMap((line) => {
    if (!line.startsWith("{")) return [];
    try {
      return [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
}
