import { allOf } from "../../checks/all-of.ts";
import { hasFile, isDirectory } from "../../checks/files.ts";
import { showsFile } from "../../checks/files-shown.ts";
import { lookIn } from "../../checks/networks.ts";
import { mountedAs, notMounted, privateMounts, sharesMounts } from "../../checks/mounts.ts";
import { showsPropagation } from "../../checks/mounts-shown.ts";
import { inOwnNamespace, showsNamespace } from "../../checks/namespaces.ts";
import { foundNothing, shown } from "../../checks/output.ts";
import { frontIn, hasOwn } from "../../src/course/front.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import { say } from "../../src/say/message.ts";
import type { Situation } from "../../src/course/command.ts";
import { mountsOf } from "../../src/kernel/queries.ts";
import type { Process, Snapshot } from "../../src/kernel/snapshot.ts";
import { questions } from "./questions.ts";

const DATA = "/root/docker/data";
const SECRET = "/root/docker/secret";
const BIND = say`In the terminal container, in /root/docker: ${{ lines: "mount --bind /data1 data" }}`;
const MAKE_KEY = say`In the terminal container2, once the tmpfs is mounted: ${{ lines: "touch secret/key" }}`;

const WRITE_NOTE = lookIn("host", "echo 'This file is on the host.' > /data1/note");

const MOUNT_OF_DATA = say`the mount of data`;

/** A list of mounts has the one on /proc, in whatever form. */
const MOUNTS_LIST = /(^|\s)\/proc\s/m;

/** A line of mount(8) or findmnt(8) that names the mount of data. */
const DATA_LINE = /\/root\/docker\/data(?!\S).*\b(type|rw)\b/;

const hasMount = (snapshot: Snapshot, process: Process, path: string) =>
  mountsOf(snapshot, process).some((mount) => mount.mountPoint === path);

/** The shell that unshare started has been left. */
const noNamespace = (_: Snapshot, situation: Situation) => (hasOwn(situation, "container", "mnt") ? null : "no-namespace");

/** The usual mistakes around a mount that is meant to stay private. */
function misplaced(snapshot: Snapshot, situation: Situation): string | null {
  if (hasMount(snapshot, snapshot.host, DATA)) return hasOwn(situation, "container", "mnt") ? "on-host" : "left-on-host";
  const front = frontIn(situation, "container");
  if (front !== undefined && hasMount(snapshot, front, "/data1")) return "swapped";
  return noNamespace(snapshot, situation);
}

export default defineLesson({
  id: "mounts",
  startsFrom: [],
  steps: [
    {
      id: "workdir",
      terminal: "host",
      command: ["mkdir -p /data1 data", "echo 'This file is on the host.' > /data1/note"],
      checks: [
        isDirectory("host", DATA),
        hasFile("host", "/data1/note", {
          next: say`Type on the host: ${{ lines: "mkdir -p /data1; echo 'This file is on the host.' > /data1/note" }}`,
        }),
      ],
    },
    {
      id: "unshare",
      terminal: "container",
      command: "unshare -m bash",
      checks: [inOwnNamespace("container", ["mnt"])],
      hint: (_, situation) => (hasOwn(situation, "host", "mnt") ? "wrong-terminal" : null),
    },
    {
      id: "bind",
      terminal: "container",
      command: "mount --bind /data1 data",
      checks: [mountedAs("container", DATA, { of: "/data1", onlyThere: true, next: BIND })],
      hint: misplaced,
    },
    {
      id: "look-inside",
      terminal: "container",
      command: ["mount | grep data", "cat data/note"],
      also: ["findmnt data"],
      checks: [
        allOf("mount-of-data-shown:container", say`the terminal container showed the mount of data, and it is there`, [
          mountedAs("container", DATA, { of: "/data1", next: BIND }),
          shown("container", DATA_LINE, MOUNT_OF_DATA),
        ]),
        showsFile("container", `${DATA}/note`, { name: "data/note", write: WRITE_NOTE }),
      ],
      hint: noNamespace,
    },
    {
      id: "look-outside",
      terminal: "host",
      command: ["ls data", "mount | grep data"],
      also: ["findmnt data"],
      checks: [
        allOf("mount-of-data-not-found:host", say`the host's list of mounts was searched, and holds nothing of data`, [
          notMounted("host", DATA),
          mountedAs("container", DATA, { of: "/data1", next: BIND }),
          foundNothing("host", { what: MOUNT_OF_DATA, list: MOUNTS_LIST, pattern: DATA_LINE, next: "mount | grep data" }),
        ]),
      ],
      hint: (snapshot) => (hasMount(snapshot, snapshot.host, DATA) ? "on-host" : null),
    },
    {
      id: "inodes",
      terminal: "container",
      command: [{ in: "host", line: "readlink /proc/self/ns/mnt" }, "readlink /proc/self/ns/mnt"],
      also: ["ls -l /proc/self/ns", "lsns -t mnt"],
      checks: [showsNamespace("host", "mnt"), showsNamespace("container", "mnt")],
      hint: noNamespace,
    },
    {
      id: "propagation",
      terminal: "container",
      command: [{ in: "host", line: "findmnt -o TARGET,PROPAGATION /" }, "findmnt -o TARGET,PROPAGATION /"],
      checks: [showsPropagation("host", "shared"), showsPropagation("container", "private")],
      hint: noNamespace,
    },
    {
      id: "unshare-shared",
      terminal: "container",
      command: ["exit", "unshare -m --propagation shared bash"],
      also: ["unshare -m --propagation unchanged bash"],
      undoes: ["bind"],
      checks: [sharesMounts("container")],
    },
    {
      id: "leak",
      terminal: "container",
      command: "mount --bind /data1 data",
      checks: [
        allOf("mount-of-data-leaked", say`the mount made in the terminal container is also on the host`, [
          mountedAs("container", DATA, { of: "/data1", next: BIND }),
          mountedAs("host", DATA, { of: "/data1", next: BIND }),
        ]),
      ],
      hint: noNamespace,
    },
    {
      id: "leak-seen",
      terminal: "host",
      command: "mount | grep data",
      also: ["findmnt data"],
      checks: [
        allOf("mount-of-data-shown:host", say`the host showed the mount of data, and it is there`, [
          mountedAs("host", DATA, { of: "/data1", next: BIND }),
          shown("host", DATA_LINE, MOUNT_OF_DATA),
        ]),
      ],
    },
    {
      id: "make-private",
      terminal: "container",
      command: ["umount data", "mount --make-rprivate /"],
      undoes: ["unshare-shared", "leak"],
      checks: [privateMounts("container"), notMounted("host", DATA)],
    },
    {
      id: "bind-again",
      terminal: "container",
      command: "mount --bind /data1 data",
      checks: [mountedAs("container", DATA, { of: "/data1", onlyThere: true, next: BIND })],
      hint: misplaced,
    },
  ],
  questions,
  challenge: {
    terminal: "container2",
    command: ["unshare -m bash", "mkdir -p secret", "mount -t tmpfs tmpfs secret", "touch secret/key"],
    checks: [
      mountedAs("container2", SECRET, {
        type: "tmpfs",
        onlyThere: true,
        next: say`In the terminal container2, in /root/docker: ${{ lines: "mkdir -p secret; mount -t tmpfs tmpfs secret" }}`,
      }),
      hasFile("container2", `${SECRET}/key`, { onlyThere: true, next: MAKE_KEY }),
    ],
    hint: (snapshot, situation) => {
      if (!hasMount(snapshot, snapshot.host, SECRET)) return null;
      return hasOwn(situation, "container2", "mnt") ? "host-too" : "on-host";
    },
  },
});
