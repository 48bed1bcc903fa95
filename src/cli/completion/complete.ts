import type { Command } from "commander";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { argumentValues } from "./argument-values.ts";
import { candidatesFor } from "./candidates.ts";

/** What the completion scripts ask: a line a candidate, with what it means behind a tab; or that files may stand there. */
export async function complete(context: Context, program: Command, words: readonly string[]): Promise<ExitCode> {
  const found = candidatesFor(program, words, argumentValues(context));
  const lines = found.type === "files" ? [":files"] : found.words.map(({ value, about }) => `${value}\t${about}`);
  context.output.write(lines.map((line) => `${line}\n`).join(""));
  return EXIT.ok;
}
