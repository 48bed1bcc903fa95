# Makes a lab and supervises it. One file, one spawn (CONTRIBUTING.md, "The lab").
#
#   outside    as the person who runs nslab: cgroups, then waits, then removes what outlives a lab
#   stage      binds what the lab's root may not be able to reach (node below /root, say)
#   inside     first process in the lab's namespaces: the file tree, the host, the world
#   host       PID 1 of the course's host: its /proc, /sys, and reaping
#   supervise  PID 1 of the lab: opens terminals when told to, ends when its stdin closes
#
# Parameters are the NSLAB_* variables of src/lab/up-plan.ts. Answers go to fd 1, a line each
# (src/lab/supervisor-lines.ts); complaints of the commands go to fd 2.
set -u

fail() { # PART: which could not be done; the command's own complaint is on fd 2 already
  echo "failed $1"
  exit 70
}

next() { # FUNCTION: the shell text that goes on there, for a bash on the other side of an exec
  printf '%s\nset -u\n%s\n' "$NSLAB_FUNCTIONS" "$1"
}

mount_all() { # FILE LINES: mounts these fstab(5) lines by one command; FILE is where it reads them
  printf '%s\n' "$2" >"$1" && mount -n -a -T "$1"
}

# --- on the machine ----------------------------------------------------------------------------

outside() {
  close_inherited
  [ "$NSLAB_CGROUP_BY" != systemd ] || scope_claim
  case $NSLAB_PRIVILEGE in
    mapped-root) (cgroups_claim && exec unshare -m --propagation private bash -c "$(next mapped)" nslab) ;;
    rootless) (cgroups_claim && exec unshare -U -r bash -c "$(next own_cgroup_namespace)" nslab) ;;
    privileged) (cgroups_claim && exec bash -c "$(next own_cgroup_namespace)" nslab) ;;
  esac
  local code=$?
  cgroups_release
  [ -z "$NSLAB_STATE_FILE" ] || rm -f "$NSLAB_STATE_FILE" "$NSLAB_STATE_FILE.new"
  exit $code
}

# Nothing of whoever started nslab may be open in a lab; 255 is this script.
close_inherited() {
  local path number
  for path in /proc/self/fd/*; do
    number=${path##*/}
    if ((number > 2 && number != 255 && (number < NSLAB_FIRST_SLOT || number >= NSLAB_FIRST_SLOT + NSLAB_SLOTS))); then
      eval "exec $number>&-"
    fi
  done
}

# systemd has put us into a scope of our own (systemd.scope(5), Delegate=yes) and enabled its
# controllers; only leaves may hold processes, so who waits here sits in one of them.
scope_claim() {
  local line scope controller
  while read -r line; do case $line in 0::*) scope=$NSLAB_CGROUP_V2${line#0::} ;; esac; done </proc/self/cgroup
  mkdir "$scope/outside" "$scope/lab" && echo $$ >"$scope/outside/cgroup.procs" || fail cgroup
  for controller in $NSLAB_CGROUP_CONTROLLERS; do
    echo "+$controller" >"$scope/cgroup.subtree_control" || fail cgroup
  done
  NSLAB_CGROUP_DIRS=$scope/lab
}

# Directories are made out here, where their owner still is. The lab's root gets them, but not the
# files with their own limits: what caps the whole lab stays the machine's.
cgroups_claim() {
  local dir file files=()
  [ -n "$NSLAB_CGROUP_DIRS" ] || return 0
  if [ "$NSLAB_CGROUP" = v2 ] && [ "$NSLAB_CGROUP_BY" = itself ]; then
    for file in $NSLAB_CGROUP_CONTROLLERS; do echo "+$file" >"$NSLAB_CGROUP_V2/cgroup.subtree_control" || fail cgroup; done
  fi
  mkdir -p $NSLAB_CGROUP_DIRS || fail cgroup
  for dir in $NSLAB_CGROUP_DIRS; do
    for file in "$dir" "$dir"/cgroup.procs "$dir"/tasks "$dir"/cgroup.threads "$dir"/cgroup.subtree_control; do
      [ ! -e "$file" ] || files+=("$file")
    done
    echo $BASHPID >"$dir/cgroup.procs" || fail cgroup
  done
  [ "$NSLAB_PRIVILEGE" != mapped-root ] || chown "$NSLAB_ID_BASE:$NSLAB_ID_BASE" "${files[@]}" || fail cgroup
}

# The directories stay busy until the kernel has buried the last process.
cgroups_release() {
  local dir tries=0
  for dir in $NSLAB_CGROUP_DIRS; do
    while [ -d "$dir" ] && ! find "$dir" -depth -type d -exec rmdir {} + 2>/dev/null && [ $((tries += 1)) -lt 300 ]; do
      sleep 0.01
    done
  done
}

# --- the user namespace ------------------------------------------------------------------------

