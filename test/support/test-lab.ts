import { findPackageRoot } from "../../src/cli/context.ts";
import type { Lab } from "../../src/lab/lab.ts";
import { createLab, type Machine } from "../../src/lab/machine.ts";
import { inEnglish } from "../../src/say/words.ts";
import { Terminal } from "../../src/terminal/terminal.ts";

/** The folder with package.json. */
export const PACKAGE_ROOT = findPackageRoot(import.meta.url);

/** Whoever runs the tests, on this machine. */
export const MACHINE: Machine = { packageRoot: PACKAGE_ROOT, uid: process.getuid?.() ?? 0, environment: process.env };

/** Size of the terminals that tests open. */
export const SIZE = { rows: 24, columns: 80 };

/** A fresh lab; the test that asked for it takes it down. */
export async function startTestLab(): Promise<Lab> {
  const lab = await createLab(MACHINE);
  if ("type" in lab) throw new Error(`no lab: ${lab.part}: ${inEnglish(lab.complaint)}`);
  return lab;
}

/** What the last of the lines prints, typed in a host terminal of its own. */
export async function typed(lab: Lab, ...lines: readonly string[]): Promise<string> {
  const terminal = await Terminal.open(lab, "host", "host", SIZE);
  for (const line of lines) {
    terminal.forget();
    await terminal.run(line);
  }
  const { output } = terminal;
  await terminal.run("exit");
  return output;
}
