import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readSnapshot } from "../../src/kernel/read-snapshot.ts";
import { NO_CGROUPS } from "../../src/lab/cgroup-plan.ts";
import { freeIdBase } from "../../src/lab/id-ranges.ts";
import type { Lab } from "../../src/lab/lab.ts";
import { startLab } from "../../src/lab/start-lab.ts";
import { createLab } from "../../src/lab/machine.ts";
import { isAlive } from "../../src/lab/record.ts";
import { runInLab } from "../../src/lab/run-in-lab.ts";
import { runningLabs } from "../../src/lab/running-labs.ts";
import { TERMINAL_SLOTS, type UpPlan } from "../../src/lab/up-plan.ts";
import { inEnglish } from "../../src/say/words.ts";
import { Terminal } from "../../src/terminal/terminal.ts";
import { allInEnglish } from "../support/in-english.ts";
import { cgroupsOf, machineState } from "../support/machine-state.ts";
import { PLAN } from "../support/sample-plan.ts";
import { MACHINE, PACKAGE_ROOT, SIZE, startTestLab, typed } from "../support/test-lab.ts";
import { canTest } from "../support/must-work.ts";

/** A folder for the records of labs, so that those of other programs are not seen. */
let runtime: string;

beforeEach(() => {
  runtime = mkdtempSync(join(tmpdir(), "nslab-lab-"));
});
afterEach(() => rmSync(runtime, { recursive: true, force: true }));

async function recordedLab(): Promise<Lab> {
  const lab = await createLab({ ...MACHINE, environment: { ...process.env, XDG_RUNTIME_DIR: runtime } });
  if ("type" in lab) throw new Error(`no lab: ${lab.part}: ${inEnglish(lab.complaint)}`);
  return lab;
}

