import { ask, type Attack, attack, type Deed, nslab, type, atShell, SHELL } from "./attack.ts";

/** What may stand where nslab reads a file: lines that make it, $f its path, which nothing has. */
export const THINGS: Readonly<Record<string, string>> = {
  "a FIFO": "mkfifo $f",
  "a socket": `perl -e 'use Socket; socket(S, AF_UNIX, SOCK_STREAM, 0); bind(S, pack_sockaddr_un($ARGV[0]))' $f`,
  "a link to an endless device": "ln -s /dev/zero $f",
  "a link to another endless device": "ln -s /dev/urandom $f",
  "a link to a terminal": "ln -s /dev/tty $f",
  "a link to a shell's own terminal": "ln -s $(tty) $f",
  "a link to the maker of terminals": "ln -s /dev/ptmx $f",
  "a bound device": "touch $f; mount --bind /dev/zero $f",
  "a sparse file of 3 GiB": "truncate -s 3G $f",
  "a sparse file of 1,900 MiB": "truncate -s 1900M $f",
  "a file of 500 MiB": "head -c 500M /dev/zero >$f",
  "a directory of 150,000 names": `mkdir $f; perl -e 'chdir $ARGV[0]; for (1..150000) { open(F, ">", "name-$_") or die }' $f`,
  "a link to itself": "ln -s $(basename $f) $f",
  "a chain of 100 links": "for i in $(seq 100); do ln -s l$((i+1)) $(dirname $f)/l$i; done; ln -s l1 $f",
  "an absolute link to a file of the machine's": "ln -s {CANARY} $f",
  "an absolute link to a file of its owner's alone": "ln -s {PRIVATE} $f",
  "a link that climbs": "ln -s ../../../../../../../../../../../..{CANARY} $f",
  "a link by the reader's own root": "ln -s /proc/self/root{CANARY} $f",
  "a link by init's root": "ln -s /proc/1/root{CANARY} $f",
  "a link by the reader's own folder": "ln -s /proc/self/cwd{CANARY} $f",
  "a link to the reader's own environment": "ln -s /proc/self/environ $f",
  "a link to the reader's own input": "ln -s /proc/self/fd/0 $f",
  "a link to init's input": "ln -s /proc/1/fd/0 $f",
  "a link to the reader's own memory": "ln -s /proc/self/mem $f",
  "a file of the kernel's that waits": "ln -s /proc/kmsg $f",
  "a tree bound from the kernel": "touch $f; mount --bind /proc/self/environ $f",
};

/** A place where nslab reads what the learner has made, and what it takes to have it read. */
interface Reader {
  readonly what: string;
  readonly lesson: string;
  readonly step: string;
  readonly path: string;
  /** Typed before and after the thing is made; the names of things that make no sense there. */
  readonly before: readonly (string | Deed)[];
  readonly after: readonly (string | Deed)[];
  /** The step has passed by then, and has no hint any more. */
  readonly isPassed?: boolean;
}

const deedsOf = (lines: readonly (string | Deed)[]) => lines.flatMap((line) => (typeof line === "string" ? type(line) : [line]));

function reading(
  reader: Reader,
  names: readonly string[] = Object.keys(THINGS),
  quick: readonly string[] = [],
): readonly Attack[] {
  const { what, lesson, step, path, before, after } = reader;
  return names.map((name) =>
    attack(
      "files",
      `${name} as ${what}`,
      [
        deedsOf(before),
        type(`f=${path}; rm -rf $f; ${THINGS[name] ?? ""}`),
        deedsOf(after),
        ask("checks", "changes", "map", ...(reader.isPassed ? [] : (["hint"] as const))),
        nslab("verify --format json", "map --format json"),
      ],
      { lesson, step, isQuick: quick.includes(name), needs: name === "a socket" ? ["perl"] : [] },
    ),
  );
}

/** Of each kind one. */
const SOME: readonly string[] = [
  "a FIFO",
  "a link to an endless device",
  "a sparse file of 3 GiB",
  "a link to itself",
  "an absolute link to a file of the machine's",
  "a link by the reader's own root",
  "a link that climbs",
];

const NOTE = { lesson: "mounts", step: "look-inside", path: "data/note" };

const SWAPPING = (path: string, ...others: readonly string[]) =>
  `perl -e 'chdir shift; while (1) { for (@ARGV) { /^fifo$/ ? do { require POSIX; POSIX::mkfifo("x", 0600) } : symlink($_, "x"); rename("x", "note"); open(F, ">", "y"); print F "hello"; close F; rename("y", "note") } }' ${path} ${others.join(" ")} &`;

