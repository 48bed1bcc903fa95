import { type Said, say } from "../say/message.ts";
import type { VerifyDocument } from "../ui/report/document.ts";
import { textWidth } from "../ui/layout.ts";
import { REPORT_FORMATS, type ReportFormat } from "../ui/report/formats.ts";
import { prettySummary, type ReportStyle } from "../ui/report/pretty.ts";
import { capabilitiesOf } from "../ui/streams.ts";
import { createStyle } from "../ui/style.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { tell, told } from "./telling.ts";

/** How a report looks on this output. */
export function reportStyle(context: Context, options: { readonly plain: boolean }): ReportStyle {
  const capabilities = capabilitiesOf(context.output, context.machine.environment, options);
  const said = (what: Said) => told(context, what);
  return { ...createStyle(capabilities), width: textWidth(capabilities.columns), told: said };
}

/** Writes the report's end and tells the exit code. Where everything was skipped, nothing is known: that is not well. */
export function writeReport(context: Context, document: VerifyDocument, format: ReportFormat, style: ReportStyle): ExitCode {
  context.output.write(format === "pretty" ? prettySummary(document, style) : REPORT_FORMATS[format](document, style.told));
  const { passed, failed } = document.summary;
  if (failed === 0 && passed === 0) tell(context, document.mode === "replay" ? NOTHING_PROVED : NOTHING_LASTS);
  return exitCodeOf(document.summary);
}

/** What was found of some steps, as an exit code. */
export function exitCodeOf({ passed, failed }: Pick<VerifyDocument["summary"], "passed" | "failed">): ExitCode {
  if (failed > 0) return EXIT.failed;
  return passed === 0 ? EXIT.machine : EXIT.ok;
}

export const NOTHING_PROVED = say`Nothing was proved: every step was skipped. The report tells why; nslab doctor tells what this machine lacks, and how to get it.`;

const NOTHING_LASTS = say`Nothing was proved: no step that was passed in your lab has left anything that could be judged now. nslab verify --replay plays lessons in labs of their own.`;
