import { ask, type Attack, attack, type Deed, nslab, type, typeAndGo } from "./attack.ts";

const PERL = ["perl"];

/** Raises whatever a lab's root may raise for himself (namespaces(7)). */
const RAISE = type("for f in /proc/sys/user/*; do echo 1000000 >$f; done 2>/dev/null; cat /proc/sys/user/max_user_namespaces");

/** Makes so many, each in a process that stays, and says when there were more than a lab may have. */
const many = (make: string, tries: number, most: number) =>
  `perl -e 'pipe(R, W); for (1..${tries}) { $p = fork; last if !defined $p; if ($p) { $all++; next } syswrite(W, ${make} ? "x" : "."); sleep 1000; exit } while (length $b < $all) { sysread(R, $b, 1000, length $b) or last } $n = ($b =~ tr/x//); print "made $n\\n"; print "beyond-", 6*7, "\\n" if $n > ${most}; kill "KILL", -$$' ; true`;

const NAMESPACE_CALLS = { user: "0x10000000", network: "0x40000000", mount: "0x00020000", UTS: "0x04000000" } as const;
const MOST = { user: 64, network: 128, mount: 256, UTS: 256 } as const;

const BEYOND = (what: string) => [{ type: "not-shown", pattern: /beyond-42/, why: `more ${what} than a lab may have` }] as const;

const RAISED: readonly Attack[] = [
  ...(["user", "network", "mount", "UTS"] as const).map((kind) =>
    attack(
      "limits",
      `${kind} namespaces beyond the limit, which is raised first`,
      [
        RAISE,
        type(`setsid -w ${many(`!syscall(272, ${NAMESPACE_CALLS[kind]})`, MOST[kind] + 80, MOST[kind])}`),
        ask("map"),
        nslab("map --format json"),
      ],
      { needs: PERL, proofs: BEYOND(`${kind} namespaces`), isQuick: kind === "user" },
    ),
  ),
  attack(
    "limits",
    "instances of inotify beyond the limit, which is raised first",
    [RAISE, type(`setsid -w ${many("syscall(294, 0) >= 0", 100, 64)}`)],
    { needs: PERL, proofs: BEYOND("instances of inotify") },
  ),
  attack(
    "limits",
    "every instance of inotify that there is",
    [
      RAISE,
      typeAndGo(`perl -e 'for (1..2000) { last if syscall(294, 0) < 0 } print "made $_\\n"; sleep 1000'`),
      ask("checks", "map"),
    ],
    {
      needs: PERL,
      here: [],
      proofs: [
        {
          type: "machine-can",
          program: "require('node:fs').watch('/').close()",
          why: "the machine has no instance of inotify left",
        },
      ],
    },
  ),
];

const CROWD = (count: number) =>
  `perl -e 'for (1..${count}) { $p = fork; last if !defined $p; if (!$p) { sleep 1000; exit } $n++ } print "made $n\\n"; sleep 1000' &`;

const PROCESSES: readonly Attack[] = [
  attack(
    "limits",
    "processes to the limit",
    [type(CROWD(3000), "true"), ask("map", "checks"), nslab("verify --format json", "map --format json")],
    { needs: PERL },
  ),
  attack(
    "limits",
    "processes of many users, without a cgroup for them",
    [
      type(
        `perl -e 'use POSIX; pipe(R, W); for $u (1..30) { next if fork; setuid($u); for (1..60) { $p = fork; last if !defined $p; if (!$p) { syswrite(W, "x"); sleep 1000; exit } } syswrite(W, "."); sleep 1000; exit } while (($b =~ tr/.//) < 30) { sysread(R, $b, 1000, length $b) or last } $n = ($b =~ tr/x//); print "$n processes\\n"; print "beyond-", 6*7, "\\n" if $n > 1100'`,
      ),
      ask("checks"),
    ],
    {
      needs: PERL,
      users: ["root"],
      here: ["root"],
      by: ["unshare", "-m", "--propagation", "private", "sh", "-c", 'umount /sys/fs/cgroup/pids 2>/dev/null; exec "$@"', "nslab"],
      proofs: BEYOND("processes"),
    },
  ),
  attack("limits", "nslab started where fewer processes are allowed than a lab has", [type("echo hi"), ask("checks")], {
    by: ["prlimit", "--nproc=800:800"],
    needs: ["prlimit"],
    users: ["user"],
    here: ["user"],
  }),
  attack(
    "limits",
    "open files to the limit, in many processes",
    [
      type(
        `perl -e 'for (1..20) { next if fork; for (1..4096) { open($f[$_], "<", "/dev/null") or last } sleep 1000; exit } sleep 1' &`,
      ),
      ask("checks", "map"),
    ],
    { needs: PERL },
  ),
  attack("limits", "the lab's disk filled", [
    type("head -c 2G /dev/zero >/root/big; echo hi"),
    { type: "switch", to: "container" },
    ask("checks", "map"),
    nslab("verify --format json"),
  ]),
  attack(
    "limits",
    "the names of the lab's disk used up",
    [
      type(`mkdir /n; perl -e 'chdir "/n"; for (1..300000) { open(F, ">", $_) or last }'`, "echo hi"),
      { type: "switch", to: "container" },
      ask("checks", "map"),
    ],
    { needs: PERL },
  ),
];

const IDS: readonly Attack[] = [
  attack("limits", "labs of nslabs with PIDs that are alike, each with ids of its own", [{ type: "many-labs" } satisfies Deed], {
    users: ["root"],
    here: ["root"],
    quits: ["q"],
  }),
];

export const LIMITS: readonly Attack[] = [...RAISED, ...PROCESSES, ...IDS];
