import { describe, expect, test } from "vitest";
import { NO_CGROUPS } from "../../src/lab/cgroup-plan.ts";
import {
  chooseStage,
  FIRST_SLOT,
  STAGE_CANDIDATES,
  SLOTS,
  type UpPlan,
  upCommand,
  upEnvironment,
} from "../../src/lab/up-plan.ts";
import { PLAN } from "../support/sample-plan.ts";

describe("the environment of up.sh", () => {
  test("holds what the plan says, and the PATH it is given", () => {
    expect(upEnvironment(PLAN, "/bin")).toMatchObject({
      PATH: "/bin",
      NSLAB_PRIVILEGE: "mapped-root",
      NSLAB_ID_BASE: "1879048192",
      NSLAB_PROCESSES: "1024",
      NSLAB_IDS: "0:65536",
      NSLAB_CGROUP_LIMITS: expect.stringContaining("memory.max=2147483648 ") as string,
      NSLAB_OPEN_FILES: "4096",
      NSLAB_USER_LIMITS: "max_inotify_instances=16 max_mnt_namespaces=256",
      NSLAB_STAGE: "/mnt",
      NSLAB_NODE: "/usr/bin/node",
      NSLAB_WORLD: "/usr/lib/nslab/world.mjs",
      NSLAB_PROGRAM_DIRS: "usr",
      NSLAB_LINKS: "/bin /dev/fd",
      NSLAB_FILTER_CALL: "317",
      NSLAB_STATE_FILE: "/run/nslab/lab-1-1.json",
      NSLAB_SLOTS: String(SLOTS),
      NSLAB_FIRST_SLOT: String(FIRST_SLOT),
    });
  });

  test("gives an ordinary user's lab the one id that he has", () => {
    expect(upEnvironment({ ...PLAN, privilege: "rootless" }, "/bin")).toMatchObject({ NSLAB_IDS: "0:1" });
  });

  test("names cgroup directories and v1 hierarchies as words of a shell", () => {
    const cgroups = {
      ...NO_CGROUPS,
      version: "v1",
      directories: ["/sys/fs/cgroup/memory/lab", "/sys/fs/cgroup/cpu,cpuacct/lab"],
      hierarchies: ["memory", "cpu,cpuacct"],
      controllers: [],
    } as const;
    expect(upEnvironment({ ...PLAN, cgroups }, "/bin")).toMatchObject({
      NSLAB_CGROUP: "v1",
      NSLAB_CGROUP_DIRS: "/sys/fs/cgroup/memory/lab /sys/fs/cgroup/cpu,cpuacct/lab",
      NSLAB_CGROUP_V1: "memory cpu,cpuacct",
      NSLAB_CGROUP_CONTROLLERS: "",
    });
  });

  test("names the controllers of v2", () => {
    const cgroups = {
      ...NO_CGROUPS,
      version: "v2",
      v2Root: "/sys/fs/cgroup",
      directories: ["/sys/fs/cgroup/lab"],
      hierarchies: [],
      controllers: ["cpu", "memory"],
    } as const;
    expect(upEnvironment({ ...PLAN, cgroups }, "/bin")).toMatchObject({
      NSLAB_CGROUP: "v2",
      NSLAB_CGROUP_V2: "/sys/fs/cgroup",
      NSLAB_CGROUP_V1: "",
      NSLAB_CGROUP_CONTROLLERS: "cpu memory",
    });
  });

  test("says none where there are no cgroups", () => {
    expect(upEnvironment(PLAN, "/bin")).toMatchObject({ NSLAB_CGROUP: "none", NSLAB_CGROUP_DIRS: "" });
  });
});

describe("the command that starts a lab", () => {
  test("is the script alone where the script makes the cgroups", () => {
    expect(upCommand(PLAN, "/x/up.sh")).toEqual(["bash", "/x/up.sh"]);
  });

  test("runs in a scope that systemd delegates where systemd makes them", () => {
    const command = upCommand({ ...PLAN, cgroups: { ...NO_CGROUPS, version: "v2", by: "systemd" } }, "/x/up.sh");
    expect(command).not.toContain("--user");
    expect(command[0]).toBe("systemd-run");
    expect(command).toEqual(expect.arrayContaining(["--scope", "--collect", "--property=Delegate=yes"]));
    expect(command.slice(-3)).toEqual(["--", "bash", "/x/up.sh"]);
  });

  test("runs in a scope of an ordinary user's own systemd, which is told where that is reached", () => {
    const plan: UpPlan = { ...PLAN, cgroups: { ...NO_CGROUPS, version: "v2", by: "user-systemd" } };
    const command = upCommand(plan, "/x/up.sh");
    expect(command.slice(0, 2)).toEqual(["systemd-run", "--user"]);
    expect(command).toEqual(expect.arrayContaining(["--scope", "--collect", "--property=Delegate=yes"]));
    expect(upEnvironment(plan, "/bin")).toMatchObject({ XDG_RUNTIME_DIR: "/run/user/1000" });
    expect(upEnvironment(PLAN, "/bin")).not.toHaveProperty("XDG_RUNTIME_DIR");
  });
});

describe("the stage, a directory that a lab mounts over", () => {
  const all = STAGE_CANDIDATES;

  test.each<[string, readonly string[], readonly string[], string | null]>([
    ["is the first that exists", all, ["/usr/bin/node"], "/mnt"],
    ["is the next where the first does not exist", ["/srv", "/tmp"], ["/usr/bin/node"], "/srv"],
    ["never covers the node that runs nslab", all, ["/mnt/tools/bin/node"], "/media"],
    ["never covers any of what the lab needs", all, ["/mnt/bin/node", "/media/cdrom/nslab/world.mjs"], "/srv"],
    ["may have a name that something needed only begins with", all, ["/mnt2/node"], "/mnt"],
    ["is none where everything is needed", ["/opt"], ["/opt/node/bin/node"], null],
    ["is none where nothing exists", [], [], null],
  ])("%s", (_, existing, needed, expected) => {
    expect(chooseStage(existing, needed)).toBe(expected);
  });
});
