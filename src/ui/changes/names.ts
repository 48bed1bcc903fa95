import { membersOf } from "../../kernel/lookups.ts";
import type { NamespaceKind, Network, Process, Snapshot } from "../../kernel/snapshot.ts";
import type { Message } from "../../say/message.ts";
import type { Texts } from "../texts/english.ts";

/** One change as a person reads it. `+` is new, `-` is gone, `~` is different now. */
export interface ChangeLine {
  readonly sign: "+" | "-" | "~";
  readonly text: string;
  /** Where that is, which stands behind it. */
  readonly aside?: string;
}

export function line(sign: ChangeLine["sign"], text: string, aside = ""): ChangeLine {
  return aside === "" ? { sign, text } : { sign, text, aside };
}

/** What lines are worded with. */
export interface Wording {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly words: Texts["changes"];
  /** A number with its unit. */
  readonly figure: (said: Message) => string;
  readonly arrow: string;
}

/** A process as `ps` on the host shows it: `bash 14`. */
export function processName(process: Process): string {
  return `${process.name} ${process.pids[0] ?? 0}`;
}

/** As readlink(1) shows it: `mnt:[4026532470]`. */
export function namespaceNumber(kind: NamespaceKind, inode: number): string {
  return `${kind}:[${inode}]`;
}

/** The process by which people know a namespace: its PID 1, else the first that does more than wait for its child. */
export function ownerOf(processes: readonly Process[], kind: NamespaceKind, inode: number): Process | undefined {
  const inside = membersOf(processes, kind, inode);
  return (
    inside.find((process) => process.pids.length > 1 && process.pids.at(-1) === 1) ??
    inside.find((process) => process.name !== "unshare" && process.name !== "nsenter") ??
    inside[0]
  );
}

/** `mnt:[4026532470] of bash 14`; null for the host's. */
export function otherNamespace(wording: Wording, kind: NamespaceKind, inode: number): string | null {
  const { before, after, words } = wording;
  if (inode === after.host.namespaces[kind]) return null;
  const owner = ownerOf(after.processes, kind, inode) ?? ownerOf(before.processes, kind, inode);
  const number = namespaceNumber(kind, inode);
  return owner === undefined ? number : words.of(number, processName(owner));
}

/** `host`, `ns1`, or `net:[4026532470] of bash 14`. */
export function networkName(wording: Wording, network: Network): string {
  if (network.inode === wording.after.host.namespaces.net) return wording.words.host;
  return network.names.length > 0 ? network.names.join(", ") : (otherNamespace(wording, "net", network.inode) ?? "");
}