# As root: ids 0-65535 of the lab become a high range that nobody on the machine uses. The map is
# written from out here, while the process that made the namespace waits on the lab's lifeline.
mapped() {
  local holder ready
  stage
  exec 7<&0
  exec 8< <(exec unshare -U sh -c 'echo ready; read -r _' <&7)
  holder=$!
  trap 'kill "$holder"' EXIT # it is in the lab's cgroups, which must be empty to be removed; the exec below forgets the trap
  read -r ready <&8 || fail user-namespace
  echo "0 $NSLAB_ID_BASE 65536" >"/proc/$holder/uid_map" || fail user-namespace
  echo "0 $NSLAB_ID_BASE 65536" >"/proc/$holder/gid_map" || fail user-namespace
  # -S 0 -G 0: with an unmapped id the exec would drop every capability (user_namespaces(7)).
  exec nsenter -U -t "$holder" -S 0 -G 0 bash -c "$(next "kill $holder; own_cgroup_namespace")" nslab 7<&- 8<&-
}

stage() {
  mount -t tmpfs -o mode=755 nslab "$NSLAB_STAGE" || fail stage
  : >"$NSLAB_STAGE/node" >"$NSLAB_STAGE/world.mjs"
  mount_all "$NSLAB_STAGE/fstab" "$NSLAB_NODE $NSLAB_STAGE/node none bind
$NSLAB_WORLD $NSLAB_STAGE/world.mjs none bind
nslab $NSLAB_STAGE/root tmpfs mode=755,x-mount.mkdir" || fail stage
}

own_cgroup_namespace() {
  exec unshare -C bash -c "$(next own_namespaces)" nslab
}

# cgroup v2 wants no processes in a group whose children have controllers ("no internal
# processes", cgroups(7)), so even the unshare that waits for the lab sits in a leaf.
own_namespaces() {
  local controller
  if [ "$NSLAB_CGROUP" = v2 ]; then
    mkdir -p "$NSLAB_CGROUP_DIRS/init" && echo $$ >"$NSLAB_CGROUP_DIRS/init/cgroup.procs" || fail cgroup
    for controller in $NSLAB_CGROUP_CONTROLLERS; do
      echo "+$controller" >"$NSLAB_CGROUP_DIRS/cgroup.subtree_control" || fail cgroup
    done
  fi
  exec unshare -m -n -p -u -i -f --kill-child bash -c "$(next inside)" nslab
}

# --- inside ------------------------------------------------------------------------------------

inside() {
  local lab host machine rest
  read -r lab rest </proc/self/stat # this /proc is still the machine's, and so is the number
  [ "$NSLAB_PRIVILEGE" = mapped-root ] || stage
  tree "$NSLAB_STAGE/root"
  cd "$NSLAB_STAGE/root" && pivot_root . .lab/old && cd / || fail pivot_root
  exec 9<>.lab/never # a FIFO whose writer never writes: what the host's init waits on
  exec 8<>.lab/ready
  unshare -m -n -p -u -i -f --kill-child --propagation shared bash -c "$(next "exec $SLOTS_CLOSED; host")" init <&9 >&8 8<&- 9<&- &
  read -r host machine <&8 || fail host
  world "$host"
  read -r rest <&8 || fail host
  exec 8<&- 9<&-
  umount -l /.lab/old || fail pivot_root
  echo "up $lab $machine $NSLAB_CGROUP_DIRS"
  supervise "$host"
}

