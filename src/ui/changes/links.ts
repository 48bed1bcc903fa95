import type { NetworkChange } from "../../kernel/changes.ts";
import { peerOf } from "../../kernel/queries.ts";
import type { Snapshot } from "../../kernel/snapshot.ts";
import { type ChangeLine, line, networkName, type Wording } from "./names.ts";

type Presence = Extract<NetworkChange, { type: "link-appeared" | "link-gone" }>;

/** Links that came or went; both ends of a veth pair stand in one line. */
export function presenceLines(wording: Wording, changes: readonly Presence[]): readonly ChangeLine[] {
  const told = new Set<Presence>();
  return changes.flatMap((change): readonly ChangeLine[] => {
    if (told.has(change)) return [];
    const snapshot = change.type === "link-appeared" ? wording.after : wording.before;
    const other = otherEnd(snapshot, change, changes);
    if (other === undefined) return [single(wording, change)];
    told.add(other);
    return [pair(wording, inReadingOrder(wording, change, other))];
  });
}

function otherEnd(snapshot: Snapshot, { type, network, link }: Presence, changes: readonly Presence[]): Presence | undefined {
  const peer = peerOf(snapshot, network, link);
  return changes.find(
    (each) => each.type === type && each.network.inode === peer?.network.inode && each.link.index === peer.link.index,
  );
}

/** The end on the host first, then by name. */
function inReadingOrder({ after }: Wording, one: Presence, other: Presence): readonly [Presence, Presence] {
  const key = ({ network, link }: Presence) => `${network.inode === after.host.namespaces.net ? 0 : 1} ${link.name}`;
  return key(one) <= key(other) ? [one, other] : [other, one];
}

function pair(wording: Wording, [one, other]: readonly [Presence, Presence]): ChangeLine {
  const { words } = wording;
  const [here, there] = [networkName(wording, one.network), networkName(wording, other.network)];
  const sign = one.type === "link-appeared" ? "+" : "-";
  if (here === there) return line(sign, words.pair(one.link.name, other.link.name), here);
  return line(sign, words.pair(words.aside(one.link.name, here), words.aside(other.link.name, there)));
}

function single(wording: Wording, { type, network, link }: Presence): ChangeLine {
  const { words } = wording;
  const what =
    link.kind === "bridge"
      ? words.bridge(link.name)
      : link.kind === ""
        ? words.link(link.name)
        : words.linkOfKind(link.kind, link.name);
  return line(type === "link-appeared" ? "+" : "-", what, networkName(wording, network));
}
