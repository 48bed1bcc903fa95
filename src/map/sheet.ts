import type { UnreadPart } from "../kernel/snapshot.ts";
import type { MapLayout, MapObject } from "./layout.ts";
import type { Message } from "../say/message.ts";

/** A layout in words, still without positions: boxes with rows of text, and the cables between them. */
export interface Sheet {
  /** What stands above the host, where its way out leads; null without one. */
  readonly outside: string | null;
  readonly host: Box;
  readonly places: readonly Box[];
  readonly cgroups: readonly Box[];
  /** Rows below everything: what is gone, and a mark that belongs to no row. */
  readonly notes: readonly Row[];
}

export interface Box {
  readonly key: string;
  readonly title: string;
  /** The part of the title that somebody gave it, by which it may be another one later; empty without. */
  readonly name: string;
  readonly rows: readonly Row[];
  readonly inner: readonly Box[];
  /** Cables from the host to this box, drawn as lines; the texts are those of the two ends. */
  readonly cable: Cable | null;
  readonly change: Change | null;
  readonly mark: string | null;
}

export interface Cable {
  /** The host's end. */
  readonly host: Row;
  /** The bridge that the host's end is plugged into. */
  readonly bridge: Row | null;
  readonly end: Row;
}

export interface Row {
  readonly key: string;
  /** Stands in a column of its own; empty for a row of text alone. */
  readonly label: string;
  readonly text: string;
  /** Says how things are by default, where that is worth a row: that it comes or goes is no change of the lab. */
  readonly isDefault: boolean;
  /** For what is shown only while it is as it says, and cannot go away: what is so where the row is gone. */
  readonly otherwise?: string;
  readonly change: Change | null;
  /** What is said below a row where a packet dies. */
  readonly mark: string | null;
}

export type Change = "new" | "changed" | "gone";

/** All words of the map; `src/ui/texts` has them. A blank that does not break (U+00A0) keeps words on one line. */
export interface MapWords {
  readonly host: string;
  readonly outside: (prefix: string | null) => string;
  readonly network: (names: readonly string[]) => string;
  readonly terminals: (names: readonly string[]) => string;
  /** A container that nobody has named, by its first process. */
  /** What is told beside a name or a row: where it is, whose it is. */
  readonly aside: (text: string, aside: string) => string;
  readonly processes: (name: string, pid: number) => string;
  readonly bridge: string;
  readonly ports: (names: readonly string[]) => string;
  readonly up: string;
  readonly down: string;
  readonly noCarrier: string;
  readonly place: (title: string) => string;
  readonly onHost: string;
  readonly route: string;
  readonly via: (destination: string, gateway: string | null, device: string) => string;
  /** The links of a network namespace. */
  readonly unreadable: (why: Message | null) => string;
  readonly rulesUnreadable: (why: Message | null) => string;
  readonly forwarding: (on: boolean) => string;
  readonly policy: (policy: string) => string;
  /** What the kernel asks a chain of nft for: `nat`, `postrouting`, and its policy. */
  readonly nftChain: (type: string, hook: string, policy: string) => string;
  readonly everything: string;
  readonly hostname: string;
  readonly namespaces: (kinds: string) => string;
  /** All namespaces are the host's: only the root directory differs. */
  readonly noNamespaces: string;
  readonly shared: (kinds: string, title: string) => string;
  readonly root: string;
  readonly inRoot: (path: string) => string;
  readonly pids: (pids: readonly number[]) => string;
  /** What is told of one process. */
  readonly facts: (facts: readonly string[]) => string;
  readonly zombie: string;
  readonly nobody: string;
  /** Above System V objects. */
  readonly objects: string;
  readonly object: (kind: MapObject["kind"], id: number, size: number) => string;
  readonly mountsHere: string;
  readonly mountsOnHost: string;
  readonly more: (count: number) => string;
  /** In place of a list that takes too many rows. */
  readonly processCount: (count: number) => string;
  readonly mountCount: (count: number) => string;
  /** Boxes that are not drawn. */
  readonly morePlaces: (count: number) => string;
  readonly moreCgroups: (count: number) => string;
  /** What of the lab was not looked at. */
  readonly notRead: (part: UnreadPart, why: Message) => string;
  readonly cgroup: (path: string) => string;
  readonly cpu: (share: number) => string;
  readonly memory: (bytes: number) => string;
  readonly noSwap: string;
  readonly swap: (bytes: number) => string;
  readonly processLimit: (count: number) => string;
  readonly oomKills: (count: number) => string;
  readonly noLimit: string;
  readonly emptyGroup: string;
  /** `link`: where it is told as well, since the mark stands elsewhere. */
  readonly diesHere: (leg: Mark["leg"], reason: string, link: string | null) => string;
}

/** What the person asking wants to be pointed at. */
export interface SheetOptions {
  readonly words: MapWords;
  readonly symbols: Symbols;
  /** Whether cables are drawn as lines; otherwise each end says where the other is. */
  readonly cables: boolean;
  /** Whether processes and mounts are counted rather than listed. */
  readonly folds?: boolean;
  readonly mark?: Mark | null;
  /** The layout to compare with: what differs is highlighted. */
  readonly before?: MapLayout | null;
}

/** The place where a packet dies. */
export interface Mark {
  /** Inode of the network namespace. */
  readonly network: number;
  readonly link: string | null;
  readonly rule: { readonly table: string; readonly chain: string; readonly rule: string } | null;
  /** Where and why, for a place that the map does not show. */
  readonly text: string;
  /** Why, in a few words. */
  readonly reason: string;
  /** What ends there: the packet itself, or the answer to it. */
  readonly leg: "request" | "answer";
}

export interface Symbols {
  /** From matches to a target. */
  readonly arrow: string;
  /** Between two ends of a cable. */
  readonly pair: string;
  readonly dies: string;
  readonly ellipsis: string;
}

export const UNICODE_SYMBOLS: Symbols = { arrow: "→", pair: "↔", dies: "✗", ellipsis: "…" };
export const ASCII_SYMBOLS: Symbols = { arrow: "->", pair: "<->", dies: "X", ellipsis: "..." };

/** How each change is told without colour. */
export const CHANGE_SYMBOLS: Readonly<Record<Change, string>> = { new: "+", changed: "~", gone: "-" };
