import { readFileSync, writeFileSync } from "node:fs";
import type { Outcome, Scenario, ScenarioResult, User } from "./scenario.ts";

const BEGIN = "<!-- npm run test:vm -- --table: begin -->";
const END = "<!-- end -->";

/** What was verified where, as Markdown: a row a machine that was tried. */
export function tableOf(scenarios: readonly Scenario[], results: readonly ScenarioResult[]): string {
  const rows = scenarios.flatMap(({ name, title }) => {
    const result = results.find((each) => each.name === name);
    if (result === undefined) return [];
    const system = result.system.replace(/ GNU\/Linux| \(.*\)/g, "");
    return [
      [
        title === "" ? system : `${system}, ${title}`,
        result.kernel.split("-")[0] ?? "",
        result.cgroups,
        result.node.slice(1),
        cell(result.outcomes, "root"),
        cell(result.outcomes, "learner"),
      ],
    ];
  });
  const head = ["machine", "kernel", "cgroup", "Node", "as root", "as an ordinary user"];
  return aligned([head, ...rows]);
}

/** As the formatter has it, which checks the README. */
function aligned([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((cells) => cells[column]?.length ?? 0)));
  const rule = widths.map((width) => "-".repeat(width));
  const line = (cells: readonly string[]) => `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(" | ")} |\n`;
  return [head, rule, ...rows].map(line).join("");
}

function cell(outcomes: readonly Outcome[], user: User): string {
  return outcomes
    .filter((outcome) => outcome.user === user && (outcome.trial === "replay" || outcome.trial === "refused"))
    .map(outcomeCell)
    .join("; ");
}

function outcomeCell({ trial, isRight, passed, failed, skipped }: Outcome): string {
  if (!isRight) return `**${failed} failed**`;
  if (trial === "refused") return "refused, with the reason and the fix";
  return `${passed} steps${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}

/** Puts the table between its markers; null where they are not there. */
export function withTable(text: string, table: string): string | null {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END, begin);
  return begin < 0 || end < 0 ? null : `${text.slice(0, begin + BEGIN.length)}\n\n${table}\n${text.slice(end)}`;
}

export function writeTable(file: string, scenarios: readonly Scenario[], results: readonly ScenarioResult[]): void {
  const text = withTable(readFileSync(file, "utf8"), tableOf(scenarios, results));
  if (text === null) throw new Error(`${file} has no place for the table: ${BEGIN} … ${END}`);
  writeFileSync(file, text);
}
