import { ask, type Attack, attack, atShell, DOCUMENTS, LOOKS, nslab, program, SHELL, type, typeAndGo } from "./attack.ts";
import { PERL, RESIZE } from "./supervisor.ts";

/** Complains by words that the sum in them gives away, and never ends. */
const EVIL_LINES = ["#!/usr/bin/perl", `print STDERR "forged-", 6*7, "\\n" unless -t STDERR; sleep 1 while 1;`];
const EVIL = program("/root/evil", ...EVIL_LINES);
/** Programs that whoever supervises a lab may have to start again and again. */
const OFTEN = ["stty", "nsenter", "unshare", "env", "script", "sleep", "mount"];

const PROGRAMS = [
  "stty",
  "env",
  "bash",
  "nsenter",
  "mount",
  "sh",
  "ip",
  "timeout",
  "setsid",
  "script",
  "unshare",
  "cat",
  "mkdir",
  "sleep",
  "hostname",
  "chroot",
  "ping",
  "iptables-save",
];

/** Programs that nslab starts in a lab, made the learner's: another mount, and the very file. */
const REPLACED: readonly Attack[] = [
  ...PROGRAMS.map((name) =>
    attack(
      "supervisor",
      `another program bound over ${name}`,
      [
        EVIL,
        type(`p=$(readlink -f $(type -P ${name})); mount --bind /root/evil $p`),
        RESIZE,
        ask("checks", "map"),
        nslab("verify --format json"),
      ],
      {
        lesson: "veth",
        step: "pair",
        needs: ["perl", name],
      },
    ),
  ),
  // Mostly he may not: what belongs to the machine's root has no owner in a lab, above an overlay as well.
  ...["stty", "script", "ip"].map((name) =>
    attack(
      "supervisor",
      `another program written over ${name}`,
      [
        EVIL,
        type(`p=$(readlink -f $(type -P ${name})); rm -f $p; cp /root/evil $p`),
        RESIZE,
        ask("checks", "map"),
        nslab("verify --format json"),
      ],
      {
        lesson: "veth",
        step: "pair",
        needs: ["perl", name],
      },
    ),
  ),
  attack(
    "supervisor",
    "other programs put into the upper folder of the lab's overlay",
    [
      EVIL,
      type(
        `for u in /.lab/cow/usr /.lab/cow/*; do mkdir -p $u/bin; for n in ${OFTEN.join(" ")}; do cp /root/evil $u/bin/$n; done; done`,
      ),
      RESIZE,
      ask("checks", "map"),
      nslab("verify --format json"),
    ],
    { needs: PERL, quits: ["q", "SIGTERM"] },
  ),
  attack(
    "supervisor",
    "other programs bound over the supervisor's own, from the neighbor",
    [
      program("/tmp/evil", ...EVIL_LINES),
      type(
        `cp $(type -P nsenter mount) /tmp; for m in /.lab/proc/[0-9]*/ns/mnt; do for n in ${OFTEN.join(" ")}; do /tmp/nsenter --mount=$m /tmp/mount --bind /tmp/evil /usr/bin/$n; done; done 2>/dev/null`,
      ),
      RESIZE,
      ask("checks", "map"),
    ],
    { lesson: "dnat", step: "refused", needs: PERL, quits: ["q", "SIGTERM"] },
  ),
  attack(
    "supervisor",
    "stty written over, and another terminal opened",
    [
      EVIL,
      type("cp --remove-destination /root/evil $(readlink -f $(type -P stty))"),
      RESIZE,
      { type: "switch", to: "container" },
      ask("checks"),
    ],
    {
      needs: PERL,
    },
  ),
  attack(
    "supervisor",
    "a bash of the learner's in place of the lab's, written over",
    [
      EVIL,
      typeAndGo("cp --remove-destination /root/evil $(readlink -f $(type -P bash))"),
      RESIZE,
      ask("checks", "map"),
      nslab("verify --format json"),
    ],
    { needs: PERL },
  ),
  attack("supervisor", "all of /usr taken away", [
    typeAndGo("mount -t tmpfs none /usr"),
    RESIZE,
    ask("checks", "map"),
    ...DOCUMENTS,
  ]),
  ...["/proc", "/sys", "/dev", "/run", "/root", "/tmp", "/etc", "/opt"].map((folder) =>
    attack("supervisor", `${folder} covered by another mount`, [
      type(`mount -t tmpfs none ${folder}; cd /; mkdir -p /proc/1/root; mkfifo /proc/1/status /proc/stat 2>/dev/null; echo hi`),
      RESIZE,
      LOOKS,
      { type: "switch", to: "container" },
    ]),
  ),
  attack("supervisor", "the lab's own folder taken away", [
    type("rm -rf /.lab /opt/nslab; umount -l /opt/nslab/node /opt/nslab/world.mjs; rm -rf /opt; ls -A /"),
    RESIZE,
    { type: "switch", to: "container" },
    LOOKS,
  ]),
  attack("supervisor", "the lab's folder for what only it needs, read", [
    type(
      "ls -laR /.lab; for f in /.lab/*; do [ -f $f ] && head -c 1000 $f; done; cat /proc/self/mountinfo; tr '\\0' '\\n' </proc/1/environ; ls -l /proc/1/fd",
    ),
  ]),
];
/** Mount namespaces by what the kernel lists of them (ioctl_ns(2), NS_MNT_GET_NEXT and NS_MNT_GET_PREV, Linux 6.12). */
const NEXT_NAMESPACES = `perl -e 'for $call (0x8010b70b, 0x8010b70c) { open($f, "<", "/proc/self/ns/mnt"); $fd = fileno($f); for (1..300) { $info = "\\0" x 16; $fd = syscall(16, $fd, $call, $info); last if $fd < 0; print "reached:$1\\n" if readlink("/proc/self/fd/$fd") =~ /(\\d+)/ } }'`;

