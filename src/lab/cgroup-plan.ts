import type { CgroupFacts } from "./cgroup-facts.ts";
import type { CgroupVersion } from "./identity.ts";

/** Which cgroup directories a lab gets, and how they are mounted inside. */
export interface CgroupPlan {
  readonly version: CgroupVersion;
  /** Who makes the directories: systemd, or that of the user, a scope that ends with the lab, or the lab's script. */
  readonly by: "systemd" | "user-systemd" | "itself";
  /** Where cgroup v2 is mounted, or "". */
  readonly v2Root: string;
  /** Absolute directories on the machine: one a v1 hierarchy, or exactly one for v2; none when systemd chooses. */
  readonly directories: readonly string[];
  /** v1 hierarchies as mount options, `cpu,cpuacct`; empty for v2. */
  readonly hierarchies: readonly string[];
  /** The controllers the course uses that the lab has; on v2 they are enabled below its root. */
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
 */
export function planCgroups(name: string, facts: CgroupFacts, uid: number): CgroupPlan {
  const mounts = cgroupMounts(facts.mountinfo);
  const v2 = mounts.find((mount) => mount.type === "cgroup2");
  const offered = facts.v2Controllers.split(/\s+/).filter((controller) => WANTED.includes(controller));
  const v1 = planV1(name, facts.self, mounts);
  if (v2 === undefined || limits(offered) === 0 || limits(v1.controllers) > limits(offered))
    return limits(v1.controllers) === 0 ? NO_CGROUPS : v1;
  return planV2(name, v2.mountPoint, offered, facts, uid);
}

/** Where the machine's cgroups are mounted, v1 and v2. */
export function cgroupMountPoints({ mountinfo }: CgroupFacts): readonly string[] {
  return cgroupMounts(mountinfo).map(({ mountPoint }) => mountPoint);
}

function planV2(
  name: string,
  v2Root: string,
  offered: readonly string[],
  { systemd, delegated }: CgroupFacts,
  uid: number,
): CgroupPlan {
  const plan = { version: "v2", v2Root, directories: [], hierarchies: [], controllers: offered } as const;
  if (!systemd) return { ...plan, by: "itself", directories: [`${v2Root}/${name}`] };
  if (uid === 0) return { ...plan, by: "systemd" };
  const lent = offered.filter((controller) => delegated?.split(/\s+/).includes(controller) === true);
  return limits(lent) === 0 ? NO_CGROUPS : { ...plan, by: "user-systemd", controllers: lent };
}

function planV1(name: string, selfCgroup: string, mounts: readonly CgroupMount[]): CgroupPlan {
  const hierarchies = v1Hierarchies(selfCgroup).flatMap((controllers) => {
    const mount = mounts.find((each) => each.type === "cgroup" && sameSet(each.options, controllers));
    return mount === undefined ? [] : [{ controllers, directory: `${mount.mountPoint}/${name}` }];
  });
  return {
    version: "v1",
    by: "itself",
    v2Root: "",
    directories: hierarchies.map((hierarchy) => hierarchy.directory),
    hierarchies: hierarchies.map((hierarchy) => hierarchy.controllers.join(",")),
    controllers: hierarchies.flatMap((hierarchy) => hierarchy.controllers).filter((each) => WANTED.includes(each)),
  };
}

/** How many of the two limits that the course sets can be set by these. */
function limits(controllers: readonly string[]): number {
  return controllers.filter((controller) => controller === "cpu" || controller === "memory").length;
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

interface CgroupMount {
  readonly mountPoint: string;
  readonly type: string;
  readonly options: readonly string[];
}

function cgroupMounts(mountinfo: string): readonly CgroupMount[] {
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