# The lab's root: a tmpfs, with /usr from the machine and everything else fresh.
tree() {
  local root=$1 dir link links=()
  mount -t tmpfs -o mode=755,size=1g,nr_inodes=200k nslab "$root" || fail tmpfs
  mkdir -p "$root"/{etc,proc,sys,run,tmp,home,mnt,srv,opt/nslab,root/docker,var/{tmp,log,lib,cache}} \
    "$root"/{dev/{pts,shm,mqueue},run/{lock,netns},.lab/{old,proc,sys,cow}} || fail tmpfs
  chmod 1777 "$root"/{tmp,var/tmp,dev/shm}
  mkfifo "$root"/.lab/{never,ready}
  for dir in usr bin sbin lib lib64 lib32 libx32; do
    if link=$(readlink "/$dir"); then links+=("$link"); elif [ -d "/$dir" ]; then programs "$root" "$dir"; fi
  done
  [ ${#links[@]} = 0 ] || ln -s "${links[@]}" "$root"
  ln -s /run /run/lock "$root/var"
  for dir in opt/nslab/{node,world.mjs} dev/{null,zero,full,random,urandom,tty}; do : >"$root/$dir"; done
  cp -P /dev/{fd,stdin,stdout,stderr} "$root/dev"
  ln -s pts/ptmx "$root/dev"
  mount_all "$root/.lab/fstab" "proc $root/.lab/proc proc nosuid,nodev,noexec
$NSLAB_STAGE/node $root/opt/nslab/node none bind
$NSLAB_STAGE/world.mjs $root/opt/nslab/world.mjs none bind
/dev/null $root/dev/null none bind
/dev/zero $root/dev/zero none bind
/dev/full $root/dev/full none bind
/dev/random $root/dev/random none bind
/dev/urandom $root/dev/urandom none bind
/dev/tty $root/dev/tty none bind
devpts $root/dev/pts devpts newinstance,ptmxmode=0666,mode=620" || fail mounts
  etc "$root/etc"
  printf '%s' "$NSLAB_BASHRC" >"$root/root/.bashrc"
  echo 'while :; do read -r _; done # bash reaps what it adopts' >"$root/.lab/init"
}

programs() { # ROOT DIR: copy-on-write where the kernel can, else read-only
  local root=$1 dir=$2
  mkdir -p "$root/$dir" "$root/.lab/cow/$dir" "$root/.lab/cow/$dir.work"
  mount -t overlay -o "userxattr,lowerdir=/$dir,upperdir=$root/.lab/cow/$dir,workdir=$root/.lab/cow/$dir.work" "/$dir" "$root/$dir" 2>/dev/null && return
  mount --rbind "/$dir" "$root/$dir" && mount -o remount,bind,ro "$root/$dir" || fail usr
}

# An own copy of the parts that programs need: files of an unmapped owner could not be changed.
etc() {
  local name have=()
  for name in alternatives ld.so.cache ld.so.conf ld.so.conf.d protocols services ethertypes nsswitch.conf host.conf \
    gai.conf localtime os-release terminfo inputrc vim iproute2 login.defs shells mtab bash_completion crypto-policies; do
    [ -e "/etc/$name" ] && have+=("/etc/$name")
  done
  cp -r --no-dereference "${have[@]}" "$1" || fail etc
  printf 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n' >"$1/passwd"
  printf 'root:x:0:\ntty:x:5:\nnogroup:x:65534:\n' >"$1/group"
  printf '127.0.0.1 localhost\n192.168.102.253 host\n192.168.102.10 neighbor\n' >"$1/hosts"
  echo 'nameserver 203.0.113.53' >"$1/resolv.conf"
  echo host >"$1/hostname"
}

# --- the host: what the course calls 宿主机 ------------------------------------------------------

host() {
  local hierarchy name pid machine rest
  read -r pid rest </.lab/proc/self/stat
  read -r machine rest </.lab/old/proc/self/stat
  no_source_check /.lab/proc
  echo 0 >/.lab/proc/sys/net/ipv4/ip_forward
  name=/.lab/proc/sys/net/bridge/bridge-nf-call-iptables
  [ ! -w "$name" ] || echo 0 >"$name"
  echo "$pid $machine"
  # `ip netns exec` mounts /sys anew; in a user namespace that needs one fully visible elsewhere.
  mount_all /.lab/fstab.host "proc /proc proc nosuid,nodev,noexec
sysfs /sys sysfs nosuid,nodev,noexec
sysfs /.lab/sys sysfs nosuid,nodev,noexec
tmpfs /run tmpfs mode=755,size=64m
tmpfs /dev/shm tmpfs mode=1777,size=64m
$(cgroup_mounts)" || fail host
  mkdir -p /run/{lock,netns}
  for hierarchy in $NSLAB_CGROUP_V1; do
    case $hierarchy in *,*) for name in ${hierarchy//,/ }; do ln -s "$hierarchy" "/sys/fs/cgroup/$name"; done ;; esac
  done
  umount -l /.lab/old /.lab/proc || fail pivot_root
  hostname host
  echo ready
  exec -c -a init bash /.lab/init >/dev/null 2>&1
}

# v1: every controller at its usual place, so that /sys/fs/cgroup/cpu/docker works as printed.
cgroup_mounts() {
  local hierarchy
  case $NSLAB_CGROUP in
    v1)
      echo "tmpfs /sys/fs/cgroup tmpfs mode=755,size=64k"
      for hierarchy in $NSLAB_CGROUP_V1; do
        echo "cgroup /sys/fs/cgroup/$hierarchy cgroup $hierarchy,x-mount.mkdir"
      done
      ;;
    v2) echo "cgroup2 /sys/fs/cgroup cgroup2 defaults" ;;
  esac
}

