import { randomUUID } from "node:crypto";
import type { LabReach } from "../lab/identity.ts";
import { runInLab } from "../lab/run-in-lab.ts";
import type { NamespaceFile } from "./namespace-files.ts";
import { IP_QUESTIONS, parseIpAnswers } from "./parse-ip-json.ts";
import { parseIptablesSave } from "./parse-iptables-save.ts";
import { type Section, splitSections } from "./sections.ts";
import type { Network } from "./snapshot.ts";

/**
 * Runs in the lab's user namespace, with the machine's tools and files. Arguments: a mark that no
 * output can guess, the questions for ip(8), then a file for each network namespace. Each tool's
 * output is a section that ends with its exit code; on stderr each namespace is one.
 */
const SCRIPT = `
mark=$1 questions=$2
shift 2
inside='
ip -json -details -batch - <<<"$questions"
printf "\\n%s ip %s\\n" "$mark" $?
iptables-save -c
printf "\\n%s iptables-save %s\\n" "$mark" $?
read -r forwarding </proc/sys/net/ipv4/ip_forward && printf "%s\\n%s forwarding 0\\n" "$forwarding" "$mark"
'
export mark questions
for file; do
  nsenter --net="$file" bash -c "$inside"
  printf "%s namespace %s\\n" "$mark" $?
  printf "\\n%s namespace 0\\n" "$mark" >&2
done
`;

/** Facts of each network namespace, all read by one spawn. */
export async function readNetworks(lab: LabReach, files: readonly NamespaceFile[]): Promise<ReadonlyMap<number, Network>> {
  const mark = randomUUID();
  const paths = files.map(({ file }) => file);
  const ran = await runInLab(lab, { namespaces: [] }, ["bash", "-c", SCRIPT, "bash", mark, IP_QUESTIONS, ...paths]);
  const facts = splitSections(ran.stdout, mark);
  const complaints = splitSections(ran.stderr, mark);
  const ends = facts.flatMap(({ name }, at) => (name === "namespace" ? [at] : []));
  return new Map(
    files.map(({ inode, names }, at) => {
      const own = facts.slice(at === 0 ? 0 : (ends[at - 1] ?? facts.length) + 1, ends[at]);
      const complaint = complaints[at]?.text ?? ran.stderr; // no mark: the script itself could not run
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
