import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CgroupFacts, readCgroupFacts } from "./cgroup-facts.ts";
import type { Privilege } from "./identity.ts";
import { choosePrivilege } from "./privilege.ts";
import type { PackageManager } from "./system-packages.mjs";

/** What a machine tells about itself. It only explains a refusal: whether something works is found out by doing it. */
export interface MachineFacts {
  readonly uid: number;
  readonly privilege: Privilege;
  /** `PRETTY_NAME` of os-release(5). */
  readonly system: string;
  readonly kernel: string;
  /** What this system runs in, `docker` say; null on a machine of its own. */
  readonly container: string | null;
  readonly packageManager: PackageManager | null;
  /** Settings that refuse user namespaces, as they are; null where this kernel does not have one. */
  readonly settings: Readonly<Record<NamespaceSetting, string | null>>;
  readonly cgroup: CgroupFacts;
}

export type NamespaceSetting =
  | "kernel.unprivileged_userns_clone"
  | "user.max_user_namespaces"
  | "kernel.apparmor_restrict_unprivileged_userns";

/** @param root of the file tree to look at; tests bring their own */
export function readMachineFacts(uid: number, packageManager: PackageManager | null, root = "/"): MachineFacts {
  const read = (path: string) => readText(join(root, path));
  const setting = (name: NamespaceSetting) => read(`proc/sys/${name.replaceAll(".", "/")}`)?.trim() ?? null;
  return {
    uid,
    privilege: choosePrivilege(uid, read("proc/self/uid_map") ?? ""),
    system: /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(read("etc/os-release") ?? "")?.[1] ?? "Linux",
    kernel: read("proc/sys/kernel/osrelease")?.trim() ?? "unknown",
    container: containerName(root, read),
    packageManager,
    settings: {
      "kernel.unprivileged_userns_clone": setting("kernel.unprivileged_userns_clone"),
      "user.max_user_namespaces": setting("user.max_user_namespaces"),
      "kernel.apparmor_restrict_unprivileged_userns": setting("kernel.apparmor_restrict_unprivileged_userns"),
    },
    cgroup: readCgroupFacts(uid, root),
  };
}

/** By the files that container engines leave, systemd's convention first (CONTAINER_INTERFACE). */
function containerName(root: string, read: (path: string) => string | null): string | null {
  const told = read("run/systemd/container")?.trim();
  if (told !== undefined && told !== "") return told;
  if (existsSync(join(root, ".dockerenv"))) return "docker";
  if (existsSync(join(root, "run/.containerenv"))) return "podman";
  return null;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null; // not every kernel has every file
  }
}
