import { NO_CGROUPS } from "../../src/lab/cgroup-plan.ts";
import type { UpPlan } from "../../src/lab/up-plan.ts";

/** How a lab of root's is made on a machine without cgroups. */
export const PLAN: UpPlan = {
  privilege: "mapped-root",
  idBase: 1_879_048_192,
  cgroups: NO_CGROUPS,
  limits: {
    processes: 1024,
    ids: [{ first: 0, count: 65_536 }],
    memory: 2_147_483_648,
    openFiles: 4096,
    user: { max_inotify_instances: 16, max_mnt_namespaces: 256 },
  },
  userRuntimeDirectory: "/run/user/1000",
  programs: { directories: ["usr"], links: ["/bin", "/dev/fd"] },
  filter: ["exec @ARGV", "317", "2000"],
  stage: "/mnt",
  node: "/usr/bin/node",
  world: "/usr/lib/nslab/world.mjs",
  terminalType: "xterm-256color",
  stateFile: "/run/nslab/lab-1-1.json",
};
