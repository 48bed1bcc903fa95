import { Buffer } from "node:buffer";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readlinkSync, readSync, statfsSync } from "node:fs";
import { basename, join } from "node:path";
import type { Fingerprint, Numbers } from "../compare.ts";

/** Of these every file counts, by what it is. */
const FOLDERS = [
  "/etc",
  "/boot",
  "/root",
  "/home",
  "/srv",
  "/opt",
  "/usr/bin",
  "/usr/sbin",
  "/usr/local",
  "/var/lib/dpkg",
  "/var/spool",
];
/** Where programs keep what they know of a person. */
const PERSONAL = new Set([".local", ".cache", ".config", ".bash_history"]);
/** Links that a tunnel's module makes on every machine when the kernel loads it, for whoever asked: down, and of no use (ip-link(8)). */
const COMES_WITH_MODULE = /^(gre0|gretap0|erspan0|tunl0|sit0|ip6tnl0|ip6gre0|ip_vti0|ip6_vti0|bond0|ifb[01]|dummy0)$/;

/** File systems of their own, whose root is what changes all the time. */
const MOUNTED = new Set(["/proc", "/sys", "/dev", "/run", "/tmp"]);
const SMALL = 64 * 1024;

/**
 * What must be the same before and after, read by the machine's root. Without the thorough part it takes a tenth of
 * the time: what is left out would stay changed until the next thorough look.
 *
 * @param own processes that are the test's, with their children
 */
export function takeFingerprint(own: ReadonlySet<number>, isThorough: boolean): Fingerprint {
  const parts = {
    mounts: linesOf("/proc/1/mountinfo"),
    names: ["hostname", "domainname", "core_pattern", "modprobe", "panic", "sysrq"].map(
      (name) => `${name} = ${linesOf(`/proc/sys/kernel/${name}`)[0] ?? ""}`,
    ),
    processes: processes(own),
    cgroups: cgroups("/sys/fs/cgroup"),
    modules: linesOf("/proc/modules").map((line) => line.split(" ")[0] ?? ""),
    swaps: linesOf("/proc/swaps").map((line) => line.split(/\s+/).slice(0, 3).join(" ")),
    "link names": namesIn("/sys/class/net").filter((name) => !COMES_WITH_MODULE.test(name)),
    "abstract sockets": linesOf("/proc/net/unix").flatMap((line) => /@.*$/.exec(line)?.slice(0, 1) ?? []),
    keys: keys(),
    "small files": ["/", "/etc", "/root", "/home/learner"].flatMap((folder) =>
      namesIn(folder).map((name) => fileLine(join(folder, name))),
    ),
  };
  return { parts: isThorough ? { ...parts, ...thorough() } : parts, numbers: numbers() };
}

/** The link that a line of `ip -o` is about. */
function linkOf(line: string): string {
  return /^\d+: ([\w.]+)/.exec(line)?.[1] ?? "";
}

function thorough(): Fingerprint["parts"] {
  return {
    files: FOLDERS.flatMap((folder) => filesBelow(folder)),
    network: output(
      "bash",
      "-c",
      "ip -o -d link; ip -o addr; ip route show table all; ip -6 route show table all; ip rule; ip netns; nft list ruleset",
    )
      .filter((line) => !COMES_WITH_MODULE.test(linkOf(line)))
      .map((line) => line.replace(/\b(valid|preferred)_lft \S+|packets \d+ bytes \d+/g, "")),
    sysctls: sysctls("/proc/sys"),
    "block devices": blockDevices(),
    "kernel trouble": output("dmesg").filter(
      (line) => /BUG:|Oops|general protection|WARNING: CPU|nslab-was-here/.test(line) && !/soft lockup/.test(line),
    ),
  };
}

function numbers(): Numbers {
  const disk = statfsSync("/");
  const memory = /MemAvailable: +(\d+)/.exec(readFileSync("/proc/meminfo", "utf8"))?.[1] ?? "0";
  const boottime = Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]);
  return {
    "clock, in seconds": Date.now() / 1000 - boottime,
    "free memory, in MiB": Number(memory) / 1024,
    "free disk, in MiB": (disk.bavail * disk.bsize) / 2 ** 20,
    "free inodes": disk.ffree,
  };
}

function filesBelow(path: string): readonly string[] {
  return namesIn(path).flatMap((name) => {
    const file = join(path, name);
    if (PERSONAL.has(name)) return [];
    const isFolder = lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
    return isFolder ? [fileLine(file), ...filesBelow(file)] : [fileLine(file)];
  });
}

/** A file by its times, of which nobody can set the last (ctime, inode(7)), and a small one by what it holds. */
function fileLine(file: string): string {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (stat === undefined || PERSONAL.has(basename(file)) || MOUNTED.has(file)) return "";
  const { mode, uid, gid, size, mtimeMs, ctimeMs, ino, nlink } = stat;
  const content = stat.isSymbolicLink() ? readlinkSync(file) : stat.isFile() && size <= SMALL ? contentOf(file, ctimeMs) : "";
  return `${file} ${mode.toString(8)} ${uid}:${gid} ${size} ${mtimeMs} ${ctimeMs} ${ino} ${nlink} ${content}`;
}

const hashes = new Map<string, string>();

/** Read once for each time at which it was changed. */
function contentOf(file: string, ctimeMs: number): string {
  const key = `${file} ${ctimeMs}`;
  const known = hashes.get(key);
  if (known !== undefined) return known;
  const hash = hashOf(readFileSync(file));
  hashes.set(key, hash);
  return hash;
}

