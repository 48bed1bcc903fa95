# Runs scripts in a virtual machine for whoever booted it: a line each way on a virtio port
# (test/vm/machine/agent-lines.ts). Several scripts may run at a time. Installed as a service of systemd.
port=/dev/virtio-ports/nslab
work=/run/nslab-agent

run() { # ID USER SCRIPT: by su, so that PAM and logind make a session as for somebody who logs in
  local files=$work/$1 code
  echo 0 >/proc/self/oom_score_adj # only the agent itself is to survive a shortage of memory
  mkdir -p "$files"
  base64 -d <<<"$3" >"$files/script"
  su -l "$2" -c "exec bash $files/script" >"$files/out" 2>"$files/err" </dev/null
  code=$?
  exec 9>"$work/lock"
  flock 9
  { printf 'done %s %s ' "$1" "$code" && base64 -w0 "$files/out" && printf ' ' && base64 -w0 "$files/err" && echo; } >&3
  rm -r "$files"
}

mkdir -p "$work"
exec 3<>"$port"
echo ready >&3
while read -r word id user script <&3; do
  [ "$word" = run ] && run "$id" "$user" "$script" &
done
