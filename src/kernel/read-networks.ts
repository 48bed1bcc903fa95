import { randomUUID } from "node:crypto";
import type { LabReach } from "../lab/identity.ts";
import { runInLab } from "../lab/run-in-lab.ts";
import type { NamespaceFile } from "./namespace-files.ts";
import { type NamesPlace, parseNames } from "./names.ts";
import { IP_QUESTIONS } from "./parse-ip-json.ts";
import { parseNetworkFacts } from "./parse-network-facts.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * Runs in the lab's user namespace, with the machine's tools and files. Arguments: a mark that no
 * output can guess, the questions for ip(8), then a file for each network namespace and, after
 * `names:`, a PID for each place with a hostname and System V objects. Each tool's output is a section
 * that ends with its exit code; on stderr each network namespace is one.
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
names='
read -r name </proc/sys/kernel/hostname
printf "%s\\n%s hostname 0\\n" "$name" "$mark"
for kind in shm msg sem; do
  mapfile -t rows </proc/sysvipc/$kind
  printf "%s\\n" "\${rows[@]}"
done
printf "%s sysvipc 0\\n" "$mark"
'
export mark questions
for file; do
  case $file in
    names:*)
      nsenter --target="\${file#names:}" --uts --ipc bash -c "$names" ||
        printf "\\n%s hostname 1\\n%s sysvipc 1\\n" "$mark" "$mark"
      continue
      ;;
  esac
  nsenter --net="$file" bash -c "$inside"
  printf "\\n%s namespace %s\\n" "$mark" $?
  printf "\\n%s namespace 0\\n" "$mark" >&2
done
`;

/** Facts of each network namespace, the name in each UTS and the objects in each IPC namespace, all read by one spawn. */
export async function readNetworks(
  lab: LabReach,
  files: readonly NamespaceFile[],
  places: readonly NamesPlace[],
): Promise<Pick<Snapshot, "networks" | "hostnames" | "ipcObjects">> {
  const mark = randomUUID();
  const paths = [...files.map(({ file }) => file), ...places.map(({ machinePid }) => `names:${machinePid}`)];
  const ran = await runInLab(lab, { namespaces: [] }, ["bash", "-c", SCRIPT, "bash", mark, IP_QUESTIONS, ...paths]);
  return { networks: parseNetworkFacts(ran, mark, files), ...parseNames(ran.stdout, mark, places) };
}
