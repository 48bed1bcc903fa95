import { type Message, say } from "../src/say/message.ts";
import { hostNetwork, networkOf } from "../src/kernel/queries.ts";
import type { Network, Snapshot } from "../src/kernel/snapshot.ts";
import { allOf } from "./all-of.ts";
import { type Advice, type Check, checkId, verdict } from "./check.ts";
import { type Container, inOwnNamespace } from "./namespaces.ts";
import { isMissing, lookIn, netns, networkAt, networkCheck, placeId, placeName, typeIn } from "./networks.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";

/** `ip netns add` has made a network namespace of its own under this name. */
export function namespaceNamed(name: string): Check {
  return networkCheck({
    id: checkId("network-namespace", name),
    place: netns(name),
    expected: say`there is a network namespace named ${{ name }}`,
    find: (network, snapshot) => ({
      passed: network !== hostNetwork(snapshot),
      observed:
        network === hostNetwork(snapshot)
          ? say`${{ name }} is another name for the host's own network namespace`
          : say`${{ file: `/run/netns/${name}` }} holds the network namespace ${{ inode: network.inode }}`,
      look: lookIn("host", "ls -i /run/netns", "readlink /proc/self/ns/net"),
      cause: say`The name ${{ name }} was given to a namespace that existed already (ip netns attach).`,
      next: typeIn("host", `ip netns del ${name}`, `ip netns add ${name}`),
    }),
  });
}

/** The process in front in a terminal is in the network namespace of that name. */
export function inNamespace(where: Where, name: string): Check {
  const expected = say`the shell in ${{ place: placeName(where) }} is in the network namespace ${{ name }}`;
  return {
    id: checkId("in-network-namespace", name, placeId(where)),
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const network = await networkAt(scene, netns(name), expected);
      if (isMissing(network)) return network;
      const process = await processAt(scene, where, expected);
      if (isVerdict(process)) return process;
      const actual = networkOf(await scene.snapshot(), process);
      return verdict(actual === network, {
        expected,
        observed:
          actual === network
            ? say`its network namespace is ${{ inode: network.inode }}, which is ${{ name }}`
            : describe(await scene.snapshot(), actual),
        look: lookIn(where, "ip netns identify $$"),
        ...explain(await scene.snapshot(), actual, where, name),
      });
    },
  };
}

function explain(snapshot: Snapshot, actual: Network | undefined, where: Where, name: string): Advice {
  if (actual !== undefined && actual !== hostNetwork(snapshot) && actual.names.length === 0)
    return {
      cause: say`It is a new one without a name, as unshare makes it with -n.`,
      next: say`Type in the terminal ${{ terminal: where }}: exit, until ip netns identify $$ prints ${{ name }}. Then unshare again, without -n.`,
    };
  return {
    cause: say`The shell was not started by ip netns exec, or has been left again with exit.`,
    next: typeIn(where, `ip netns exec ${name} bash`),
  };
}

/** The shell in a terminal is a container's: in the named network namespace, and in others of its own. */
export function containerIn(where: Container, name: string): Check {
  return allOf(
    checkId("container-in", name, placeId(where)),
    say`the shell in ${{ place: placeName(where) }} has PID, mount, UTS and IPC namespaces of its own, and the network of ${{ name }}`,
    [inNamespace(where, name), inOwnNamespace(where, ["pid", "mnt", "uts", "ipc"])],
  );
}

function describe(snapshot: Snapshot, network: Network | undefined): Message {
  if (network === undefined) return say`its network namespace is unknown`;
  if (network === hostNetwork(snapshot)) return say`its network namespace is the host's`;
  const [name] = network.names;
  return name === undefined
    ? say`its network namespace is ${{ inode: network.inode }}, which has no name`
    : say`its network namespace is ${{ network: name }}`;
}
