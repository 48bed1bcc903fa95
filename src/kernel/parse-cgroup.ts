import { printableLine } from "../lab/printable.ts";

/**
 * Path of a process's cgroup below the lab's, by v1 controller or `""` for v2, from the text of
 * /proc/PID/cgroup (cgroups(7)). Hierarchies in which it is outside the lab's cgroup are left out.
 *
 * @param names what the lab's cgroup directories are called, `nslab-4711-1`
 */
export function parseProcessCgroups(text: string, names: readonly string[]): Readonly<Record<string, string>> {
  const paths: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    const below = path === undefined ? null : pathBelow(path, names);
    if (controllers === undefined || below === null) continue;
    for (const controller of controllers.split(",")) paths[controller] = below;
  }
  return paths;
}

/** What follows `/NAME` in a path, `/` for the cgroup of that name itself, or null outside. */
function pathBelow(path: string, names: readonly string[]): string | null {
  const parts = path.split("/");
  const at = parts.findIndex((part) => names.includes(part));
  return at < 0 ? null : printableLine(`/${parts.slice(at + 1).join("/")}`);
}

/** A limit as cgroup v2 writes it: a number or `max`. */
export function parseLimit(text: string): number | null {
  return text.trim() === "max" ? null : toNumber(text);
}

/** The largest limit v1 can store, rounded to pages, stands for "none"; no machine has this much memory. */
const V1_NO_LIMIT = 2 ** 60;

/** A limit in bytes as cgroup v1 writes it. */
export function parseV1Limit(text: string): number | null {
  const bytes = toNumber(text);
  return bytes === null || bytes >= V1_NO_LIMIT ? null : bytes;
}

/** A share of one CPU from `cpu.max`: quota or `max`, and period, in microseconds. */
export function parseCpuMax(text: string): number | null {
  const [quota = "", period = ""] = text.trim().split(" ");
  return quota === "max" ? null : share(quota, period);
}

/** A share of one CPU from v1's `cpu.cfs_quota_us` (-1: none) and `cpu.cfs_period_us`. */
export function parseCfsQuota(quota: string, period: string): number | null {
  return Number(quota) < 0 ? null : share(quota, period);
}

function share(quota: string, period: string): number | null {
  const [over, under] = [toNumber(quota), toNumber(period)];
  return over === null || under === null || under === 0 ? null : over / under;
}

/** One value of a "flat keyed" file such as cpu.stat, memory.events or memory.oom_control. */
export function parseKeyed(text: string, key: string): number | null {
  const line = text.split("\n").find((each) => each.startsWith(`${key} `));
  return line === undefined ? null : toNumber(line.slice(key.length + 1));
}

/** A file that holds one number. */
export function toNumber(text: string): number | null {
  const trimmed = text.trim();
  return /^\d+$/.test(trimmed) ? Number(trimmed) : null;
}
