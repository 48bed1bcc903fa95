import type { ProcessChange } from "../../kernel/changes.ts";
import { type ChangeLine, line, namespaceNumber, ownerOf, processName, type Wording } from "./names.ts";

type NamespaceChange = Extract<ProcessChange, { type: "namespace-appeared" | "namespace-gone" }>;

/** New and ended namespaces. Those that one process got, or took with it, stand in one line. */
export function namespaceLines(wording: Wording, changes: readonly NamespaceChange[]): readonly ChangeLine[] {
  const groups = new Map<string, NamespaceChange[]>();
  for (const change of changes) {
    const key =
      change.names.length > 0 ? `name ${change.names.join(",")}` : (ownerName(change) ?? `${change.kind} ${change.inode}`);
    const group = groups.get(`${change.type} ${key}`);
    if (group === undefined) groups.set(`${change.type} ${key}`, [change]);
    else group.push(change);
  }
  return [...groups.values()].flatMap((group) => groupLine(wording, group) ?? []);
}

function groupLine(wording: Wording, group: readonly NamespaceChange[]): ChangeLine | null {
  const { words } = wording;
  const [first] = group;
  if (first === undefined) return null;
  const sign = first.type === "namespace-appeared" ? "+" : "-";
  const numbers = group.map(({ kind, inode }) => namespaceNumber(kind, inode)).join(" ");
  if (first.names.length > 0) return line(sign, words.namedNamespace(first.names.join(", "), numbers));
  const kinds = group.map(({ kind }) => kind);
  const what = kinds.length === 1 ? words.namespace(first.kind) : words.namespaces(kinds);
  const owner = ownerName(first);
  const text = owner === undefined ? `${what} ${numbers}` : words.numbered(words.of(what, owner), numbers);
  return line(sign, text, group.some((change) => hasSharedMounts(wording, change)) ? words.sharedMounts : "");
}

function ownerName({ processes, kind, inode }: NamespaceChange): string | undefined {
  const owner = ownerOf(processes, kind, inode);
  return owner === undefined ? undefined : processName(owner);
}

/** unshare(1) makes them private unless it is told not to: only the other case is worth a word. */
function hasSharedMounts({ after }: Wording, { type, kind, inode }: NamespaceChange): boolean {
  if (type !== "namespace-appeared" || kind !== "mnt") return false;
  const root = after.mounts.get(inode)?.find((mount) => mount.mountPoint === "/");
  return root?.propagation.some((field) => field.startsWith("shared")) === true;
}