const SWAPPED: readonly Attack[] = [
  attack(
    "files",
    "a file swapped for a link to the machine's while it is read",
    [
      type("rm -f data/note", SWAPPING("data", "{CANARY}"), "echo hi"),
      ask(...Array.from({ length: 12 }, () => "checks" as const)),
    ],
    { ...NOTE, needs: ["perl"] },
  ),
  attack(
    "files",
    "a file swapped for a FIFO and for an endless device while it is read",
    [
      type("rm -f data/note", SWAPPING("data", "fifo", "/dev/zero"), "echo hi"),
      ask(...Array.from({ length: 12 }, () => "checks" as const)),
    ],
    { ...NOTE, needs: ["perl"] },
  ),
  attack(
    "files",
    "a folder on the way swapped for the machine's while a file is read",
    [
      type(
        `mkdir -p etc there; echo hi >there/resolv.conf; perl -e 'while (1) { rename("there", "etc"); rename("etc", "there"); symlink("{FOLDER}", "l"); rename("l", "etc"); unlink("etc") }' &`,
      ),
      ask(...Array.from({ length: 8 }, () => "checks" as const)),
    ],
    { lesson: "snat", step: "resolv-conf", needs: ["perl"] },
  ),
];

const FOLDERS: readonly Attack[] = [
  attack(
    "files",
    "the folder that has to be empty is a link to the machine's",
    [
      type("cd /; umount -R /root/docker/* 2>/dev/null; rm -rf /root/docker; ln -s {FOLDER} /root/docker"),
      ask("checks"),
      nslab("verify --format json"),
    ],
    { lesson: "container", step: "remove-files", isQuick: true },
  ),
  attack(
    "files",
    "the folder that has to be empty holds 150,000 names",
    [type(`perl -e 'for (1..150000) { open(F, ">", "name-$_") or die }'`), ask("checks"), nslab("verify --format json")],
    { lesson: "container", step: "remove-files", needs: ["perl"] },
  ),
  attack(
    "files",
    "a root directory of 150,000 names",
    [SHELL, ...atShell(`perl -e 'for (1..150000) { open(F, ">", "name-$_") or die }'`), ...type("ls /"), ...ask("checks")],
    { lesson: "chroot", step: "look-around", needs: ["perl"] },
  ),
];

/** Files that hold a network namespace, which nslab's probes join. */
const NETWORK_FILES: readonly Attack[] = [
  attack(
    "files",
    "a FIFO bound over the name of a network namespace",
    [type("ip netns add x; mkfifo /f; mount --bind /f /run/netns/x"), ask("checks", "map")],
    { lesson: "veth", step: "file", quits: ["q", "SIGTERM", "SIGHUP", "SIGKILL"], isQuick: true },
  ),
  attack(
    "files",
    "a FIFO bound over the name of a network namespace, seen from outside",
    [type("ip netns add x; mkfifo /f; mount --bind /f /run/netns/x"), nslab("map --format json", "verify --format json")],
    { lesson: "veth", step: "file" },
  ),
  ...Object.entries({
    "an endless device": "mount --bind /dev/zero /run/netns/x",
    "a mount namespace": "touch /m; mount --bind /proc/self/ns/uts /run/netns/x",
    "a file that is none": "touch /m; mount --bind /m /run/netns/x",
    "a FIFO in its folder": "mkfifo /run/netns/fifo",
    "another folder": "mkdir /n; mkfifo /n/x; mount --bind /n /run/netns",
    "a folder that is a link to the machine's": "umount -R /run/netns; rm -rf /run/netns; ln -s {FOLDER} /run/netns",
    "its name taken away": "umount -l /run/netns/x; rm -f /run/netns/x; ln -s /proc/1/ns/net /run/netns/x",
  }).map(([name, line]) =>
    attack(
      "files",
      `${name} where the name of a network namespace was`,
      [type(`ip netns add x; ${line}`), ask("checks", "map", "hint"), nslab("map --format json", "verify --format json")],
      {
        lesson: "veth",
        step: "file",
      },
    ),
  ),
];

/** Whatever nslab reads of a lab, and all that a learner can put in its place. */
export const FILES: readonly Attack[] = [
  ...reading({ ...NOTE, what: "data/note", before: [], after: ["echo hi"] }, undefined, ["a FIFO"]),
  ...SWAPPED,
  ...reading(
    {
      what: "etc/resolv.conf of a container",
      lesson: "snat",
      step: "resolv-conf",
      path: "etc/resolv.conf",
      before: ["mkdir -p etc"],
      after: [],
    },
    SOME,
    [],
  ),
  ...reading(
    {
      what: "/etc/hosts",
      lesson: "uts",
      step: "address",
      path: "/etc/hosts",
      before: ["umount /etc/hosts 2>/dev/null"],
      after: [],
    },
    SOME,
  ),
  ...reading(
    {
      what: "a note in shared memory",
      lesson: "ipc",
      step: "posix-memory",
      path: "/dev/shm/note",
      before: [],
      after: [{ type: "switch", to: "host" }, "echo hi"],
    },
    SOME,
  ),
  ...reading(
    {
      what: "the bash of the host",
      isPassed: true,
      lesson: "chroot",
      step: "ldd",
      path: "/usr/bin/bash",
      before: ["ldd /bin/bash"],
      after: ["echo hi"],
    },
    SOME,
  ),
  ...reading(
    {
      what: "the bash of a tree",
      lesson: "chroot",
      step: "no-loader",
      path: "usr/bin/bash",
      before: ["chroot . usr/bin/bash"],
      after: ["chroot . usr/bin/nothing"],
    },
    SOME,
  ),
  ...FOLDERS,
  ...NETWORK_FILES,
];
