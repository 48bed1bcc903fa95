import { release } from "node:os";
import { allOf } from "../../checks/all-of.ts";
import { hasFile } from "../../checks/files.ts";
import { hostnameIs, renamedAlone, showsHostname } from "../../checks/hostname.ts";
import { inOwnNamespace, sameNamespace, showsNamespace } from "../../checks/namespaces.ts";
import { foundNothing, shown } from "../../checks/output.ts";
import { frontIn, hasOwn } from "../../src/course/front.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import { say } from "../../src/say/message.ts";
import type { Situation } from "../../src/course/command.ts";
import { bytesAt } from "../../src/kernel/process-files.ts";
import { mountsOf } from "../../src/kernel/queries.ts";
import type { Process, Snapshot } from "../../src/kernel/snapshot.ts";
import { questions } from "./questions.ts";

const HOST = "host";
const NAME = "container1";
const HOSTS = "/etc/hosts";
const ADD_NAME = say`In the terminal container: ${{ lines: `cp /etc/hosts hosts; echo "127.0.1.1 ${NAME}" >> hosts; mount --bind hosts /etc/hosts` }}`;

/** As uname(1) prints it. */
const RELEASE = new RegExp(release().replace(/[^\w-]/g, "\\$&"));

/** The shell that unshare started has been left. */
const noNamespace = (_: Snapshot, situation: Situation) => (hasOwn(situation, "container", "uts") ? null : "no-namespace");

/** The usual mistakes around a file that is meant to be shown in one place only. */
function misplacedHosts(snapshot: Snapshot, situation: Situation): string | null {
  const { host } = snapshot;
  const mountsFile = (process: Process, path: string) => mountsOf(snapshot, process).some((mount) => mount.mountPoint === path);
  if (mountsFile(host, HOSTS)) return "on-host";
  if (bytesAt(host, HOSTS)?.includes(NAME) === true) return "host-file";
  const front = frontIn(situation, "container");
  if (front !== undefined && mountsFile(front, "/root/docker/hosts")) return "swapped";
  return noNamespace(snapshot, situation);
}

export default defineLesson({
  id: "uts",
  needs: ["program:hostname"],
  startsFrom: [],
  steps: [
    {
      id: "without",
      terminal: "container",
      command: [
        { in: "host", line: "hostname" },
        "unshare -fpm --mount-proc bash",
        `hostname ${NAME}`,
        { in: "host", line: "hostname" },
      ],
      checks: [
        allOf(
          "host-renamed-from-container",
          say`the terminal container has a PID namespace of its own, and has renamed the host`,
          [
            inOwnNamespace("container", ["pid", "mnt"]),
            sameNamespace("container", "host", ["uts"]),
            hostnameIs("container", NAME),
          ],
        ),
      ],
      hint: (_, situation) => (hasOwn(situation, "container", "uts") ? "own-name" : null),
    },
    {
      id: "put-right",
      terminal: "host",
      command: [`hostname ${HOST}`],
      undoes: ["without"],
      checks: [hostnameIs("host", HOST)],
    },
    {
      id: "unshare",
      terminal: "container",
      command: ["exit", "unshare -fpmu --mount-proc bash"],
      checks: [inOwnNamespace("container", ["pid", "mnt", "uts"])],
      hint: (_, situation) => (hasOwn(situation, "host", "uts") ? "wrong-terminal" : null),
    },
    {
      id: "copy",
      terminal: "container",
      command: "hostname",
      also: ["uname -n", "cat /proc/sys/kernel/hostname"],
      checks: [
        allOf("host-name-copied", say`the new UTS namespace still had the host's name`, [
          inOwnNamespace("container", ["uts"]),
          hostnameIs("container", HOST),
          showsHostname("container"),
        ]),
      ],
      hint: noNamespace,
    },
    {
      id: "rename",
      terminal: "container",
      command: [`hostname ${NAME}`, "hostname"],
      checks: [renamedAlone("container", NAME)],
      hint: noNamespace,
    },
    {
      id: "outside",
      terminal: "host",
      command: "hostname",
      also: ["uname -n"],
      checks: [
        allOf("host-name-unchanged", say`the host showed that its name is unchanged`, [
          renamedAlone("container", NAME),
          hostnameIs("host", HOST),
          showsHostname("host"),
        ]),
      ],
    },
    {
      id: "inodes",
      terminal: "container",
      command: [{ in: "host", line: "readlink /proc/self/ns/uts" }, "readlink /proc/self/ns/uts"],
      also: ["lsns -t uts"],
      checks: [showsNamespace("host", "uts"), showsNamespace("container", "uts")],
      hint: noNamespace,
    },
    {
      id: "one-kernel",
      terminal: "container",
      command: [{ in: "host", line: "uname -r" }, "uname -r"],
      checks: [
        shown("host", RELEASE, say`the kernel's version`),
        allOf(
          "kernel-version-shown:container",
          say`the terminal container showed the kernel's version, in a UTS namespace of its own`,
          [inOwnNamespace("container", ["uts"]), shown("container", RELEASE, say`the kernel's version`)],
        ),
      ],
      hint: noNamespace,
    },
    {
      id: "no-address",
      terminal: "container",
      command: `grep ${NAME} /etc/hosts`,
      fails: true,
      checks: [
        allOf("no-address-found", say`no address was found for the new name`, [
          renamedAlone("container", NAME),
          foundNothing("container", {
            what: say`the address of container1`,
            list: /localhost/,
            pattern: /^\d\S*\s+.*container1/m,
            next: `grep ${NAME} /etc/hosts`,
          }),
        ]),
      ],
      hint: noNamespace,
    },
    {
      id: "address",
      terminal: "container",
      command: [
        "cp /etc/hosts hosts",
        `echo "127.0.1.1 ${NAME}" >> hosts`,
        "mount --bind hosts /etc/hosts",
        `getent hosts ${NAME}`,
      ],
      checks: [hasFile("container", "/etc/hosts", { holding: NAME, onlyThere: true, next: ADD_NAME })],
      hint: misplacedHosts,
    },
  ],
  questions,
  challenge: {
    terminal: "container2",
    command: ["unshare -fpmu --mount-proc bash", "hostname web"],
    checks: [
      inOwnNamespace("container2", ["pid", "mnt", "uts"]),
      allOf("three-names", say`the three are called host, container1 and web`, [
        renamedAlone("container2", "web"),
        renamedAlone("container", NAME),
        hostnameIs("host", HOST),
      ]),
    ],
  },
});
