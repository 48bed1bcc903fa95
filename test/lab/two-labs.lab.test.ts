import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSnapshot } from "../../src/kernel/read-snapshot.ts";
import type { Lab } from "../../src/lab/lab.ts";
import { Terminal } from "../../src/terminal/terminal.ts";
import { SIZE, startTestLab, typed } from "../support/test-lab.ts";

describe("two labs at once", () => {
  let one: Lab;
  let other: Lab;

  beforeAll(async () => {
    [one, other] = await Promise.all([startTestLab(), startTestLab()]);
  });
  afterAll(() => Promise.all([one.down(), other.down()]));

  test.each([
    [
      "networks",
      "ip link add docker0 type bridge && ip addr add 172.17.0.1/16 dev docker0",
      "ip -br link show docker0; ip route get 172.17.0.2 | head -1",
    ],
    ["names of networks", "ip netns add ns1", "ip netns list"],
    ["firewall rules", "iptables -t nat -A POSTROUTING -j MASQUERADE", "iptables-save -t nat | grep MASQ"],
    ["files", "echo mine > /root/docker/mine; echo mine > /tmp/mine", "ls /root/docker /tmp"],
    ["programs", "mkdir /usr/mine && echo mine > /usr/mine/mine", "ls /usr"],
    ["mounts", "mount --bind /tmp /mnt", "grep -c ' /mnt ' /proc/self/mountinfo"],
    ["names", "hostname mine", "hostname"],
    ["shared memory", "ipcmk -M 64 >/dev/null", "ipcs -m | grep -c 0x"],
    ["forwarding", "echo 1 > /proc/sys/net/ipv4/ip_forward", "cat /proc/sys/net/ipv4/ip_forward"],
  ])("do not share %s", async (_, change, look) => {
    const before = await typed(other, look);
    expect(await typed(one, `{ ${change}; } && echo done`)).toBe("done\n");
    expect(await typed(one, look)).not.toBe(before);
    expect(await typed(other, look)).toBe(before);
  });

  test("do not see one another's processes", async () => {
    const terminal = await Terminal.open(one, "host", "host", SIZE);
    await terminal.run("sleep 4242 & ps -e -o args= | grep -c '[s]leep 4242'");
    expect(terminal.output).toContain("1\n");
    expect(await typed(other, "ps -e -o args= | grep -c '[s]leep 4242'")).toBe("0\n");
    const [here, there] = [await readSnapshot(one), await readSnapshot(other)];
    expect(here.processes.some((process) => process.command.includes("4242"))).toBe(true);
    expect(there.processes.some((process) => process.command.includes("4242"))).toBe(false);
    await terminal.run("kill %1; exit");
  });

  test("do not reach one another", async () => {
    // The same address in both, so what answers is the one in the asker's own lab.
    await typed(one, "ip addr add 192.168.102.77/24 dev enp0s3");
    expect(await typed(other, "ping -c 1 -W 0.3 192.168.102.77 >/dev/null || echo silence")).toBe("silence\n");
  });

  test("have each their own ids on the machine, so that one's root is nobody to the other's", () => {
    const maps = [one, other].map((lab) =>
      readFileSync(`/proc/${lab.host.machinePid}/uid_map`, "utf8").trim().split(/\s+/).map(Number),
    );
    const [mine = [], others = []] = maps;
    if (one.privilege === "mapped-root") {
      expect(mine[2]).toBe(65_536);
      expect(Math.abs((mine[1] ?? 0) - (others[1] ?? 0))).toBeGreaterThanOrEqual(65_536);
      expect(mine[1]).toBeGreaterThanOrEqual(0x7000_0000);
    } else {
      expect(mine).toEqual([0, process.getuid?.(), 1]);
    }
  });

  test("have each their own cgroups, where they have any", () => {
    expect(new Set([...one.cgroupDirectories, ...other.cgroupDirectories]).size).toBe(
      one.cgroupDirectories.length + other.cgroupDirectories.length,
    );
    for (const directory of [...one.cgroupDirectories, ...other.cgroupDirectories]) expect(existsSync(directory)).toBe(true);
  });
});