describe("a lab", () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await startTestLab();
  });
  afterAll(() => lab.down());

  test("is a host of its own: its name, its first process, nobody else's processes", async () => {
    expect(await typed(lab, "hostname; id -u; whoami")).toBe("host\n0\nroot\n");
    const processes = (await typed(lab, "ps -e -o pid=,args="))
      .trimEnd()
      .split("\n")
      .map((line) => line.trim());
    expect(processes[0]).toMatch(/^1 init\b/);
    expect(processes.slice(1).map((line) => line.split(" ")[1])).toEqual(["bash", "ps"]);
  });

  test("reaches the world: a neighbor, a router, an internet", async () => {
    for (const address of ["192.168.102.10", "192.168.102.1", "203.0.113.80", "203.0.113.53"]) {
      expect(await typed(lab, `ping -c 1 -W 1 ${address} >/dev/null && echo reached`), address).toBe("reached\n");
    }
    expect(await typed(lab, "ip -br -4 addr show enp0s3; ip route | head -1")).toMatch(
      /^enp0s3@\S+\s+UP\s+192\.168\.102\.253\/24 \ndefault via 192\.168\.102\.1 dev enp0s3 \n$/,
    );
  });

  test("sees nothing of how the world is made", async () => {
    expect(
      await typed(lab, "ip netns list; ls -A /run/netns /.lab/old; ip -br link | cut -d' ' -f1 | cut -d@ -f1 | xargs"),
    ).toMatch(/^\/\.lab\/old:\n\n\/run\/netns:\nlo enp0s3\n$/);
    expect(await typed(lab, "ls /sys/class/net | xargs; wc -l < /proc/net/dev")).toBe("enp0s3 lo\n4\n");
  });

  test("does not reach the machine, nor the network the machine is in", async () => {
    const addresses = JSON.parse(execFileSync("ip", ["-j", "-4", "addr"], { encoding: "utf8" })) as {
      addr_info: { local: string }[];
    }[];
    const own = addresses
      .flatMap((link) => link.addr_info.map((each) => each.local))
      .filter((address) => !address.startsWith("127."));
    for (const address of own)
      expect(await typed(lab, `ping -c 1 -W 0.3 ${address} >/dev/null || echo silence`), address).toBe("silence\n");
  });

  test("has nothing of who started it: no variable, no open file", async () => {
    const variables = (await typed(lab, "env | cut -d= -f1 | sort -u | xargs")).trim().split(" ");
    expect(variables).toEqual(
      ["HOME", "LANG", "OLDPWD", "PATH", "PROMPT_COMMAND", "PS0", "PWD", "SHELL", "SHLVL", "TERM", "USER", "_"].sort(),
    );
    expect(await typed(lab, "for fd in /proc/$$/fd/*; do readlink $fd; done | sort -u")).toMatch(/^\/dev\/pts\/\d+\n$/);
    expect(
      await typed(
        lab,
        "for pid in /proc/[0-9]*; do readlink $pid/fd/*; done | grep -v -e /dev/pts -e pipe: -e socket: -e /dev/null -e anon_inode -e /dev/ptmx -e '^/proc/' -e '^/.lab/' | sort -u",
      ),
    ).toBe("");
  });

  test("has only devices that harm nobody", async () => {
    const devices = await typed(lab, "find /dev -exec stat -c '%F %n' {} + | grep special | sort");
    expect(
      devices
        .replace(/character special file \/dev\/pts\/\d+\n/g, "")
        .trimEnd()
        .split("\n"),
    ).toEqual(
      ["full", "null", "ptmx", "pts/ptmx", "random", "tty", "urandom", "zero"].map(
        (name) => `character special file /dev/${name}`,
      ),
    );
    expect(await typed(lab, "echo x > /dev/null && head -c 1 /dev/zero | wc -c")).toBe("1\n");
  });

  test("has as many terminals at a time as it says, and one more is a bug", async () => {
    const terminals = await Promise.all(
      Array.from({ length: TERMINAL_SLOTS }, (_, number) => Terminal.open(lab, `terminal ${number}`, "host", SIZE)),
    );
    const outputs = await Promise.all(terminals.map((terminal, number) => terminal.run(`echo ${number}`)));
    expect(outputs.map((outcome) => outcome.type)).toEqual(terminals.map(() => "returned"));
    expect(terminals.map((terminal) => terminal.output)).toEqual(terminals.map((_, number) => `${number}\n`));
    expect(new Set(terminals.map((terminal) => terminal.rootPid)).size).toBe(TERMINAL_SLOTS);
    await expect(Terminal.open(lab, "one more", "host", SIZE)).rejects.toThrow(`a lab has ${TERMINAL_SLOTS} terminals`);
    await Promise.all(terminals.map((terminal) => terminal.run("exit")));
  });

  test("runs probes beside its terminals, in its network, killed after their time", async () => {
    expect(await runInLab(lab, {}, ["ip", "-br", "link", "show", "enp0s3"])).toMatchObject({
      code: 0,
      timedOut: false,
      stdout: expect.stringMatching(/^enp0s3@/) as string,
    });
    expect(await runInLab(lab, { namespaces: ["uts"] }, ["hostname"])).toMatchObject({ code: 0, stdout: "host\n" });
    expect(await runInLab(lab, {}, ["cat"], { input: "through a pipe" })).toMatchObject({ code: 0, stdout: "through a pipe" });
    expect(await runInLab(lab, {}, ["sh", "-c", "echo out; echo error >&2; exit 4"])).toMatchObject({
      code: 4,
      stdout: "out\n",
      stderr: "error\n",
    });
    expect(await runInLab(lab, {}, ["sleep", "1000"], { timeout: 100 })).toMatchObject({ timedOut: true });
    expect((await runInLab(lab, {}, ["no-such-program"])).code).not.toBe(0);
    expect(await runInLab(lab, {}, ["yes"], { most: 1000 })).toMatchObject({ code: null, cut: true });
  });

  test("gives a probe no terminal, and a session of its own", async () => {
    const ran = await runInLab(lab, {}, ["sh", "-c", "tty; ps -o sid= -p $$; echo $$; : </dev/tty"]);
    const [tty, session, pid] = ran.stdout.split("\n").map((line) => line.trim());
    expect([tty, session]).toEqual(["not a tty", pid]);
    expect(ran.stderr).toMatch(/\/dev\/tty/);
  });

  test("runs a command as the learner does: his programs, his limits, his processes, no terminal", async () => {
    const run = (script: string, timeout = 5000) => lab.runAsLearner(["bash", "-c", script], timeout);
    await typed(lab, "printf '#!/bin/bash\\necho mine\\n' >/root/mine; chmod +x /root/mine");
    expect(await run("/root/mine; echo complaint >&2; exit 3")).toEqual({ code: 3, output: "mine\ncomplaint\n" });
    expect((await run("tty; readlink /proc/self/ns/pid; cat /proc/self/oom_score_adj")).output).toBe(
      `not a tty\n${await typed(lab, "readlink /proc/self/ns/pid")}1000\n`,
    );
    expect((await run("ulimit -u; cat /proc/self/cgroup")).output).toBe(await typed(lab, "ulimit -u; cat /proc/self/cgroup"));
    expect((await run("ls -l /proc/self/fd | grep -c -e socket: -e /dev/pts")).output).toBe("0\n");
    expect((await run("echo 'a  b' $'\\e[31m'; printf '%s|' \"$@\"")).output).toBe("a  b ␛[31m\n|");
    expect(await run("sleep 100", 200)).toEqual({ code: null, output: "" });
    // what it leaves behind keeps its output open
    expect(await run("setsid sleep 100 & echo here", 500)).toMatchObject({ code: 0, output: "here\n" });
    expect((await run("head -c 10000000 /dev/zero | tr '\\0' x")).output.length).toBe(65_536);
    await typed(lab, "pkill sleep");
  });

  test("has a neighbor with a tree, processes and a name of its own, where its shells can do as root does", async () => {
    const terminal = await Terminal.open(lab, "neighbor", "neighbor", SIZE);
    await terminal.run(
      "hostname; pwd; ps -e -o args= | xargs; ls -A /.lab/old; ip addr add 10.9.9.9/32 dev lo; echo $?; cat /proc/self/cgroup | cut -d: -f3 | sort -u",
    );
    expect(terminal.output).toMatch(/^neighbor\n\/root\ninit \/\.lab\/init bash ps -e -o args= xargs\n0\n\/\n/);
    terminal.forget();
    await terminal.run(
      "touch /usr/on-neighbor /root/x; for f in /proc/[0-9]*; do readlink $f/fd/*; tr '\\0' '\\n' <$f/environ; done | grep -e NSLAB -e /work -e /mnt; echo $?",
    );
    expect(terminal.output).toBe("1\n");
    expect(await typed(lab, "ls /usr/on-neighbor /root/x; cat /.lab/fstab")).not.toMatch(/^\//m);
    await terminal.run("exit");
  });
});

