import { readFileSync } from "node:fs";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import type { Person } from "../support/person.ts";
import { buildProgram, LEAVE, TakenOver } from "../support/taken-over.ts";

const ESCAPE = "\u001b";
const KEYS = /Enter run(?: it)? .*\? (?:more|help)\s*$/;

let taken: TakenOver;
let person: Person;

beforeAll(buildProgram);
afterEach(() => TakenOver.closeAll());

/** At the keys of a step. */
async function at(lesson: string, step: string, rows = 24): Promise<void> {
  taken = await TakenOver.at({ lesson, step }, { rows });
  ({ person } = taken);
  person.press(LEAVE);
  await person.sees(KEYS);
}

describe("a page that is longer than the window", () => {
  test("is gone through and left by Space, and by Enter at its end", async () => {
    await at("mounts", "workdir", 16);
    for (const key of [" ", "\r"]) {
      await person.answers(KEYS, "?");
      await person.sees(/^Keys, wherever[\s\S]*q back to the lesson\s*$/);
      person.press(" ");
      await person.sees(/right\.\n+[^\n]*q back to the lesson\s*$/);
      person.press(key);
      await person.sees(KEYS);
      expect(person.rows.join("\n")).not.toContain("q back to the lesson");
    }
  });

  test.each([
    ["Esc", ESCAPE],
    ["q", "q"],
  ])("is left by %s anywhere, and the lesson stands there as before", async (_, key) => {
    await at("mounts", "workdir", 16);
    const before = person.rows.join("\n");
    person.press("?");
    await person.sees(/q back to the lesson\s*$/);
    person.press(key);
    await person.sees(KEYS);
    expect(person.rows.join("\n")).toBe(before);
  });
});

describe("a short page", () => {
  test("is no pager: q right below it asks before it quits", async () => {
    await at("mounts", "unshare");
    person.press("c");
    await person.sees(/The checks of this step, as the lab is now[\s\S]*Enter run/);
    await person.answers(KEYS, "q");
    await person.sees(/q quit {3}any other key stay\s*$/);
    person.press("x");
    await person.sees(KEYS);
    person.press("q");
    expect(await person.exited).toBe(0);
  });
});

test("the keys are drawn at once when nslab goes on after it was stopped", async () => {
  await at("mounts", "unshare");
  const pid = taken.nslabPid;
  process.kill(pid, "SIGTSTP");
  const isStopped = async (one: number) => /State:\s+T/.test(readFileSync(`/proc/${one}/status`, "utf8"));
  await eventually("it is stopped", () => isStopped(pid));
  await eventually("script is stopped", () => isStopped(person.pid));
  const { length } = person.printed;
  person.kill("SIGCONT");
  await person.prints(/Enter run[^\n]*\? (?:more|help)/, length);
  expect(person.rows.join("\n")).toMatch(KEYS);
});

test("in a window of 24 rows the lines that a step is about are seen: lesson 7, step 4", async () => {
  await at("bridge", "look");
  person.press("\r");
  await person.sees(/Enter next/);
  expect(person.rows.join("")).toMatch(/veth0@.*master docker0/);
  expect(person.rows.join("")).toMatch(/docker0: <.*NO-CARRIER/);
});
