import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { KERNEL_CAPABILITIES } from "../../src/lab/preflight-capabilities.ts";
import { parsePreflightLines } from "../../src/lab/preflight-lines.ts";
import { preflight } from "../../src/lab/preflight.ts";
import { freeIdBase } from "../../src/lab/id-ranges.ts";

const PACKAGE_ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SCRIPT = `${PACKAGE_ROOT}src/lab/preflight.sh`;
const UID = process.getuid?.() ?? 0;

describe("the look at a machine that can run labs", () => {
  test("finds that it can, and answers for everything it knows of", async () => {
    const { capabilities, lab } = await preflight({ packageRoot: PACKAGE_ROOT, uid: UID, environment: process.env });
    expect(lab.started).toEqual({ works: true, complaint: "" });
    const unable = capabilities.filter((each) => each.status === "missing" && !each.id.startsWith("tool:"));
    // an ordinary user has cgroups only where somebody gave them
    expect(unable.map((each) => each.id).filter((id) => UID === 0 || !/^cgroup-(cpu|memory)$/.test(id))).toEqual([]);
    const known = KERNEL_CAPABILITIES.filter((each) => each.id !== "id-map" || UID === 0).map((each) => each.id);
    expect(capabilities.map((each) => each.id)).toEqual(expect.arrayContaining(known));
  });

  test("leaves nothing behind", async () => {
    const before = traces();
    await preflight({ packageRoot: PACKAGE_ROOT, uid: UID, environment: process.env });
    expect(traces()).toEqual(before);
    await expect.poll(leftOver).toEqual([]);
  });
});

/** What another machine would answer, by making this one refuse inside a user namespace of its own. */
function refusing(preparation: string, privilege: "mapped-root" | "rootless") {
  const ran = spawnSync(
    "unshare",
    ["-U", "-r", "-m", "-p", "-f", "--kill-child", "bash", "-c", `${preparation} && exec bash ${SCRIPT}`],
    {
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C", NSLAB_PRIVILEGE: privilege, NSLAB_ID_BASE: "1879048192" },
      input: "",
      encoding: "utf8",
    },
  );
  return parsePreflightLines(ran.stdout);
}

describe("the look at a machine that refuses", () => {
  test.each(["mapped-root", "rootless"] as const)("user namespaces finds that out, %s", (privilege) => {
    const answers = refusing("mount -t proc proc /proc && echo 0 >/proc/sys/user/max_user_namespaces", privilege);
    expect([...answers]).toEqual([
      ["user-namespace", { works: false, complaint: expect.stringMatching(/No space left on device/) }],
    ]);
  });

  test("mount namespaces names that kind, and tries nothing that needs one", () => {
    const answers = refusing("mount -t proc proc /proc && echo 0 >/proc/sys/user/max_mnt_namespaces", "rootless");
    expect(answers.get("mount-namespace")).toMatchObject({ works: false });
    expect([...answers.keys()].at(-1)).toBe("cgroup-namespace");
  });

  test("network namespaces names that kind alone", () => {
    const answers = refusing("mount -t proc proc /proc && echo 0 >/proc/sys/user/max_net_namespaces", "rootless");
    expect(answers.get("network-namespace")).toMatchObject({ works: false });
    expect(answers.get("mount-namespace")).toEqual({ works: true, complaint: "" });
    expect(answers.get("proc")).toEqual({ works: true, complaint: "" });
    expect(answers.has("veth")).toBe(false); // in whose network namespace would it be tried?
  });

  test("a range of ids finds that out", () => {
    expect(refusing("true", "mapped-root").get("id-map")).toMatchObject({
      works: false,
      complaint: expect.stringMatching(/Operation not permitted/),
    });
  });

  test("a /proc of its own, because the old one is partly covered, as in containers", () => {
    const answers = refusing("mount -t proc proc /proc && mount -t tmpfs none /proc/sys/kernel", "rootless");
    expect(answers.get("proc")).toMatchObject({
      works: false,
      complaint: expect.stringMatching(/permission denied|not permitted/i),
    });
    expect(answers.get("mount")).toEqual({ works: true, complaint: "" });
  });
});

function traces() {
  return {
    links: execFileSync("ip", ["-o", "link"], { encoding: "utf8" }).replaceAll(/ state \S+/g, ""),
    namespaces: execFileSync("ip", ["netns"], { encoding: "utf8" }),
    mounts: readFileSync("/proc/self/mountinfo", "utf8"),
  };
}

/** Processes of the script that this process started: nobody else uses its range of ids. */
function leftOver(): readonly string[] {
  return readdirSync("/proc").filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const environment = readFileSync(`/proc/${name}/environ`, "utf8");
      return environment.includes(`NSLAB_ID_BASE=${freeIdBase([], process.pid * 7)}\0`) && environment.includes("load_modules");
    } catch {
      return false; // ended meanwhile
    }
  });
}
