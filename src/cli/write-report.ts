import type { VerifyDocument } from "../ui/report/document.ts";
import { textWidth } from "../ui/layout.ts";
import { REPORT_FORMATS, type ReportFormat } from "../ui/report/formats.ts";
import { prettySummary, type ReportStyle } from "../ui/report/pretty.ts";
import { capabilitiesOf } from "../ui/streams.ts";
import { createStyle } from "../ui/style.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";

/** How a report looks on this output. */
export function reportStyle(context: Context, options: { readonly plain: boolean }): ReportStyle {
  const capabilities = capabilitiesOf(context.output, context.machine.environment, options);
  return { ...createStyle(capabilities), width: textWidth(capabilities.columns) };
}

/** Writes the report's end and tells the exit code. */
export function writeReport(context: Context, document: VerifyDocument, format: ReportFormat, style: ReportStyle): ExitCode {
  context.output.write(format === "pretty" ? prettySummary(document, style) : REPORT_FORMATS[format](document));
  return document.summary.failed > 0 ? EXIT.failed : EXIT.ok;
}
