import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
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
