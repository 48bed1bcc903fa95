import { parseArgs } from "node:util";
import type { Scenario } from "./scenario.ts";

/** What `npm run test:vm` was asked for. */
export type Request =
  | {
      readonly type: "run";
      readonly scenarios: readonly Scenario[];
      /** Machines side by side; null: one more than there are processors, for each waits a fifth of its time. */
      readonly jobs: number | null;
      /** Where the results are written as JSON. */
      readonly report: string | null;
      /** Write the table in the README, from the last results of each scenario on this machine. */
      readonly table: boolean;
    }
  | { readonly type: "list" }
  | { readonly type: "wrong"; readonly message: string };

export const USAGE = `npm run test:vm                     the machines that CI tries
npm run test:vm -- --all            every machine
npm run test:vm -- NAME…            these
npm run test:vm -- --list           their names
npm run test:vm -- --table          writes the README's table from the results kept here; with --all or NAME…, after the run
        --jobs N                    machines side by side
        --report FILE               the results as JSON
`;

export function parseRequest(argv: readonly string[], scenarios: readonly Scenario[]): Request {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return { type: "wrong", message: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals: names } = parsed;
  if (values.list === true) return { type: "list" };
  const unknown = names.filter((name) => !scenarios.some((scenario) => scenario.name === name));
  if (unknown.length > 0) return { type: "wrong", message: `There is no machine called ${unknown.join(", ")}.` };
  const jobs = values.jobs === undefined ? null : Number(values.jobs);
  if (jobs !== null && !(Number.isInteger(jobs) && jobs > 0))
    return { type: "wrong", message: `--jobs takes a whole number, not ${values.jobs}.` };
  const table = values.table ?? false;
  return {
    type: "run",
    scenarios: chosen(names, values.all ?? false, table, scenarios),
    jobs,
    report: values.report ?? null,
    table,
  };
}

const OPTIONS = {
  all: { type: "boolean" },
  list: { type: "boolean" },
  table: { type: "boolean" },
  jobs: { type: "string" },
  report: { type: "string" },
} as const;

function chosen(names: readonly string[], all: boolean, table: boolean, scenarios: readonly Scenario[]): readonly Scenario[] {
  if (all) return scenarios;
  if (names.length > 0) return scenarios.filter((scenario) => names.includes(scenario.name));
  return table ? [] : scenarios.filter((scenario) => scenario.isCore);
}
