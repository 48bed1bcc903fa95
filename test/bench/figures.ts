import { stringWidth } from "../../src/map/text-width.ts";
import { listed, type Said, say } from "../../src/say/message.ts";

/** In the words of the person who reads. */
export type Speak = (said: Said) => string;

/** What a figure is held against: something that does the same, or the least of it, without nslab, measured in the same run. */
export interface Yardstick {
  readonly name: Said;
  /** In the figure's unit; empty where this machine cannot measure it. */
  readonly values: readonly number[];
  /** How many times as much the figure may be at most. */
  readonly atMost: number;
}

export interface Figure {
  readonly name: Said;
  readonly unit: "ms" | "s" | "MiB";
  readonly values: readonly number[];
  /** What a machine like the README's keeps. A slower one may not: it is told, and breaks nothing. */
  readonly limit?: number;
  readonly against?: readonly Yardstick[];
}

export interface Ratio {
  readonly name: Said;
  readonly atMost: number;
  readonly median: number;
  readonly ratio: number;
  readonly isBroken: boolean;
}

export interface Told {
  readonly figure: Figure;
  readonly median: number;
  readonly worst: number;
  /** Of each yardstick that this machine could measure. */
  readonly ratios: readonly Ratio[];
}

/** 0 of nothing. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

export function told(figure: Figure): Told {
  const own = median(figure.values);
  const ratios = (figure.against ?? []).flatMap(({ name, values, atMost }): readonly Ratio[] => {
    const held = median(values);
    if (held <= 0) return [];
    const ratio = own / held;
    return [{ name, atMost, median: held, ratio, isBroken: ratio > atMost }];
  });
  return { figure, median: own, worst: Math.max(0, ...figure.values), ratios };
}

/** Only ratios are limits: they say the same on every machine. */
export function exitCode(all: readonly Told[]): 0 | 1 {
  return all.some(({ ratios }) => ratios.some(({ isBroken }) => isBroken)) ? 1 : 0;
}

/** For whoever watches: a line of its own, and one for each ratio. */
export function lines({ figure, median: own, worst, ratios }: Told, speak: Speak): string {
  const { name, unit, limit } = figure;
  const shown = (value: number) => number(value, unit).padStart(8);
  const asked =
    limit === undefined
      ? ""
      : `  ${speak(own > limit ? say`(over ${{ limit }} ${{ unit }})` : say`(within ${{ limit }} ${{ unit }})`)}`;
  const [middle, most] = [speak(say`median`), speak(say`worst`)];
  return [
    `${padded(speak(say`${{ name }} (${{ unit }})`), 62)} ${middle} ${shown(own)}  ${most} ${shown(worst)}${asked}`,
    ...ratios.map((each) => {
      const ratio = speak(say`${{ ratio: each.ratio.toFixed(2) }} times: ${{ yardstick: each.name }}`);
      const bound = speak(say`limit ${{ limit: each.atMost }} times`);
      return `  ${padded(ratio, 60)} ${middle} ${shown(each.median)}  ${bound}${each.isBroken ? `  ${speak(say`BROKEN`)}` : ""}`;
    }),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

/** The table of the README in that language. */
export function table(all: readonly Told[], speak: Speak): string {
  const rows = all.map(({ figure, median: own, ratios }) => [
    speak(figure.name),
    `${number(own, figure.unit)} ${figure.unit}`,
    figure.limit === undefined ? "" : `${figure.limit} ${figure.unit}`,
    speak(several(ratios.map((each) => say`${{ ratio: each.ratio.toFixed(2) }} × ${{ yardstick: each.name }}`))),
    speak(several(ratios.map((each) => `${each.atMost} ×`))),
  ]);
  const names = [say`what`, say`median`, say`there at most`, say`held against`, say`at most`];
  const head = [names.map(speak), ["---", "---:", "---:", "---", "---:"]];
  return [...head, ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function several(items: readonly Said[]): Said {
  return say`${{ items: listed(items, ";") }}`;
}

/** Filled up to a width in columns. */
function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(width - stringWidth(text), 0));
}

function number(value: number, unit: Figure["unit"]): string {
  return value.toFixed(unit === "MiB" || value >= 20 ? 0 : 1);
}
