import { ask, type Attack, attack, LOOKS, type } from "./attack.ts";

const PERL = ["perl"];
const VETH = { lesson: "veth", step: "file" };

/** Lines for a program that takes them by the thousand. */
const batch = (perl: string, command: string) => type(`perl -e '${perl}' | ${command}`);

/** Each table of the kernel's that a learner can fill, to a bound. */
export const LOAD: readonly Attack[] = [
  attack(
    "load",
    "30,000 routes",
    [
      batch(
        `for $i (0..29999) { printf "route add 10.%d.%d.%d/32 dev lo\\n", $i >> 16, ($i >> 8) & 255, $i & 255 }`,
        "ip -batch -",
      ),
      LOOKS,
    ],
    {
      ...VETH,
      needs: PERL,
      quits: ["q", "Ctrl-C", "SIGTERM", "SIGKILL"],
      isQuick: true,
    },
  ),
  attack(
    "load",
    "5,000 rules of iptables",
    [
      batch(
        `print "*filter\\n"; print "-A FORWARD -s 10.0.", $_ >> 8, ".", $_ & 255, " -j ACCEPT\\n" for 1..5000; print "COMMIT\\n"`,
        "iptables-restore -n",
      ),
      LOOKS,
    ],
    {
      lesson: "snat",
      step: "masquerade",
      needs: PERL,
    },
  ),
  attack(
    "load",
    "5,000 rules of routing",
    [batch(`print "rule add from 10.0.", $_ >> 8, ".", $_ & 255, " lookup main\\n" for 1..5000`, "ip -batch -"), LOOKS],
    { ...VETH, needs: PERL },
  ),
  attack("load", "1,000 links", [batch(`print "link add a$_ type veth peer name b$_\\n" for 1..500`, "ip -batch -"), LOOKS], {
    ...VETH,
    needs: PERL,
  }),
  attack(
    "load",
    "5,000 addresses",
    [batch(`print "addr add 10.1.", $_ >> 8, ".", $_ & 255, "/32 dev lo\\n" for 1..5000`, "ip -batch -"), LOOKS],
    { ...VETH, needs: PERL },
  ),
  attack(
    "load",
    "5,000 neighbors and 5,000 addresses of bridges",
    [
      batch(
        `print "neigh add 10.2.", $_ >> 8, ".", $_ & 255, " lladdr 02:00:00:00:00:01 dev enp0s3 nud permanent\\n" for 1..5000`,
        "ip -batch -",
      ),
      LOOKS,
    ],
    { ...VETH, needs: PERL },
  ),
  attack("load", "100 network namespaces", [type("for i in $(seq 100); do ip netns add w$i; done"), LOOKS], VETH),
  attack("load", "200 shells in namespaces of their own", [
    type("for i in $(seq 200); do unshare -mui sleep 1000 & done 2>/dev/null >&2"),
    LOOKS,
  ]),
  attack(
    "load",
    "5,000 mounts",
    [
      type(
        `mkdir -p /m; touch /m/f; perl -e '$s = "/m/f"; $n = 0; for (1..5000) { $t = "/m/t$_"; open(F, ">", $t); close F; syscall(165, $s, $t, $n, 4096, 0) }'`,
      ),
      LOOKS,
    ],
    { needs: PERL },
  ),
  attack(
    "load",
    "5,000 mounts, one over the other",
    [
      type(`mkdir -p /m; perl -e '$s = "none"; $t = "/m"; $y = "tmpfs"; for (1..2000) { syscall(165, $s, $t, $y, 0, 0) }'`),
      LOOKS,
    ],
    { needs: PERL },
  ),
  attack(
    "load",
    "2,000 cgroups",
    [type(`cd /sys/fs/cgroup; cd memory 2>/dev/null; perl -e 'mkdir "g$_" for 1..2000'; cd`), LOOKS],
    {
      users: ["root"],
      here: ["root"],
      lesson: "memory",
      step: "limit",
      needs: PERL,
    },
  ),
  attack(
    "load",
    "cgroups 200 deep",
    [
      type("cd /sys/fs/cgroup; cd memory 2>/dev/null; for i in $(seq 200); do mkdir g && cd g || break; done; pwd | wc -c; cd"),
      LOOKS,
    ],
    {
      users: ["root"],
      here: ["root"],
      lesson: "memory",
      step: "limit",
    },
  ),
  attack(
    "load",
    "900 processes",
    [type(`perl -e 'for (1..900) { $p = fork // last; if (!$p) { sleep 1000; exit } } sleep 1000' & sleep 0`), LOOKS],
    { needs: PERL },
  ),
  attack(
    "load",
    "4,000 servers that listen",
    [
      type(
        `perl -e 'use Socket; for (1..4000) { socket($s[$_], AF_INET, SOCK_STREAM, 0) and bind($s[$_], pack_sockaddr_in(10000 + $_, INADDR_ANY)) and listen($s[$_], 1) or last } sleep 1000' & sleep 0`,
      ),
      LOOKS,
    ],
    {
      lesson: "dnat",
      step: "server",
      needs: PERL,
    },
  ),
  attack(
    "load",
    "10,000 queues and segments",
    [
      type(
        `perl -e 'for (1..10000) { msgget($_, 01600) // last } for (1..4000) { shmget($_, 4096, 01600) // last } for (1..10000) { semget($_, 1, 01600) // last }'`,
      ),
      LOOKS,
    ],
    {
      lesson: "ipc",
      step: "posix-memory",
      needs: PERL,
    },
  ),
  attack(
    "load",
    "both of the processor's cores kept busy by all processes that a lab may have",
    [type(`perl -e 'for (1..200) { $p = fork // last; if (!$p) { 1 while 1 } } sleep 1000' & sleep 0`), ask("checks", "map")],
    { needs: PERL },
  ),
];

