import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { inEnglish } from "../../../src/say/words.ts";
import { writeJunit } from "../../../src/ui/report/junit.ts";
import type { StepDocument } from "../../../src/ui/report/document.ts";
import { SAMPLE, saying } from "./sample.ts";

const SCHEMA = readFileSync(new URL("junit.xsd", import.meta.url), "utf8");

async function complaints(report: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: report, schema: SCHEMA });
  return errors.map(({ message }) => message);
}

const STEP: StepDocument = { id: "y", terminal: "host", command: "", status: "passed", ms: 1_234_567, checks: [] };
const of = (...steps: readonly StepDocument[]) => ({ ...SAMPLE, lessons: [{ number: 1, id: "x", steps }] });

describe("what Jenkins and pytest take as a JUnit report", () => {
  test.each([
    ["of every status", SAMPLE],
    ["of nothing", { ...SAMPLE, lessons: [] }],
    ["of a lesson without steps", of()],
    ["of a step that took long", of(STEP)],
    ["of a step without a reason", of({ ...STEP, status: "skipped" }, { ...STEP, status: "failed" })],
    [
      "of words that are no XML",
      of({ ...STEP, status: "error", reason: saying('<a> & "b"\u0000\u001b\ufffe ]]> \t\r\n 中文 🎉') }),
    ],
  ])("is a report %s", async (_, document) => {
    expect(await complaints(writeJunit(document, inEnglish))).toEqual([]);
  });

  test.each([
    ["skipped tests counted for all suites", 'errors="0" time', 'errors="0" skipped="2" time'],
    ["no count of errors", / errors="0"/g, ""],
    ["an element of one of the two alone", /failure /g, "error "],
    ["a time that is none", /time="0\.012"/, 'time="soon"'],
  ])("is no report with %s", async (_, written, instead) => {
    const report = writeJunit(SAMPLE, inEnglish);
    const other = report.replace(written, instead);
    expect(other).not.toBe(report);
    expect(await complaints(other)).not.toEqual([]);
  });
});
