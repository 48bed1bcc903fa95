import { ask, type Attack, attack, DOCUMENTS, LOOKS, nslab, type, atShell, SHELL } from "./attack.ts";

const PERL = ["perl"];
/** A window's title, in as few letters as a name of a link has. */
const TITLE = "$'e\\e]2;LNK\\a'";
/** A C1 control character, and one that turns the direction of text. */
const C1 = "$'u\\xc2\\x9b1m\\xe2\\x80\\xae'";
/** Every control character but the line's end and the slash. */
const ALL =
  "$'a\\x01\\x02\\x03\\x04\\x05\\x06\\x07\\x08\\x09\\x0b\\x0c\\x0d\\x0e\\x0f\\x10\\x1b]0;owned\\x07\\x1b[31m\\x1b[6n\\x7f\\xc2\\x85\\xc2\\x9b\\xc2\\x9d\\xe2\\x80\\x8f\\xe2\\x80\\xae\\xe2\\x81\\xa6\\xf3\\xa0\\x81\\x81\\xff\\xfe'";
const LINES = "$'a\\nb\\n\\n{\\n[\\n\\e]0;owned\\a'";
const LONG = (letters: number) => `$(head -c ${letters} /dev/zero | tr '\\0' x)`;

const LINKS: readonly Attack[] = [
  ["a title", `ip link add ${TITLE} type veth peer name zz`],
  ["C1 and a turned direction", `ip link add ${C1} type veth peer name zz`],
  ["quotes and braces", `ip link add '"},{"x":"' type veth peer name '\\\\'`],
  ["line ends", `ip link add $'a\\nb' type veth peer name $'c\\r\\nd'`],
  ["bytes that are no UTF-8", `ip link add $'\\xff\\xfe\\x80' type veth peer name zz`],
  ["words that programs read", `ip link add 'dev' type veth peer name '-x'`],
].map(([name = "", line = ""]) =>
  attack("text", `${name} in the name of a link`, [type(line), LOOKS], {
    lesson: "veth",
    step: "pair",
    isQuick: name === "a title",
  }),
);

const NETWORKS: readonly Attack[] = [
  attack(
    "text",
    "control characters in a link's aliases",
    [
      type(
        "ip link add l1 type veth peer name l2",
        `ip link set l1 alias ${ALL}`,
        `ip link property add dev l1 altname ${TITLE}`,
        `ip link set l2 alias ${LONG(255)}`,
      ),
      LOOKS,
    ],
    { lesson: "veth", step: "pair" },
  ),
  attack(
    "text",
    "control characters in the names of network namespaces",
    [type(`for n in ${ALL} ${C1} ${LINES} ${LONG(250)}; do ip netns add "$n"; done; ip netns`), LOOKS],
    { lesson: "veth", step: "file" },
  ),
  attack(
    "text",
    "control characters in chains and comments of iptables",
    [
      type(
        `iptables -N ${TITLE}; iptables -N ${C1}; iptables -A FORWARD -m comment --comment ${ALL} -j ACCEPT; iptables -A INPUT -m comment --comment ${LINES} -j ACCEPT; iptables -t nat -A POSTROUTING -m comment --comment ${LONG(250)} -j MASQUERADE; iptables -A INPUT -j LOG --log-prefix ${TITLE}`,
      ),
      LOOKS,
    ],
    { lesson: "snat", step: "masquerade" },
  ),
];