/**
 * Counters, random numbers, what the kernel adjusts by itself, and one switch that Linux 6.1 lets the root of any network
 * namespace set, whoever made that (it sends packets of lightweight tunnels through netfilter): no lab can keep it from him.
 */
const MOVING =
  /^(fs\/(dentry-state|file-nr|inode-nr|inode-state|aio-nr|quota\/)|kernel\/(random\/(uuid|entropy_avail)|ns_last_pid|pty\/nr|perf_event_max_sample_rate|sched_domain)|net\/netfilter\/(nf_conntrack_count|nf_hooks_lwtunnel))/;

/** A family of packets without a logger. A module that logs brings one for each, like the switches that modules bring. */
const NO_LOGGER = /^net\/netfilter\/nf_log\/\d+ = NONE$/;

function sysctls(folder: string): readonly string[] {
  return namesIn(folder, true).flatMap((name) => {
    const path = join(folder, name);
    const key = path.slice("/proc/sys/".length);
    if (MOVING.test(key)) return [];
    if (lstatSync(path).isDirectory()) return sysctls(path);
    try {
      const line = `${key} = ${readFileSync(path, "utf8").trim()}`;
      return NO_LOGGER.test(line) ? [] : [line];
    } catch {
      return [`${key} cannot be read`]; // those that are there to be written only
    }
  });
}

/** Those of the machine's user space, by name: those whose PID namespace is a lab's, and the given ones with their children, are not. */
function processes(own: ReadonlySet<number>): readonly string[] {
  const all = namesIn("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const isNested = /^NSpid:\t\d+\t/m.test(readFileSync(`/proc/${name}/status`, "utf8"));
      const comm = stat.slice(stat.indexOf("("), stat.lastIndexOf(")") + 1);
      return [{ pid: Number(name), parent: Number(fields[1]), text: `${name} ${comm} ${fields[19]}`, isNested }];
    } catch {
      return []; // ended meanwhile
    }
  });
  const left = new Set(own);
  for (let before = 0; before < left.size; ) {
    before = left.size;
    for (const each of all) if (left.has(each.parent)) left.add(each.pid);
  }
  const isKernels = (each: { readonly pid: number; readonly parent: number }) => each.pid === 2 || each.parent === 2;
  // What udev runs when a link comes or goes.
  const isWorker = (text: string) => /\(\(?(udev-worker|systemd-udevd|systemd-sysctl)\)?\)/.test(text);
  return all
    .filter((each) => !left.has(each.pid) && !each.isNested && !isKernels(each) && !isWorker(each.text))
    .map((each) => each.text);
}

/** Without the scopes that systemd makes for labs: those have to be gone when the labs are (`isLabsCgroup`). */
function cgroups(folder: string): readonly string[] {
  return foldersIn(folder).flatMap((path) => (isLabsCgroup(path) ? [] : [path, ...cgroups(path)]));
}

/** cgroups of labs that are there. */
export function labCgroups(folder = "/sys/fs/cgroup"): readonly string[] {
  return foldersIn(folder).flatMap((path) => (isLabsCgroup(path) ? [path] : labCgroups(path)));
}

function isLabsCgroup(path: string): boolean {
  return /\/run-\w+\.scope$|\/nslab-\d+-/.test(path);
}

function blockDevices(): readonly string[] {
  return namesIn("/sys/block").map((name) => {
    const read = (file: string) => (linesOf(`/sys/block/${name}/${file}`)[0] ?? "-").trim();
    const settings = ["ro", "size", "queue/nr_requests", "queue/scheduler", "queue/read_ahead_kb", "loop/backing_file"].map(
      (file) => read(file),
    );
    // The root's own file system writes behind its first KiB by itself; the other disks are compared whole.
    return `${name} ${settings.join(" ")} ${firstBytes(`/dev/${name}`, name === "vda" ? 1024 : 2 ** 20)}`;
  });
}

function firstBytes(device: string, length: number): string {
  let file;
  try {
    file = openSync(device, "r");
    const bytes = Buffer.alloc(length);
    return hashOf(bytes.subarray(0, readSync(file, bytes, 0, length, 0)));
  } catch {
    return "cannot be read"; // a drive without a disk
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Keys and keyrings that belong to ids of the machine's own, but for their use counts and times. */
function keys(): readonly string[] {
  return linesOf("/proc/keys").flatMap((line) => {
    const [serial = "", flags = "", , , permissions = "", uid = "", gid = "", type = "", ...rest] = line.trim().split(/\s+/);
    if (Number(uid) >= 0x7000_0000 || type !== "user") return [];
    return [`${serial} ${flags} ${permissions} ${uid} ${gid} ${type} ${rest.join(" ")}`];
  });
}

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

function output(program: string, ...given: readonly string[]): readonly string[] {
  try {
    return execFileSync(program, given, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 2 ** 26 }).split(
      "\n",
    );
  } catch (error) {
    return [`${program} failed: ${String(error)}`];
  }
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "");
  } catch {
    return [];
  }
}

function namesIn(folder: string, mayFail = false): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (mayFail || (error instanceof Error && "code" in error && error.code === "ENOENT")) return [];
    return [`cannot be read: ${String(error)}`];
  }
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [join(folder, entry.name)] : [],
    );
  } catch {
    return []; // gone meanwhile
  }
}
