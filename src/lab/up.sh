# Makes a lab and supervises it by one spawn (CONTRIBUTING.md, "The lab").
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
  local word part
  # Where the host has failed first, the part that stands on it fails too: the host's own word counts.
  if [ -n "${NSLAB_ANSWERS:-}" ] && read -t 0.2 -r word part <&"$NSLAB_ANSWERS" && [ "$word" = failed ]; then set -- "$part"; fi
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
  eval "$NSLAB_OWN_KEYRING"
  case $NSLAB_CGROUP_BY in systemd | user-systemd) scope_claim ;; esac
  case $NSLAB_PRIVILEGE in
    mapped-root) (cgroups_claim && exec unshare -m --propagation private bash -c "$(next mapped)" nslab) ;;
    rootless) (cgroups_claim && exec unshare -U -r bash -c "$(next own_cgroup_namespace)" nslab) ;;
  esac
  local code=$?
  # Has our stdin closed, which somebody in the lab's cgroups may wait for. Nobody may be there to hear it: the subshell dies of that alone.
  [ $code = 0 ] || (echo failed start) 2>/dev/null
  cgroups_release
  [ -z "$NSLAB_STATE_FILE" ] || rm -f "$NSLAB_STATE_FILE" "${NSLAB_STATE_FILE%.json}.sock"
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
  cgroups_limit
  [ "$NSLAB_PRIVILEGE" != mapped-root ] || chown "$NSLAB_ID_BASE:$NSLAB_ID_BASE" "${files[@]}" || fail cgroup
}

# What caps the whole lab; a machine without one of these controllers has no such file.
cgroups_limit() {
  local dir
  for dir in $NSLAB_CGROUP_DIRS; do
    [ ! -e "$dir/memory.limit_in_bytes" ] || echo "$NSLAB_MEMORY" >"$dir/memory.limit_in_bytes" || fail cgroup
    [ ! -e "$dir/memory.max" ] || echo "$NSLAB_MEMORY" >"$dir/memory.max" || fail cgroup
    [ "$NSLAB_PROCESSES" = 0 ] || [ ! -e "$dir/pids.max" ] || echo "$NSLAB_PROCESSES" >"$dir/pids.max" || fail cgroup
  done
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
  read -r ready <&8 || fail user-namespace
  echo "0 $NSLAB_ID_BASE 65536" >"/proc/$holder/uid_map" || fail user-namespace
  echo "0 $NSLAB_ID_BASE 65536" >"/proc/$holder/gid_map" || fail user-namespace
  # -S 0 -G 0: with an unmapped id the exec would drop every capability (user_namespaces(7)).
  exec nsenter -U -t "$holder" -S 0 -G 0 bash -c "$(next "kill $holder; own_cgroup_namespace")" nslab 7<&- 8<&-
}

stage() {
  mount -t tmpfs -o mode=755 nslab "$NSLAB_STAGE" || fail stage
  [ "$NSLAB_PRIVILEGE" != mapped-root ] || uncover "$NSLAB_STAGE"
  install -m 644 "$NSLAB_WORLD" "$NSLAB_STAGE/world.mjs" || fail stage
  : >"$NSLAB_STAGE/node"
  mount_all "$NSLAB_STAGE/fstab" "$(node_to_show) $NSLAB_STAGE/node none bind,ro
nslab $NSLAB_STAGE/root tmpfs mode=755,x-mount.mkdir" || fail stage
}

# A node that belongs to who runs nslab, in his home say, is his to break, in the lab too, where he could make a
# read-only mount writable again. So what the lab gets is copy-on-write, where the kernel can.
node_to_show() {
  local copy=$NSLAB_STAGE/copy
  if [ "$NSLAB_PRIVILEGE" = rootless ] && [ -O "$NSLAB_NODE" ] && mkdir -p "$copy"/{upper,work,shown} &&
    mount -t overlay -o "userxattr,lowerdir=${NSLAB_NODE%/*},upperdir=$copy/upper,workdir=$copy/work" node "$copy/shown" 2>/dev/null; then
    echo "$copy/shown/${NSLAB_NODE##*/}"
  else
    echo "$NSLAB_NODE"
  fi
}

# The limit is set in here, where it counts the lab's processes alone. If memory runs out on the
# machine, what is in the lab goes first: nobody's work is lost by that.
own_cgroup_namespace() {
  [ "$NSLAB_PROCESSES" = 0 ] || ulimit -u "$NSLAB_PROCESSES" || fail limits
  [ "$(</proc/self/oom_score_adj)" -ge 500 ] || echo 500 >/proc/self/oom_score_adj || fail limits
  ulimit -c 0 # no crash of the lab's is the machine's to keep
  less_open_files
  kernel_limits
  exec unshare -C bash -c "$(next own_namespaces)" nslab
}

less_open_files() {
  local most
  most=$(ulimit -Hn)
  [ "$most" != unlimited ] && ((most <= NSLAB_OPEN_FILES)) || ulimit -n "$NSLAB_OPEN_FILES" || fail limits
}

# What the kernel counts for a person wherever he is (namespaces(7), inotify(7)): the lab may have a part of it.
kernel_limits() {
  local limit
  for limit in $NSLAB_USER_LIMITS; do
    [ ! -w "/proc/sys/user/${limit%=*}" ] || echo "${limit#*=}" >"/proc/sys/user/${limit%=*}"
  done 2>/dev/null # where /proc is read-only, in a container, the machine's own stand
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
  trap 'fail host' USR1
  # Somebody who shuts the host down (reboot(2) in a PID namespace) ends the lab: there is nothing left to be in.
  (
    unshare -m -n -p -u -i -f --kill-child --propagation shared bash -c "$(next "exec $SLOTS_CLOSED; host")" init
    kill -USR1 1
  ) <&9 >&8 8<&- 9<&- &
  read -r host machine <&8 || fail host
  NSLAB_ANSWERS=8
  world "$host"
  read -r rest <&8 && [ "$rest" = ready ] || fail host
  NSLAB_ANSWERS=''
  exec 8<&- 9<&-
  umount -l /.lab/old || fail pivot_root
  trap 'echo "its host was shut down" >&2; exit' USR1
  echo "up $lab $machine $NSLAB_CGROUP_DIRS"
  supervise "$host"
}

for part in uncover tree world supervise; do . "${0%/*}/up-$part.sh" || fail start; done
SLOTS_CLOSED=''
for ((slot = 0; slot < NSLAB_SLOTS; slot += 1)); do SLOTS_CLOSED+=" $((NSLAB_FIRST_SLOT + slot))>&-"; done
NSLAB_FUNCTIONS=$(declare -f)
export NSLAB_FUNCTIONS SLOTS_CLOSED NEIGHBOR
outside
