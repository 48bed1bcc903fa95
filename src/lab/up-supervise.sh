# PID 1 of a lab: sourced by up.sh.

# --- the supervisor ----------------------------------------------------------------------------

supervise() { # HOST
  local host=$1 word slot place rows columns nonce opened=()
  while read -r word slot place rows columns nonce; do
    case $word in
      open) (open_terminal) & opened[slot]=$! ;;
      hangup) (hang_up "${opened[slot]}") </dev/null & ;;
      resize) (resize_terminal "${opened[slot]}") </dev/null ;; # one after the other: the last size is the one that stays
      world) (serve_world) & ;;
    esac
  done
}

# A terminal is bash on a PTY of the lab's own devpts, behind script(1), on the socket of its slot.
open_terminal() {
  local mine=$((NSLAB_FIRST_SLOT + slot)) enter
  case $place in
    host) enter=(nsenter -t "$host" -m -n -p -u -i) ;;
    join:*) enter=(nsenter -t "${place#join:}" -m -n -p -u -i) ;;
    neighbor) enter=(nsenter --net=/run/netns/neighbor unshare -m -p -u -i -f --kill-child bash -c "$NEIGHBOR" neighbor) ;;
  esac
  eval "exec 3>&1 <&$mine >&$mine 2>&$mine $SLOTS_CLOSED"
  echo 1000 >/proc/self/oom_score_adj # before the supervisor, which ends the whole lab
  "${enter[@]}" env -i "TERM=$NSLAB_TERM" LANG=C.UTF-8 HOME=/root USER=root SHELL=/bin/bash PATH="$NSLAB_PATH" \
    "PROMPT_COMMAND=printf '\\e]133;D;$nonce;%s;%s;%s;%s\\a' \"\$?\" \"\$\$\" \"\$SHLVL\" \"\$HISTCMD\"" "PS0=\\e]133;C;$nonce\\a" \
    script -qefc "stty rows $rows cols $columns; cd /root/docker 2>/dev/null || cd; exec bash" /dev/null 3>&-
  local code=$? tries=0
  # What was still typed for it is not for whoever gets the socket next.
  while [ $((tries += 1)) -lt 200 ] && read -r -N 65536 -t 0.01 _; do :; done
  echo "closed $slot $code" >&3
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

# Whoever looked at a terminal is gone: script ends, and the kernel hangs up its PTY (SIGHUP to the shell, credentials(7)).
# Just opened, it may not have come to that yet.
hang_up() { # PID: of the terminal's first process out here
  local pid child name tries=0
  while [ $((tries += 1)) -lt 200 ]; do
    pid=$1 name=''
    while child='' && { read -r child _ <"/proc/$pid/task/$pid/children" || [ -n "$child" ]; }; do
      pid=$child
      read -r name <"/proc/$pid/comm" || break
      [ "$name" != script ] || { kill -KILL "$pid"; return; }
    done
    [ -d "/proc/$1" ] || return
    sleep 0.02
  done 2>/dev/null
}

# Another machine: its own name, processes and home.
NEIGHBOR='
mount -t proc proc /proc
bashrc=$(</root/.bashrc)
mount -t tmpfs -o mode=700 home /root && printf "%s\n" "$bashrc" >/root/.bashrc
hostname neighbor
exec "$@"'

# DNS and HTTP of the internet; says "world-ready" when both answer. Killed, as by a machine out of memory, it serves again.
serve_world() {
  eval "exec $SLOTS_CLOSED"
  while :; do
    nsenter --net=/run/netns/internet env -i /opt/nslab/node /opt/nslab/world.mjs
    [ $? -gt 128 ] || break
  done
}