const NAMES: readonly Attack[] = [
  attack(
    "text",
    "control characters in the host's name",
    [
      type(
        `perl -e '$n = "h\\e]0;owned\\a\\xc2\\x9b1m\\xe2\\x80\\xae\\n\\r"; syscall(170, $n, length $n); syscall(171, $n, length $n)'`,
      ),
      LOOKS,
    ],
    { lesson: "uts", step: "put-right", needs: PERL },
  ),
  attack(
    "text",
    "64 letters and quotes in the host's name",
    [type(`perl -e '$n = chr(34) x 30 . "\\\\" x 34; syscall(170, $n, length $n)'`), LOOKS],
    { lesson: "uts", step: "put-right", needs: PERL },
  ),
  attack(
    "text",
    "control characters in the names and words of processes",
    [
      type(
        `(exec -a ${ALL} sleep 1000) & (exec -a ${LINES} sleep 1000) & sleep 0`,
        `perl -e '$n = "p\\e]0;x\\a\\xc2\\x9b\\n)"; syscall(157, 15, $n); sleep 1000' & sleep 0`,
        `perl -e '$n = ") R 1 1 (("; syscall(157, 15, $n); sleep 1000' & sleep 0`,
      ),
      LOOKS,
    ],
    { lesson: "pid", step: "outside", needs: PERL },
  ),
  attack(
    "text",
    "processes with 100,000 letters each",
    [type(`for i in $(seq 100); do perl -e 'sleep 1000' ${LONG(100_000)} & done 2>/dev/null >&2`), LOOKS],
    { needs: PERL },
  ),
  attack(
    "text",
    "control characters in the names of files that are in the way",
    [type(`for n in ${ALL} ${C1} ${LINES} ${LONG(250)}; do touch "$n"; done; touch -- -x`), LOOKS],
    { lesson: "container", step: "remove-files" },
  ),
  attack(
    "text",
    "control characters in the names of a container's files",
    [SHELL, ...atShell(`for n in ${ALL} ${C1} ${LINES}; do touch "$n"; done`), ...type("ls /"), ...LOOKS],
    { lesson: "chroot", step: "look-around" },
  ),
  attack("text", "control characters in mount points and in what is mounted", [
    type(
      `for n in ${ALL} ${C1} ${LINES} ${LONG(250)}; do mkdir "$n"; mount -t tmpfs "$n" "$n"; done`,
      `mkdir long; mount -t tmpfs ${LONG(4000)} long`,
    ),
    LOOKS,
  ]),
  attack("text", "a mount point of 3,900 letters", [
    type(`d=${LONG(240)}; for i in $(seq 15); do mkdir $d; cd $d; done; mkdir m; mount -t tmpfs none m; cd`),
    LOOKS,
  ]),
  attack(
    "text",
    "control characters in message queues and shared memory",
    [
      type(
        `mkdir -p /dev/mqueue; mount -t mqueue none /dev/mqueue; for n in ${ALL} ${C1} ${LINES} ${LONG(240)}; do touch "/dev/mqueue/$n" "/dev/shm/$n"; done`,
      ),
      LOOKS,
    ],
    { lesson: "ipc", step: "posix-memory" },
  ),
  attack("text", "a shell in a folder of 10,000 letters", [
    type(`d=${LONG(240)}; for i in $(seq 42); do mkdir $d; cd $d; done; pwd | wc -c; unshare -m sleep 1000 & sleep 0`),
    LOOKS,
  ]),
];

const CGROUPS: readonly Attack[] = [
  attack(
    "text",
    "18 nested cgroups of 250 letters",
    [type(`cd /sys/fs/cgroup; cd memory 2>/dev/null; d=${LONG(250)}; for i in $(seq 18); do mkdir $d && cd $d; done; cd`), LOOKS],
    {
      users: ["root"],
      here: ["root"],
      lesson: "memory",
      step: "limit",
      quits: ["q", "SIGKILL"],
    },
  ),
  attack(
    "text",
    "control characters in the names of cgroups",
    [
      type(
        `for n in ${TITLE} ${C1} ${ALL}; do for d in /sys/fs/cgroup /sys/fs/cgroup/memory /sys/fs/cgroup/cpu; do mkdir "$d/$n"; echo $$ >"$d/$n/cgroup.procs"; done; done 2>/dev/null`,
      ),
      LOOKS,
    ],
    {
      users: ["root"],
      here: ["root"],
      lesson: "memory",
      step: "limit",
    },
  ),
];

/** What is typed and printed is kept for notes, and shown again. */
const KEPT: readonly Attack[] = [
  attack(
    "text",
    "control characters in what is printed, and in the notes of it",
    [
      type(
        `printf '\\033]0;owned\\007\\302\\2331m\\342\\200\\256\\033[6n end\\n'`,
        `echo ${ALL}`,
        `head -c 2000 /dev/urandom`,
        "echo; stty sane",
        "mkdir -p /data1 data; echo x >/data1/note",
      ),
      ask("checks", "changes", "output"),
      nslab("notes", "notes --output {HOME}/notes.md"),
    ],
    {
      given: ["--record", "{HOME}/cast"],
    },
  ),
  attack("text", "Markdown and HTML in what is typed and printed", [
    type("echo '```'; echo '<script>alert(1)</script>'; echo '![x](http://example.com/x)'; echo '~~~~'", "echo '`````' '<!--'"),
    nslab("notes", "map --svg {HOME}/map.svg"),
  ]),
  attack("text", "rows of a terminal that are a command", [type("echo hi"), { type: "switch", to: "container" }, ask("checks")], {
    by: ["env", "LINES=24;echo forged-$((6*7)) >&2;:", "COLUMNS=80;echo forged-$((6*7)) >&2;:"],
  }),
  attack("text", "a map drawn over a file of the machine's", nslab("map --svg {FOLDER}/kept"), {
    proofs: [{ type: "unchanged", file: "kept" }],
  }),
  attack(
    "text",
    "markup in the names that a map's picture shows",
    [type(`ip link add '<b>&"' type veth peer name zz; hostname "<script>" 2>/dev/null`), DOCUMENTS],
    { lesson: "veth", step: "pair" },
  ),
];

/** Names and texts of a lab, wherever the kernel takes any. */
export const TEXT: readonly Attack[] = [...LINKS, ...NETWORKS, ...NAMES, ...CGROUPS, ...KEPT];