/** A query for example.com, with port 0 to answer to. */
const PORT_0 = `perl -e 'use Socket; socket(S, AF_INET, SOCK_RAW, 17) or die; $q = pack("nnnnnn", 7, 256, 1, 0, 0, 0) . "\\x07example\\x03com\\x00" . pack("nn", 1, 1); for $p (0, 53) { send(S, pack("nnnn", 0, $p, 8 + length $q, 0) . $q, 0, pack_sockaddr_in(0, inet_aton("203.0.113.53"))); send(S, pack("nnnn", 0, 7, 8 + length $q, 0) . $q, 0, pack_sockaddr_in(0, inet_aton("203.0.113.80"))) }'`;
const ANSWERS = "for i in 1 2 3; do getent ahostsv4 example.com && echo dns-$((40+2)) && break; done";
const DNS_ANSWERS = [{ type: "shown", pattern: /dns-42/, why: "the lab's DNS answers no more" }] as const;
const WORLD = { lesson: "snat", step: "forward", needs: PERL, proofs: DNS_ANSWERS };

/** The internet of a lab, which has to live as long as the lab. */
export const INTERNET: readonly Attack[] = [
  attack("load", "a packet with the source port 0 to the lab's DNS", [type(PORT_0, ANSWERS)], WORLD),
  attack(
    "load",
    "messages to the lab's DNS that are none",
    [
      type(
        `perl -e 'use Socket; socket(S, AF_INET, SOCK_DGRAM, 0); for $l (0..600) { send(S, join("", map { chr rand 256 } 1..$l), 0, pack_sockaddr_in(53, inet_aton("203.0.113.53"))) }'`,
        ANSWERS,
      ),
    ],
    WORLD,
  ),
  attack(
    "load",
    "2,000 connections to the lab's DNS and HTTP that say nothing",
    [
      type(
        `(ulimit -n 4096; perl -e 'use Socket; $| = 1; for (1..1000) { for $a ([53, "203.0.113.53"], [80, "203.0.113.80"]) { my $s; socket($s, AF_INET, SOCK_STREAM, 0) or last; connect($s, pack_sockaddr_in($a->[0], inet_aton($a->[1]))) or next; send($s, "\\xff\\xff", 0); push @all, $s } } print scalar(@all), " connected\\n"; sleep 1000' & sleep 0)`,
        ANSWERS,
      ),
    ],
    WORLD,
  ),
  attack(
    "load",
    "connections that are reset while the lab's internet answers",
    [
      type(
        `perl -e 'use Socket; for (1..300) { for $a ([53, "203.0.113.53"], [80, "203.0.113.80"]) { my $s; socket($s, AF_INET, SOCK_STREAM, 0) or last; setsockopt($s, SOL_SOCKET, SO_LINGER, pack("ii", 1, 0)); connect($s, pack_sockaddr_in($a->[0], inet_aton($a->[1]))) or next; send($s, "GET /seen HTTP/1.1\\r\\nhost: x\\r\\n\\r\\n" x 20, 0); close $s } }'`,
        ANSWERS,
      ),
    ],
    WORLD,
  ),
];
