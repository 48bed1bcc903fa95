import type { LabReach } from "../../lab/identity.ts";
import { runInLab } from "../../lab/run-in-lab.ts";
import { parseListeners, parseRouteAnswer } from "./parse-answers.ts";
import type { Kernel } from "./way.ts";

/**
 * The kernel of a lab, asked by a spawn each. Nothing in the lab changes by it.
 *
 * @param files a file on the machine that holds each network namespace, by inode
 */
export function kernelOf(lab: LabReach, files: ReadonlyMap<number, string>): Kernel {
  const run = (inode: number, argv: readonly string[]) =>
    runInLab(lab, { namespaces: [] }, ["nsenter", `--net=${files.get(inode) ?? ""}`, ...argv]);
  return {
    async route(network, destination, from) {
      const source = from === null ? [] : ["from", from.source, ...(from.device === "" ? [] : ["iif", from.device])];
      return parseRouteAnswer(await run(network.inode, ["ip", "-json", "route", "get", destination, ...source]));
    },
    async setting(network, name) {
      const { code, stdout } = await run(network.inode, ["cat", `/proc/sys/${name}`]);
      return code === 0 ? stdout.trim() : null;
    },
    async listeners(network, protocol) {
      const { stdout } = await run(network.inode, ["cat", `/proc/net/${protocol}`, `/proc/net/${protocol}6`]);
      return parseListeners(stdout, protocol);
    },
  };
}
