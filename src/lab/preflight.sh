# Finds out by doing what this machine can do for a lab: makes namespaces the way src/lab/up.sh does,
# tries everything a lab and the course need in them, and lets the kernel take it all away again.
#
# One line an answer on fd 1 (src/lab/preflight-lines.ts): "yes ID", or "no ID COMPLAINT".
# Parameters: NSLAB_PRIVILEGE and NSLAB_ID_BASE, as for up.sh.
set -u

try() { # ID COMMAND...
  local id=$1 complaint
  shift
  if complaint=$("$@" 2>&1 </dev/null); then
    echo "yes $id"
  else
    complaint=${complaint//$'\n'/ | }
    echo "no $id ${complaint:0:400}"
    return 1
  fi
}

next() { # FUNCTION: the shell text that goes on there
  printf '%s\nset -u\n%s\n' "$NSLAB_FUNCTIONS" "$1"
}

outside() {
  case $NSLAB_PRIVILEGE in
    mapped-root) unshare -m --propagation private bash -c "$(next uncovered)" ;;
    rootless) try user-namespace unshare -U -r true && exec unshare -U -r bash -c "$(next kinds)" ;;
  esac
}

uncovered() {
  mount -t tmpfs -o mode=755 probe /mnt && uncover /mnt
  mapped
}

# As in up.sh: the map of ids is written from out here, while the namespace's maker waits for the end of our stdin.
mapped() {
  local ready holder
  try user-namespace unshare -U true || return
  exec 7<&0
  exec 8< <(exec unshare -U sh -c 'echo ready; read -r _' <&7)
  holder=$!
  read -r ready <&8
  try id-map write_map "$holder" || return
  exec nsenter -U -t "$holder" -S 0 -G 0 bash -c "$(next "kill $holder; kinds")" 7<&- 8<&-
}

write_map() { # PID
  echo "0 $NSLAB_ID_BASE 65536" >"/proc/$1/uid_map" && echo "0 $NSLAB_ID_BASE 65536" >"/proc/$1/gid_map"
}

# Each kind alone, so that a refusal has a name; then all that are to be had together.
kinds() {
  local flags=() part=inside
  try mount-namespace unshare -m true && flags+=(-m) || part=exit
  try network-namespace unshare -n true && flags+=(-n) || part=${part/inside/files}
  try pid-namespace unshare -p -f true && flags+=(-p)
  try uts-namespace unshare -u hostname probe && flags+=(-u)
  try ipc-namespace unshare -i true && flags+=(-i)
  try cgroup-namespace unshare -C true && flags+=(-C)
  # Nothing is mounted but in a mount namespace of our own, and no network changed but our own.
  exec unshare "${flags[@]}" -f --kill-child bash -c "$(next "$part")"
}

inside() {
  files && network
}

files() {
  # On /run iptables finds a place for its lock, and ip for its names.
  try mount mount -t tmpfs -o mode=755 probe /run || return
  mkdir /run/{proc,sys,lower,upper,work,merged,mqueue,netns}
  try proc mount -t proc proc /run/proc
  try sysfs mount -t sysfs sysfs /run/sys
  try overlay mount -t overlay -o userxattr,lowerdir=/usr,upperdir=/run/upper,workdir=/run/work overlay /run/merged
  try mqueue mount -t mqueue mqueue /run/mqueue
  try sysv-ipc queue
  return 0
}

network() {
  try veth ip link add veth0 type veth peer name veth1
  try bridge ip link add bridge0 type bridge
  try netns ip netns add probe
  packet_rules
}

queue() {
  ipcmk -Q && [ "$(ipcs -q | grep -c '^0x')" = 1 ]
}

# What lessons 8 and 9 type, and the same made with nft.
packet_rules() {
  try iptables-filter iptables -t filter -nL
  try iptables-nat iptables -t nat -nL
  try masquerade iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
  try dnat iptables -t nat -A PREROUTING -p tcp -m tcp --dport 3033 -j DNAT --to-destination 172.17.0.2:3000
  try conntrack-match iptables -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
  try nft-rules nft "$NFT_RULES"
  try conntrack-list conntrack -L
}

NFT_RULES='table ip probe {
  chain out { type nat hook postrouting priority 100; ip saddr 172.17.0.0/16 oifname != "docker0" masquerade; }
  chain in { type nat hook prerouting priority -100; fib daddr type local tcp dport 3033 dnat to 172.17.0.2:3000; }
  chain through { type filter hook forward priority 0; oifname "docker0" ct state established,related counter accept; }
}'

# Run as the machine's root: the kernel loads what these need, which it may refuse to do for a user
# namespace. The network namespace is thrown away; the machine's own rules are not even looked at.
load_modules() {
  unshare -n -m --propagation private bash -c "$(next 'mount -t tmpfs probe /run && packet_rules')" >/dev/null
}

. "${0%/*}/up-uncover.sh"
NSLAB_FUNCTIONS=$(declare -f; declare -p NFT_RULES)
export NSLAB_FUNCTIONS
"${1:-outside}"
