import type { Tried } from "./trial.ts";

/** What came of one attack, a line for it and one for each finding. */
export function lineOf({ attack, kind, user, quit, findings, untried, ms }: Tried): string {
  const how = untried !== null ? "UNTRIED" : findings.length > 0 ? "RED" : "holds";
  const told = [...findings.map(({ what, text }) => `${what}: ${text}`), ...(untried === null ? [] : [untried])];
  const head = `${how.padEnd(8)}${user.padEnd(5)}${kind}: ${attack} (${quit}, ${(ms / 1000).toFixed(1)} s)`;
  return [head, ...told.map((text) => `          ${text}`)].join("\n");
}

/** All of it in numbers. */
export function summaryOf(tried: readonly Tried[]): string {
  const count = (holds: (each: Tried) => boolean) => tried.filter(holds).length;
  const untried = count((each) => each.untried !== null);
  const red = count((each) => each.untried === null && each.findings.length > 0);
  const names = new Set(tried.map(({ attack }) => attack));
  return `${tried.length} attacks tried (${names.size} ways): ${tried.length - red - untried} held off, ${red} red${untried > 0 ? `, ${untried} could not be tried` : ""}`;
}

/** The report that a program in a machine has printed, each result by the name of its machine; nothing where there is none. */
export function parseTried(text: string, machine: string): readonly Tried[] {
  try {
    const tried = JSON.parse(text) as readonly Tried[];
    return tried.map((each) => ({ ...each, attack: `${each.attack}, on ${machine}` }));
  } catch {
    return [];
  }
}
