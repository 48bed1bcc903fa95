import type { Said } from "../src/say/message.ts";
import type { Process, Snapshot } from "../src/kernel/snapshot.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { type Check, couldNotLook, type Verdict } from "./check.ts";
import { nameOf } from "./cgroups.ts";
import type { Container } from "./namespaces.ts";
import { lookIn, placeName } from "./networks.ts";
import { placeCheck } from "./place-check.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";
import { shownFact } from "./shown-fact.ts";
import { notAllRead } from "./unread.ts";

/** The UTS namespace of a place has this hostname. */
export function hostnameIs(where: Where, name: string): Check {
  const expected = `the hostname of ${placeName(where)} is ${name}`;
  return placeCheck({
    where,
    expected,
    find: (process, snapshot) => {
      const actual = hostnameOf(snapshot, process, expected);
      if (typeof actual !== "string") return actual;
      const isHosts = process.namespaces.uts === snapshot.host.namespaces.uts;
      return {
        passed: actual === name,
        observed: `it is ${actual}${isHosts && where !== "host" ? ", in the host's own UTS namespace" : ""}`,
        look: lookIn(where, "hostname"),
        cause: whyNamed(snapshot, process, actual, name),
        next: `Type ${lookIn(where, `hostname ${name}`)}`,
      };
    },
  });
}

function whyNamed({ hostnames, host }: Snapshot, { namespaces }: Process, actual: string, wanted: string): string {
  const isElsewhere = [...hostnames].some(([uts, name]) => uts !== namespaces.uts && name === wanted);
  const isOwn = namespaces.uts !== host.namespaces.uts;
  if (isOwn && actual !== hostnames.get(host.namespaces.uts)) return `It was set there already, to ${actual}.`;
  return isElsewhere ? "It was set in another UTS namespace." : `Nobody has set it to ${wanted} there.`;
}

/** A terminal has this hostname, in a UTS namespace of its own: the host has kept another. */
export function renamedAlone(where: Container, name: string): Check {
  const expected = `the hostname of ${placeName(where)} is ${name}, and the host's is another`;
  return placeCheck({
    where,
    expected,
    find: (process, snapshot) => {
      const { host } = snapshot;
      const [own, hosts] = [hostnameOf(snapshot, process, expected), hostnameOf(snapshot, host, expected)];
      if (typeof own !== "string") return own;
      if (typeof hosts !== "string") return hosts;
      const isApart = process.namespaces.uts !== host.namespaces.uts;
      return {
        passed: own === name && hosts !== name,
        observed: `${placeName(where)} is called ${own}, and the host is called ${hosts}${isApart ? "" : ": they are in one UTS namespace"}`,
        look: `${lookIn(where, "hostname")}; ${lookIn("host", "hostname")}`,
        cause: isApart
          ? hosts === name
            ? "The name was set on the host."
            : "The name was set in another terminal, or not yet."
          : "The shell there is in the host's UTS namespace: unshare was not given -u.",
        next: isApart
          ? `${hosts === name ? `Put the host right (${lookIn("host", "hostname host")}), then type` : "Type"} ${lookIn(where, `hostname ${name}`)}`
          : `Put the host right (${lookIn("host", "hostname host")}), then type ${lookIn(where, "exit", "unshare -fpmu --mount-proc bash", `hostname ${name}`)}`,
      };
    },
  });
}

/** The hostname was seen on a line of its own, and it is the one that the kernel has there. */
export function showsHostname(terminal: Where & TerminalName): Check {
  return shownFact({
    terminal,
    fact: "its hostname",
    cause: "Something else was asked for, or in another terminal.",
    next: `Type in the terminal ${terminal}: hostname`,
    agrees: async (output, scene) => {
      const process = await processAt(scene, terminal, "");
      const actual = isVerdict(process) ? process : hostnameOf(await scene.snapshot(), process, "");
      if (typeof actual !== "string") return { passed: false, observed: actual.observed };
      return { passed: output.split("\n").some((line) => tells(line.trim(), actual)), observed: `the kernel says ${actual}` };
    },
  });
}

/** The hostname that a process sees: the name of the UTS namespace it is in. */
function hostnameOf(snapshot: Snapshot, process: Process, expected: Said): string | Verdict {
  const { uts } = process.namespaces;
  return (
    snapshot.hostnames.get(uts) ??
    notAllRead(snapshot, [{ part: "names", namespace: uts }], { expected, look: "uname -n" }) ??
    couldNotLook({
      expected,
      observed: `the UTS namespace of ${nameOf(process)} could not be looked at`,
      look: "uname -n",
      cause: "The process whose hostname was asked for has just ended.",
      next: "Check again.",
    })
  );
}

/** The name alone, as sysctl(8) prints it, or in `uname -a`. */
function tells(line: string, name: string): boolean {
  return line === name || line === `kernel.hostname = ${name}` || line.startsWith(`Linux ${name} `);
}
