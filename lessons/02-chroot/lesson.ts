import { allOf } from "../../checks/all-of.ts";
import { hasFile, isDirectory } from "../../checks/files.ts";
import { mountedAs } from "../../checks/mounts.ts";
import { commandFailed, shown } from "../../checks/output.ts";
import { lacksLoader, runsIn, showsLibraries, showsTree } from "../../checks/root-trees.ts";
import { chrooted, escaped, standsOutsideRoot } from "../../checks/roots.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import { questions } from "./questions.ts";

// Other lessons start from "bash-alone", "libraries" and "programs": typed in the terminal host, together they
// leave a root file system in /root/docker: bash at usr/bin/bash, the programs below, empty proc and etc.

const TREE = "/root/docker";
const SHELL = "usr/bin/bash";

/** What a container of this course needs. Those a machine does not have are left out by `type -P`. */
const PROGRAMS = "ls cat ps mkdir cp rm mount umount hostname ip ifconfig route ping chroot nsenter sleep";

const LIBRARIES_OF = (programs: string) => `$(ldd ${programs} | grep -o '/[^ ]*\\.so[^ ]*' | sort -u)`;

const isChrooted = (snapshot: Snapshot) => snapshot.processes.some((process) => process.root === TREE);

export default defineLesson({
  id: "chroot",
  startsFrom: [],
  steps: [
    {
      id: "bash-alone",
      terminal: "host",
      command: ["mkdir -p usr/bin", "cp /bin/bash usr/bin/"],
      checks: [
        hasFile("host", `${TREE}/${SHELL}`, { executable: true, next: "On the host, in /root/docker: cp /bin/bash usr/bin/" }),
      ],
    },
    {
      id: "no-loader",
      terminal: "container",
      command: "chroot . usr/bin/bash",
      fails: true,
      checks: [
        allOf("chroot said that there is no usr/bin/bash, although there is: its loader is missing", [
          commandFailed("container", {
            code: 127,
            pattern: /chroot: .*usr\/bin\/bash.*: /,
            fact: "that chroot could not run usr/bin/bash",
          }),
          lacksLoader(TREE, SHELL),
        ]),
      ],
    },
    {
      id: "ldd",
      terminal: "host",
      command: "ldd /bin/bash",
      checks: [showsLibraries("host", "/bin/bash")],
    },
    {
      id: "libraries",
      terminal: "host",
      command: `cp --parents ${LIBRARIES_OF("/bin/bash").replace(" | sort -u", "")} .`,
      checks: [
        runsIn(TREE, SHELL, ":", "bash runs", `On the host, in /root/docker: cp --parents ${LIBRARIES_OF("/bin/bash")} .`),
      ],
    },
    {
      id: "enter",
      terminal: "container",
      command: "chroot . usr/bin/bash",
      checks: [chrooted("container", TREE)],
    },
    {
      id: "no-programs",
      terminal: "container",
      command: ["pwd", "ls"],
      fails: true,
      checks: [
        allOf("in the chroot there was no ls to be found", [
          chrooted("container", TREE),
          commandFailed("container", { code: 127, pattern: /ls: command not found/, fact: "that bash found no ls" }),
        ]),
      ],
      hint: (snapshot) => (isChrooted(snapshot) ? null : "outside"),
    },
    {
      id: "programs",
      terminal: "host",
      command: [
        `programs=$(type -P ${PROGRAMS})`,
        `cp -u --parents $programs ${LIBRARIES_OF("$programs")} .`,
        "mkdir -p proc etc",
      ],
      checks: [
        runsIn(
          TREE,
          SHELL,
          "ls / && mount --version && type ps",
          "ls and mount run, and ps is found",
          `On the host, in /root/docker: cp -u --parents $programs ${LIBRARIES_OF("$programs")} .`,
        ),
        isDirectory("host", `${TREE}/proc`),
      ],
    },
    {
      id: "look-around",
      terminal: "container",
      command: ["pwd", "ls"],
      checks: [
        allOf("pwd said /, in the chroot", [chrooted("container", TREE), shown("container", /^\/$/m, "the working directory /")]),
        showsTree("container"),
      ],
      hint: (snapshot) => (isChrooted(snapshot) ? null : "outside"),
    },
    {
      id: "no-proc",
      terminal: "container",
      command: (situation) => (situation.has("ifconfig") ? ["ifconfig", "ps -ef"] : "ps -ef"),
      fails: true,
      checks: [
        allOf("in the chroot, ps could not work without /proc", [
          chrooted("container", TREE),
          commandFailed("container", {
            code: (code) => code !== 0,
            pattern: /mount -t proc|\/proc/,
            fact: "that ps asks for /proc",
          }),
        ]),
      ],
      hint: (snapshot) => (isChrooted(snapshot) ? null : "outside"),
    },
    {
      id: "proc",
      terminal: "container",
      command: "mount -t proc proc /proc",
      checks: [
        mountedAs("host", `${TREE}/proc`, {
          type: "proc",
          next: "In the terminal container, inside the chroot: mount -t proc proc /proc",
        }),
      ],
      hint: (snapshot) => (isChrooted(snapshot) ? null : "outside"),
    },
    {
      id: "all-processes",
      terminal: "container",
      command: "ps -ef",
      checks: [
        allOf("in the chroot, the host's own init was seen", [
          chrooted("container", TREE),
          shown("container", /\s1\s.*\binit\b/, "the host's PID 1"),
        ]),
      ],
      hint: (snapshot) => (isChrooted(snapshot) ? null : "outside"),
    },
    {
      id: "escape-by-proc",
      terminal: "container",
      command: ["chroot /proc/1/root", "ls /"],
      checks: [escaped("container")],
      hint: (snapshot) => (isChrooted(snapshot) ? null : "outside"),
    },
    {
      id: "above-the-root",
      terminal: "container",
      command: ["exit", "umount /proc", "mkdir inner", "cp -r usr lib* inner", "nsenter --root=inner bash"],
      checks: [standsOutsideRoot("container")],
    },
    {
      id: "escape",
      terminal: "container",
      command: ["cd -P ../../..", "chroot . bash", "ls /"],
      checks: [escaped("container")],
    },
  ],
  questions,
  challenge: {
    terminal: "container2",
    command: [
      "mkdir /root/tiny",
      `cp --parents /bin/bash /bin/cat ${LIBRARIES_OF("/bin/bash /bin/cat")} /root/tiny`,
      "echo hello > /root/tiny/motd",
      "chroot /root/tiny /bin/bash",
    ],
    checks: [
      hasFile("host", "/root/tiny/motd", { next: "On the host: echo hello > /root/tiny/motd" }),
      runsIn(
        "/root/tiny",
        "/bin/bash",
        "cat /motd",
        "cat can show /motd",
        "Copy what ldd lists for bash and for cat to the same paths below /root/tiny.",
      ),
      chrooted("container2", "/root/tiny"),
    ],
    hint: (snapshot) => (snapshot.processes.some((process) => process.root === `${TREE}/tiny`) ? "wrong-tree" : null),
  },
});
