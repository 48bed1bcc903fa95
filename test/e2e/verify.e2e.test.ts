import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HELP_WORDS } from "../../src/cli/help/all-words.ts";
import { COURSE } from "../../lessons/course.ts";
import { faultsOfReport } from "../support/report-schema.ts";
import { inEnglish } from "../../src/say/words.ts";
import type { VerifyDocument } from "../../src/ui/report/document.ts";
import { type Home, install, type Installed, makeHome, PEOPLE, type Who } from "../support/installed.ts";
import { type Ended, nslab } from "../support/nslab.ts";

let installed: Installed;

beforeAll(async () => {
  installed = await install();
});
afterAll(() => installed.remove());

const [FIRST] = PEOPLE;

function session(who: Who | undefined = FIRST): {
  readonly run: (...given: readonly string[]) => Promise<Ended>;
  readonly home: Home;
} {
  if (who === undefined) throw new Error("somebody runs the tests");
  const home = makeHome(who);
  return { home, run: (...given) => nslab(installed, given, { who, home }) };
}

describe.each(PEOPLE)("nslab verify --replay as $name", (who) => {
  const { run, home } = session(who);
  afterAll(() => home.remove());

  test("prints one document of the promised form, and nothing else", async () => {
    const { code, stdout, stderr } = await run("verify", "--replay", "1", "--format", "json");
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const document = JSON.parse(stdout) as VerifyDocument;
    expect(faultsOfReport(document)).toEqual([]);
    expect(Object.keys(document)).toEqual(["format", "version", "mode", "lab", "lessons", "summary"]);
    expect(document).toMatchObject({ format: 2, version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string, mode: "replay" });
    expect(document.lab?.privilege).toBe(who.name === "root" ? "mapped-root" : "rootless");
    expect(["v1", "v2", "none"]).toContain(document.lab?.cgroup);
    expect(document.lessons.map((lesson) => lesson.id)).toEqual(["mounts"]);
    const steps = document.lessons.flatMap((lesson) => lesson.steps);
    for (const step of steps) {
      expect(Object.keys(step)).toEqual(["id", "terminal", "command", "status", "ms", "checks"]);
      expect(step.status, step.id).toBe("passed");
      expect(Number.isInteger(step.ms)).toBe(true);
      expect(step.command).not.toBe("");
      expect(step.checks.length, step.id).toBeGreaterThan(0);
      for (const check of step.checks) {
        expect(Object.keys(check)).toEqual(["id", "name", "kind", "before", "verdict", "expected", "observed", "look"]);
        expect(check.id).toMatch(/^mounts\/[a-z-]+\/[a-z-]+(:|$)/);
        expect(check.before, check.id).toMatch(/^(fail|error)$/);
        expect(check.verdict, check.id).toBe("pass");
        for (const { text, ...message } of [check.name, check.expected, check.observed, check.look])
          expect(inEnglish(message), check.id).toBe(text);
      }
    }
    expect(steps.at(-1)?.id).toBe("challenge");
    expect(document.summary).toEqual({ passed: steps.length, failed: 0, skipped: 0, ms: expect.any(Number) as number });
    expect(document.summary.ms).toBeGreaterThanOrEqual(steps.reduce((sum, step) => sum + step.ms, 0));
  });

  test("replays several lessons side by side, and reports them in the order of the course", async () => {
    const { code, stdout } = await run("verify", "--replay", "--jobs", "2", "--format", "json", "pid", "1", "uts");
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as VerifyDocument).lessons.map((lesson) => lesson.id)).toEqual(["mounts", "pid", "uts"]);
  });

  test("prints for people without colours where there is no terminal", async () => {
    const { code, stdout, stderr } = await run("verify", "--replay", "1");
    expect(code).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/ 1 mounts +\d+ passed [\d.]+ s\n\n\d+ passed, 0 failed in [\d.]+ s\n$/);
    expect(stdout).not.toContain("\u001b");
  });

  test("without --replay replays too, when no lab is running", async () => {
    const { code, stdout } = await run("verify", "1", "--format", "json");
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as VerifyDocument).mode).toBe("replay");
  });
});

