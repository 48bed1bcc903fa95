import type { TypedLesson } from "../../support/learner-data.ts";

const PERL_SERVER =
  "perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(LocalPort => 4000, Listen => 5, ReuseAddr => 1); print {$s->accept} \"hello from the host\\n\" while 1'";

const removeAll = (kind: "m" | "q") => `ipcs -${kind} | awk '/^0x/ {print $2}' | xargs -r -n 1 ipcrm -${kind}`;

const ipc: TypedLesson = {
  lesson: "ipc",
  steps: {
    make: [["ipcmk --shmem 4096", "ipcmk --queue"], ["ipcmk -Q -M 1M"]],
    without: [
      ["unshare --fork --pid --mount-proc --uts bash", "ipcs -m", "ipcs -q"],
      ["unshare -fpu --mount-proc", "cat /proc/sysvipc/*"],
      ["unshare -fpu --mount-proc", "lsipc -m", "lsipc -q"],
    ],
    unshare: [["exit", "unshare --fork --pid --mount-proc --uts --ipc"], ["unshare --ipc bash"]],
    unseen: [["ipcs -m", "ipcs -q"], ["cat /proc/sysvipc/shm /proc/sysvipc/msg"], ["lsipc"]],
    reverse: [["ipcmk -M 8K -Q"], ["ipcmk --queue", "ipcmk --shmem 8192"]],
    "reverse-unseen": [
      ["ipcs -qm", { in: "container", line: "ipcs -qm" }],
      ["cat /proc/sysvipc/*", { in: "container", line: "cat /proc/sysvipc/*" }],
      ["lsipc -m; lsipc -q", { in: "container", line: "lsipc -m; lsipc -q" }],
    ],
    "posix-queue": [["mkdir -p /dev/mqueue", "mount -t mqueue none /dev/mqueue", "> /dev/mqueue/jobs"]],
    "posix-memory": [
      ["echo 'my own words' > /dev/shm/note", { in: "host", line: "head /dev/shm/note" }],
      ["date > /dev/shm/note", { in: "host", line: "cd /dev/shm; cat note; cd -" }],
    ],
    "own-memory": [["mount -t tmpfs none /dev/shm"], ["mount -t tmpfs -o size=64m,mode=1777 shm /dev/shm"]],
    server: [
      [`node -e 'require("net").createServer((client) => client.end("hello from the host\\n")).listen(4000)'`],
      { lines: [PERL_SERVER], needs: ["perl"] },
      {
        lines: [
          `node -e 'require("net").createServer((client) => client.end("hello from the host\\n")).listen(4000, "127.0.0.1")' &`,
        ],
        leaves: "prompt",
      },
    ],
    socket: [
      ["exec 3<>/dev/tcp/127.0.0.1/4000", "cat <&3", "exec 3>&-"],
      ["cat < /dev/tcp/localhost/4000"],
      ["head -1 < /dev/tcp/127.0.0.1/4000"],
    ],
    challenge: [
      [removeAll("m"), removeAll("q"), "unshare --ipc", "ipcmk --semaphore 1"],
      ["ipcrm -a", "unshare --ipc bash -c 'ipcmk -S 2; exec bash'"],
    ],
  },
};

export default ipc;
