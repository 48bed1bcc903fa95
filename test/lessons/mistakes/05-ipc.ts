import type { MistakesOfLesson } from "../../support/learner-data.ts";

const host = (line: string) => ({ in: "host", line }) as const;
const START = "unshare -fpmui --mount-proc bash";

const ipc: MistakesOfLesson = {
  lesson: "ipc",
  mistakes: [
    {
      step: "make",
      who: "forgets the queue",
      types: ["ipcmk -M 4096", "ipcs"],
      told: /1 segment, 0 queues[^]*on the host: ipcmk -Q/,
      cure: ["ipcmk -Q"],
    },
    {
      step: "without",
      who: "gives -i already",
      types: [START, "ipcs"],
      told: /`-i` was given, which is the next step/,
      cure: ["exit", "unshare -fpmu --mount-proc bash", "ipcs"],
    },
    {
      step: "without",
      who: "lists on the host",
      types: ["ipcs"],
      told: /shares a PID, a mount and a UTS namespace with the host/,
      cure: ["unshare -fpmu --mount-proc bash", "ipcs"],
    },
    {
      step: "unshare",
      who: "forgets -i",
      types: ["exit", "unshare -fpmu --mount-proc bash"],
      told: /shares an IPC namespace with the host/,
      cure: ["exit", START],
    },
    {
      step: "unshare",
      who: "types it in the terminal host",
      types: [host(START)],
      told: /The terminal `host` has left the host/,
      cure: [host("exit"), "exit", START],
    },
    {
      step: "unseen",
      who: "has left the shell",
      types: ["exit", "ipcs"],
      told: /is on the host: the one that `unshare` started has ended/,
      cure: [START, "ipcs"],
    },
    {
      step: "unseen",
      who: "lists on the host",
      types: [host("ipcs")],
      told: /nothing was printed[^]*Type in the terminal container: ipcs/,
      cure: ["ipcs"],
    },
    {
      step: "reverse",
      who: "makes the objects on the host",
      types: [host("ipcmk -M 8192"), host("ipcmk -Q")],
      told: /made in another terminal[^]*in the terminal container: ipcmk -M/,
      cure: ["ipcmk -M 8192", "ipcmk -Q"],
    },
    {
      step: "reverse-unseen",
      who: "lists on one side only",
      types: ["ipcs"],
      told: /the terminal container showed a list[^]*Type in the terminal container: ipcs/,
      cure: [{ in: "container", line: "ipcs" }],
    },
    {
      step: "posix-queue",
      who: "mounts on the host",
      types: [host("mkdir -p /dev/mqueue"), host("mount -t mqueue mqueue /dev/mqueue")],
      told: /on the host there is a mount[^]*umount \/dev\/mqueue/,
      cure: [host("umount /dev/mqueue"), "mount -t mqueue mqueue /dev/mqueue", "touch /dev/mqueue/jobs"],
    },
    {
      step: "posix-queue",
      who: "makes the file without the mount",
      types: ["mkdir -p /dev/mqueue", "touch /dev/mqueue/jobs"],
      told: /nothing is mounted on \/dev\/mqueue there[^]*mount -t mqueue mqueue \/dev\/mqueue/,
      cure: ["rm /dev/mqueue/jobs", "mount -t mqueue mqueue /dev/mqueue", "touch /dev/mqueue/jobs"],
    },
    {
      step: "posix-memory",
      who: "writes to another directory",
      types: ["echo mine > /tmp/note", host("cat /tmp/note")],
      told: /there is no \/dev\/shm\/note/,
      cure: ["echo 'left in shared memory' > /dev/shm/note", host("cat /dev/shm/note")],
    },
    {
      step: "own-memory",
      who: "mounts on the host",
      types: [host("mount -t tmpfs tmpfs /dev/shm")],
      told: /The new mount covers the host's own `\/dev\/shm`/,
      cure: [host("umount /dev/shm"), "mount -t tmpfs tmpfs /dev/shm"],
    },
    {
      step: "own-memory",
      who: "empties the directory instead",
      types: ["rm /dev/shm/note", "ls /dev/shm"],
      told: /Nothing was mounted over what the host has there/,
      cure: ["mount -t tmpfs tmpfs /dev/shm"],
    },
    {
      step: "socket",
      who: "mistakes the port",
      types: ["cat < /dev/tcp/127.0.0.1/400"],
      told: /Connection refused/,
      cure: ["cat < /dev/tcp/127.0.0.1/4000"],
    },
    {
      step: "challenge",
      who: "removes the container's objects",
      types: [{ in: "container", line: "ipcrm --all" }],
      told: /the host's IPC namespace holds no segment[^]*are those of another IPC namespace/,
    },
    {
      step: "challenge",
      who: "makes the semaphores on the host",
      types: ["ipcrm --all", "ipcmk -S 3"],
      told: /The semaphores were made in the host's own IPC namespace[^]*started by unshare without -i/,
      cure: ["ipcrm --all", "unshare -i bash", "ipcmk -S 3"],
    },
  ],
};

export default ipc;
