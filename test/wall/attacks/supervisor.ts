import {
  ask,
  type Attack,
  attack,
  atShell,
  type Deed,
  DOCUMENTS,
  LOOKS,
  nslab,
  program,
  SHELL,
  type,
  typeAndGo,
} from "./attack.ts";

const RESIZE: Deed = { type: "resize", times: 6 };
const PERL = ["perl"];

/** What the loader of every program reads (ld.so(8)), which is the learner's in a lab. */
const LOADER: readonly Attack[] = [
  attack(
    "supervisor",
    "a FIFO for /etc/ld.so.preload",
    [type("mkfifo /etc/ld.so.preload"), RESIZE, ask("checks", "map"), nslab("verify --format json")],
    {
      quits: ["q", "SIGTERM", "SIGHUP", "SIGKILL"],
      isQuick: true,
    },
  ),
  attack(
    "supervisor",
    "100,000 libraries that are not there in /etc/ld.so.preload",
    [
      type("perl -e 'print \"/no/such/library-$_.so\\n\" for 1..100000' >/root/preload; mv /root/preload /etc/ld.so.preload"),
      RESIZE,
      ask("checks"),
      RESIZE,
    ],
    { needs: PERL },
  ),
  attack(
    "supervisor",
    "a library of the learner's that complains without end",
    [
      type(
        `printf '%s\\n' '#include <unistd.h>' '#include <string.h>' '__attribute__((constructor)) static void l(void) { static char x[1 << 20]; memset(x, 120, sizeof x); if (!isatty(2)) for (int i = 0; i < 150; i++) if (write(2, x, sizeof x) < 0) return; }' >/root/l.c; gcc -shared -fPIC -o /root/l.so /root/l.c`,
        "echo /root/l.so >/etc/ld.so.preload",
      ),
      RESIZE,
      ask("checks"),
      RESIZE,
    ],
    { needs: ["gcc"] },
  ),
  attack(
    "supervisor",
    "a library of the learner's that never lets a program begin",
    [
      type(
        `printf '%s\\n' '#include <unistd.h>' '__attribute__((constructor)) static void l(void) { if (!isatty(2)) for (;;) pause(); }' >/root/l.c; gcc -shared -fPIC -o /root/l.so /root/l.c`,
        "echo /root/l.so >/etc/ld.so.preload",
      ),
      RESIZE,
      ask("checks"),
      nslab("verify --format json"),
    ],
    { needs: ["gcc"] },
  ),
  ...Object.entries({
    "a FIFO": "mkfifo /etc/ld.so.cache",
    "an endless device": "touch /etc/ld.so.cache; mount --bind /dev/zero /etc/ld.so.cache",
    "300 MiB of nothing": "head -c 300M /dev/zero >/etc/ld.so.cache",
  }).map(([name, line]) =>
    attack("supervisor", `${name} for /etc/ld.so.cache`, [
      type(`rm -f /etc/ld.so.cache; ${line}`),
      RESIZE,
      ask("checks"),
      nslab("verify --format json"),
    ]),
  ),
  attack("supervisor", "the loader taken away", [
    typeAndGo(
      "for f in /usr/lib64/ld-linux* /usr/lib/ld-linux* /usr/lib/*/ld-linux* /lib64/ld-linux*; do rm -f $f; mkfifo $f; done 2>/dev/null",
    ),
    RESIZE,
    ask("checks"),
    nslab("verify --format json", "map --format json"),
  ]),
];

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

/** Those that a learner sees, and kills. */
const KILLED: readonly Attack[] = [
  attack("supervisor", "everything stopped that a learner sees", [typeAndGo("kill -STOP -1; kill -STOP 1"), RESIZE, LOOKS], {
    quits: ["q", "SIGTERM", "SIGHUP", "SIGKILL"],
  }),
  attack("supervisor", "everything killed that a learner sees", [
    typeAndGo("kill -KILL -1; kill -KILL 1; kill -KILL $$"),
    ask("checks", "map"),
  ]),
  attack("supervisor", "everything stopped from a shell of one's own", [
    SHELL,
    { type: "at-shell", line: "kill -STOP -1; kill -STOP 1", comesBack: false },
    RESIZE,
    ask("checks", "map"),
    nslab("verify --format json"),
  ]),
  attack("supervisor", "everything killed from a shell of one's own", [
    SHELL,
    { type: "at-shell", line: "kill -KILL -1; kill -KILL 1", comesBack: false },
    ask("checks", "map"),
  ]),
  attack("supervisor", "a host that is shut down", [
    typeAndGo("kill -INT 1; reboot -f; perl -e 'syscall(169, 0xfee1dead, 672274793, 0x4321fedc)'"),
    RESIZE,
  ]),
  attack("supervisor", "processes that come and go while nslab looks", [
    type("for i in 1 2 3; do (while :; do (exec -a come-and-go true); done) & done 2>/dev/null"),
    LOOKS,
    ask("map", "checks"),
  ]),
  attack("supervisor", "namespaces that come and go while nslab looks", [
    type("(while :; do unshare -fpmnui true; ip netns add gone; ip netns del gone; done) 2>/dev/null & sleep 0"),
    LOOKS,
    ask("map", "map", "map"),
  ]),
];

/** What the neighbor, a machine of the lab's, shows of who made it. */
const NEIGHBOR: readonly Attack[] = [
  attack(
    "supervisor",
    "the neighbor looks for who made it",
    [
      type(
        "ls -laR /.lab 2>/dev/null | head -100; ls -l /proc/*/fd /.lab/proc/*/fd 2>/dev/null; cat /proc/*/environ /.lab/proc/*/environ 2>/dev/null | tr '\\0' '\\n' >/root/seen; cat /root/seen /proc/self/mountinfo",
      ),
      type("grep -a NSLAB_ /root/seen && echo seen-$((40+2))"),
    ],
    {
      lesson: "dnat",
      step: "refused",
      proofs: [{ type: "not-shown", pattern: /seen-42/, why: "the neighbor reads the environment of who supervises the lab" }],
    },
  ),
  attack(
    "supervisor",
    "the neighbor opens descriptors and memory of who made it",
    [
      type(
        "for p in /.lab/proc/[0-9]* /proc/[0-9]*; do [ -e $p/root/.lab/up.sh -o -e $p/root/run/netns/internet ] && echo super-$((40+2)); head -c 1 $p/mem 2>/dev/null; done; ls /run/netns",
      ),
      type("ls /.lab/proc/1/fd >/dev/null 2>&1 && echo desc-$((40+2))"),
    ],
    {
      lesson: "dnat",
      step: "refused",
      proofs: [
        { type: "not-shown", pattern: /super-42/, why: "the neighbor reaches the root directory of who supervises the lab" },
        { type: "not-shown", pattern: /desc-42/, why: "the neighbor sees descriptors of who supervises the lab" },
      ],
    },
  ),
  attack(
    "supervisor",
    "the neighbor kills and stops whatever it can",
    [
      typeAndGo("for p in /.lab/proc/[0-9]*; do kill -STOP ${p##*/}; done 2>/dev/null; kill -STOP -1; kill -KILL 1"),
      RESIZE,
      ask("checks", "map"),
    ],
    {
      lesson: "dnat",
      step: "refused",
    },
  ),
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

export const SUPERVISOR: readonly Attack[] = [...LOADER, ...REPLACED, ...KILLED, ...NEIGHBOR, ...NAMESPACES];
