import type { ReportFormat } from "../ui/report/formats.ts";

export interface VerifyOptions {
  readonly lessons: readonly string[];
  readonly replay: boolean;
  readonly format: ReportFormat;
  readonly plain: boolean;
  /** Lessons played side by side. */
  readonly jobs: number;
}
