# What caps a lab: sourced by up.sh, which says where each function runs.

# --- cgroups, on the machine ---------------------------------------------------------------------

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

# What caps the whole lab; a machine without one of these controllers, or an older kernel, has no such file.
cgroups_limit() {
  local dir limit file
  for dir in $NSLAB_CGROUP_DIRS; do
    for limit in $NSLAB_CGROUP_LIMITS; do
      file=$dir/${limit%=*}
      [ ! -e "$file" ] || echo "${limit#*=}" >"$file" || fail cgroup
    done
  done
}

# The directories stay busy until the kernel has buried the last process. By names relative to each other, since a
# learner can make paths that are too long for the kernel.
cgroups_release() {
  local tries=0
  [ -n "$NSLAB_CGROUP_DIRS" ] || return
  while ! find $NSLAB_CGROUP_DIRS -depth -type d -delete 2>/dev/null && [ $((tries += 1)) -lt 300 ]; do
    for dir in $NSLAB_CGROUP_DIRS; do [ ! -d "$dir" ] || continue 2; done
    break
  done
}

# On v2, when nobody is in the lab's own directory any more.
cgroups_hand_out() {
  local controller
  for controller in $NSLAB_CGROUP_CONTROLLERS; do
    echo "+$controller" >"$NSLAB_CGROUP_DIRS/cgroup.subtree_control" || fail cgroup
  done
}

# --- in the user namespace around the lab ----------------------------------------------------------

# What a user namespace is limited to when it is made holds for all below it, whoever is root there (user_namespaces(7);
# RLIMIT_NPROC since Linux 5.14). Only lowered: the person may have less than a lab would get.
limits_set() {
  local name of soft hard limit
  # "Max processes  95880  95880  processes", soft and hard (proc_pid_limits(5)); of open files the soft one is a habit
  while read -r _ name of soft hard _; do
    case $name\ $of in
      processes\ *) limit_to -u "$NSLAB_PROCESSES" "$of" ;;
      open\ files) limit_to -n "$NSLAB_OPEN_FILES" "$hard" ;;
      pending\ signals) limit_to -i half "$soft" ;;
      msgqueue\ size) limit_to -q half "$soft" ;;
    esac
  done </proc/self/limits
  ulimit -c 0 # no crash of the lab's is the machine's to keep
  # If memory runs out on the machine, what is in the lab goes first: nobody's work is lost by that.
  [ "$(</proc/self/oom_score_adj)" -ge 500 ] || echo 500 >/proc/self/oom_score_adj || fail limits
  for limit in $NSLAB_USER_LIMITS; do
    [ ! -w "/proc/sys/user/${limit%=*}" ] || echo "${limit#*=}" >"/proc/sys/user/${limit%=*}"
  done 2>/dev/null # where /proc is read-only, in a container, the machine's own stand
}

limit_to() { # OPTION WANTED HAS: WANTED 0 leaves it as it is, half is half of what there is
  local limit=$3
  case $2:$limit in
    0:* | half:unlimited) return ;;
    half:*) limit=$((limit / 2)) ;;
    *:unlimited) limit=$2 ;;
    *) ((limit < $2)) || limit=$2 ;;
  esac
  ulimit "$1" "$limit" || fail limits
}
