import type { VerifyDocument } from "../ui/report/document.ts";
import { REPORT_FORMATS, type ReportFormat } from "../ui/report/formats.ts";
import { prettySummary, type ReportStyle } from "../ui/report/pretty.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";

/** Writes the report's end and tells the exit code. */
export function writeReport(context: Context, document: VerifyDocument, format: ReportFormat, style: ReportStyle): ExitCode {
  context.output.write(format === "pretty" ? prettySummary(document, style) : REPORT_FORMATS[format](document));
  return document.summary.failed > 0 ? EXIT.failed : EXIT.ok;
}
