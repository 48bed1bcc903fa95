import type { CgroupVersion } from "./identity.ts";

/** Which cgroup directories a lab gets, and how they are mounted inside. */
export interface CgroupPlan {
  readonly version: CgroupVersion;
  /** Who makes the directories: systemd a scope that ends with the lab, or the lab's script. */
  readonly by: "systemd" | "itself";
  /** Where cgroup v2 is mounted, or "". */
  readonly v2Root: string;
  /** Absolute directories on the machine: one a v1 hierarchy, or exactly one for v2; none when systemd chooses. */
  readonly directories: readonly string[];
  /** v1 hierarchies as mount options, `cpu,cpuacct`; empty for v2. */
  readonly hierarchies: readonly string[];
  /** v2 controllers to enable below the lab's root; empty for v1. */
  readonly controllers: readonly string[];
}

export const NO_CGROUPS: CgroupPlan = {
  version: "none",
  by: "itself",
  v2Root: "",
  directories: [],
  hierarchies: [],
  controllers: [],
};

/** The controllers the course uses; pids is there to cap a lab. */
const WANTED = ["cpu", "cpuacct", "memory", "pids"];

/**
 * Plans a lab's cgroups from what the machine has. On hybrid machines a v2 mount may hold no
 * controllers, so it is decided by where `cpu` and `memory` really are (cgroups(7)).
 *
 * @param selfCgroup text of /proc/self/cgroup
 * @param mountinfo text of /proc/self/mountinfo
 * @param v2Controllers text of cgroup.controllers at the v2 mount, or "" where there is none
 * @param systemd systemd runs this machine, so v2 groups are its to make
 */
export function planCgroups(
  name: string,
  selfCgroup: string,
  mountinfo: string,
  v2Controllers: string,
  systemd: boolean,
): CgroupPlan {
  const mounts = cgroupMounts(mountinfo);
  const v2 = mounts.find((mount) => mount.type === "cgroup2");
  const offered = v2Controllers.split(/\s+/).filter((controller) => WANTED.includes(controller));
  if (v2 !== undefined && offered.includes("cpu") && offered.includes("memory")) {
    const directories = systemd ? [] : [`${v2.mountPoint}/${name}`];
    return {
      version: "v2",
      by: systemd ? "systemd" : "itself",
      v2Root: v2.mountPoint,
      directories,
      hierarchies: [],
      controllers: offered,
    };
  }
  const hierarchies = v1Hierarchies(selfCgroup).flatMap((controllers) => {
    const mount = mounts.find((each) => each.type === "cgroup" && sameSet(each.options, controllers));
    return mount === undefined ? [] : [{ controllers: controllers.join(","), directory: `${mount.mountPoint}/${name}` }];
  });
  const present = hierarchies.flatMap((hierarchy) => hierarchy.controllers.split(","));
  if (!present.includes("cpu") || !present.includes("memory")) return NO_CGROUPS;
  return {
    version: "v1",
    by: "itself",
    v2Root: "",
    directories: hierarchies.map((hierarchy) => hierarchy.directory),
    hierarchies: hierarchies.map((hierarchy) => hierarchy.controllers),
    controllers: [],
  };
}

/** The controller sets of the v1 hierarchies that hold something the course uses. */
function v1Hierarchies(selfCgroup: string): readonly (readonly string[])[] {
  return selfCgroup
    .split("\n")
    .map((line) => line.split(":")[1] ?? "")
    .filter((controllers) => controllers !== "" && !controllers.startsWith("name="))
    .map((controllers) => controllers.split(","))
    .filter((controllers) => controllers.some((controller) => WANTED.includes(controller)));
}

function cgroupMounts(mountinfo: string): readonly { mountPoint: string; type: string; options: readonly string[] }[] {
  return mountinfo.split("\n").flatMap((line) => {
    const [left = "", right = ""] = line.split(" - ");
    const mountPoint = left.split(" ")[4];
    const [type, , options = ""] = right.split(" ");
    if (mountPoint === undefined || (type !== "cgroup" && type !== "cgroup2")) return [];
    return [{ mountPoint, type, options: options.split(",").filter((option) => option !== "rw") }];
  });
}

function sameSet(mountOptions: readonly string[], controllers: readonly string[]): boolean {
  return controllers.every((controller) => mountOptions.includes(controller));
}
