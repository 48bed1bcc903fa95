import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import type { Person } from "../support/person.ts";
import { buildProgram, CTRL_C, LEAVE, SWITCH, TakenOver, type TakenOverOptions } from "../support/taken-over.ts";

let taken: TakenOver;
let person: Person;

beforeAll(buildProgram);
afterEach(() => TakenOver.closeAll());

async function takenOver(given: string, options?: TakenOverOptions): Promise<void> {
  taken = await TakenOver.begin(given, options);
  ({ person } = taken);
}

function bottom(): string {
  return taken.bottom;
}

describe("the terminal in the learner's hands", () => {
  test("has a line at the bottom with the step, the terminal, the place and the checks, which follow every command", async () => {
    await takenOver("mounts");
    await person.sees(/1\/13 A working directory {2}host {2}✗✗ 0\/2 {2}Ctrl-\] back$/);
    person.press("mkdir -p /data1 data\r");
    await person.sees(/✓✗ 1\/2/);
    person.press("unshare -mu bash\r");
    await person.sees(/host: mnt\+uts {2}✗✗|host: mnt\+uts {2}✓✗/);
    person.press("exit\r");
    await person.sees(/ {2}host {2}✓✗ 1\/2/);
    person.press("echo x >/data1/note\r");
    await person.sees(/all checks of this step pass[\s\S]*✓✓ 2\/2 {2}Ctrl-\] goes on$/);
    person.press(LEAVE);
    await person.sees(/Step 2 of 13[\s\S]*Enter run/);
    expect(person.printed).not.toContain("Enter next");
  });

  test("has readline and its history, a paste of several lines, Ctrl-C, Ctrl-Z and fg", async () => {
    await takenOver("mounts");
    person.press("echo one-$((1+1))\r");
    await person.sees(/^one-2$/m);
    person.press("\u001b[A\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007fX\r");
    await person.sees(/^one-X$/m);
    person.press("\u001b[200~echo first\necho second\u001b[201~");
    await person.sees(/echo first\n[^\n]*echo second/);
    person.press("\r");
    await person.sees(/^first\nsecond$/m);
    person.press("sleep 1000\r");
    await person.sees(/sleep 1000/);
    person.press("\u001a");
    await person.sees(/Stopped +sleep 1000/);
    person.press("fg\r");
    await person.sees(/fg\nsleep 1000/);
    person.press(CTRL_C);
    await person.sees(/\^C\n\[root@host docker\]#/);
    expect(bottom()).toMatch(/^1\/13/);
  });

  test("runs vim, which is there again after leaving and coming back, and after another terminal", async () => {
    taken = await TakenOver.at({ lesson: "mounts", step: "inodes" });
    ({ person } = taken);
    person.press("vim /tmp/text\r");
    await person.sees(/^~ *$/m);
    person.press("ihello\u001b");
    await person.sees(/^hello *$/m);
    expect(bottom()).toMatch(/^6\/13/);
    person.press(LEAVE);
    await person.sees(/Back in the lesson[\s\S]*t type/);
    expect(person.rows.join("\n")).not.toMatch(/^~ *$/m);
    person.press("t");
    await person.sees(/^hello *\n~/m);
    person.press(SWITCH);
    await person.sees(/This is the terminal "container"/);
    person.press("half typed");
    await person.sees(/half typed/);
    person.press(SWITCH);
    await person.sees(/^hello *\n~/m);
    person.press(":wq\r");
    await person.sees(/vim \/tmp\/text\n\[root@host docker\]#/);
    person.press("cat /tmp/text\r");
    await person.sees(/cat \/tmp\/text\nhello\n/);
    person.press(SWITCH);
    await person.sees(/docker\]# half typed/);
  });

  test.each([
    ["a reset of the scroll region", "\\033[r\\033[99;1Hforged\\n\\n"],
    ["a full reset", "\\033cforged\\n"],
    ["a soft reset and an erased screen", "\\033[!p\\033[2J\\033[3Jforged\\n"],
    ["the last row", "\\033[99;1Hforged\\033[99;1H\\033[2K\\033[?6h\\033[1;1H\\033[?6l\\033[2J\\033[1;1Hforged\\n"],
    ["the other screen", "\\033[?1049h\\033[99;1Hx\\033[2J\\033[?1049l\\033[?47h\\033[?47lforged\\n"],
    ["a saved cursor, restored twice", "\\0337\\033[99;99H\\0338\\0338forged\\n"],
  ])("keeps the line at the bottom whatever a program writes: %s", async (_, bytes) => {
    await takenOver("mounts");
    await person.sees(/✗✗ 0\/2/);
    const before = bottom();
    person.press(`printf '${bytes}'; echo do''ne\r`);
    await person.sees(/^done$/m);
    await person.sees(/done\n[\s\S]*docker\]# *\n/);
    expect(bottom()).toBe(before);
    expect(person.rows.filter((row) => row === before)).toHaveLength(1);
  });

  test("gives the learner's terminal back as it was", async () => {
    await takenOver("mounts");
    person.press("printf '\\033[?1000h\\033[?1h\\033[?2004h\\033[5 q\\033[31m'; vim\r");
    await person.sees(/^~ *$/m);
    person.press(LEAVE);
    await person.sees(/t type/);
    for (const [, mode = ""] of person.printed.matchAll(/\u001b\[\?(1000|1|2004)h/g))
      expect(person.printed.lastIndexOf(`\u001b[?${mode}l`), mode).toBeGreaterThan(
        person.printed.lastIndexOf(`\u001b[?${mode}h`),
      );
    expect(person.printed.lastIndexOf("\u001b[r")).toBeGreaterThan(person.printed.lastIndexOf("\u001b[1;23r"));
    expect(person.printed).not.toContain("\u001b[?1049h");
  });

  test("is told once that the shell has left the container, and where it goes on", async () => {
    await takenOver("mounts");
    person.press(LEAVE);
    await person.answers(/Enter run/, "\r");
    await person.answers(/Enter next/, "\r");
    await person.answers(/Step 2[\s\S]*Enter run/, "\r");
    await person.answers(/Enter next/, "\r");
    await person.answers(/Step 3[\s\S]*Enter run/, "t");
    await person.sees(/docker\]# *\n[^\n]*mnt/);
    person.press("exit\r");
    await person.sees(/is on\s+the host now/);
    const { length } = person.printed;
    person.press("true\r");
    await person.sees(/true\n\(container\) \[root/);
    person.press("echo ag''ain\r");
    await person.sees(/^again$/m);
    expect(person.printed.slice(length)).not.toMatch(/the host now/);
  });

  test("that echoes no more says how it does again", async () => {
    await takenOver("mounts");
    person.press("stty -echo\r");
    await person.sees(/stty -echo\n\[root@host docker\]# *\n/);
    const { length } = person.printed;
    person.press("echo un''seen\r");
    await person.sees(/^unseen$/m);
    await person.sees(/does not show\s+what you type[\s\S]*stty sane/);
    expect(person.hasPrinted("echo un''seen", length)).toBe(false);
    person.press("stty sane\r");
    await person.sees(/stty sane[\s\S]*\n\[root@host docker\]# *\n[^\n]*\n?[^\n]*$/);
    person.press("echo se''en\r");
    await person.prints("echo se''en", length);
  });
});

describe("every kind of terminal", () => {
  test.each([
    ["80x24", 80, 24],
    ["120x40", 120, 40],
    ["40x12", 40, 12],
  ])("has the line at the bottom, in one row: %s", async (_, columns, rows) => {
    await takenOver("mounts", { columns, rows });
    person.press("mkdir -p /data1 data\r");
    await person.sees(/1\/2/);
    expect(bottom().length).toBeLessThan(columns);
    expect(bottom()).toMatch(/(?:\^|Ctrl-)\] back/);
    person.press("stty size\r");
    await person.sees(new RegExp(`^${rows - 1} ${columns}$`, "m"));
  });

  test("is told the same above the prompt where the window is too low", async () => {
    await takenOver("mounts", { columns: 80, rows: 9 });
    person.press("mkdir -p /data1 data\r");
    await person.sees(/\[1\/13 A working directory, host, 1 of 2 checks pass\]\n\[root/);
    person.press("stty size\r");
    await person.sees(/^9 80$/m);
    expect(bottom()).not.toMatch(/^1\/13/);
  });

  test.each([
    ["--plain", "mounts --plain", {}],
    ["TERM=dumb", "mounts", { TERM: "dumb" }],
  ])("is told the same above the prompt, without any escape sequence: %s", async (_, given, environment) => {
    await takenOver(given, { environment });
    person.press("mkdir -p /data1 data\r");
    await person.sees(/\[1\/13 A working directory, host, 1 of 2 checks pass\]\n\[root/);
    person.press("echo $TERM; ls --color=always /; printf '\\033[2J'\r");
    await person.sees(/^dumb$/m);
    person.press("echo x >/data1/note\r");
    await person.sees(/all checks of this step pass/);
    person.press(SWITCH);
    await person.sees(/there is no other one to go to/);
    person.press(LEAVE);
    await person.sees(/Step 2 of 13/);
    expect(person.printed).not.toContain("\u001b");
  });
});

describe("an end", () => {
  test("of the first shell takes the learner back to the lesson, which says so", async () => {
    await takenOver("mounts");
    person.press("exit\r");
    await person.sees(/shell in the terminal "host" has ended[\s\S]*t type/);
    expect(bottom()).not.toContain("Ctrl-]");
  });

  test("of the window is the end of nslab and of the lab", async () => {
    await takenOver("mounts");
    const pid = taken.nslabPid;
    process.kill(pid, "SIGHUP");
    await person.exited;
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    expect(readdirSync(taken.home, { recursive: true }).filter((name) => String(name).includes("lab-"))).toEqual([]);
  });

  test("that is none: nslab is stopped, goes on, and shows the terminal again", async () => {
    await takenOver("mounts");
    person.press("half typed");
    await person.sees(/half typed/);
    const pid = taken.nslabPid;
    const { length } = person.printed;
    process.kill(pid, "SIGTSTP");
    await eventually("it is stopped", async () => /State:\s+T/.test(readFileSync(`/proc/${pid}/status`, "utf8")));
    // script(1) stops with it, and has it go on when it does so itself.
    await eventually("script is stopped", async () => /State:\s+T/.test(readFileSync(`/proc/${person.pid}/status`, "utf8")));
    person.kill("SIGCONT");
    // not sooner: script may stop before it has passed on what came last
    await eventually("it gave the terminal back", async () => person.printed.slice(length).includes("\u001b[r"));
    await person.sees(/docker\]# half typed\n[\s\S]*✗✗ 0\/2/);
    person.press("\u0015echo still he''re\r");
    await person.sees(/^still here$/m);
    expect(bottom()).toMatch(/^1\/13/);
  });
});
