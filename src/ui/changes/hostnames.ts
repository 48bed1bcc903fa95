import type { Change } from "../../kernel/changes.ts";
import { type ChangeLine, line, otherNamespace, type Wording } from "./names.ts";

/** Hostnames, and System V objects that came or went, each with the namespace they are of. */
export function nameLines(wording: Wording, changes: readonly Change[]): readonly ChangeLine[] {
  const { words, arrow } = wording;
  const place = (kind: "uts" | "ipc", inode: number) => otherNamespace(wording, kind, inode) ?? words.onHost;
  return changes.flatMap((change): readonly ChangeLine[] => {
    if (change.type === "hostname")
      return [line("~", words.fromTo(words.hostname, change.before, arrow, change.hostname), place("uts", change.inode))];
    if (change.type === "ipc-object-made" || change.type === "ipc-object-gone") {
      const { kind, object, inode } = change;
      return [
        line(change.type === "ipc-object-made" ? "+" : "-", words.ipcObject[kind](object.id, object.size), place("ipc", inode)),
      ];
    }
    return [];
  });
}
