import { execFileSync } from "node:child_process";
import { existsSync, readlinkSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lab } from "../../src/lab/lab.ts";
import { isAlive } from "../../src/lab/record.ts";
import { Terminal } from "../../src/terminal/terminal.ts";
import { eventually } from "../support/eventually.ts";
import { install, type Installed, makeHome, PEOPLE } from "../support/installed.ts";
import { SIZE, startTestLab, typed } from "../support/test-lab.ts";

/** Each is typed in a lab; what it prints may not match. */
const WAYS: readonly (readonly [string, string, RegExp])[] = [
  ["looking at what its processes were started with", "cat /proc/[0-9]*/environ | tr '\\0' '\\n'", /NSLAB|XDG_/],
  ["looking at what its processes have open", "ls -l /proc/[0-9]*/fd", /socket:|\/mnt\/|\.sock|labs?\.json/],
  ["making what it has of the machine writable", "mount -o remount,bind,rw /opt/nslab/node && echo writable", /^writable/m],
  ["a socket to the hypervisor", "perl -e 'print socket(my $s, 40, 1, 0) ? qq(open\\n) : qq(shut\\n)'", /open/],
  ["a socket by another system call", "perl -e 'print syscall(425, 1, 0) >= 0 || $! != 38 ? qq(open\\n) : qq(shut\\n)'", /open/],
  ["signals to all whose number it knows", "(trap : TERM; kill -TERM -1; kill -KILL 1) 2>&1; echo still", /^(?!.*still)/s],
];

describe.each(PEOPLE)("root in a lab of $name gets no further by", (who) => {
  let installed: Installed;
  let outputs: readonly string[];

  beforeAll(async () => {
    installed = await install("test/support/lab-program.ts");
    const home = makeHome(who);
    const lines = WAYS.map(([, line]) => line);
    const json = execFileSync(process.execPath, [installed.program, installed.root, ...lines], {
      ...who.ids,
      env: home.environment,
      cwd: "/",
      encoding: "utf8",
    });
    outputs = (JSON.parse(json) as { ran: readonly { output: string }[] }).ran.map(({ output }) => output);
    home.remove();
  });
  afterAll(() => installed.remove());

  test.each(WAYS.map(([name, , reached], index) => [name, reached, index] as const))("%s", (_, reached, index) => {
    expect(outputs[index]).not.toMatch(reached);
    expect(outputs[index]).not.toBe("");
  });
});

describe("what is around a learner's machines", () => {
  test("belongs to a user namespace that he is not in: its first process, its tree, the router", async () => {
    const lab = await startTestLab();
    const user = (pid: number) => readlinkSync(`/proc/${pid}/ns/user`);
    expect(user(lab.identity.pid)).not.toBe(user(lab.host.machinePid));
    expect(user(lab.identity.pid)).not.toBe(user(process.pid));
    const opened = await Promise.all((["host", "neighbor"] as const).map((place) => Terminal.open(lab, place, place, SIZE)));
    for (const terminal of opened) {
      await terminal.run("readlink /proc/self/ns/user");
      expect(terminal.output.trim(), terminal.name).toBe(user(lab.host.machinePid));
    }
    await lab.down();
  });
});

describe("a supervisor starts nothing of a learner's tree", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startTestLab();
    await typed(
      lab,
      "printf '#!/bin/bash\\necho \"$0 $@\" >>/root/started\\nexit 1\\n' >/root/mine; chmod +x /root/mine",
      "for name in script env stty timeout nsenter unshare cat sleep setsid sh ip node chroot; do mount --bind /root/mine $(readlink -f $(command -v $name)); done",
      "mkfifo /etc/ld.so.preload",
    );
  });
  afterAll(() => lab.down());

  test("for a window of another size, nor for another terminal", async () => {
    // bash is his own and loads what he says: it is his terminal that does not begin, no more
    const opening = Terminal.open(lab, "host", "host", SIZE);
    const neighbor = await Terminal.open(lab, "neighbor", "neighbor", SIZE);
    neighbor.resize({ rows: 40, columns: 100 });
    await eventually("it has the other size", async () => {
      neighbor.forget();
      await neighbor.run("stty size");
      return neighbor.output === "40 100\n";
    });
    // whoever opens the FIFO lets him go on, with an empty list
    const ran = await lab.runAsLearner(["/root/docker/none"], 500);
    expect(ran.code).not.toBe(0);
    await neighbor.run("exit");
    void opening;
  });

  test("for the internet, which answers", async () => {
    expect(await lab.worldReady()).toBeNull();
  });

  test("and ends in time", async () => {
    const started = performance.now();
    await lab.down();
    expect(performance.now() - started).toBeLessThan(1500 * lab.pace);
    expect(isAlive(lab.identity)).toBe(false);
  });
});

describe("a lab ends in time, when", () => {
  test.each([
    ["all that its learner sees is stopped", "kill -STOP -1"],
    ["there are as many processes as there may be", "perl -e 'while (defined($p = fork)) { if (!$p) { sleep 1000; exit } }'"],
    [
      "there are thousands of mounts",
      "mkdir /m; for ((i = 0; i < 12; i++)); do mount --rbind / /m 2>/dev/null; done; wc -l </proc/self/mountinfo",
    ],
    [
      "its cgroups are deep",
      "for d in /sys/fs/cgroup/*/; do (cd $d; for i in {1..18}; do n=$(printf x%.0s {1..250}); mkdir $n && cd $n || break; done) done 2>/dev/null",
    ],
    ["its supervisor hears nothing", null],
  ])("%s", async (_, line) => {
    const lab = await startTestLab();
    const terminal = await Terminal.open(lab, "host", "host", SIZE);
    if (line === null) process.kill(lab.identity.pid, "SIGSTOP");
    else terminal.write(`${line}\n`);
    if (line !== null)
      await Promise.race([terminal.settled(), lab.ended, new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
    const started = performance.now();
    await lab.down();
    expect(performance.now() - started).toBeLessThan(1800 * lab.pace);
    expect(isAlive(lab.identity)).toBe(false);
    for (const directory of lab.cgroupDirectories) expect(existsSync(directory), directory).toBe(false);
  });
});