describe("the other formats", () => {
  const { run, home } = session();
  afterAll(() => home.remove());

  test("JUnit is XML with a testcase a step", async () => {
    const { code, stdout, stderr } = await run("verify", "--replay", "1", "--format", "junit");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="nslab" tests="(\d+)" failures="0" errors="0" time="[\d.]+">\n {2}<testsuite name="1 mounts" tests="\1"/,
    );
    expect(stdout.endsWith("</testsuites>\n")).toBe(true);
  });

  test("TAP has a line a step", async () => {
    const { code, stdout, stderr } = await run("verify", "--replay", "1", "--format", "tap");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [version, plan, ...lines] = stdout.trimEnd().split("\n");
    expect(version).toBe("TAP version 13");
    expect(plan).toBe(`1..${lines.length}`);
    expect(lines.every((line, index) => line.startsWith(`ok ${index + 1} - 1 mounts: `))).toBe(true);
  });
});

describe("what nslab is told on its command line", () => {
  const { run, home } = session();
  afterAll(() => home.remove());

  test.each([
    [["verify", "brigde"], /^There is no lesson "brigde"\. Did you mean "bridge"\? .*nslab list.*\n$/],
    [["verify", "--replay", "99"], new RegExp(`^There is no lesson "99"\\. Lessons are numbered 1 to ${COURSE.length};.*\\n$`)],
    [["verify", "--replay", "1", "nothing-like-it", "--format", "json"], /^There is no lesson "nothing-like-it"\. /],
    [["lesson", "mount"], /Did you mean "mounts"\?/],
    [["lesson"], /missing required argument/],
    [["verify", "--replya"], /unknown option '--replya'[\s\S]*Did you mean --replay\?/],
    [["verify", "--format", "xml"], /argument 'xml' is invalid\. Allowed choices are pretty, json, junit, tap/],
    [["verify", "--jobs", "0"], /argument '0' is invalid\. It is a whole number from 1 up/],
    [["verify", "--jobs", "two"], /argument 'two' is invalid/],
    [["verfy"], /unknown command 'verfy'\n\(Did you mean verify\?\)/],
    [["frobnicate", "--format", "json"], /unknown command 'frobnicate'\nnslab --help/],
    [["start", "lesson"], /too many arguments for 'start'/],
    [["--colour"], /unknown option '--colour'/],
    [["reset"], /nslab reset --yes/],
  ] as const)("%j is wrong usage, and it is said why on standard error", async (given, said) => {
    const { code, stdout, stderr } = await run(...given);
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });

  test.each([["--version"], ["-V"]])("%s prints the version alone", async (option) => {
    const { code, stdout, stderr } = await run(option);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?\n$/);
  });

  const COMMANDS = Object.keys(HELP_WORDS).filter((name) => name !== "nslab");

  test.each([[["--help"]], [["-h"]], [["help"]], ...COMMANDS.map((command) => [[command, "--help"]])])(
    "%j says what it does",
    async (given) => {
      const { code, stdout, stderr } = await run(...given);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const [command = ""] = given.length === 2 ? given : [];
      const sections = stdout.match(/^[A-Z][a-z ]+$/gm) ?? [];
      expect(stdout).toMatch(new RegExp(`^nslab${command === "" ? "" : `-${command}`}: .+`));
      for (const section of ["Usage", "Description", "Options", "Examples", "Exit codes", "See also"])
        expect(sections).toContain(section);
      for (const each of given.length === 1 ? COMMANDS : []) expect(stdout).toMatch(new RegExp(`^  ${each}\\b`, "m"));
    },
  );

  test("help on a command is the same by either name, and there is none on a misspelt one", async () => {
    expect(await run("help", "map")).toEqual(await run("map", "--help"));
    for (const given of [
      ["help", "lessn"],
      ["lessn", "--help"],
    ]) {
      const { code, stdout, stderr } = await run(...given);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain("Did you mean lesson?");
    }
  });

  test("no command is without its words", async () => {
    const { stdout } = await run("__complete", "--", "");
    const commands = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t")[0]);
    expect(new Set(commands)).toEqual(new Set(COMMANDS));
  });
});
