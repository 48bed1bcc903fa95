import { allOf } from "../../checks/all-of.ts";
import { hasFile, isDirectory } from "../../checks/files.ts";
import { commandFailed, shown } from "../../checks/output.ts";
import { holdsProgram, lacksLoader, runsIn, showsLibraries, showsTree } from "../../checks/root-trees.ts";
import { chrooted, escaped, standsOutsideRoot } from "../../checks/roots.ts";
import { mountedInTree } from "../../checks/tree-mounts.ts";
import { showsHostInit } from "../../checks/processes-shown.ts";
import { isInside, isRootedAt } from "../../src/course/front.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import { listed, say } from "../../src/say/message.ts";
import type { Situation } from "../../src/course/command.ts";
import { fileAt } from "../../src/kernel/process-files.ts";
import { mountsOf } from "../../src/kernel/queries.ts";
import { hasRootAt } from "../../src/kernel/roots.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import { questions } from "./questions.ts";

// Other lessons start from "bash-alone", "libraries" and "programs": typed in the terminal host, together they
// leave a root file system in /root/docker: bash at usr/bin/bash, the programs below, empty proc and etc.

const TREE = "/root/docker";
const SHELL = "usr/bin/bash";

/** What a container of this course needs. Those a machine does not have are left out by `type -P`. */
const PROGRAMS = "ls cat ps mkdir cp rm mount umount hostname ip ifconfig route ping chroot nsenter sleep";

/** Of these, what the steps of this lesson use in there; ps does not run without /proc. */
const NEEDED = "mount mkdir cp chroot nsenter";

const LIBRARIES_OF = (programs: string) => `$(ldd ${programs} | grep -o '/[^ ]*\\.so[^ ]*' | sort -u)`;

/** What is typed where the tree is made. */
const inTree = (lines: string) => say`On the host, in /root/docker: ${{ lines }}`;

/** No shell of the terminal container is in the tree, also none that waits for one outside. */
const outside = (_: Snapshot, situation: Situation) => (isInside(situation, "container", TREE) ? null : "outside");

/** The commands that were meant for the tree were typed in the host's. */
const isHostTouched = ({ host }: Snapshot, situation: Situation) =>
  isRootedAt(situation, "container", "/") && fileAt(host, "/inner") !== null;

/** How often something is mounted on /proc, one over the other. */
const procMounts = (snapshot: Snapshot) =>
  mountsOf(snapshot, snapshot.host).filter((mount) => mount.mountPoint === "/proc").length;

/** The tree is the top of a mount namespace, for somebody who is in it: nothing is above it. */
const isPivoted = (snapshot: Snapshot) =>
  snapshot.processes.some((process) => process.root === "/" && hasRootAt(snapshot, process, TREE));

