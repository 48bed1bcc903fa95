import { mountsOf } from "../src/kernel/queries.ts";
import type { Mount } from "../src/kernel/snapshot.ts";
import { type Check, verdict } from "./check.ts";
import { isVerdict, processAt, type Where } from "./places.ts";

/** Something is mounted at the path, in the mount namespace of that place. */
export function mounted(where: Where, path: string): Check {
  const expected = `${path} is a mount point in the mount namespace of ${nameOf(where)}`;
  return {
    name: `in ${nameOf(where)}, something is mounted on ${path}`,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const process = await processAt(scene, where, expected);
      if (isVerdict(process)) return process;
      const found = mountsOf(await scene.snapshot(), process).filter((mount) => mount.mountPoint === path);
      return verdict(found.length > 0, {
        expected,
        observed: found.length > 0 ? found.map(describe).join("; ") : `nothing is mounted on ${path} there`,
        look: `in the terminal ${where}: findmnt ${path}`,
        cause: "The mount was made in another mount namespace, or on another directory, or not yet.",
        next: `Type the mount command in the terminal ${where}, in the directory /root/docker.`,
      });
    },
  };
}

/** Nothing is mounted at the path in the mount namespace of that place. */
export function notMounted(where: Where, path: string): Check {
  const expected = `${path} is an ordinary directory in the mount namespace of ${nameOf(where)}`;
  return {
    name: `in ${nameOf(where)}, nothing is mounted on ${path}`,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const process = await processAt(scene, where, expected);
      if (isVerdict(process)) return process;
      const found = mountsOf(await scene.snapshot(), process).filter((mount) => mount.mountPoint === path);
      return verdict(found.length === 0, {
        expected,
        observed: found.length === 0 ? `nothing is mounted on ${path} there` : found.map(describe).join("; "),
        look: `in the terminal ${where}: findmnt ${path}`,
        cause: `The mount was made in the mount namespace of ${nameOf(where)}, or has spread to it.`,
        next: `Undo it there: umount ${path}`,
      });
    },
  };
}

function describe(mount: Mount): string {
  return `${mount.root === "/" ? mount.source : `${mount.source}[${mount.root}]`} on ${mount.mountPoint} (${mount.type})`;
}

function nameOf(where: Where): string {
  return where === "host" ? "the host" : `the terminal ${where}`;
}
