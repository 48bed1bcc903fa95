import type { Snapshot } from "../../src/kernel/snapshot.ts";
import { drawingOf, type DrawOptions } from "../../src/map/arrange.ts";
import { layoutOf } from "../../src/map/build-layout.ts";
import { plainLines } from "../../src/map/draw-text.ts";
import { ASCII_SYMBOLS, UNICODE_SYMBOLS } from "../../src/map/sheet.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";
import { aCgroup, aLink, aNetwork, aProcess, aRule, aSnapshot, HOST } from "../kernel/build-snapshot.ts";

export interface MapWishes extends Partial<Omit<DrawOptions, "symbols" | "before">> {
  readonly columns?: number;
  readonly ascii?: boolean;
  readonly before?: Snapshot;
  readonly terminals?: Readonly<Record<string, number>>;
}

export function drawingFor(snapshot: Snapshot, { columns = 80, ascii = false, before, terminals = {}, ...more }: MapWishes = {}) {
  return drawingOf(layoutOf(snapshot, { terminals }), columns, {
    words: ENGLISH.map,
    symbols: ascii ? ASCII_SYMBOLS : UNICODE_SYMBOLS,
    before: before === undefined ? null : layoutOf(before, { terminals }),
    ...more,
  });
}

/** The map as a person sees it, without blanks at line ends. */
export function mapFor(snapshot: Snapshot, wishes: MapWishes = {}): string {
  return linesFor(snapshot, wishes)
    .map((line) => line.trimEnd())
    .join("\n");
}

export function linesFor(snapshot: Snapshot, wishes: MapWishes = {}): readonly string[] {
  return plainLines(drawingFor(snapshot, wishes), wishes.ascii === true);
}

export const NS1 = 20;
const CONTAINER = { ...HOST, mnt: 11, net: NS1, pid: 13, uts: 14, ipc: 15 };

/** The host's link into the world, whose other end no snapshot holds. */
export const WAY_OUT = aLink(2, "enp0s3", {
  up: true,
  carrier: true,
  peerIndex: 99,
  peerNamespaceId: 0,
  addresses: [{ family: "inet", address: "192.168.102.253", prefix: 24, scope: "global" }],
});

export const BRIDGE = aLink(5, "docker0", {
  kind: "bridge",
  up: true,
  carrier: true,
  addresses: [{ family: "inet", address: "172.17.0.1", prefix: 16, scope: "global" }],
});

export const VETH0 = aLink(4, "veth0", { up: true, carrier: true, master: "docker0", peerIndex: 3, peerNamespaceId: 1 });
export const VETH1 = aLink(3, "veth1", {
  up: true,
  carrier: true,
  peerIndex: 4,
  peerNamespaceId: 0,
  addresses: [{ family: "inet", address: "172.17.0.2", prefix: 16, scope: "global" }],
});
export const MASQUERADE = aRule("-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE");

/** A container as lessons 7 and 8 build it: ns1 by a cable in docker0, a shell with namespaces of its own, a limit. */
export function aContainer(
  changes: { readonly name?: string; readonly command?: string; readonly bridge?: string | null } = {},
): Snapshot {
  const { name = "ns1", command = "bash", bridge = "docker0" } = changes;
  const shell = aProcess(1020, { pids: [20, 1], name: command, command: [command], namespaces: CONTAINER });
  return aSnapshot({
    processes: [shell],
    networks: [
      aNetwork(HOST.net, {
        links: [WAY_OUT, { ...VETH0, master: bridge }, BRIDGE],
        routes: [{ destination: "default", gateway: "192.168.102.1", device: "enp0s3", source: null, type: "unicast" }],
        rules: [MASQUERADE],
        policies: new Map([["filter/FORWARD", "DROP"]]),
        forwarding: true,
      }),
      aNetwork(NS1, { names: [name], links: [VETH1] }),
    ],
    cgroups: [aCgroup("/"), aCgroup("/box", { cpuQuota: 0.2, members: [1020] })],
  });
}
