import { listed, type Message, type Said, say, verbatim } from "../src/say/message.ts";
import type { Process, Snapshot } from "../src/kernel/snapshot.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { type Check, checkId, couldNotLook, type Verdict } from "./check.ts";
import { nameOfProcess } from "./cgroups.ts";
import type { Container } from "./namespaces.ts";
import { lookIn, placeId, placeName, typeIn, typeThere } from "./networks.ts";
import { placeCheck } from "./place-check.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";
import { shownFact } from "./shown-fact.ts";
import { notAllRead } from "./unread.ts";

/** The UTS namespace of a place has this hostname. */
export function hostnameIs(where: Where, name: string): Check {
  const expected = say`the hostname of ${{ place: placeName(where) }} is ${{ name }}`;
  return placeCheck({
    id: checkId("hostname", name, placeId(where)),
    where,
    expected,
    find: (process, snapshot) => {
      const actual = hostnameOf(snapshot, process, expected);
      if (typeof actual !== "string") return actual;
      const isHosts = process.namespaces.uts === snapshot.host.namespaces.uts;
      return {
        passed: actual === name,
        observed:
          isHosts && where !== "host"
            ? say`it is ${{ hostname: actual }}, in the host's own UTS namespace`
            : say`it is ${{ hostname: actual }}`,
        look: lookIn(where, "hostname"),
        cause: whyNamed(snapshot, process, actual, name),
        next: typeThere(where, `hostname ${name}`),
      };
    },
  });
}

function whyNamed({ hostnames, host }: Snapshot, { namespaces }: Process, actual: string, hostname: string): Message {
  const isElsewhere = [...hostnames].some(([uts, name]) => uts !== namespaces.uts && name === hostname);
  const isOwn = namespaces.uts !== host.namespaces.uts;
  if (isOwn && actual !== hostnames.get(host.namespaces.uts)) return say`It was set there already, to ${{ hostname: actual }}.`;
  return isElsewhere ? say`It was set in another UTS namespace.` : say`Nobody has set it to ${{ hostname }} there.`;
}

/** A terminal has this hostname, in a UTS namespace of its own: the host has kept another. */
export function renamedAlone(where: Container, name: string): Check {
  const place = placeName(where);
  const expected = say`the hostname of ${{ place }} is ${{ name }}, and the host's is another`;
  return placeCheck({
    id: checkId("renamed-alone", name, placeId(where)),
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
        observed: isApart
          ? say`${{ place }} is called ${{ own }}, and the host is called ${{ hosts }}`
          : say`${{ place }} is called ${{ own }}, and the host is called ${{ hosts }}: they are in one UTS namespace`,
        look: say`${{ looks: listed([lookIn(where, "hostname"), lookIn("host", "hostname")], ";") }}`,
        cause: isApart
          ? hosts === name
            ? say`The name was set on the host.`
            : say`The name was set in another terminal, or not yet.`
          : say`The shell there is in the host's UTS namespace: unshare was not given -u.`,
        next:
          isApart && hosts !== name
            ? typeThere(where, `hostname ${name}`)
            : renameBoth(where, ...(isApart ? [] : ["exit", "unshare -fpmu --mount-proc bash"]), `hostname ${name}`),
      };
    },
  });
}

/** The host gets its own name back first. */
function renameBoth(terminal: Container, ...commands: readonly string[]): Message {
  return say`Put the host right (on the host: ${{ cure: "hostname host" }}), then type in the terminal ${{ terminal }}: ${{ lines: commands.join("; ") }}`;
}

/** The hostname was seen on a line of its own, and it is the one that the kernel has there. */
export function showsHostname(terminal: Where & TerminalName): Check {
  return shownFact({
    id: checkId("shows-hostname", terminal),
    terminal,
    fact: say`its hostname`,
    cause: say`Something else was asked for, or in another terminal.`,
    next: typeIn(terminal, "hostname"),
    agrees: async (output, scene) => {
      const process = await processAt(scene, terminal, "");
      const actual = isVerdict(process) ? process : hostnameOf(await scene.snapshot(), process, "");
      if (typeof actual !== "string") return { passed: false, observed: actual.observed };
      return {
        passed: output.split("\n").some((line) => tells(line.trim(), actual)),
        observed: say`the kernel says ${{ hostname: actual }}`,
      };
    },
  });
}

/** The hostname that a process sees: the name of the UTS namespace it is in. */
function hostnameOf(snapshot: Snapshot, process: Process, expected: Said): string | Verdict {
  const { uts } = process.namespaces;
  const look = verbatim("uname -n");
  return (
    snapshot.hostnames.get(uts) ??
    notAllRead(snapshot, [{ part: "names", namespace: uts }], { expected, look }) ??
    couldNotLook({
      expected,
      observed: say`the UTS namespace of ${{ process: nameOfProcess(process) }} could not be looked at`,
      look,
      cause: say`The process whose hostname was asked for has just ended.`,
      next: say`Check again.`,
    })
  );
}

/** The name alone, as sysctl(8) prints it, or in `uname -a`. */
function tells(line: string, name: string): boolean {
  return line === name || line === `kernel.hostname = ${name}` || line.startsWith(`Linux ${name} `);
}
