import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import type { Person } from "../support/person.ts";
import { AT_PROMPT, buildProgram, CTRL_C, LEAVE, SWITCH, TakenOver } from "../support/taken-over.ts";

const CTRL_Z = "\u001a";

let taken: TakenOver;
let person: Person;

beforeAll(buildProgram);
afterEach(() => TakenOver.closeAll());

async function takenOver(options: Parameters<typeof TakenOver.begin>[1] = {}): Promise<void> {
  taken = await TakenOver.begin("mounts", options);
  ({ person } = taken);
}

/** The line of nslab's is there, and none of it is anywhere else. */
function expectStatusBelow(): void {
  expect(taken.bottom).toMatch(/^1\/13 A working directory/);
  expect(person.rows.filter((row) => row.startsWith("1/13"))).toHaveLength(1);
}

describe("a program that draws the whole screen", () => {
  test("top shows the lab's processes, draws them anew, takes keys and gives the prompt back", async () => {
    await takenOver();
    person.press("top -d 0.3\r");
    await person.sees(/^top - [\s\S]*PID USER[\s\S]*\bbash\b/m);
    expectStatusBelow();
    // of the machine's processes none, of the lab's all: the first is PID 1
    expect(person.rows.join("\n")).toMatch(/^ +1 root/m);
    const before = person.rows.join("\n");
    await eventually("it is drawn anew by itself", () => person.rows.join("\n") !== before);
    person.press("m");
    await person.sees(/^MiB Mem : *[\d.]+\/[\d.]+ *\[/m);
    person.press("q");
    await person.sees(/docker\]#\s*\n1\/13/);
    expectStatusBelow();
  });

  test("less scrolls by keys, to its end and back, and leaves the screen as it was", async () => {
    await takenOver();
    person.press("echo be''fore; seq 500 >/tmp/numbers; less /tmp/numbers\r");
    await person.sees(/^1\n2\n[\s\S]*^22\n/m);
    expectStatusBelow();
    person.press(" ");
    await person.sees(/^23\n24\n/m);
    person.press("\u001bOB"); // arrow down, as a terminal sends it that less has asked to
    await person.sees(/^24\n25\n/);
    expect(person.printed).toContain("\u001b[?1h");
    person.press("G");
    await person.sees(/^500\n\(END\)|^500\n.*END/m);
    person.press("g");
    await person.sees(/^1\n2\n/);
    person.press("/321\r");
    await person.sees(/^321\n322\n/);
    person.press("q");
    await person.sees(/^before\n\[root@host docker\]# *\n/m);
    expectStatusBelow();
  });

  test.each(["vi", "vim"])("%s writes a file, its cursor where it is typed", async (editor) => {
    await takenOver();
    person.press(`${editor} /tmp/text\r`);
    await person.sees(/^~ *$/m);
    person.press("ione\rtwo\u001b");
    await person.sees(/^one\ntwo\n~/m);
    person.press("k0cwthree\u001b:wq\r");
    await person.sees(/docker\]#\s*\n1\/13/);
    person.press("clear; cat /tmp/text\r");
    await person.sees(/^three\ntwo\n\[root/);
    expectStatusBelow();
  });
});

describe("jobs", () => {
  test("are stopped with Ctrl-Z, listed, sent to the background and fetched back, and no key of it is lost", async () => {
    await takenOver();
    person.press("sleep 1000\r");
    await person.sees(/sleep 1000\n/);
    person.press(CTRL_Z);
    await person.sees(/Stopped +sleep 1000\n/);
    person.press("vim /tmp/other\r");
    await person.sees(/^~ *$/m);
    person.press(CTRL_Z);
    await person.sees(/Stopped +vim/);
    person.press("clear; jobs\r");
    await person.sees(/^\[1\]-? +Stopped +sleep 1000\n\[2\]\+ +Stopped +vim/m);
    person.press("bg %1\r");
    await person.sees(/sleep 1000 &/);
    person.press("fg %2\r");
    await person.sees(/^~ *$/m);
    person.press(":q\r");
    await person.sees(/docker\]#\s*\n1\/13/);
    person.press("fg\r");
    await person.sees(/\]# fg\nsleep 1000\n/);
    person.press(CTRL_C);
    await person.sees(/\^C\n\[root@host docker\]#/);
    person.press("clear; jobs; echo n''one\r");
    await person.sees(/^none\n/);
    expectStatusBelow();
  });
});

describe("readline", () => {
  test("finds earlier lines by arrow and Ctrl-R, moves in them, and completes names", async () => {
    await takenOver();
    person.press("echo first-$((40+2))\r");
    await person.sees(/^first-42$/m);
    person.press("echo second-$((40+3))\r");
    await person.sees(/^second-43$/m);
    person.press("\u001b[A\u001b[A");
    await person.sees(/\]# echo first-\$\(\(40\+2\)\)\n1\/13/);
    person.press("\u0001# \r"); // Ctrl-A
    await person.sees(/\]# # echo first/);
    person.press("\u0012second"); // Ctrl-R
    await person.sees(/reverse-i-search\)`second': echo second/);
    person.press("\r");
    await person.sees(/^second-43\n[\s\S]*^second-43$/m);
    person.press("touch /tmp/a-long-name; echo made\r");
    await person.sees(/^made$/m);
    person.press("cat /tmp/a-l\t");
    await person.sees(/cat \/tmp\/a-long-name/);
    expectStatusBelow();
  });

  test("takes several lines that are pasted as one text, which runs by Enter alone", async () => {
    await takenOver();
    const lines = ["for number in 1 2 3; do", '  echo "number $number"', "done"];
    person.press(`\u001b[200~${lines.join("\n")}\u001b[201~`);
    await person.sees(/for number in 1 2 3; do\n[^\n]*echo "number \$number"\n[^\n]*done/);
    expect(person.rows.join("\n")).not.toMatch(/^number 1/m);
    person.press("\r");
    await person.sees(/^number 1\nnumber 2\nnumber 3\n\[root/m);
  });

  test("runs lines that a terminal without bracketed paste sends one after the other", async () => {
    await takenOver();
    person.press("mkdir -p /data1 data\recho x >/data1/note\recho al''l\r");
    await person.sees(/^all\n/m);
    await person.sees(/✓✓ 2\/2/);
    expectStatusBelow();
  });
});

describe("colours", () => {
  test("of programs are shown as they ask for them, and none of them leaks into what stands beside", async () => {
    await takenOver();
    person.press("clear; printf '\\033[31mred\\033[1;38;5;208mbold\\033[0mplain\\033[44m'; echo\r");
    await person.sees(/^redboldplain\n/);
    const [row = []] = person.cells;
    expect(row.slice(0, 3).map(({ colour }) => colour)).toEqual([1, 1, 1]);
    expect(row.slice(3, 7).map(({ colour, bold }) => [colour, bold])).toEqual(Array.from({ length: 4 }, () => [208, true]));
    expect(row.slice(7, 12).map(({ colour, bold }) => [colour, bold])).toEqual(Array.from({ length: 5 }, () => [null, false]));
    person.press("printf '\\033[0m'; mkdir -p dir; ls --color=always -d dir\r");
    await person.sees(/^dir$/m);
    const at = person.rows.findIndex((each) => each === "dir");
    expect(person.cells[at]?.[0]).toMatchObject({ colour: 4, bold: true });
  });

  test("are left out of what nslab draws where the learner wants none, and the lab's programs keep theirs", async () => {
    await takenOver({ environment: { NO_COLOR: "1" } });
    const below = person.cells.at(-1) ?? [];
    expect(below.filter(({ colour }) => colour !== null)).toEqual([]);
    person.press("clear; printf '\\033[32mgreen\\033[0m\\n'\r");
    await person.sees(/^green\n/);
    expect(person.cells[0]?.[0]?.colour).toBe(2);
  });
});

describe("another terminal", () => {
  test("is one key away and back, each with its own program, place and screen", async () => {
    taken = await TakenOver.at({ lesson: "mounts", step: "inodes" });
    ({ person } = taken);
    person.press("less /etc/passwd\r");
    await person.sees(/^root:/m);
    person.press(SWITCH);
    await person.sees(/This is the terminal "container"[\s\S]*container: mnt/);
    person.press("unshare -u bash\r");
    await person.sees(/container: mnt\+uts/);
    person.press("hostname inside; hostname\r");
    await person.sees(/^inside$/m);
    person.press(SWITCH);
    await person.sees(/^root:[\s\S]*\n6\/13[^\n]* host /m);
    person.press("q");
    await person.sees(/docker\]#\s*\n6\/13/);
    person.press("clear; hostname\r");
    await person.sees(/^host\n/);
    person.press(SWITCH);
    await person.sees(/^inside$/m);
    const { length } = person.printed;
    person.press(LEAVE);
    await person.prints(/Back in the lesson/, length);
    await person.answers(/t type/, "t");
    await person.sees(AT_PROMPT);
    expect(taken.bottom).toMatch(/^6\/13/);
  });
});
