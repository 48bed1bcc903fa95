import type { NamespaceFile } from "./namespace-files.ts";
import { parseIpAnswers } from "./parse-ip-json.ts";
import { parseIptablesSave } from "./parse-iptables-save.ts";
import { type Section, splitSections } from "./sections.ts";
import type { Network } from "./snapshot.ts";

/**
 * Network namespaces by inode, from what the script of `read-networks.ts` printed about each in
 * turn. What is missing, because a tool or the namespace is, is said to be unreadable.
 */
export function parseNetworkFacts(
  printed: { readonly stdout: string; readonly stderr: string },
  mark: string,
  files: readonly NamespaceFile[],
): ReadonlyMap<number, Network> {
  const facts = splitSections(printed.stdout, mark);
  const complaints = splitSections(printed.stderr, mark);
  const ends = facts.flatMap(({ name }, at) => (name === "namespace" ? [at] : []));
  return new Map(
    files.map(({ inode, names }, at) => {
      const own = facts.slice(at === 0 ? 0 : (ends[at - 1] ?? facts.length) + 1, ends[at]);
      const complaint = complaints[at]?.text ?? printed.stderr; // no mark: the script itself could not run
      return [inode, toNetwork(inode, names, own, complaint.trim())];
    }),
  );
}

function toNetwork(inode: number, names: readonly string[], sections: readonly Section[], complaint: string): Network {
  const answerOf = (name: string) => sections.find((section) => section.name === name && section.code === 0)?.text;
  const ip = parseIpAnswers(answerOf("ip") ?? "");
  const saved = answerOf("iptables-save");
  return {
    inode,
    names,
    linksReadable: ip !== null,
    rulesReadable: saved !== undefined,
    complaint,
    links: ip?.links ?? [],
    routes: ip?.routes ?? [],
    ...parseIptablesSave(saved ?? ""),
    neighbours: ip?.neighbours ?? [],
    forwarding: answerOf("forwarding")?.trim() === "1",
  };
}
