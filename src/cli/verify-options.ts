import type { ReportFormat } from "../ui/report/formats.ts";
import type { LabOptions } from "./which-lab.ts";

export interface VerifyOptions extends LabOptions {
  readonly lessons: readonly string[];
  readonly replay: boolean;
  readonly format: ReportFormat;
  readonly plain: boolean;
  /** Lessons played side by side. */
  readonly jobs: number;
}
