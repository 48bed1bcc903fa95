/** What of a machine no lab may change. */
export interface Fingerprint {
  /** Lines that have to be the same, in any order. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
  readonly numbers: Numbers;
}

export type Numbers = Readonly<Record<keyof typeof TOLERANCES, number>>;

/** By how much a number may move: clocks are read one after the other, and a machine that idles writes its journal. */
const TOLERANCES = {
  "clock, in seconds": 2,
  "free memory, in MiB": 150,
  "free disk, in MiB": 64,
  "free inodes": 300,
} as const;

/** What may come: the kernel loads modules for whoever asks for what they bring, and each brings switches of its own. */
const MAY_COME = new Set(["modules", "sysctls"]);

/** What a lab that is still there may hold. */
export interface Held {
  /** MiB that its files and processes may take; they come back when it ends. */
  readonly memory: number;
}

/** What is not as it was before, a line each. */
export function changes(before: Fingerprint, after: Fingerprint, held: Held): readonly string[] {
  return [
    ...Object.keys(before.parts).flatMap((part) => {
      const now = after.parts[part];
      return now === undefined ? [] : partChanges(part, before.parts[part] ?? [], now); // not looked at this time
    }),
    ...(Object.keys(TOLERANCES) as (keyof Numbers)[]).flatMap((name) => {
      const [from, to] = [before.numbers[name], after.numbers[name]];
      const isMemory = name === "free memory, in MiB";
      // More of it free than before is no harm.
      const moved = name === "clock, in seconds" ? Math.abs(to - from) : from - to;
      return moved > TOLERANCES[name] + (isMemory ? held.memory : 0) ? [`${name}: ${from.toFixed(1)} → ${to.toFixed(1)}`] : [];
    }),
  ];
}

function partChanges(part: string, before: readonly string[], after: readonly string[]): readonly string[] {
  const had = new Set(before);
  const has = new Set(after);
  const gone = before.filter((line) => !has.has(line)).map((line) => `${part}: - ${line}`);
  const come = after.filter((line) => !had.has(line)).map((line) => `${part}: + ${line}`);
  if (!MAY_COME.has(part)) return [...gone, ...come];
  // A switch that has another value is gone with its old one.
  return gone.length > 0 ? [...gone, ...come] : [];
}