/** In each of them, binds another program over one that the supervisor may start. */
const BIND_THERE = `perl -e 'for $call (0x8010b70b, 0x8010b70c) { open($f, "<", "/proc/self/ns/mnt"); $fd = fileno($f); for (1..300) { $info = "\\0" x 16; $fd = syscall(16, $fd, $call, $info); last if $fd < 0; next if fork; syscall(308, $fd, 0x20000) and exit; system("mount --bind /root/evil $_") for qw(/usr/bin/stty /usr/bin/nsenter /usr/bin/env); exit } } 1 while wait > 0'`;

const NAMESPACES: readonly Attack[] = [
  attack(
    "supervisor",
    "other programs bound over the supervisor's own, in its mount namespace",
    [EVIL, type(BIND_THERE), RESIZE, ask("checks"), nslab("verify --format json")],
    { needs: PERL, quits: ["q", "SIGKILL"] },
  ),
  attack("supervisor", "mount namespaces that the kernel lists", [type(NEXT_NAMESPACES)], {
    needs: PERL,
    proofs: [{ type: "supervisor-not-reached" }],
    isQuick: true,
  }),
  attack("supervisor", "mount namespaces that the kernel lists, from the neighbor", [type(NEXT_NAMESPACES)], {
    needs: PERL,
    proofs: [{ type: "supervisor-not-reached" }],
    lesson: "dnat",
    step: "refused",
  }),
  attack("supervisor", "mount namespaces that the kernel lists, from a shell of one's own", [SHELL, atShell(NEXT_NAMESPACES)], {
    needs: PERL,
    proofs: [{ type: "supervisor-not-reached" }],
  }),
  attack(
    "supervisor",
    "a socket that leaves the network namespace",
    [type(`perl -e 'socket(S, 40, 1, 0) and print "vsock-", 6*7, "\\n"'`)],
    {
      needs: PERL,
      proofs: [
        { type: "not-shown", pattern: /vsock-42/, why: "a socket of AF_VSOCK could be made, which knows no network namespaces" },
      ],
      isQuick: true,
    },
  ),
];
export const PROGRAMS_REPLACED: readonly Attack[] = [...REPLACED, ...NAMESPACES];