export default defineLesson({
  id: "chroot",
  needs: ["program:ldd", "program:chroot"],
  startsFrom: [],
  steps: [
    {
      id: "bash-alone",
      terminal: "host",
      command: ["mkdir -p usr/bin", "cp /bin/bash usr/bin/"],
      checks: [holdsProgram(TREE, SHELL)],
    },
    {
      id: "no-loader",
      terminal: "container",
      command: "chroot . usr/bin/bash",
      fails: true,
      checks: [
        allOf("loader-missing", say`chroot said that there is no usr/bin/bash, although there is: its loader is missing`, [
          commandFailed("container", {
            code: 127,
            pattern: /(chroot|unshare|nsenter): .*bash.*: /,
            fact: say`that chroot could not run usr/bin/bash`,
            command: "chroot . usr/bin/bash",
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
        runsIn(TREE, SHELL, ":", say`bash runs`, inTree(`cp --parents --remove-destination ${LIBRARIES_OF("/bin/bash")} .`)),
      ],
    },
    {
      id: "enter",
      terminal: "container",
      command: "chroot . usr/bin/bash",
      checks: [chrooted("container", TREE)],
      hint: (_, situation) => (isRootedAt(situation, "host", TREE) ? "wrong-terminal" : null),
    },
    {
      id: "no-programs",
      terminal: "container",
      command: ["pwd", "ls"],
      fails: "last",
      checks: [
        allOf("ls-missing", say`in the chroot there was no ls to be found`, [
          chrooted("container", TREE),
          commandFailed("container", {
            code: 127,
            pattern: /\bls: (command not found|No such file)/,
            fact: say`that bash found no ls`,
            command: "ls",
          }),
        ]),
      ],
      hint: outside,
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
          `ls / && type ps && for each in ${NEEDED}; do $each --help || exit; done`,
          say`${{ programs: listed([...NEEDED.split(" "), "ls"], "and") }} run, and ps is found`,
          inTree(`programs=$(type -P ${PROGRAMS}); cp -u --parents $programs ${LIBRARIES_OF("$programs")} .`),
        ),
        isDirectory("host", `${TREE}/proc`),
      ],
    },
    {
      id: "look-around",
      terminal: "container",
      command: ["pwd", "ls"],
      checks: [
        allOf("working-directory-shown", say`pwd said /, in the chroot`, [
          chrooted("container", TREE),
          shown("container", /^\/$/m, say`the working directory /`),
        ]),
        showsTree("container"),
      ],
      hint: outside,
    },
    {
      id: "no-proc",
      terminal: "container",
      command: (situation) => (situation.has("ifconfig") ? ["ifconfig", "ps -ef"] : "ps -ef"),
      fails: "last",
      checks: [
        allOf("ps-failed-without-proc", say`in the chroot, ps could not work without /proc`, [
          chrooted("container", TREE),
          commandFailed("container", {
            code: (code) => code !== 0,
            pattern: /mount -t proc|\/proc/,
            fact: say`that ps asks for /proc`,
            command: "ps -ef",
          }),
        ]),
      ],
      hint: outside,
    },
    {
      id: "proc",
      terminal: "container",
      command: "mount -t proc proc /proc",
      checks: [
        mountedInTree("container", TREE, "/proc", {
          type: "proc",
          next: say`In the terminal container, inside the chroot: ${{ lines: "mount -t proc proc /proc" }}`,
        }),
      ],
      hint: (snapshot, situation) => (procMounts(snapshot) > 1 ? "host-proc" : outside(snapshot, situation)),
    },
    {
      id: "all-processes",
      terminal: "container",
      command: "ps -ef",
      checks: [
        allOf("host-init-shown", say`in the chroot, the host's own init was seen`, [
          chrooted("container", TREE),
          showsHostInit("container"),
        ]),
      ],
      hint: outside,
    },
    {
      id: "escape-by-proc",
      terminal: "container",
      command: ["chroot /proc/1/root", "ls /"],
      undoes: ["enter"],
      checks: [escaped("container")],
      hint: outside,
    },
    {
      id: "above-the-root",
      terminal: "container",
      // nsenter of util-linux 2.41 and later does nothing without a namespace to enter.
      command: ["exit", "mkdir inner", "cp -r usr lib* inner", "nsenter --uts=/proc/self/ns/uts --root=inner bash"],
      undoes: ["escape-by-proc"],
      checks: [standsOutsideRoot("container")],
      hint: (snapshot, situation) => (isHostTouched(snapshot, situation) ? "still-escaped" : null),
    },
    {
      id: "escape",
      terminal: "container",
      command: ["cd -P ../../..", "chroot . bash", "ls /"],
      undoes: ["above-the-root"],
      checks: [escaped("container")],
      hint: (snapshot) => (isPivoted(snapshot) ? "pivoted" : null),
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
      hasFile("host", "/root/tiny/motd", { next: say`On the host: ${{ lines: "echo hello > /root/tiny/motd" }}` }),
      runsIn(
        "/root/tiny",
        "bash",
        "cat /motd",
        say`cat can show /motd`,
        say`Copy what ldd lists for bash and for cat to the same paths below /root/tiny.`,
      ),
      chrooted("container2", "/root/tiny"),
    ],
    hint: (snapshot) =>
      snapshot.processes.some((process) => hasRootAt(snapshot, process, `${TREE}/tiny`)) ? "wrong-tree" : null,
  },
});
