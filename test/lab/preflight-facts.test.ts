import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readMachineFacts } from "../../src/lab/preflight-facts.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "nslab-facts-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function file(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test("a machine that tells nothing has nothing to explain", () => {
  expect(readMachineFacts(0, null, root)).toEqual({
    uid: 0,
    privilege: "rootless",
    system: "Linux",
    kernel: "unknown",
    container: null,
    packageManager: null,
    settings: {
      "kernel.unprivileged_userns_clone": null,
      "user.max_user_namespaces": null,
      "kernel.apparmor_restrict_unprivileged_userns": null,
    },
    cgroup: { self: "", mountinfo: "", v2Controllers: "", systemd: false, delegated: null },
  });
});

test("an Ubuntu with a cgroup v2 mount tells its settings and controllers", () => {
  file("etc/os-release", 'ID=ubuntu\nPRETTY_NAME="Ubuntu 24.04.1 LTS"\n');
  file("proc/sys/kernel/osrelease", "6.8.0-41-generic\n");
  file("proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");
  file("proc/sys/user/max_user_namespaces", "63567\n");
  file("proc/self/mountinfo", "30 24 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n");
  file("sys/fs/cgroup/cgroup.controllers", "cpu memory pids\n");
  expect(readMachineFacts(1000, "apt", root)).toMatchObject({
    system: "Ubuntu 24.04.1 LTS",
    kernel: "6.8.0-41-generic",
    settings: { "user.max_user_namespaces": "63567", "kernel.apparmor_restrict_unprivileged_userns": "1" },
    cgroup: { v2Controllers: "cpu memory pids\n" },
  });
});

test.each([
  [".dockerenv", "", "docker"],
  ["run/.containerenv", "engine=podman\n", "podman"],
  ["run/systemd/container", "lxc\n", "lxc"],
])("%s means a container", (path, text, expected) => {
  file(path, text);
  expect(readMachineFacts(0, null, root).container).toBe(expected);
});