describe("the end of a lab", () => {
  test("takes its processes, cgroups and record with it", async () => {
    const lab = await recordedLab();
    expect(runningLabs(join(runtime, "nslab"))).toHaveLength(1);
    const terminal = await Terminal.open(lab, "host", "host", SIZE);
    await terminal.run(
      "ip netns add ns1; (trap '' HUP TERM; exec sleep 1000) & (trap '' HUP TERM INT; exec setsid ip netns exec ns1 sleep 1000 >/dev/null 2>&1) &",
    );
    await terminal.run("unshare -fpm --mount-proc bash");
    if (lab.cgroup === "v1")
      await terminal.run(
        "mkdir -p /sys/fs/cgroup/cpu/a/b /sys/fs/cgroup/memory/c; sleep 1000 & echo $! > /sys/fs/cgroup/cpu/a/b/cgroup.procs",
      );
    const { processes } = await readSnapshot(lab);
    expect(processes.length).toBeGreaterThan(4);
    await lab.down();
    for (const process of processes) expect(existsSync(`/proc/${process.machinePid}`), process.command.join(" ")).toBe(false);
    for (const directory of lab.cgroupDirectories) expect(existsSync(directory), directory).toBe(false);
    expect(readdirSync(join(runtime, "nslab"))).toEqual([]);
    expect(isAlive(lab.identity)).toBe(false);
  });

  test("can be asked for twice", async () => {
    const lab = await startTestLab();
    await Promise.all([lab.down(), lab.down()]);
    await lab.down();
    expect(isAlive(lab.identity)).toBe(false);
  });

  test("by whoever kills its supervisor is told, and nothing is left", async () => {
    const lab = await recordedLab();
    process.kill(lab.identity.pid, "SIGKILL");
    expect(await lab.ended).toEqual({ type: "lab-ended", complaint: "" });
    for (const directory of lab.cgroupDirectories) expect(existsSync(directory), directory).toBe(false);
    expect(readdirSync(join(runtime, "nslab"))).toEqual([]);
    await lab.down();
  });

  test("is the end of its record too, whatever is said of it afterwards", async () => {
    const lab = await recordedLab();
    await lab.down();
    lab.publish({ host: 2 }, null);
    expect(readdirSync(join(runtime, "nslab"))).toEqual([]);
  });

  test("comes when its host is shut down, and is told", async () => {
    const lab = await startTestLab();
    process.kill(lab.host.machinePid, "SIGKILL"); // as reboot(2) does it in a PID namespace
    expect(allInEnglish(await lab.ended)).toEqual({ type: "lab-ended", complaint: "its host was shut down" });
    await lab.down();
  });

  test("leaves nobody waiting for the world", async () => {
    const lab = await startTestLab();
    const ready = lab.worldReady();
    await lab.down();
    await ready;
    expect(await lab.worldReady()).toEqual(await ready);
  });
});

