import { allOf } from "../../checks/all-of.ts";
import { hasFile } from "../../checks/files.ts";
import { showsFile } from "../../checks/files-shown.ts";
import { hasIpc, hostHasNoIpc, showsIpc } from "../../checks/ipc.ts";
import { mountedAs } from "../../checks/mounts.ts";
import { inOwnNamespace, sameNamespace } from "../../checks/namespaces.ts";
import { shown } from "../../checks/output.ts";
import { lookIn } from "../../checks/networks.ts";
import { listensOn } from "../../checks/ports.ts";
import { hasOwn } from "../../src/course/front.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import { say } from "../../src/say/message.ts";
import type { Situation } from "../../src/course/command.ts";
import { mountsOf } from "../../src/kernel/queries.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import { questions } from "./questions.ts";

const PORT = 4000;
const SERVER = `node -e "require('net').createServer((client) => client.end('hello from the host\\n')).listen(${PORT})"`;
const NOTE = "echo 'left in shared memory' > /dev/shm/note";
const WRITE_NOTE = say`In the terminal container: ${{ lines: NOTE }}`;

const ENTER = "unshare -fpmui --mount-proc bash";

/** The shell that unshare started has been left. */
const noNamespace = (_: Snapshot, situation: Situation) => (hasOwn(situation, "container", "ipc") ? null : "no-namespace");

/** Something was mounted over the host's /dev/shm, which has one mount to begin with. */
const isCoveredOnHost = (snapshot: Snapshot) =>
  mountsOf(snapshot, snapshot.host).filter((mount) => mount.mountPoint === "/dev/shm").length > 1;

export default defineLesson({
  id: "ipc",
  needs: ["program:ipcmk", "program:ipcs"],
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
        allOf(
          "host-ipc-shown-in-container",
          say`the terminal container has namespaces of its own, and listed the host's segment and queue`,
          [
            inOwnNamespace("container", ["pid", "mnt", "uts"]),
            sameNamespace("container", "host", ["ipc"]),
            showsIpc("container", { of: ["host"], not: [] }),
          ],
        ),
      ],
      hint: (_, situation) => (hasOwn(situation, "container", "ipc") ? "own-objects" : null),
    },
    {
      id: "unshare",
      terminal: "container",
      command: ["exit", ENTER],
      checks: [inOwnNamespace("container", ["pid", "mnt", "uts", "ipc"])],
      hint: (_, situation) => (hasOwn(situation, "host", "ipc") ? "wrong-terminal" : null),
    },
    {
      id: "unseen",
      terminal: "container",
      command: "ipcs",
      also: ["cat /proc/sysvipc/shm /proc/sysvipc/msg"],
      checks: [
        allOf("no-host-ipc-shown", say`ipcs showed nothing of the host's, in an IPC namespace of its own`, [
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
          enter: ENTER,
          next: say`In the terminal container: ${{ lines: "mount -t mqueue mqueue /dev/mqueue" }}`,
        }),
        hasFile("container", "/dev/mqueue/jobs", {
          onlyThere: true,
          next: say`In the terminal container: ${{ lines: "touch /dev/mqueue/jobs" }}`,
        }),
      ],
      hint: noNamespace,
    },
    {
      id: "posix-memory",
      terminal: "container",
      command: [NOTE, { in: "host", line: "cat /dev/shm/note" }],
      checks: [
        allOf("shared-memory-file-on-host", say`what the terminal container left in /dev/shm is on the host`, [
          inOwnNamespace("container", ["ipc"]),
          hasFile("container", "/dev/shm/note", { next: WRITE_NOTE }),
          hasFile("host", "/dev/shm/note", { next: WRITE_NOTE }),
        ]),
        showsFile("host", "/dev/shm/note", { name: "/dev/shm/note", write: lookIn("container", NOTE) }),
      ],
      hint: noNamespace,
    },
    {
      id: "own-memory",
      terminal: "container",
      command: ["mount -t tmpfs tmpfs /dev/shm", "ls /dev/shm"],
      undoes: ["posix-memory"],
      checks: [
        mountedAs("container", "/dev/shm", {
          type: "tmpfs",
          onlyThere: true,
          hostHasOne: true,
          enter: ENTER,
          next: say`In the terminal container: ${{ lines: "mount -t tmpfs tmpfs /dev/shm" }}`,
        }),
      ],
      hint: (snapshot, situation) => (isCoveredOnHost(snapshot) ? "on-host" : noNamespace(snapshot, situation)),
    },
    {
      id: "server",
      terminal: "host",
      command: SERVER,
      leaves: "running",
      checks: [listensOn("host", PORT, say`In the terminal host: ${{ lines: SERVER }}`, "there")],
    },
    {
      id: "socket",
      terminal: "container",
      command: `cat < /dev/tcp/127.0.0.1/${PORT}`,
      checks: [
        allOf("host-server-answered", say`the host's server answered the terminal container, whose IPC namespace is its own`, [
          inOwnNamespace("container", ["ipc"]),
          sameNamespace("container", "host", ["net"]),
          shown("container", /hello from the host/, say`the answer of the host's server`),
        ]),
      ],
      hint: noNamespace,
    },
  ],
  questions,
  challenge: {
    terminal: "container2",
    command: ["ipcrm --all", "unshare -i bash", "ipcmk -S 3"],
    undoes: ["make"],
    checks: [
      allOf("ipc-in-container-alone", say`the host holds no System V object, and the terminal container still has its own`, [
        hostHasNoIpc(),
        hasIpc("container", "segments"),
        hasIpc("container", "queues"),
      ]),
      hasIpc("container2", "semaphores"),
      inOwnNamespace("container2", ["ipc"]),
    ],
  },
});
