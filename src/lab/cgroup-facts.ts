import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a machine tells of its cgroups. */
export interface CgroupFacts {
  /** /proc/self/cgroup, /proc/self/mountinfo and cgroup.controllers of the v2 mount. */
  readonly self: string;
  readonly mountinfo: string;
  readonly v2Controllers: string;
  /** systemd runs this machine, so v2 groups are its to make. */
  readonly systemd: boolean;
  /** The controllers that the systemd of this ordinary user may hand out; null where he has none running. */
  readonly delegated: string | null;
}

/** @param root of the file tree to look at; tests bring their own */
export function readCgroupFacts(uid: number, root = "/"): CgroupFacts {
  const read = (path: string) => readText(join(root, path));
  const mountinfo = read("proc/self/mountinfo") ?? "";
  const v2 = v2MountPoint(mountinfo);
  // Where systemd keeps a user's manager (user@.service(5)), and the socket it answers on.
  const manager = `user.slice/user-${uid}.slice/user@${uid}.service`;
  const answers = uid !== 0 && existsSync(join(root, userRuntimeDirectory(uid), "systemd/private"));
  return {
    self: read("proc/self/cgroup") ?? "",
    mountinfo,
    v2Controllers: v2 === null ? "" : (read(join(v2, "cgroup.controllers")) ?? ""),
    systemd: existsSync(join(root, "run/systemd/system")),
    delegated: v2 === null || !answers ? null : read(join(v2, manager, "cgroup.controllers")),
  };
}

/** Where the systemd of an ordinary user keeps its socket, whatever XDG_RUNTIME_DIR says: su(1) leaves that out. */
export function userRuntimeDirectory(uid: number): string {
  return `/run/user/${uid}`;
}

function v2MountPoint(mountinfo: string): string | null {
  const line = mountinfo.split("\n").find((each) => each.includes(" - cgroup2 "));
  return line?.split(" ")[4] ?? null;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null; // not every kernel has every file
  }
}
