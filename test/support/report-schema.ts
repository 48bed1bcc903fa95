import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_ROOT } from "./test-lab.ts";

const SCHEMA = JSON.parse(readFileSync(join(PACKAGE_ROOT, "src/ui/report/verify.schema.json"), "utf8")) as object;
const isReport = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false }).compile(SCHEMA);

/** What keeps a document from being a report of `nslab verify --format json`, by the schema in the package; none for one that is. */
export function faultsOfReport(document: unknown): readonly string[] {
  return isReport(document) ? [] : (isReport.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
