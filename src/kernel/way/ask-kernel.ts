import type { NetworkHolder } from "../../lab/door/namespace.ts";
import type { Place } from "../../lab/enter.ts";
import type { LabReach } from "../../lab/identity.ts";
import { type Ran, runInLab } from "../../lab/run-in-lab.ts";
import { parseListeners, parseRouteAnswer } from "./parse-answers.ts";
import type { Kernel } from "./way.ts";

/** Milliseconds for one answer, and for all of those about one packet, on a machine of the usual pace. */
const ANSWER_MS = 1000;
const ANSWERS_MS = 6000;

/**
 * The kernel of a lab, asked by a spawn each. Nothing in the lab changes by it. What is not answered in time is unknown.
 *
 * @param holders what holds each network namespace, by inode
 */
export function kernelOf(lab: LabReach, holders: ReadonlyMap<number, NetworkHolder>): Kernel {
  const end = performance.now() + ANSWERS_MS * lab.pace;
  const run = async (inode: number, argv: readonly string[]): Promise<Ran> => {
    const network = holders.get(inode);
    if (network === undefined || performance.now() > end) return NOT_RUN;
    return runInLab(lab, networkPlace(network), argv, { timeout: ANSWER_MS * lab.pace });
  };
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
      const { code, stdout } = await run(network.inode, ["cat", `/proc/net/${protocol}`, `/proc/net/${protocol}6`]);
      return code === null ? null : parseListeners(stdout, protocol);
    },
  };
}

/** A network namespace of the lab or of the world, for a probe as the world's root, who is it in both. */
export function networkPlace(network: NetworkHolder): Place {
  return { world: "router", network };
}

const NOT_RUN: Ran = { code: null, problem: null, stdout: "", stderr: "", timedOut: false, cut: false };
