import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { type Home, install, type Installed, makeHome, PEOPLE, type Who } from "../support/installed.ts";
import { labsOf } from "../support/lab-of.ts";
import { Nslab, nslab } from "../support/nslab.ts";
import { Person } from "../support/person.ts";
import { lessonWindow, MachineWindow } from "../support/windows.ts";

const LEAVE = "\u001d";
/** Nothing stands between the prompt and the line below the screen. */
const PROMPT = /\[root@host docker\]# *\n\n*nslab shell: [^\n]*leaves the lab/;
/** Waits for a key, which is said below all else. */
const NEXT = /The lab has ended: this is your own machine again[\s\S]*Enter goes into the next lab of the lesson, q leaves/;

let installed: Installed;
let home: Home;

beforeAll(async () => {
  installed = await install();
});
afterAll(() => installed.remove());
afterEach(async () => {
  await Person.closeAll();
  home.remove();
});

/** Gives nslab shell in a pipe, and what came of it. */
async function piped(who: Who, text: string, ...given: readonly string[]) {
  const run = new Nslab(installed, ["shell", ...given], { who, home, stdio: ["pipe", "pipe", "pipe"] });
  run.child.stdin?.end(text);
  return run.ended;
}

describe.each(PEOPLE)("nslab shell of $name", (who) => {
  let lesson: Person;
  const shell = (given = "") => new MachineWindow({ installed, who, home }, `shell ${given}`);

  beforeEach(async () => {
    home = makeHome(who);
    lesson = await lessonWindow({ installed, who, home }, "mounts");
  });

  /** Has the lesson begin again, in another lab. */
  async function restart(): Promise<void> {
    lesson.press("r");
    await lesson.answers(/restart the lesson/, "r");
  }

  test("is a shell in the lab, with a line that says so, until exit", async () => {
    const window = shell();
    await window.person.sees(PROMPT);
    window.person.press("hostname; id -u; stty size; ip -br link show enp0s3\r");
    await window.person.sees(/\nhost\n0\n23 80\nenp0s3@\S+\s+UP/);
    expect(window.person.rows.at(-1)).toMatch(/^nslab shell: host/);
    window.person.press("exit\r");
    expect(await window.ended()).toEqual({ code: 0, left: [], complaints: "" });
    expect(window.person.rows.join("\n")).toMatch(/# exit\nexit\n\nYou are back on your own machine\.\nnslab is over/);
    expect(await window.reached("done")).toBe("");
  });

  test("is left by Ctrl-], which ends it in the lab; all other keys are for it", async () => {
    const window = shell();
    await window.person.sees(PROMPT);
    window.person.press("cat -v\r");
    await window.person.sees(/cat -v\n/);
    window.person.press("\u001e"); // Ctrl-^ is none of nslab's here
    await window.person.sees(/\n\^\^/);
    window.person.press("\u001c"); // Ctrl-\ ends cat
    await window.person.sees(/Quit\n\[root@host docker\]# *\n/);
    window.person.press("exec -a remembered sleep 1000\r");
    await eventually("it runs", async () => (await piped(who, "pgrep -f remembere[d]\n")).stdout.match(/^\d+\r?$/m));
    window.person.press(LEAVE);
    expect(await window.ended()).toMatchObject({ code: 0, left: [] });
    await eventually("it has ended", async () => !(await piped(who, "pgrep -f remembere[d]\n")).stdout.match(/^\d+\r?$/m));
  });

  test("is on the neighbor, or where a terminal of the lesson is now, when that is asked for", async () => {
    expect((await piped(who, "hostname\n", "neighbor")).stdout).toMatch(/^neighbor\r$/m);
    const { code, stderr } = await piped(who, "hostname\n", "container");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'The lab has no terminal "container" open. Open are: host, neighbor.\n',
    });
    lesson.press("\r");
    await lesson.answers(/Enter next/, "\r");
    await lesson.answers(/Step 2 of[\s\S]*Enter run/, "t");
    await lesson.sees(/You are in the terminal "container"[\s\S]*# *\n/);
    lesson.press("unshare -u bash -c 'hostname elsewhere; exec bash'\r");
    await lesson.sees(/\[root@elsewhere docker\]#/);
    expect((await piped(who, "hostname\n", "container")).stdout).toMatch(/^elsewhere\r$/m);
    expect((await piped(who, "hostname\n", "host")).stdout).toMatch(/^host\r$/m);
  });

  test("stays when the lab is replaced: says so, throws away what was typed ahead, and goes on in the next lab at a key", async () => {
    const window = shell();
    await window.person.sees(PROMPT);
    const before = window.person.printed.length;
    window.person.press("echo half");
    await window.person.sees(/# echo half\n/);
    await restart();
    await window.person.prints("The lab has ended", before);
    window.person.press("iptables -F\r\r\r"); // meant for the lab
    await window.person.sees(NEXT);
    expect(window.person.printed.slice(before)).toContain("\u0007");
    expect(window.person.rows.join("\n")).toMatch(/# echo half\nThe lab has ended/);
    window.person.press("\r");
    await window.person.sees(/q leaves\.?[\s\S]*You are in your lab, on its host[\s\S]*# *\n\n*nslab shell: /);
    window.person.press("hostname\r");
    await window.person.sees(/# hostname\nhost\n/);
    window.person.press("exit\r");
    expect(await window.ended()).toMatchObject({ code: 0, left: [] });
    expect(await window.reached("done")).toBe("");
  });

  test("is left with an exit code that says so when its lab has ended", async () => {
    const window = shell();
    await window.person.sees(PROMPT);
    await restart();
    await window.person.answers(NEXT, "q");
    expect(await window.ended()).toMatchObject({ code: 1, left: [] });
  });

  test("ends when the nslab that has the lab is killed, and nothing typed ahead reaches the machine", async () => {
    const window = shell();
    await window.person.sees(PROMPT);
    window.person.press("vim\r");
    await window.person.sees(/^~/m);
    const before = window.person.printed.length;
    process.kill(labsOf(home.path)[0]?.owner.pid ?? 0, "SIGKILL");
    await window.person.prints("The lab has ended", before);
    window.person.press("rm -rf /\r");
    const { code, left } = await window.ended();
    expect({ code, left }).toEqual({ code: 1, left: [] });
    expect(window.person.rows.join("\n")).toMatch(/thrown away\.\nThe nslab that had it has ended, too\./);
    expect(await window.reached("done")).toBe("");
  });

  test.each(["SIGTERM", "SIGHUP"] as const)("gives the terminal back on %s", async (signal) => {
    const window = shell();
    await window.person.sees(PROMPT);
    window.person.press("vim\r");
    await window.person.sees(/^~/m);
    process.kill(await window.pid(), signal);
    expect(await window.ended()).toEqual({ code: 130, left: [], complaints: "" });
    window.person.press("\u001b[A");
    expect(await window.reached("done")).toMatch(/^(\u001b\[A)?$/);
  });

  test.each([
    ["a line", "hostname\n", /^host\r$/m],
    ["a line that is not ended", "hostname", /^host\r$/m],
    ["what a program reads to its end", "cat\none\ntwo\n", /^one\r\ntwo\r$/m],
    ["lines for a shell in the shell", "bash\nhostname\n", /^host\r$/m],
    ["nothing", "", /\[root@host docker\]# /],
  ])("types what is in a pipe, prints what comes of it and ends: %s", async (_, text, wanted) => {
    const { code, stdout, stderr } = await piped(who, text);
    expect(stdout).toMatch(wanted);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).not.toContain("\u001b");
  });

  test("prints a long output to its end in a pipe", async () => {
    const { stdout } = await piped(who, "seq 200000\n");
    expect(stdout).toMatch(/^200000\r$/m);
    expect(stdout.match(/^\d+\r$/gm)?.length).toBe(200_000);
  });

  test("says in a pipe that the lab has ended, by its exit code too", async () => {
    const run = new Nslab(installed, ["shell"], { who, home, stdio: ["pipe", "pipe", "pipe"] });
    let shown = "";
    run.child.stdout?.on("data", (chunk: Buffer) => (shown += chunk.toString()));
    await eventually("it is there", () => shown.includes("# "));
    await restart();
    const { code, stderr } = await run.ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The lab has ended/);
  });

  test("does not know a terminal that is not open, and says which are", async () => {
    const { code, stderr } = await piped(who, "", "hots");
    expect(stderr).toMatch(/^The lab has no terminal "hots" open\. Did you mean "host"\? Open are: host, neighbor/);
    expect(code).toBe(2);
  });
});

describe("what a lab's root who means harm gets of the terminal of nslab shell", () => {
  const [who] = PEOPLE;
  if (who === undefined) throw new Error("somebody runs the tests");
  let lesson: Person;
  const shell = () => new MachineWindow({ installed, who, home }, "shell");

  beforeEach(async () => {
    home = makeHome(who);
    lesson = await lessonWindow({ installed, who, home }, "mounts");
  });

  test("is nothing that is typed when he has left: a descriptor that is kept is one of the lab's", async () => {
    const window = shell();
    await window.person.sees(PROMPT);
    // In one line: what reads the same terminal would take the next one.
    window.person.press("exec 9<&0; setsid cat <&9 >/root/keys 2>&1 & disown -a; exit\r");
    await window.ended();
    expect(await window.reached("a secret of the machine")).toBe("");
    expect((await piped(who, "cat /root/keys\n")).stdout).not.toContain("secret");
  });

  test("is no key that he could type into it (ioctl_tty(2), TIOCSTI)", async () => {
    const window = shell();
    await window.person.sees(PROMPT);
    window.person.press(
      "perl -e 'for my $n (0, 1, 2) { ioctl(STDIN, 0x5412, $_) for split //, \"echo typed-by-the-lab\\n\" }'; exit\r",
    );
    await window.ended();
    expect(await window.reached("done")).toBe("");
  });

  test("is no sequence of his: no title, no clipboard, no answer that types", async () => {
    const window = shell();
    await window.person.sees(PROMPT);
    const before = window.person.printed.length;
    window.person.press("printf '\\e]2;TI''TLE\\a\\e]52;c;aGk=\\a\\e[c\\e[6n\\eP$q\"p\\e\\\\\\e_APC\\e\\\\shown\\n'\r");
    await window.person.sees(/^shown/m);
    window.person.press("\u0003"); // the answers were typed there, in the lab
    await window.person.sees(/\^C\n\[root@host docker\]# *\n/);
    window.person.press("exit\r");
    await window.ended();
    const printed = window.person.printed.slice(before);
    for (const sequence of ["\u001b]", "\u001bP", "\u001b_", "\u001b[c", "\u001b[6n"]) expect(printed).not.toContain(sequence);
    expect(await window.reached("done")).toBe("");
  });

  test("is no memory of the nslab that has the lab: a flood that nobody reads waits in the lab", async () => {
    const window = shell();
    await window.person.sees(PROMPT);
    const owner = labsOf(home.path)[0]?.owner.pid ?? 0;
    const mib = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${owner}/status`, "utf8"))?.[1]) / 1024;
    const pid = await window.pid();
    window.person.press("yes 0123456789\r");
    await window.person.sees(/^0123456789\n0123456789/m);
    process.kill(pid, "SIGSTOP");
    const before = mib();
    const read = () => Number(/^rchar: (\d+)$/m.exec(readFileSync(`/proc/${owner}/io`, "utf8"))?.[1]);
    let last = -1;
    await eventually("the owner reads no more of it", async () => {
      const isAtRest = read() === last;
      last = read();
      await new Promise((resolve) => setTimeout(resolve, 200));
      return isAtRest;
    });
    expect(mib() - before).toBeLessThan(20);
    lesson.press("c"); // it answers all the same
    await lesson.sees(/The checks of this step, as the lab is now/);
    process.kill(pid, "SIGCONT");
    window.person.press("\u0003");
    await window.person.sees(/\^C\n\[root@host docker\]# *\n/);
    window.person.press("exit\r");
    expect((await window.ended()).code).toBe(0);
  });

  test("is a shell that waits where nslab shell is stopped, and is drawn anew when it goes on", async () => {
    const window = shell();
    await window.person.sees(PROMPT);
    const pid = await window.pid();
    process.kill(pid, "SIGTSTP");
    await eventually("it is stopped", () => /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, "utf8")));
    process.kill(pid, "SIGCONT");
    window.person.press("echo on''ward\r");
    await window.person.sees(/^onward/m);
    window.person.press("exit\r");
    expect(await window.ended()).toMatchObject({ code: 0, left: [] });
  });

  test("is not waited for where the nslab that has the lab is stopped: that is said", async () => {
    const owner = labsOf(home.path)[0]?.owner.pid ?? 0;
    process.kill(owner, "SIGSTOP");
    const { code, stderr } = await piped(who, "hostname\n").finally(() => {
      lesson.kill("SIGCONT"); // script(1) stops with the program that it runs
      process.kill(owner, "SIGCONT");
    });
    expect(stderr).toMatch(/^The nslab that has your lab does not answer: it may be stopped\./);
    expect(code).toBe(1);
  });
});

test("nslab shell says how to start a lab where none is running", async () => {
  const [who] = PEOPLE;
  if (who === undefined) throw new Error("somebody runs the tests");
  home = makeHome(who);
  const { code, stderr, stdout } = await nslab(installed, ["shell"], { who, home });
  expect(stderr).toContain("nslab start");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
});