# A new network namespace may inherit rp_filter from the machine (Documentation/networking/ip-sysctl).
no_source_check() { # PROC
  local name
  for name in "$1"/sys/net/ipv4/conf/*/rp_filter; do echo 0 >"$name"; done
}

# --- the world: a router (this network namespace), a neighbor on the LAN, an internet ------------

world() { # HOST: the PID of the host's init
  mount_all /.lab/fstab.world "/.lab/proc /proc none bind
run /run tmpfs mode=755,size=1m" || fail world
  # This /run is ours alone, so the names below stay unseen by the host.
  no_source_check /proc
  echo 1 >/proc/sys/net/ipv4/ip_forward
  ip -batch - <<ROUTER || fail world
netns add neighbor
netns add internet
link set lo up
link add lan type bridge
link add to-host type veth peer name enp0s3 netns $1
link add to-neighbor type veth peer name eth0 netns neighbor
link add wan type veth peer name eth0 netns internet
link set to-host master lan up
link set to-neighbor master lan up
addr add 192.168.102.1/24 dev lan
addr add 203.0.113.1/24 dev wan
link set lan up
link set wan up
ROUTER
  nsenter --net="/proc/$1/ns/net" ip -batch - <<HOST || fail world
link set lo up
addr add 192.168.102.253/24 brd + dev enp0s3
link set enp0s3 up
route add default via 192.168.102.1
HOST
  ip -n neighbor -batch - <<NEIGHBOR || fail world
link set lo up
addr add 192.168.102.10/24 brd + dev eth0
link set eth0 up
route add default via 192.168.102.1
NEIGHBOR
  # No way back to 172.17.0.0/16: what leaves the host with a private source is never answered.
  nsenter --net=/run/netns/internet bash -c "$(next 'no_source_check /proc; exec ip -batch -')" <<INTERNET || fail world
link set lo up
addr add 203.0.113.53/24 dev eth0
addr add 203.0.113.80/24 dev eth0
link set eth0 up
route add 192.168.102.0/24 via 203.0.113.1
INTERNET
}

# --- the supervisor ----------------------------------------------------------------------------

supervise() { # HOST
  local host=$1 word slot place rows columns nonce opened=()
  while read -r word slot place rows columns nonce; do
    case $word in
      open) (open_terminal) & opened[slot]=$! ;;
      resize) (resize_terminal "${opened[slot]}") & ;;
      world) (serve_world) & ;;
    esac
  done
}

# A terminal is bash on a PTY of the lab's own devpts, behind script(1), on the socket of its slot.
open_terminal() {
  local mine=$((NSLAB_FIRST_SLOT + slot)) enter
  case $place in
    host) enter=(nsenter -t "$host" -m -n -p -u -i) ;;
    neighbor) enter=(nsenter --net=/run/netns/neighbor unshare -m -p -u -i -f --kill-child bash -c "$NEIGHBOR" neighbor) ;;
  esac
  eval "exec 3>&1 <&$mine >&$mine 2>&$mine $SLOTS_CLOSED"
  "${enter[@]}" env -i "TERM=$NSLAB_TERM" LANG=C.UTF-8 HOME=/root USER=root SHELL=/bin/bash PATH="$NSLAB_PATH" \
    "PROMPT_COMMAND=printf '\\e]133;D;$nonce;%s;%s;%s\\a' \"\$?\" \"\$\$\" \"\$SHLVL\"" "PS0=\\e]133;C;$nonce\\a" \
    script -qefc "stty rows $rows cols $columns; cd /root/docker 2>/dev/null || cd; exec bash" /dev/null 3>&-
  echo "closed $slot $?" >&3
}

# A resized window: the PTY is the controlling terminal of script's child (proc_pid_stat(5), tty_nr).
resize_terminal() { # PID: of the terminal's first process out here
  local pid=$1 child stat tty=0
  while [ "$tty" = 0 ]; do
    child=''
    read -r child _ <"/proc/$pid/task/$pid/children" || [ -n "$child" ] || return
    pid=$child
    stat=$(<"/proc/$pid/stat") || return
    read -r _ _ _ _ tty _ <<<"${stat##*) }"
  done 2>/dev/null # a terminal that is just closing
  stty -F "/dev/pts/$(((tty & 255) | (tty >> 12 & 1048320)))" rows "$rows" cols "$columns"
}

# Another machine: its own name, processes and home.
NEIGHBOR='
mount -t proc proc /proc
bashrc=$(</root/.bashrc)
mount -t tmpfs -o mode=700 home /root && printf "%s\n" "$bashrc" >/root/.bashrc
hostname neighbor
exec "$@"'

# DNS and HTTP of the internet; says "world-ready" when both answer.
serve_world() {
  eval "exec $SLOTS_CLOSED"
  exec nsenter --net=/run/netns/internet env -i /opt/nslab/node /opt/nslab/world.mjs
}

SLOTS_CLOSED=''
for ((slot = 0; slot < NSLAB_SLOTS; slot += 1)); do SLOTS_CLOSED+=" $((NSLAB_FIRST_SLOT + slot))>&-"; done
NSLAB_FUNCTIONS=$(declare -f)
export NSLAB_FUNCTIONS SLOTS_CLOSED NEIGHBOR
outside
