import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../support/person.ts";
import { buildProgram, LEAVE, SWITCH, TakenOver } from "../support/taken-over.ts";

let taken: TakenOver;
let person: Person;

beforeAll(buildProgram);
afterEach(() => TakenOver.closeAll());

async function at(lesson: string, step: string, rows = 24): Promise<void> {
  taken = await TakenOver.at({ lesson, step }, { rows });
  ({ person } = taken);
}

describe("a step with lines in two terminals", () => {
  test.each([
    ["mounts", "inodes", "host"],
    ["mounts", "propagation", "host"],
    ["uts", "without", "host"],
    ["ipc", "posix-memory", "container"],
  ])("opens the one that its first line belongs in: %s, %s", async (lesson, step, terminal) => {
    await at(lesson, step);
    await person.sees(new RegExp(`You are in the terminal "${terminal}"`));
    expect(taken.bottom).toMatch(new RegExp(` {2}${terminal}(?::| {2})`));
    expect(taken.bottom).toMatch(/Ctrl-\^ switch|\^\] back/);
  });

  test("has the command for each above its prompt, what the other printed, and is opened again where something is missing", async () => {
    await at("ipc", "reverse-unseen");
    await person.sees(/You are in the terminal "host"/);
    person.press("ipcs\r");
    await person.sees(/✓✗ 1\/2/);
    person.press(SWITCH);
    await person.sees(
      /This is the terminal "container"\.\n[\s\S]*terminal "host" printed last:\n[\s\S]* 4096 [\s\S]*To be typed here:\n {2}ipcs\n\(container\) \[root@\S+ docker\]# *\n/,
    );
    person.press(LEAVE);
    await person.answers(/Back in the lesson[\s\S]*Enter (?:try again|run)/, "t");
    await person.sees(/You are in the terminal "container"/);
    expect(person.rows.join("\n")).toMatch(/terminal "host" printed last:[\s\S]* 4096 /);
    person.press("ipcs\r");
    await person.sees(/all checks of this step pass/);
    // Both lists are there to be compared.
    expect(person.printed).toMatch(/ 8192 /);
    person.press(SWITCH);
    await person.sees(/This is the terminal "host"[\s\S]*terminal "container" printed last:\n[\s\S]* 8192 /);
    const from = person.printed.length;
    person.press(LEAVE);
    await person.prints(/Back in the lesson[\s\S]*Step 7 of/, from);
  });
});

describe("a step in one terminal", () => {
  test("has no other to go to, and says so", async () => {
    await at("mounts", "bind");
    await person.sees(/You are in the terminal "container"/);
    expect(taken.bottom).not.toContain("Ctrl-^");
    person.press(SWITCH);
    await person.sees(/there is no other one to go to\.\n\(container\) \[root@host docker\]# *\n/);
    await person.sees(/ {2}container: mnt[^\n]*Ctrl-\] back$/);
  });

  test("of a challenge may be solved from any", async () => {
    await at("mounts", "challenge");
    await person.sees(/You are in the terminal "container2"/);
    person.press(SWITCH);
    await person.sees(/This is the terminal "host"\.\n\[root@host docker\]# *\n/);
    expect(person.rows.join("\n")).not.toContain("To be typed here");
  });
});

describe("a command that does not come back", () => {
  test("is told of, with the key that ends it, in the terminal and in the lesson", async () => {
    await at("mounts", "workdir");
    person.press("sleep 1000\r");
    await person.sees(/sleep is still running here\. What leaves it: Ctrl-C/);
    person.press("\u0003");
    await person.sees(/\^C\n\[root@host docker\]# *\n/);
    expect(person.printed.match(/is still running here/g)).toHaveLength(1);
  });
});
