import { randomUUID } from "node:crypto";
import type { LabReach } from "../lab/identity.ts";
import { runInLab } from "../lab/run-in-lab.ts";
import { type HostnameFile, parseHostnames } from "./hostnames.ts";
import type { NamespaceFile } from "./namespace-files.ts";
import { IP_QUESTIONS } from "./parse-ip-json.ts";
import { parseNetworkFacts } from "./parse-network-facts.ts";
import type { Network } from "./snapshot.ts";

/**
 * Runs in the lab's user namespace, with the machine's tools and files. Arguments: a mark that no
 * output can guess, the questions for ip(8), then a file for each network namespace and, after
 * `uts:`, for each UTS namespace. Each tool's output is a section that ends with its exit code; on
 * stderr each namespace is one.
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
  case $file in
    uts:*)
      nsenter --uts="\${file#uts:}" uname -n
      printf "\\n%s hostname %s\\n" "$mark" $?
      continue
      ;;
  esac
  nsenter --net="$file" bash -c "$inside"
  printf "\\n%s namespace %s\\n" "$mark" $?
  printf "\\n%s namespace 0\\n" "$mark" >&2
done
`;

/** Facts of each network namespace, and the name in each UTS namespace, all read by one spawn. */
export async function readNetworks(
  lab: LabReach,
  files: readonly NamespaceFile[],
  names: readonly HostnameFile[],
): Promise<{ readonly networks: ReadonlyMap<number, Network>; readonly hostnames: ReadonlyMap<number, string> }> {
  const mark = randomUUID();
  const paths = [...files.map(({ file }) => file), ...names.map(({ file }) => `uts:${file}`)];
  const ran = await runInLab(lab, { namespaces: [] }, ["bash", "-c", SCRIPT, "bash", mark, IP_QUESTIONS, ...paths]);
  return { networks: parseNetworkFacts(ran, mark, files), hostnames: parseHostnames(ran.stdout, mark, names) };
}
