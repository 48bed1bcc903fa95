# Makes a lab and supervises it by one spawn (CONTRIBUTING.md, "The lab").
#
#   outside    as the person who runs nslab: cgroups, then waits, then removes what outlives a lab
#   stage      binds what the lab's root may not be able to reach (node below /root, say)
#   limited    in the user namespace around the lab: what caps it, where no learner can raise it
#   inside     first process in the lab's namespaces: its own tree of tools, the learner's machines, the world
#   learner    first process in the learner's user namespace, which everything he reaches belongs to
#   host       PID 1 of the course's host: its file tree, its /proc, /sys, and reaping
#   supervise  PID 1 of the lab: opens terminals when told to, ends when its stdin closes
#
# Parameters are the NSLAB_* variables of src/lab/up-plan.ts. Answers go to fd 1, a line each
# (src/lab/supervisor-lines.ts); complaints of the commands go to fd 2; fd 3 closes when nslab ends, however it ends.
set -u

fail() { # PART: which could not be done; the command's own complaint is on fd 2 already
  local word part
  # Where the learner's side has failed first, the part that stands on it fails too: its own word counts.
  if [ -n "${NSLAB_ANSWERS:-}" ] && read -t 0.2 -r word part <&"$NSLAB_ANSWERS" && [ "$word" = failed ]; then set -- "$part"; fi
  echo "failed $1"
  exit 70
}

# What a bash on the other side of an exec begins with; the function that goes on there follows.
NEXT='eval "$NSLAB_FUNCTIONS"; set -u; '

mount_all() { # FILE LINES: mounts these fstab(5) lines by one command; FILE is where it reads them
  printf '%s\n' "$2" >"$1" && mount -n -a -T "$1"
}

# --- on the machine ----------------------------------------------------------------------------

outside() {
  local lab watch
  close_inherited
  eval "$NSLAB_OWN_KEYRING"
  case $NSLAB_CGROUP_BY in systemd | user-systemd) scope_claim ;; esac
  case $NSLAB_PRIVILEGE in
    mapped-root) (cgroups_claim && exec unshare -m --propagation private bash -c "${NEXT}mapped" nslab) <&0 3<&- & ;;
    rootless) (cgroups_claim && exec unshare -U -r bash -c "${NEXT}limited" nslab) <&0 3<&- & ;;
  esac
  lab=$!
  end_with_nslab "$lab" <&3 >/dev/null 2>&1 &
  watch=$!
  exec 3<&-
  wait "$lab"
  local code=$?
  kill "$watch" 2>/dev/null
  # Has our stdin closed, which somebody in the lab's cgroups may wait for. Nobody may be there to hear it: the subshell dies of that alone.
  [ $code = 0 ] || (echo failed start) 2>/dev/null
  cgroups_release
  [ -z "$NSLAB_STATE_FILE" ] || rm -f "$NSLAB_STATE_FILE" "${NSLAB_STATE_FILE%.json}.sock"
  exit $code
}

# A lab ends when its supervisor's stdin closes. One whose supervisor cannot hear that, whatever keeps it, ends a moment
# later: with the unshare(1) that waits for the supervisor, the kernel ends the supervisor and all below it.
end_with_nslab() { # PID: of that unshare
  local tries
  eval "exec 0<&0 $SLOTS_CLOSED"
  read -r _ # nothing is ever written
  for ((tries = 0; tries < 20; tries += 1)); do
    sleep 0.05
    kill -0 "$1" || return
  done
  kill -KILL "$1"
}

# Nothing of whoever started nslab may be open in a lab; 255 is this script.
close_inherited() {
  local path number
  for path in /proc/self/fd/*; do
    number=${path##*/}
    if ((number > 3 && number != 255 && (number < NSLAB_FIRST_SLOT || number >= NSLAB_FIRST_SLOT + NSLAB_SLOTS))); then
      eval "exec $number>&-"
    fi
  done
}

# --- the user namespace around the lab ------------------------------------------------------------

# As root: ids of the lab become a high range that nobody on the machine uses. The map is
# written from out here, while the process that made the namespace waits on the lab's lifeline.
mapped() {
  local holder ready
  stage
  exec 7<&0
  exec 8< <(exec unshare -U sh -c 'echo ready; read -r _' <&7)
  holder=$!
  read -r ready <&8 || fail user-namespace
  id_map "$NSLAB_ID_BASE" >"/proc/$holder/uid_map" || fail user-namespace
  id_map "$NSLAB_ID_BASE" >"/proc/$holder/gid_map" || fail user-namespace
  # -S 0 -G 0: with an unmapped id the exec would drop every capability (user_namespaces(7)).
  exec nsenter -U -t "$holder" -S 0 -G 0 bash -c "${NEXT}kill $holder; limited" nslab 7<&- 8<&-
}

# The kernel takes a map in one write alone.
id_map() { # BASE: what id 0 is out there
  local ids map=''
  for ids in $NSLAB_IDS; do map+="${ids%:*} $(($1 + ${ids%:*})) ${ids#*:}"$'\n'; done
  printf '%s' "$map"
}

