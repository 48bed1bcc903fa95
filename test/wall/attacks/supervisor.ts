import { ask, type Attack, attack, type Deed, LOOKS, nslab, SHELL, type, typeAndGo } from "./attack.ts";

/** Each size is something that the supervisor has to do. */
export const RESIZE: Deed = { type: "resize", times: 6 };
export const PERL = ["perl"];

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
export const SUPERVISOR: readonly Attack[] = [...LOADER, ...KILLED, ...NEIGHBOR];
