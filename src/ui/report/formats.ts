import type { Told } from "../../player/check-document.ts";
import type { VerifyDocument } from "./document.ts";
import { writeJson } from "./json.ts";
import { writeJunit } from "./junit.ts";
import { writeTap } from "./tap.ts";

export const REPORT_FORMATS = { json: writeJson, junit: writeJunit, tap: writeTap } as const satisfies Record<
  string,
  (document: VerifyDocument, told: Told) => string
>;

export type ReportFormat = "pretty" | keyof typeof REPORT_FORMATS;

export const REPORT_FORMAT_NAMES: readonly ReportFormat[] = ["pretty", "json", "junit", "tap"];
