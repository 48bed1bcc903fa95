import { randomUUID } from "node:crypto";
import type { LabReach } from "../lab/identity.ts";
import { runInLab } from "../lab/run-in-lab.ts";
import type { NamespaceFile } from "./namespace-files.ts";
import { type NamesPlace, parseNames } from "./names.ts";
import { IP_QUESTIONS } from "./parse-ip-json.ts";
import { parseNetworkFacts } from "./parse-network-facts.ts";
import type { Process, Snapshot } from "./snapshot.ts";

/**
 * Runs in the lab's user namespace and in its host's network, UTS and IPC namespaces, with the machine's
 * tools and files. Arguments: a mark that no output can guess, the questions for ip(8), then a file for each
 * network namespace and, after `names:`, a PID for each place with a hostname and System V objects. No file
 * and no PID stand for the host's own, which need no program to join them: on a slow machine each one counts.
 * Each tool's output is a section that ends with its exit code; on stderr each network namespace is one.
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
    names:) eval "$names" ;;
    names:*)
      nsenter --target="\${file#names:}" --uts --ipc bash -c "$names" ||
        printf "\\n%s hostname 1\\n%s sysvipc 1\\n" "$mark" "$mark"
      ;;
    *)
      if [ "$file" = "" ]; then eval "$inside"; else nsenter --net="$file" bash -c "$inside"; fi
      printf "\\n%s namespace %s\\n" "$mark" $?
      printf "\\n%s namespace 0\\n" "$mark" >&2
      ;;
  esac
done
`;

/**
 * Facts of each network namespace, the name in each UTS and the objects in each IPC namespace, all read by one spawn.
 *
 * @param host whose namespaces need not be joined once more; null when nobody knows which they are
 */
export async function readNetworks(
  lab: LabReach,
  host: Process | null,
  files: readonly NamespaceFile[],
  places: readonly NamesPlace[],
): Promise<Pick<Snapshot, "networks" | "hostnames" | "ipcObjects">> {
  const mark = randomUUID();
  const own = host?.namespaces;
  const paths = [
    ...files.map(({ inode, file }) => (inode === own?.net ? "" : file)),
    ...places.map(({ uts, ipc, machinePid }) => `names:${uts === own?.uts && ipc === own.ipc ? "" : machinePid}`),
  ];
  const command = ["bash", "-c", SCRIPT, "bash", mark, IP_QUESTIONS, ...paths];
  const ran = await runInLab(lab, { namespaces: ["net", "uts", "ipc"] }, command);
  return { networks: parseNetworkFacts(ran, mark, files), ...parseNames(ran.stdout, mark, places) };
}
