/** What a figure is held against: something that does the same, or the least of it, without nslab, measured in the same run. */
export interface Yardstick {
  readonly name: string;
  /** In the figure's unit; empty where this machine cannot measure it. */
  readonly values: readonly number[];
  /** How many times as much the figure may be at most. */
  readonly atMost: number;
}

export interface Figure {
  readonly name: string;
  readonly unit: "ms" | "s" | "MiB";
  readonly values: readonly number[];
  /** What a machine like the README's keeps. A slower one may not: it is told, and breaks nothing. */
  readonly limit?: number;
  readonly against?: readonly Yardstick[];
}

export interface Ratio {
  readonly name: string;
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
export function lines({ figure, median: own, worst, ratios }: Told): string {
  const { name, unit, limit } = figure;
  const shown = (value: number) => number(value, unit).padStart(8);
  const asked = limit === undefined ? "" : `  (${own > limit ? "over" : "within"} ${limit} ${unit})`;
  return [
    `${`${name} (${unit})`.padEnd(62)} median ${shown(own)}  worst ${shown(worst)}${asked}`,
    ...ratios.map(
      (each) =>
        `  ${`${each.ratio.toFixed(2)} times: ${each.name}`.padEnd(60)} median ${shown(each.median)}  limit ${each.atMost} times${
          each.isBroken ? "  BROKEN" : ""
        }`,
    ),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

/** The README's table. */
export function table(all: readonly Told[]): string {
  const rows = all.map(({ figure, median: own, ratios }) => [
    figure.name,
    `${number(own, figure.unit)} ${figure.unit}`,
    figure.limit === undefined ? "" : `${figure.limit} ${figure.unit}`,
    ratios.map((each) => `${each.ratio.toFixed(2)} × ${each.name}`).join("; "),
    ratios.map((each) => `${each.atMost} ×`).join("; "),
  ]);
  const head = [
    ["what", "median", "there at most", "held against", "at most"],
    ["---", "---:", "---:", "---", "---:"],
  ];
  return [...head, ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function number(value: number, unit: Figure["unit"]): string {
  return value.toFixed(unit === "MiB" || value >= 20 ? 0 : 1);
}
