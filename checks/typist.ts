import { type Message, say, verbatim } from "../src/say/message.ts";
import type { Network, Snapshot } from "../src/kernel/snapshot.ts";
import type { Terrain } from "../src/kernel/way/way.ts";

/** Words for commands that are to be typed so that they work on one network namespace: a whole sentence. */
export interface Typist {
  (network: Network, ...commands: readonly string[]): Message;
  /** The same behind other commands, in the middle of a sentence. */
  readonly after: (network: Network, ...commands: readonly string[]) => Message;
}

export function typistOf(snapshot: Snapshot, { host, world }: Terrain): Typist {
  const saying =
    (words: (terminal: string, lines: string) => Message) =>
    (network: Network, ...commands: readonly string[]): Message => {
      const [name] = network.names;
      if (world.has(network.inode))
        return name === "neighbor"
          ? words("neighbor", commands.join("; "))
          : say`The ${{ machine: name ?? "world" }} has no terminal; restart the lesson for a fresh one.`;
      if (network === host) return words("host", commands.join("; "));
      const inside = snapshot.processes.find((process) => process.namespaces.net === network.inode);
      const enter = name === undefined ? `nsenter -t ${inside?.pids[0] ?? "PID"} -n` : `ip netns exec ${name}`;
      return words("host", commands.map((command) => within(enter, name, command)).join("; "));
    };
  return Object.assign(
    saying((terminal, lines) => say`Type in the terminal ${{ terminal }}: ${{ lines }}`),
    { after: saying((terminal, lines) => say`type in the terminal ${{ terminal }}: ${{ lines }}`) },
  );
}

function within(enter: string, name: string | undefined, command: string): string {
  if (command.includes(">")) return `${enter} bash -c '${command}'`;
  return name !== undefined && command.startsWith("ip ") ? `ip -n ${name} ${command.slice(3)}` : `${enter} ${command}`;
}

/** `the host`, `ns1`, `the neighbor`, or a number. */
export function nameOf({ host, world }: Terrain, network: Network): Message {
  if (network === host) return say`the host`;
  const [name] = network.names;
  if (name === undefined) return say`the namespace ${{ inode: network.inode }}`;
  return world.has(network.inode) ? say`the ${{ machine: name }}` : verbatim(name);
}
