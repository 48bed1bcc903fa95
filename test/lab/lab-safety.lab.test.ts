import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { install, type Installed, makeHome, PEOPLE } from "../support/installed.ts";
import { machineState } from "../support/machine-state.ts";
import { startTestLab, typed } from "../support/test-lab.ts";

describe("the machine", () => {
  test("is the same before, during and after a lab in which much is done", async () => {
    const before = machineState();
    const lab = await startTestLab();
    await typed(
      lab,
      "ip link add docker0 type bridge; ip addr add 172.17.0.1/16 dev docker0; ip link set docker0 up; ip netns add ns1; ip link add veth0 type veth peer name veth1 netns ns1",
      "iptables -P FORWARD DROP; echo 1 > /proc/sys/net/ipv4/ip_forward; mount --bind /tmp /mnt; mount --make-rshared /; hostname other; unshare -m --propagation shared mount -t tmpfs x /opt",
    );
    expect(machineState()).toEqual(before);
    await lab.down();
    expect(machineState()).toEqual(before);
  });
});

describe.each(PEOPLE)("root in a lab of $name", (who) => {
  let installed: Installed;
  let ran: readonly { readonly code: number; readonly output: string }[];

  // The very values that stand there: nothing changes even where it is allowed.
  const LINES = [
    ...["kernel/panic", "kernel/sysrq", "kernel/core_pattern", "vm/swappiness", "vm/drop_caches", "fs/file-max"].map(
      (name) => `value=$(cat /proc/sys/${name} 2>/dev/null || echo 0); echo "$value" > /proc/sys/${name}`,
    ),
    "mknod /tmp/disk b 254 0",
    "mknod /tmp/mem c 1 1",
    "[ -w /proc/sysrq-trigger ]",
    "[ -r /proc/kcore ] && head -c 1 /proc/kcore",
    "[ -w /sys/power/state ]",
    "[ -w /sys/kernel/mm/ksm/run ]",
    "touch /usr/bin/nslab-was-here && rm /usr/bin/nslab-was-here && false",
    "hostname nslab-was-here; [ $(hostname) != nslab-was-here ]",
  ];

  beforeAll(async () => {
    installed = await install("test/support/lab-program.ts");
    const home = makeHome(who);
    const before = machineState();
    const output = execFileSync(process.execPath, [installed.program, installed.root, ...LINES], {
      ...who.ids,
      env: home.environment,
      cwd: "/",
      encoding: "utf8",
    });
    expect(machineState()).toEqual(before);
    ({ ran } = JSON.parse(output) as { ran: typeof ran });
    home.remove();
  });
  afterAll(() => installed.remove());

  test.each(LINES.map((line, index) => [line, index] as const))("cannot reach the machine by: %s", (_, index) => {
    expect(ran[index]?.code, ran[index]?.output).not.toBe(0);
  });

  test("has changed nothing on the machine", () => {
    expect(existsSync("/usr/bin/nslab-was-here")).toBe(false);
    expect(readFileSync("/proc/sys/kernel/hostname", "utf8")).not.toContain("nslab-was-here");
  });
});

describe.each(PEOPLE)("a node and an nslab that belong to $name", (who) => {
  test("are not to be broken from within the lab", async () => {
    const installed = await install("test/support/lab-program.ts");
    const home = makeHome(who);
    const node = join(mkdtempSync(join(tmpdir(), "nslab-node-")), "node");
    cpSync(process.execPath, node);
    const world = join(installed.root, "src/lab/world.mjs");
    for (const path of [node, join(node, ".."), world]) if (who.ids.uid !== undefined) chownSync(path, who.ids.uid, who.ids.uid);
    chmodSync(join(node, ".."), 0o755);
    const before = [node, world].map((path) => stateOf(path));
    const output = execFileSync(node, [installed.program, installed.root, ...BREAK], {
      ...who.ids,
      env: home.environment,
      cwd: "/",
      encoding: "utf8",
    });
    const { ran } = JSON.parse(output) as { ran: readonly { readonly output: string }[] };
    expect(ran[0]?.output).toContain("node works: 42");
    expect([node, world].map((path) => stateOf(path))).toEqual(before);
    for (const path of [join(node, ".."), home.path]) rmSync(path, { recursive: true });
    installed.remove();
  });

  const BREAK = [
    `node -e 'console.log("node works: " + 6 * 7)'`,
    "for file in /opt/nslab/*; do mount -o remount,bind,rw $file; chmod 000 $file; touch -d 2001-01-01 $file; done",
    ": >/opt/nslab/world.mjs; echo x >>/opt/nslab/node",
  ];

  function stateOf(path: string): readonly unknown[] {
    const { mode, size, mtimeMs, ctimeMs } = statSync(path);
    return [mode, size, mtimeMs, ctimeMs];
  }
});

describe.each(PEOPLE)("a key in the session keyring of $name", (who) => {
  // x86_64 and arm64 number their system calls differently: keyctl(2), add_key(2).
  const [keyctl, addKey] = process.arch === "arm64" ? [219, 217] : [250, 248];
  const NEW_KEYRING = `@key = ("user", "nslab-test", "secret"); syscall(${keyctl}, 1, 0); syscall(${addKey}, @key, 6, -3) > 0 or die $!; exec @ARGV`;
  const FIND = `perl -e '@key = ("user", "nslab-test"); print syscall(${keyctl}, 10, -3, @key, 0) > 0 ? "found" : "no such key"'`;

  test("is not to be found in a lab", async () => {
    const installed = await install("test/support/lab-program.ts");
    const home = makeHome(who);
    const found = execFileSync("perl", ["-e", NEW_KEYRING, "bash", "-c", FIND], { ...who.ids, encoding: "utf8" });
    expect(found).toBe("found");
    const program = [process.execPath, installed.program, installed.root, FIND];
    const output = execFileSync("perl", ["-e", NEW_KEYRING, ...program], {
      ...who.ids,
      env: home.environment,
      cwd: "/",
      encoding: "utf8",
    });
    const { ran } = JSON.parse(output) as { ran: readonly { readonly output: string }[] };
    expect(ran[0]?.output).toContain("no such key");
    home.remove();
    installed.remove();
  });
});
