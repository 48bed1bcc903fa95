import { allOf } from "../../checks/all-of.ts";
import { hasFile } from "../../checks/files.ts";
import { hostnameIs, renamedAlone, showsHostname } from "../../checks/hostname.ts";
import { inOwnNamespace, sameNamespace, showsNamespace } from "../../checks/namespaces.ts";
import { commandFailed, shown } from "../../checks/output.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import { questions } from "./questions.ts";

const HOST = "host";
const NAME = "container1";
const ADD_NAME = `In the terminal container: cp /etc/hosts hosts; echo "127.0.1.1 ${NAME}" >> hosts; mount --bind hosts /etc/hosts`;

/** As uname(1) prints it: a version, and what the distribution puts behind. */
const RELEASE = /^\d+\.\d+\S*$/m;

const noNamespace = (snapshot: Snapshot) =>
  snapshot.processes.some((process) => process.namespaces.uts !== snapshot.host.namespaces.uts && process.state !== "Z")
    ? null
    : "no-namespace";

export default defineLesson({
  id: "uts",
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
        allOf("the terminal container has a PID namespace of its own, and has renamed the host", [
          inOwnNamespace("container", ["pid", "mnt"]),
          sameNamespace("container", "host", ["uts"]),
          hostnameIs("container", NAME),
        ]),
      ],
    },
    {
      id: "put-right",
      terminal: "host",
      command: [`hostname ${HOST}`],
      checks: [hostnameIs("host", HOST)],
    },
    {
      id: "unshare",
      terminal: "container",
      command: ["exit", "unshare -fpmu --mount-proc bash"],
      checks: [inOwnNamespace("container", ["pid", "mnt", "uts"])],
      hint: noNamespace,
    },
    {
      id: "copy",
      terminal: "container",
      command: "hostname",
      also: ["uname -n", "cat /proc/sys/kernel/hostname"],
      checks: [
        allOf("the new UTS namespace still had the host's name", [
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
        allOf("the host showed that its name is unchanged", [
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
        shown("host", RELEASE, "the kernel's version"),
        allOf("the terminal container showed the kernel's version, in a UTS namespace of its own", [
          inOwnNamespace("container", ["uts"]),
          shown("container", RELEASE, "the kernel's version"),
        ]),
      ],
      hint: noNamespace,
    },
    {
      id: "no-address",
      terminal: "container",
      command: `grep ${NAME} /etc/hosts`,
      fails: true,
      checks: [
        allOf("no address was found for the new name", [
          renamedAlone("container", NAME),
          commandFailed("container", { code: (code) => code !== 0, fact: "that the search found nothing" }),
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
      hint: noNamespace,
    },
  ],
  questions,
  challenge: {
    terminal: "container2",
    command: ["unshare -fpmu --mount-proc bash", "hostname web"],
    checks: [
      inOwnNamespace("container2", ["pid", "mnt", "uts"]),
      allOf("the three are called host, container1 and web", [
        renamedAlone("container2", "web"),
        renamedAlone("container", NAME),
        hostnameIs("host", HOST),
      ]),
    ],
  },
});
