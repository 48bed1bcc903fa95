import { listed, type Message, say } from "../src/say/message.ts";
import { type NameServers, nameServersFor } from "../src/kernel/resolv-conf.ts";
import type { Process } from "../src/kernel/snapshot.ts";
import { type Check, checkId, type LostPacket, type Scene, type Verdict, verdict } from "./check.ts";
import { lookIn, placeId, placeName, typeIn } from "./networks.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";
import { isNotRun, patience, probe } from "./probe.ts";
import { likelyDeath } from "./where-packet-dies.ts";
import { WORLD } from "./world.ts";

/** What a program in that terminal would find out about a name: with the resolv.conf of its root, by its network. */
export function resolves(where: Where, name: string, address: string): Check {
  const expected = say`in ${{ place: placeName(where) }}, the name ${{ name }} is resolved to ${{ address }}`;
  return {
    id: checkId("resolves", name, address, placeId(where)),
    name: expected,
    kind: "active",
    within: 3000,
    judge: (scene) => judge(scene, where, name, address, expected),
  };
}

async function judge(scene: Scene, where: Where, name: string, address: string, expected: Message): Promise<Verdict> {
  const process = await processAt(scene, where, expected);
  if (isVerdict(process)) return process;
  const look = lookIn(where, `ping -c 1 ${name}`);
  const servers = nameServersFor(process);
  const [server] = servers.type === "servers" ? servers.addresses : [];
  if (server === undefined)
    return verdict(false, { expected, observed: describeServers(process, servers), look, ...withoutServer(process, servers) });
  const packet: LostPacket = {
    from: where,
    destination: server,
    protocol: "udp",
    port: 53,
    wrongAddress: {
      cause: say`${{ file: resolvConf(process) }} names ${{ server }}, and there is no name server at that address.`,
      next: typeIn("host", `echo nameserver ${WORLD.dns} > ${resolvConf(process)}`),
    },
  };
  const { death, otherwise } = await likelyDeath(scene, packet);
  const wait = patience(scene, death === null ? "hopeful" : "hopeless");
  const ran = await probe(
    scene,
    { process },
    [globalThis.process.execPath, "-e", ASK, server, name, String(wait)],
    expected,
    look,
  );
  if (isNotRun(ran)) return ran;
  const answer = ran.stdout.trim();
  const isLost = UNANSWERED.has(answer);
  return verdict(answer.split(" ").includes(address), {
    expected,
    observed: isLost
      ? say`no answer from the name server ${{ server }}: ${{ answer }}`
      : say`the name server ${{ server }} says: ${{ answer: answer || ran.stderr.trim() }}`,
    look,
    ...(isLost ? (death ?? otherwise) : explainAnswer(server, name, answer)),
    lost: isLost ? packet : null,
  });
}

/** What the resolver says where no name server was heard. */
const UNANSWERED: ReadonlySet<string> = new Set(["ETIMEOUT", "ECONNREFUSED"]);

/** A name server was heard, and does not say what it should. */
function explainAnswer(server: string, name: string, answer: string): { cause: Message; next: Message } {
  const look = say`Look at the letters of the name, and at which server is asked: cat /etc/resolv.conf`;
  if (answer === "ENOTFOUND")
    return { cause: say`The name server ${{ server }} answers: there is no such name as ${{ name }}.`, next: look };
  return { cause: say`The name server ${{ server }} answers something else about ${{ name }}.`, next: look };
}

/** Asks one name server once (RFC 1035), by node's own resolver: tools for it are not everywhere. */
const ASK = `
const [server, name, timeout] = process.argv.slice(1);
const resolver = new (require("node:dns").Resolver)({ timeout: Number(timeout), tries: 1 });
resolver.setServers([server]);
resolver.resolve4(name, (error, addresses) => console.log(error ? error.code : addresses.join(" ")));
`;

/** No name server is known to programs in that terminal. */
export function knowsNoNameServer(where: Where): Check {
  const expected = say`there is no etc/resolv.conf in the root directory of ${{ place: placeName(where) }}`;
  return {
    id: checkId("knows-no-name-server", placeId(where)),
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const process = await processAt(scene, where, expected);
      if (isVerdict(process)) return process;
      const servers = nameServersFor(process);
      return verdict(servers.type === "absent", {
        expected,
        observed: describeServers(process, servers),
        look: lookIn(where, "cat /etc/resolv.conf"),
        cause: say`The file was copied already, or the shell is not in the chroot.`,
        next: say`Enter the root file system: chroot . usr/bin/bash, in /root/docker`,
      });
    },
  };
}

function describeServers(process: Process, servers: NameServers): Message {
  const file = resolvConf(process);
  switch (servers.type) {
    case "absent":
      return say`its root directory is ${{ root: process.root }}, and there is no ${{ file }}`;
    case "unreadable":
      return say`${{ path: file }} could not be read: ${{ why: servers.why }}`;
    case "servers":
      return servers.addresses.length === 0
        ? say`${{ file }} names no name server`
        : say`${{ file }} names ${{ servers: listed(servers.addresses) }}`;
  }
}

function withoutServer({ root }: Process, servers: NameServers): { cause: Message; next: Message } {
  const file = joinRoot(root, "etc/resolv.conf");
  if (servers.type === "unreadable")
    return {
      cause: say`Something else than a plain file stands under that name.`,
      next: typeIn("host", `rm -r ${file}`, `echo nameserver ${WORLD.dns} > ${file}`),
    };
  return {
    cause: say`Programs read the address of the name server from /etc/resolv.conf of their own root directory; without one they ask 127.0.0.1.`,
    next: say`Copy the host's, on the host: ${{ lines: `mkdir -p ${joinRoot(root, "etc")}; cp /etc/resolv.conf ${joinRoot(root, "etc/")}` }}`,
  };
}

function resolvConf({ root }: Process): string {
  return joinRoot(root, "etc/resolv.conf");
}

function joinRoot(root: string, path: string): string {
  return root === "/" ? `/${path}` : `${root}/${path}`;
}
