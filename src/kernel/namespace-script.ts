import { MOST_FACTS, NFT_MEMORY_KIB } from "./bounds.ts";
import { IP_QUESTIONS } from "./parse-ip-json.ts";

/**
 * The rules of a network namespace. nft(8), where the machine has it, tells whether there are any tables at all, those of
 * an iptables that keeps its rules in nftables included: where there are none, and none of the other iptables either
 * (/proc/net/ip_tables_names), iptables-save has nothing to say and need not be started. So a namespace without rules
 * costs no program more than before, and one with rules costs one more. Of nft's named sets
 * the elements are left out (-t), which may be many and which nobody asks about.
 */
const RULES = `
legacy=
read -r legacy 2>/dev/null </proc/self/net/ip_tables_names
tables=unknown
if type nft >/dev/null 2>&1; then
  ruleset=$(ulimit -c 0 -v ${NFT_MEMORY_KIB}; exec nft -t -j list ruleset 2>/dev/null)
  printf "%s\\n%s nft %s\\n" "$ruleset" "$mark" $?
  case $ruleset in *\\"table\\":*) tables=some ;; *\\"metainfo\\":*) tables=none ;; esac
fi
if [ "$tables$legacy" = none ]; then
  printf "\\n%s iptables-save 0\\n" "$mark"
else
  iptables-save -c
  printf "\\n%s iptables-save %s\\n" "$mark" $?
fi
`;

/**
 * Answers inquiries about `network` and `names` (`askNamespaces`). It runs in a user namespace of the lab and in the
 * network, UTS and IPC namespaces of its place, with the machine's tools and files. Namespaces come by descriptors; where
 * there are none it is in them itself, and needs no program to join them: on a slow machine each one counts. Of a list
 * with a heading, one line more is read than is wanted.
 */
export const NAMESPACE_SCRIPT = `
mark=$1
shift
network='
ip -json -details -batch - <<<"${IP_QUESTIONS.trim()}"
printf "\\n%s ip %s\\n" "$mark" $?
${RULES.trim()}
read -r forwarding </proc/sys/net/ipv4/ip_forward && printf "%s\\n%s forwarding 0\\n" "$forwarding" "$mark"
'
names='
read -r name </proc/sys/kernel/hostname
printf "%s\\n%s hostname 0\\n" "$name" "$mark"
for kind in shm msg sem; do
  mapfile -t -n ${MOST_FACTS + 2} rows </proc/sysvipc/$kind
  printf "%s\\n" "\${rows[@]}"
done
printf "%s sysvipc 0\\n" "$mark"
'
export mark
for inquiry; do
  descriptors=\${inquiry#*:}
  case $inquiry in
    *:gone) echo "its last process has ended, or its file is another's" >&2 ;;
    network:) eval "$network" ;;
    network:*) nsenter --net=/proc/self/fd/$descriptors bash -c "$network" ;;
    names:) eval "$names" ;;
    names:*) nsenter --uts=/proc/self/fd/\${descriptors%,*} --ipc=/proc/self/fd/\${descriptors#*,} bash -c "$names" ;;
  esac
  printf "\\n%s end 0\\n" "$mark" >&2
  printf "\\n%s end 0\\n" "$mark"
done
`;
