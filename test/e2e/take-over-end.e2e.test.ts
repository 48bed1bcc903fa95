import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { labsOf } from "../support/lab-of.ts";
import { AT_PROMPT, buildProgram, CTRL_C, LEAVE, TakenOver } from "../support/taken-over.ts";

beforeAll(buildProgram);
afterEach(() => TakenOver.closeAll());

/** The processes that own the namespaces of this person's labs. */
function supervisors({ home }: TakenOver): readonly number[] {
  return labsOf(home).map(({ reach }) => reach.identity.pid);
}

/** Ends the lab as nobody should: from outside, at once. */
function killLab(taken: TakenOver): number {
  const [pid, ...others] = supervisors(taken);
  if (pid === undefined || others.length > 0) throw new Error(`not one lab, but ${supervisors(taken).length}`);
  process.kill(pid, "SIGKILL");
  return pid;
}

const ENDED = /The lab has ended\. A command in it has switched it off[\s\S]*Enter this step afresh/;

describe("a lab that is killed under the learner", () => {
  test.each([
    ["at a prompt", ""],
    ["while a command runs", "sleep 1000\r"],
    ["while a full-screen program is in front", "vim\r"],
    ["while a command pours out lines", "yes\r"],
  ])("is told of, and a fresh one is a key away: %s", async (_, typed) => {
    const taken = await TakenOver.begin("mounts");
    const { person } = taken;
    person.press(typed);
    if (typed !== "") await person.sees(/^~ *$|sleep 1000\n|^y\ny\n/m);
    const killed = killLab(taken);
    await person.sees(ENDED);
    expect(person.rows.join("\n")).not.toMatch(/^~ *$|Ctrl-\] back/m);
    person.press("\r");
    await person.answers(/Enter begin/, "\r");
    await person.answers(/Step 1 of 13[\s\S]*Enter run/, "t");
    await person.sees(AT_PROMPT);
    person.press("clear; echo ag''ain\r");
    await person.sees(/^again\n/);
    expect(supervisors(taken)).not.toContain(killed);
    person.press(LEAVE);
    await person.answers(/t type/, "q");
    expect(await person.exited).toBe(0);
    expect(supervisors(taken)).toEqual([]);
  });

  test("goes on at the same step in the fresh one, where what the steps before do is done again", async () => {
    const taken = await TakenOver.at({ lesson: "mounts", step: "bind" });
    const { person } = taken;
    killLab(taken);
    await person.answers(ENDED, "\r");
    await person.sees(/It goes on at step \d+ of 13[\s\S]*Enter run/);
    person.press("t");
    await person.sees(/[#$] *\n[^\n]*$/);
    person.press("cat /data1/*\r");
    await person.sees(/cat \/data1\/\*\n\S/);
    expect(person.rows.join("\n")).not.toContain("No such file");
  });

  test.each([
    ["Enter", "\r"],
    ["c", "c"],
    ["t", "t"],
    ["m", "m"],
    ["d", "d"],
  ])("is told of at the keys of a step, too, by the next of them: %s", async (_, key) => {
    const taken = await TakenOver.begin("mounts");
    const { person } = taken;
    person.press(LEAVE);
    await person.sees(/t type/);
    const pid = killLab(taken);
    await eventually("it has ended", () => !isThere(pid));
    person.press(key);
    await person.answers(ENDED, "q");
    expect(await person.exited).toBe(0);
  });
});

describe("a shell that the learner ends", () => {
  test.each([
    ["exit", "exit\r"],
    ["Ctrl-D", "\u0004"],
    ["kill", "kill -9 $$\r"],
  ])("brings him back to the lesson, which goes on in a fresh shell: %s", async (_, keys) => {
    const taken = await TakenOver.begin("mounts");
    const { person } = taken;
    person.press(keys);
    await person.sees(/shell in the terminal "host" has ended[\s\S]*t type/);
    person.press("t");
    await person.sees(AT_PROMPT);
    person.press("clear; echo be''gun; sleep 1000\r");
    await person.sees(/^begun\n/m);
    person.press(CTRL_C);
    await person.sees(/\^C\n\[root@host docker\]#/);
    expect(taken.bottom).toMatch(/^1\/13/);
  });
});

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
