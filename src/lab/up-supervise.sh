# PID 1 of a lab: sourced by up.sh.

# --- the supervisor ----------------------------------------------------------------------------
#
# It starts programs of its own tree alone (up-tools.sh). What of a learner's tree is run, his shells, is run in his
# user namespace, where it has his rights and nothing is open but what it needs.

supervise() { # HOST
  local host=$1 neighbor='' word slot place rows columns nonce name opened=()
  trap 'echo "its host was shut down" >&2; exit' USR1
  while read -r word slot place rows columns nonce name; do
    case $word in
      open)
        [ "$place" != neighbor ] || { [ -n "$neighbor" ] && kill -0 "$neighbor"; } 2>/dev/null || begin_neighbor
        (open_terminal) & opened[slot]=$!
        ;;
      hangup) (hang_up "${opened[slot]}") </dev/null & ;;
      resize) (resize_terminal "${opened[slot]}") </dev/null ;; # one after the other: the last size is the one that stays
      run) (run_as_learner "$place" "$rows $columns $nonce $name") & ;; # PLACE is the time it may take, the rest the words
      world) (serve_world) & ;;
    esac
  done
}

# The options of nsenter(1) by which a process of the learner's begins where another one is.
as_learner() { # PID
  entering=(nsenter -t "$1" -U --preserve-credentials -m -n -p -u -i -C)
}

# A terminal is bash on a PTY of the lab's own devpts, behind script(1), on the socket of its slot. script(1) is ours: the
# shell behind it has the inner side of the PTY alone.
open_terminal() {
  local mine=$((NSLAB_FIRST_SLOT + slot)) entering typed=''
  case $place in
    host) as_learner "$host" ;;
    neighbor) as_learner "$neighbor" ;;
    join:*) as_learner "${place#join:}" ;;
  esac
  eval "exec 4>&1 <&$mine >&$mine 2>&$mine $SLOTS_CLOSED"
  # What was typed for a terminal that has ended is still on its way: this one's begins after a line that nobody knew.
  until [[ $typed = *"$nonce" ]]; do IFS= read -r typed || return; done
  echo 1000 >/proc/self/oom_score_adj # before the supervisor, which ends the whole lab
  env -i "TERM=$NSLAB_TERM" LANG=C.UTF-8 HOME=/root USER=root SHELL=/bin/bash PATH="$NSLAB_PATH" ${name:+"NSLAB_TERMINAL=$name"} \
    "PROMPT_COMMAND=printf '\\e]133;D;$nonce;%s;%s;%s;%s\\a' \"\$?\" \"\$\$\" \"\$SHLVL\" \"\$HISTCMD\"" "PS0=\\e]133;C;$nonce\\a" \
    script -qefc "stty rows $rows cols $columns; exec ${entering[*]} bash -c 'cd /root/docker 2>/dev/null || cd; exec bash'" /dev/null 4>&-
  echo "closed $slot $?" >&4
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
  # A learner may keep the PTY from taking a size; he then has the old one.
  timeout -s KILL 1 stty -F "/dev/pts/$(((tty & 255) | (tty >> 12 & 1048320)))" rows "$rows" cols "$columns"
}

# A command of the learner's, for a check: his programs, his rights, without a terminal. What it leaves behind may hold
# its output open, so that who passes it on has an end of his own.
run_as_learner() { # SECONDS WORDS: \xHH stand for what is no letter or digit
  local mine=$((NSLAB_FIRST_SLOT + slot)) word argv=() entering
  for word in $2; do
    printf -v word %b "$word"
    argv+=("$word")
  done
  as_learner "$host"
  eval "exec 4>&1 </dev/null >&$mine 2>/dev/null $SLOTS_CLOSED"
  echo 1000 >/proc/self/oom_score_adj
  env -i LANG=C.UTF-8 HOME=/root USER=root PATH="$NSLAB_PATH" \
    timeout -s KILL "$1" "${entering[@]}" -- "${argv[@]}" 2>&1 4>&- | timeout -s KILL "$1" cat 4>&-
  echo "ran $slot ${PIPESTATUS[0]}" >&4
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

begin_neighbor() {
  local answers=''
  exec 5< <(eval "exec $SLOTS_CLOSED"; exec nsenter -t "$LEARNER_PID" -U --preserve-credentials -n -C unshare -m -p -u -i -f --kill-child \
    --propagation private bash -c "${NEXT}neighbor" init <&"${LEARNER[0]}")
  read -r -t 10 neighbor <&5 && read -r -t 10 answers <&5
  exec 5<&-
  [ "$answers" = ready ] || neighbor=''
}

# DNS and HTTP of the internet; says "world-ready" when both answer. Whatever ends it, it serves again.
serve_world() {
  eval "exec </dev/null $SLOTS_CLOSED"
  while :; do
    nsenter --net=/run/netns/internet env -i /opt/nslab/node --max-old-space-size=64 /opt/nslab/world.mjs
    sleep 0.2
  done
}
