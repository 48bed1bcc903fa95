import type { Network, Snapshot } from "../src/kernel/snapshot.ts";
import type { Terrain } from "../src/kernel/way/way.ts";

/** Words for commands that are to be typed so that they work on one network namespace: a whole sentence. */
export type Typist = (network: Network, ...commands: readonly string[]) => string;

export function typistOf(snapshot: Snapshot, { host, world }: Terrain): Typist {
  return (network, ...commands) => {
    const [name] = network.names;
    if (world.has(network.inode))
      return name === "neighbor"
        ? `Type in the terminal neighbor: ${commands.join("; ")}`
        : `The ${name ?? "world"} has no terminal; restart the lesson for a fresh one.`;
    if (network === host) return `Type in the terminal host: ${commands.join("; ")}`;
    const inside = snapshot.processes.find((process) => process.namespaces.net === network.inode);
    const enter = name === undefined ? `nsenter -t ${inside?.pids[0] ?? "PID"} -n` : `ip netns exec ${name}`;
    return `Type in the terminal host: ${commands.map((command) => within(enter, name, command)).join("; ")}`;
  };
}

function within(enter: string, name: string | undefined, command: string): string {
  if (command.includes(">")) return `${enter} bash -c '${command}'`;
  return name !== undefined && command.startsWith("ip ") ? `ip -n ${name} ${command.slice(3)}` : `${enter} ${command}`;
}

/** `the host`, `ns1`, `the neighbor`, or a number. */
export function nameOf({ host, world }: Terrain, network: Network): string {
  if (network === host) return "the host";
  const [name] = network.names;
  if (name === undefined) return `the namespace ${network.inode}`;
  return world.has(network.inode) ? `the ${name}` : name;
}
