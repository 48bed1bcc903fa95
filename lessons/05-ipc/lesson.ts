import { allOf } from "../../checks/all-of.ts";
import { hasFile } from "../../checks/files.ts";
import { hasIpc, hostHasNoIpc, showsIpc } from "../../checks/ipc.ts";
import { mountedAs } from "../../checks/mounts.ts";
import { inOwnNamespace, sameNamespace } from "../../checks/namespaces.ts";
import { shown } from "../../checks/output.ts";
import { listensOn } from "../../checks/ports.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import { questions } from "./questions.ts";

const PORT = 4000;
const SERVER = `node -e "require('net').createServer((client) => client.end('hello from the host\\n')).listen(${PORT})"`;
const WRITE_NOTE = "In the terminal container: echo 'left in shared memory' > /dev/shm/note";

const noNamespace = (snapshot: Snapshot) =>
  snapshot.processes.some((process) => process.namespaces.ipc !== snapshot.host.namespaces.ipc && process.state !== "Z")
    ? null
    : "no-namespace";

export default defineLesson({
  id: "ipc",
  startsFrom: [],
  steps: [
    {
      id: "make",
      terminal: "host",
      command: ["ipcmk -M 4096", "ipcmk -Q", "ipcs"],
      checks: [hasIpc("host", "segments"), hasIpc("host", "queues")],
    },
    {
      id: "without",
      terminal: "container",
      command: ["unshare -fpmu --mount-proc bash", "ipcs"],
      checks: [
        allOf("the terminal container has namespaces of its own, and listed the host's segment and queue", [
          inOwnNamespace("container", ["pid", "mnt", "uts"]),
          sameNamespace("container", "host", ["ipc"]),
          showsIpc("container", { of: ["host"], not: [] }),
        ]),
      ],
    },
    {
      id: "unshare",
      terminal: "container",
      command: ["exit", "unshare -fpmui --mount-proc bash"],
      checks: [inOwnNamespace("container", ["pid", "mnt", "uts", "ipc"])],
      hint: noNamespace,
    },
    {
      id: "unseen",
      terminal: "container",
      command: "ipcs",
      also: ["cat /proc/sysvipc/shm /proc/sysvipc/msg"],
      checks: [
        allOf("ipcs showed nothing of the host's, in an IPC namespace of its own", [
          inOwnNamespace("container", ["ipc"]),
          showsIpc("container", { of: [], not: ["host"] }),
        ]),
      ],
      hint: noNamespace,
    },
    {
      id: "reverse",
      terminal: "container",
      command: ["ipcmk -M 8192", "ipcmk -Q"],
      checks: [hasIpc("container", "segments"), hasIpc("container", "queues")],
      hint: noNamespace,
    },
    {
      id: "reverse-unseen",
      terminal: "host",
      command: ["ipcs", { in: "container", line: "ipcs" }],
      checks: [
        showsIpc("host", { of: ["host"], not: ["container"] }),
        showsIpc("container", { of: ["container"], not: ["host"] }),
      ],
    },
    {
      id: "posix-queue",
      terminal: "container",
      command: ["mkdir -p /dev/mqueue", "mount -t mqueue mqueue /dev/mqueue", "touch /dev/mqueue/jobs", "cat /dev/mqueue/jobs"],
      checks: [
        mountedAs("container", "/dev/mqueue", {
          type: "mqueue",
          onlyThere: true,
          next: "In the terminal container: mount -t mqueue mqueue /dev/mqueue",
        }),
        hasFile("container", "/dev/mqueue/jobs", { onlyThere: true, next: "In the terminal container: touch /dev/mqueue/jobs" }),
      ],
      hint: noNamespace,
    },
    {
      id: "posix-memory",
      terminal: "container",
      command: ["echo 'left in shared memory' > /dev/shm/note", { in: "host", line: "cat /dev/shm/note" }],
      checks: [
        allOf("what the terminal container left in /dev/shm is on the host", [
          inOwnNamespace("container", ["ipc"]),
          hasFile("container", "/dev/shm/note", { holding: "shared memory", next: WRITE_NOTE }),
          hasFile("host", "/dev/shm/note", { holding: "shared memory", next: WRITE_NOTE }),
        ]),
        shown("host", /left in shared memory/, "what the container wrote"),
      ],
      hint: noNamespace,
    },
    {
      id: "own-memory",
      terminal: "container",
      command: ["mount -t tmpfs tmpfs /dev/shm", "ls /dev/shm"],
      checks: [
        mountedAs("container", "/dev/shm", {
          type: "tmpfs",
          onlyThere: true,
          next: "In the terminal container: mount -t tmpfs tmpfs /dev/shm",
        }),
      ],
      hint: noNamespace,
    },
    {
      id: "server",
      terminal: "host",
      command: SERVER,
      leaves: "running",
      checks: [listensOn("host", PORT, `In the terminal host: ${SERVER}`)],
    },
    {
      id: "socket",
      terminal: "container",
      command: `cat < /dev/tcp/127.0.0.1/${PORT}`,
      checks: [
        allOf("the host's server answered the terminal container, whose IPC namespace is its own", [
          inOwnNamespace("container", ["ipc"]),
          sameNamespace("container", "host", ["net"]),
          shown("container", /hello from the host/, "the answer of the host's server"),
        ]),
      ],
      hint: noNamespace,
    },
  ],
  questions,
  challenge: {
    terminal: "container2",
    command: ["ipcrm --all", "unshare -i bash", "ipcmk -S 3"],
    checks: [
      allOf("the host holds no System V object, and the terminal container still has its own", [
        hostHasNoIpc(),
        hasIpc("container", "segments"),
        hasIpc("container", "queues"),
      ]),
      hasIpc("container2", "semaphores"),
      inOwnNamespace("container2", ["ipc"]),
    ],
  },
});
