import type { TypedLesson } from "../../support/learner-data.ts";

const INIT_ON_HOST = "$(lsns -nr -t pid -o PID | grep -vx 1)";

const pid: TypedLesson = {
  lesson: "pid",
  steps: {
    "no-fork": [
      ["unshare --pid --mount bash", "id", "id"],
      ["unshare -p -m", "ls", "ls", "ls"],
    ],
    fork: [
      ["exit", "unshare --fork --pid --mount bash", "echo $$"],
      ["exit", "unshare -pf --mount /bin/bash"],
    ],
    "old-proc": [["ls /proc"], ["ps", "echo /proc/[0-9]*"]],
    "mount-proc": [["mount -t proc proc /proc"], ["exit", "unshare --fork --pid --mount-proc"]],
    inside: [["ps aux"], ["ps ax"], ["ps -e"]],
    outside: [
      ["lsns", `grep NSpid /proc/${INIT_ON_HOST}/status`],
      ["grep NSpid /proc/[0-9]*/status"],
      [`cat /proc/${INIT_ON_HOST}/status`],
    ],
    orphan: [
      ["(sleep 300 &)", "ps -ef"],
      ["setsid -f sleep 300"],
      ["sh -c 'sleep 300 &'", "ps ax --forest"],
      ["bash -c 'sleep 300 & disown'"],
    ],
    kill: [[`kill -s KILL ${INIT_ON_HOST}`], [{ in: "container", line: "exit" }], [`kill -KILL ${INIT_ON_HOST}`, "ps aux"]],
    careless: [
      ["unshare --fork --pid --mount-proc bash -c 'sleep 500 & exec sleep 1000'"],
      ["unshare -fpm --mount-proc bash", "sleep 500 &", "exec sleep 1000"],
      { lines: ["unshare -fp --mount-proc bash -c 'sleep 500 & exec sleep 1000' &"], leaves: "prompt" },
    ],
    zombie: [["pkill -x -f 'sleep 500'"], ["pkill -n -x sleep"], ["kill -9 $(pgrep -n -x sleep)"]],
    defunct: [
      ["grep State /proc/$(ps -eo pid,stat | awk '$2 ~ /Z/ {print $1; exit}')/status"],
      ["ps -el"],
      ["ps -eo pid,stat,comm"],
      ["grep 'State:.Z' /proc/[0-9]*/status"],
    ],
    bury: [
      ["pkill -KILL -x -f 'sleep 1000'"],
      ["kill $(pgrep -o -x sleep)", "kill -9 $(pgrep -o -x sleep)"],
      [`kill -9 ${INIT_ON_HOST}`],
    ],
    challenge: [
      ["unshare --fork --pid --mount-proc bash", "unshare --fork --pid --mount-proc bash"],
      ["unshare -fp --mount-proc unshare -fp --mount-proc"],
      ["unshare -fpm", "unshare -fpm", "mount -t proc proc /proc"],
    ],
  },
};

export default pid;