stage() {
  local world
  mount -t tmpfs -o mode=755 nslab "$NSLAB_STAGE" || fail stage
  [ "$NSLAB_PRIVILEGE" != mapped-root ] || uncover "$NSLAB_STAGE"
  world=$(<"$NSLAB_WORLD") && printf '%s\n' "$world" >"$NSLAB_STAGE/world.mjs" || fail stage
  : >"$NSLAB_STAGE/node"
  # What tools_begin mounts: nothing can be written here any more by then.
  printf '%s\n' "tools $NSLAB_STAGE/tools tmpfs mode=755,size=32m
proc $NSLAB_STAGE/tools/proc proc nosuid,nodev,noexec,x-mount.mkdir
devpts $NSLAB_STAGE/tools/dev/pts devpts newinstance,ptmxmode=0666,mode=620,max=256,x-mount.mkdir=0755" >"$NSLAB_STAGE/fstab.tools"
  # The trees are mounted over these once more, where they belong to the lab (by other names: mount(8), -a).
  mount_all "$NSLAB_STAGE/fstab" "$NSLAB_NODE $NSLAB_STAGE/node none bind,ro
stage$$ $NSLAB_STAGE/tools tmpfs mode=755,x-mount.mkdir
stage$$ $NSLAB_STAGE/host tmpfs mode=755,x-mount.mkdir" || fail stage
}

limited() {
  limits_set
  if [ "$NSLAB_CGROUP" = v2 ]; then
    # cgroup v2 wants no processes in a group whose children have controllers ("no internal
    # processes", cgroups(7)), so even the unshare that waits for the lab sits in a leaf.
    mkdir -p "$NSLAB_CGROUP_DIRS/init" && echo $$ >"$NSLAB_CGROUP_DIRS/init/cgroup.procs" || fail cgroup
  fi
  local filter=() # of what is a socket in here (src/lab/socket-filter.ts)
  [ -z "$NSLAB_FILTER" ] || filter=(perl -e "$NSLAB_FILTER" "$NSLAB_FILTER_CALL" "$NSLAB_FILTER_PROGRAM")
  exec ${filter[@]+"${filter[@]}"} unshare -m -n -p -u -i -f --kill-child bash -c "${NEXT}inside" nslab
}

# --- inside ------------------------------------------------------------------------------------

inside() {
  local lab machine forwards rest host
  read -r lab rest </proc/self/stat # this /proc is still the machine's, and so is the number
  [ "$NSLAB_PRIVILEGE" = mapped-root ] || stage
  export TOOLS=$NSLAB_STAGE/tools
  tools_begin
  learner_begin
  tools_rest
  read -r host machine forwards <&"$NSLAB_ANSWERS" || fail host
  [ "$host" != failed ] || fail "$machine"
  cd "$TOOLS" && pivot_root . .old && cd / || fail pivot_root
  world "$host"
  answered ready host
  umount -l /.old || fail pivot_root
  NSLAB_ANSWERS=''
  echo "up $lab $machine $forwards $NSLAB_CGROUP_DIRS"
  supervise "$host"
}

# The learner's user namespace: this one's ids, none of its rights. Its first process waits here, where nobody in the
# lab's machines sees it, and holds the neighbor's network.
learner_begin() {
  trap 'fail host' USR1 # somebody ended it, or the host, before all was there
  coproc LEARNER { eval "exec $SLOTS_CLOSED"; learner_cgroup; exec unshare -U -n -C bash -c "${NEXT}learner" learner; }
  NSLAB_ANSWERS=${LEARNER[0]}
  answered made user-namespace
  id_map 0 >"$TOOLS/proc/$LEARNER_PID/uid_map" && id_map 0 >"$TOOLS/proc/$LEARNER_PID/gid_map" || fail user-namespace
  [ "$NSLAB_CGROUP" != v2 ] || cgroups_hand_out
  echo mapped >&"${LEARNER[1]}"
}

answered() { # WORD PART: what the learner's side says next, and what has failed where it says nothing
  local word part
  read -r word part <&"$NSLAB_ANSWERS" || fail "$2"
  NSLAB_ANSWERS='' # read already
  case $word in "$1") ;; failed) fail "$part" ;; *) fail "$2" ;; esac
  NSLAB_ANSWERS=${LEARNER[0]}
}

# A cgroup namespace begins where its first process is: at the lab's own directory, which holds no process afterwards.
learner_cgroup() {
  [ "$NSLAB_CGROUP" != v2 ] || echo "$BASHPID" >"$NSLAB_CGROUP_DIRS/cgroup.procs" || fail cgroup
}

learner() {
  [ "$NSLAB_CGROUP" != v2 ] || echo $$ >"$NSLAB_CGROUP_DIRS/init/cgroup.procs" || fail cgroup
  echo made
  read -r _
  # Nothing more comes on stdin: that is what the host's init waits for. No rights here until the next exec: they come with the id that this process has only now (capabilities(7)).
  unshare -m -n -p -u -i -f --kill-child --propagation private bash -c "${NEXT}host" init
  # Somebody who shuts the host down (reboot(2) in a PID namespace) ends the lab: there is nothing left to be in.
  kill -USR1 1
}

# --- the parts, and the beginning -----------------------------------------------------------------

for part in uncover limits tools tree sudo world supervise; do . "${0%/*}/up-$part.sh" || fail start; done
SLOTS_CLOSED=''
for ((slot = 0; slot < NSLAB_SLOTS; slot += 1)); do SLOTS_CLOSED+=" $((NSLAB_FIRST_SLOT + slot))>&-"; done
NSLAB_FUNCTIONS=$(declare -f)
export NEXT NSLAB_FUNCTIONS SLOTS_CLOSED
outside
