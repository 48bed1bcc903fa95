import { execFileSync } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { VerifyDocument } from "../../src/ui/report/document.ts";
import { type Home, install, type Installed, makeHome, makeStranger, PEOPLE, type Who } from "../support/installed.ts";
import { cgroupsOf, type MachineState, machineState } from "../support/machine-state.ts";
import { type Ended, nslab, Nslab, type RunOptions } from "../support/nslab.ts";
import { canTest } from "../support/must-work.ts";

let installed: Installed;

beforeAll(async () => {
  installed = await install();
});
afterAll(() => installed.remove());

const isRoot = canTest(process.getuid?.() === 0, "this is not root");

describe.each(PEOPLE)("on a bad day of $name, nslab", (who: Who) => {
  let home: Home;
  let before: MachineState;

  beforeEach(() => {
    home = makeHome(who);
    before = machineState();
  });
  afterEach(() => {
    expect(readdirSync(home.path).includes("nslab") ? readdirSync(join(home.path, "nslab")) : []).toEqual([]);
    expect(machineState()).toEqual(before);
    home.remove();
  });

  const run = (given: readonly string[], options: Partial<RunOptions> = {}): Promise<Ended> =>
    nslab(installed, given, { who, home, ...options });

  /** Says what is wrong and what to do, with the exit code for a machine that cannot; no stack trace, and nothing on standard output. */
  function saysThatItCannot(ended: Ended, because: RegExp): void {
    expect(ended.stderr).toMatch(because);
    expect(ended.stderr).toContain("nslab doctor");
    expect(ended.stderr).not.toMatch(/^\s+at /m);
    expect(ended.stdout).toBe("");
    expect(ended.code).toBe(3);
  }

  test("says so where the system makes no user namespaces", async () => {
    // A limit of its own, in a namespace of its own; nobody has a right in it who could raise the limit.
    const none = [
      "unshare",
      "-U",
      "--map-current-user",
      "--keep-caps",
      "sh",
      "-c",
      'echo 0 > /proc/sys/user/max_user_namespaces && exec setpriv --inh-caps=-all --ambient-caps=-all "$@"',
      "sh",
    ];
    const as = isRoot ? { ...who, ids: { uid: 61_234, gid: 61_234 } } : who;
    const its = makeHome(as);
    const ended = await run(["verify", "--replay", "1", "--format", "json"], { who: as, home: its, by: none });
    saysThatItCannot(ended, /user namespaces/);
    expect(readdirSync(join(its.path, "nslab"))).toEqual([]);
    its.remove();
  });

  test("works with standard input closed", async () => {
    const ended = await run(["verify", "--replay", "1", "--format", "json"], { by: ["sh", "-c", 'exec "$@" <&-', "sh"] });
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect((JSON.parse(ended.stdout) as VerifyDocument).summary.failed).toBe(0);
  });

  test("works with everything closed that it could write to", async () => {
    const ended = await run(["verify", "--replay", "1"], { by: ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh"] });
    expect(ended.code).toBe(0);
  });

  test("ends without a word when its reader has seen enough", async () => {
    const { code, stdout, stderr } = await run(["verify", "--replay", "1", "4", "5"], {
      by: ["sh", "-c", '"$@" | head -1', "sh"],
    });
    expect(code).toBe(0); // that of head
    expect(stdout).toMatch(/^. {2}1 mounts .*\n$/);
    expect(stderr).toBe("");
  });

  test("ends its lab when its reader has gone in the middle", async () => {
    const process = new Nslab(installed, ["verify", "--replay", "1", "4", "5", "6"], { who, home });
    process.child.stdout?.once("data", () => process.child.stdout?.destroy());
    const { code, stderr } = await process.ended;
    expect(stderr).toBe("");
    expect([0, 130]).toContain(code);
  });

  test("ends without a word when nobody reads its complaints either", async () => {
    const process = new Nslab(installed, ["verify", "nothing-like-it"], { who, home });
    process.child.stderr?.destroy();
    expect((await process.ended).code).not.toBe(1);
  });

  test.each([
    [["verify", "--replay", "1", "--format", "json"]],
    [["verify", "--replay", "1"]],
    [["lesson", "1", "--auto"]],
    [["list"]],
    [["list", "--format", "json"]],
    [["doctor"]],
    [["script", "1"]],
    [["completion", "bash"]],
    [["--help"]],
    [["--version"]],
  ])("says that the disk takes nothing of what it prints: %j", async (given) => {
    const full = openSync("/dev/full", "w");
    const ended = await run(given, { stdio: ["ignore", full, "pipe"] });
    closeSync(full);
    expect(ended.stderr).toMatch(/^nslab could not write all of its output: the disk is full\. .*\n.*ENOSPC.*\n$/);
    expect(ended.code).toBe(1);
  });

  test("keeps its exit code for a wrong call whose message the disk does not take", async () => {
    const full = openSync("/dev/full", "w");
    const ended = await run(["nonsense"], { stdio: ["ignore", "pipe", full] });
    closeSync(full);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
  });

  test("works in a folder that has been removed", async () => {
    const gone = 'mkdir "$1" && cd "$1" && rmdir "$1" && shift && exec "$@"';
    const by = ["sh", "-c", gone, "sh", join(home.path, "gone")];
    const doctor = await run(["doctor"], { by });
    expect(doctor.stderr).toBe("");
    expect([0, 3]).toContain(doctor.code);
    expect(await run(["verify", "--replay", "6"], { by })).toMatchObject({ code: 0, stderr: "" });
  });

  test.each([
    ["works", ["verify", "--replay", "1"]],
    ["plays a lesson unattended", ["lesson", "1", "--auto"]],
  ])("%s without a home that could be written", async (_, given) => {
    const stranger = makeStranger(who);
    const ended = await run(given, { ...stranger, environment: { HOME: "/proc/nowhere", XDG_RUNTIME_DIR: "/proc/nowhere" } });
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    stranger.home.remove();
  });

  test.each([
    ["damaged", '{"format":1,"current":'],
    ["of a later nslab", '{"format":2,"everything":"new"}'],
  ])("keeps a progress file aside that is %s, says so, and goes on", async (_, text) => {
    const directory = join(home.path, ".local/state/nslab");
    execFileSync("sh", ["-c", 'mkdir -p "$1" && printf %s "$2" > "$1/progress.json"', "sh", directory, text], who.ids);
    const { code, stdout, stderr } = await run(["list"]);
    expect(code).toBe(0);
    const [kept, ...others] = readdirSync(directory).filter((name) => name !== "progress.json");
    expect(others).toEqual([]);
    expect(readFileSync(join(directory, kept ?? ""), "utf8")).toBe(text);
    expect(`${stdout}${stderr}`).toContain(kept);
    expect((await run(["list"])).stderr).toBe("");
  });

  test("works with an environment that says nothing of person, system or terminal", async () => {
    const environment = { PATH: "/nonexistent", XDG_RUNTIME_DIR: home.path };
    const ended = await nslab(installed, ["verify", "--replay", "1"], { who, home: { ...home, environment } });
    expect(ended).toMatchObject({ code: 0, stderr: "" });
  });
});

// A private view of /usr without one of its programs: only root has one without a user namespace around it.
describe.runIf(isRoot)("on a machine without", () => {
  let home: Home;
  beforeEach(() => {
    home = makeHome({ name: "root", ids: {} });
  });
  afterEach(() => home.remove());

  const HIDE =
    'cd /tmp && mount -t tmpfs hide "$1" && mkdir "$1/upper" "$1/work" && mount -t overlay -o "lowerdir=/usr,upperdir=$1/upper,workdir=$1/work" hide /usr || exit 99; for name in $2; do rm -f /usr/bin/$name /usr/sbin/$name /usr/local/bin/$name || exit 98; done; shift 2; exec "$@"';
  const without = (program: string) => ["unshare", "-m", "sh", "-c", HIDE, "sh", home.path, program];

  test.each(["script", "unshare", "nsenter", "ip", "mount", "bash", "stty"])(
    "%s, nslab names it, and leaves nothing",
    async (program) => {
      const before = machineState();
      const { code, stdout, stderr } = await nslab(installed, ["verify", "--replay", "1", "--format", "json"], {
        who: { name: "root", ids: {} },
        home,
        by: without(program),
      });
      expect(stderr).toContain(`\nNot installed on this machine: ${program}.\n`);
      expect(stderr).toContain("nslab doctor");
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(stdout).toBe("");
      expect(code).toBe(3);
      expect(machineState()).toEqual(before);
    },
  );

  test.each(["unshare", "nsenter", "mount", "ip"])(
    "%s that works, nslab says so at once, and leaves nothing",
    async (program) => {
      const before = machineState();
      const broken = [
        "unshare",
        "-m",
        "sh",
        "-c",
        'mount --bind /bin/false "$1" && shift && exec "$@"',
        "sh",
        execFileSync("which", [program], { encoding: "utf8" }).trim(),
      ];
      const started = performance.now();
      const process = new Nslab(installed, ["verify", "--replay", "1", "--format", "json"], {
        who: { name: "root", ids: {} },
        home,
        by: broken,
      });
      const { code, stdout, stderr } = await process.ended;
      expect(stderr).toMatch(/^This machine could not start a lab\. \w/);
      expect(stdout).toBe("");
      expect(code).toBe(3);
      expect(performance.now() - started).toBeLessThan(25_000);
      expect(cgroupsOf(process.pid)).toEqual([]);
      expect(machineState()).toEqual(before);
    },
  );

  test("a /sys that may be mounted, nslab says that, not what failed for want of it", async () => {
    const covered = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs cover /sys/kernel && exec "$@"', "sh"];
    const who = { name: "root", ids: {} };
    const { code, stderr } = await nslab(installed, ["verify", "--replay", "1"], { who, home, by: covered });
    expect(stderr).toMatch(/Its file tree could not be mounted\. Inside many containers a fresh \/proc or \/sys is refused/);
    expect(code).toBe(3);
  });

  test("a free place for the lab's trees, a lab starts over what is mounted there", async () => {
    const mounted = [
      "unshare",
      "-m",
      "sh",
      "-c",
      `${["tools", "host"].map((name) => `mount -t tmpfs -o x-mount.mkdir stage /mnt/${name}`).join(" && ")} && exec "$@"`,
      "sh",
    ];
    const over = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs none /mnt && exec "$@"', "sh", ...mounted];
    const { code, stderr } = await nslab(installed, ["verify", "--replay", "4"], {
      who: { name: "root", ids: {} },
      home,
      by: over,
    });
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  test("a setting that allows user namespaces, nslab names it and what to type, and leaves nothing", async () => {
    const before = machineState();
    const refusing = ["unshare", "-U", "-r", "sh", "-c", 'echo 0 >/proc/sys/user/max_user_namespaces && exec "$@"', "sh"];
    const { code, stdout, stderr } = await nslab(installed, ["verify", "--replay", "1"], {
      who: { name: "root", ids: {} },
      home,
      by: refusing,
    });
    expect(stderr).toContain("user.max_user_namespaces is 0.\n");
    expect(stderr).toContain("To allow it: sysctl -w user.max_user_namespaces=28633");
    expect(stdout).toBe("");
    expect(code).toBe(3);
    expect(machineState()).toEqual(before);
  });

  test("brctl and ifconfig, lessons go the modern way", async () => {
    const { code, stderr, stdout } = await nslab(installed, ["verify", "--replay", "7", "--format", "json"], {
      who: { name: "root", ids: {} },
      home,
      by: without("brctl ifconfig route"),
    });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({ summary: { failed: 0, skipped: 0 } });
    expect(code).toBe(0);
  });
});