describe("a lab that cannot be made", () => {
  const plan = (change: Partial<UpPlan>): UpPlan => ({
    ...PLAN,
    privilege: process.getuid?.() === 0 ? "mapped-root" : "rootless",
    idBase: freeIdBase([], process.pid),
    filter: [],
    node: process.execPath,
    world: join(PACKAGE_ROOT, "src/lab/world.mjs"),
    stateFile: "",
    ...change,
  });
  const files = { script: join(PACKAGE_ROOT, "src/lab/up.sh"), record: null };

  test.each<[string, Partial<UpPlan>, string]>([
    ["the directory to mount over is not there", { stage: "/nonexistent/stage" }, "stage"],
    ["the node that runs nslab is not there", { node: "/nonexistent/node" }, "stage"],
    ["the world's program is not there", { world: "/nonexistent/world.mjs" }, "stage"],
    [
      "its cgroup directories cannot be made",
      { cgroups: { ...NO_CGROUPS, version: "v1", directories: ["/proc/nslab"], hierarchies: ["cpu"] } },
      "cgroup",
    ],
  ])("because %s says which part, and what the system said", async (_, change, part) => {
    const before = machineState();
    const failed = await startLab(plan(change), files);
    expect(failed).toMatchObject({ type: "lab-failed", part });
    expect("type" in failed && failed.complaint).toMatch(/\w/);
    expect(machineState()).toEqual(before);
  });

  // only root chooses which ids a lab gets
  test.runIf(canTest(process.getuid?.() === 0, "this is not root"))(
    "because its ids cannot be mapped is told likewise",
    async () => {
      expect(await startLab(plan({ idBase: 0xffff_0001 }), files)).toMatchObject({ type: "lab-failed", part: "user-namespace" });
    },
  );

  test("because the script is not there is told likewise", async () => {
    expect(await startLab(plan({}), { ...files, script: "/nonexistent/up.sh" })).toMatchObject({
      type: "lab-failed",
      part: "start",
      complaint: expect.stringContaining("/nonexistent/up.sh") as string,
    });
  });

  test("leaves neither its cgroups nor its record", async () => {
    const stateFile = join(runtime, "lab-1-1.json");
    writeFileSync(stateFile, "{}");
    const failed = await startLab(plan({ stage: "/nonexistent/stage", stateFile }), files);
    expect(failed).toMatchObject({ type: "lab-failed" });
    expect(readdirSync(runtime)).toEqual([]);
    expect(cgroupsOf(process.pid)).toEqual([]);
  });
});
