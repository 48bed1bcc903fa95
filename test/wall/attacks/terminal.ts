import { ask, type Attack, attack, atShell, type Deed, HOLDERS, program, SHELL, type, typeAndGo } from "./attack.ts";

const TIOCSTI = "0x5412";
const PERL = ["perl"];
/** Printed by whoever writes past nslab; the sum keeps it from standing in what is typed. */
const FORGED = `"forged-" . (6*7)`;
/** Reads what is typed once the shell has been left: sooner, it would take away the word that leaves it. */
const READ_LATER = "until [ -e /root/go ]; do sleep 0.1; done; exec cat <&9 >/root/keys 2>/dev/null";
const LEAVE: Deed = { type: "leave-shell" };
const TREE = { lesson: "chroot", step: "libraries", needs: PERL };

/** A tree in which everything of the host's is, and a program of the learner's in place of bash. */
const treeWith = (...lines: readonly string[]): readonly Deed[] => [
  ...program("/root/evil", "#!/usr/bin/perl", ...lines),
  ...type(
    "mkdir -p usr dev proc; mount --rbind /usr usr; for l in bin sbin lib lib64; do [ -L /$l ] && { rm -rf $l; ln -s usr/$l $l; }; done; mount --rbind /dev dev; mount --rbind /proc proc; mount --bind /root/evil usr/bin/bash",
  ),
];

/** Every terminal that a process of the learner's holds and that is none of the lab's own. */
const OTHER_TERMINALS = `perl -e '@a = stat("/dev/pts/ptmx"); for (glob "/proc/[0-9]*/fd/*") { next unless (readlink($_) // "") =~ m{^/dev/(pts/|tty)}; @b = stat($_); next if !@b or $b[0] == $a[0]; open(T, "+<", $_) and print T ${FORGED}, "\\n" }'`;

const CONTROLS =
  "printf '\\033]0;owned\\007\\033]52;c;cmVib290\\007\\033[6n\\033[c\\033[21t\\033P$q\"p\\033\\\\\\033_x\\033\\\\\\302\\2331m\\342\\200\\256\\033c'";

/** The machine's own terminal: who may write to it, type into it, and read what is typed. */
const SHELLS: readonly Attack[] = [
  attack(
    "terminal",
    "script of the lab replaced by one that types into the machine's terminal",
    [
      program("/root/evil", "#!/usr/bin/perl", `ioctl(STDIN, ${TIOCSTI}, $_) for split //, "touch {MARK}\\n";`),
      type("mount --bind /root/evil /usr/bin/script"),
      { type: "shell", terminal: "", opens: false },
      { type: "at-shell", line: ":", comesBack: true },
      { type: "at-shell", line: ":", comesBack: true },
    ],
    { needs: PERL, isQuick: true },
  ),
  attack(
    "terminal",
    "env of the lab replaced by one that types into the machine's terminal",
    [
      program("/root/evil", "#!/usr/bin/perl", `ioctl(STDIN, ${TIOCSTI}, $_) for split //, "touch {MARK}\\n";`),
      type("mount --bind /root/evil /usr/bin/env"),
      { type: "shell", terminal: "", opens: false },
      { type: "at-shell", line: ":", comesBack: true },
      { type: "at-shell", line: ":", comesBack: true },
    ],
    { needs: PERL },
  ),
  attack(
    "terminal",
    "script of the lab replaced by one that goes on reading the machine's terminal",
    [
      type("cp /usr/bin/script /root/script.real"),
      program("/root/evil", "#!/bin/bash", "exec 9<&0", `setsid bash -c "${READ_LATER}" &`, 'exec /root/script.real "$@"'),
      type("mount --bind /root/evil /usr/bin/script"),
      { type: "shell", terminal: "", opens: false },
      HOLDERS,
      LEAVE,
      HOLDERS,
      type("touch /root/go; for i in $(seq 30); do [ -e /root/keys ] && break; sleep 0.1; done"),
      { type: "secret" },
      type("grep -q Z /root/keys && echo stolen-$((40+2))"),
    ],
    { proofs: [{ type: "not-shown", pattern: /stolen-42/, why: "what is typed at the machine's prompt was read in the lab" }] },
  ),
  attack(
    "terminal",
    "a descriptor of the terminal kept by a shell of one's own",
    [
      SHELL,
      atShell(`exec 9<&0; setsid bash -c "${READ_LATER}" & sleep 0`),
      HOLDERS,
      LEAVE,
      HOLDERS,
      type("touch /root/go; for i in $(seq 30); do [ -e /root/keys ] && break; sleep 0.1; done"),
      { type: "secret" },
      type("grep -q Z /root/keys && echo stolen-$((40+2))"),
    ],
    { proofs: [{ type: "not-shown", pattern: /stolen-42/, why: "what is typed at the machine's prompt was read in the lab" }] },
  ),
  attack(
    "terminal",
    "keys typed into the terminal of a shell of one's own",
    [
      SHELL,
      {
        type: "at-shell",
        line: `perl -e 'ioctl(STDIN, ${TIOCSTI}, $_) for split //, "exit\\ntouch {MARK}\\n"'`,
        comesBack: false,
      },
      { type: "at-shell", line: ":", comesBack: true },
    ],
    { needs: PERL },
  ),
  attack(
    "terminal",
    "a terminal of the machine's looked for in every process of the lab",
    [SHELL, atShell(OTHER_TERMINALS), HOLDERS, type(OTHER_TERMINALS)],
    { needs: PERL },
  ),
  attack("terminal", "the machine's terminal held by who is in the lab by nslab shell", [
    SHELL,
    atShell("sleep 1000 &"),
    HOLDERS,
    LEAVE,
    HOLDERS,
  ]),
  attack("terminal", "the window's title, the clipboard and questions, in a shell of one's own", [
    SHELL,
    atShell(CONTROLS, CONTROLS, "cat /dev/null"),
  ]),
  attack("terminal", "the window's title, the clipboard and questions, in the step's terminal", [
    type(CONTROLS, CONTROLS),
    ask("checks", "output", "changes"),
  ]),
  ...(["restart", "back"] as const).map((what) =>
    attack(
      "terminal",
      `a shell of one's own when the lab is replaced: ${what}`,
      [SHELL, atShell("echo here"), { type: "typed-ahead", ask: what }],
      {
        ...(what === "back" ? { step: "bind" } : {}),
        isQuick: what === "restart",
        // A line that is run by the machine is only a mark here.
        quits: ["q"],
      },
    ),
  ),
  attack(
    "terminal",
    "a shell of one's own with the neighbor",
    [{ type: "shell", terminal: "neighbor", opens: true }, atShell("hostname"), LEAVE],
    {
      lesson: "dnat",
      step: "refused",
      proofs: [{ type: "shown", pattern: /^neighbor\s*$/m, why: "nslab shell neighbor is not on the neighbor" }],
    },
  ),
];

/** Programs of the learner's that nslab runs, or that are there while it looks. */
const PROBES: readonly Attack[] = [
  attack(
    "terminal",
    "a probe of nslab's held up, and looked at for the machine's terminal",
    [typeAndGo("ip netns add x; mkfifo /f; mount --bind /f /run/netns/x; ip netns exec ns1 true"), HOLDERS],
    { lesson: "veth", step: "file" },
  ),
  attack(
    "terminal",
    "a bash of the learner's that nslab has run, on /dev/tty",
    [
      treeWith(`open(T, "+<", "/dev/tty") or exit 0; syswrite(T, ${FORGED} . "\\e]0;owned\\a"); sleep 1;`),
      ask("checks"),
      HOLDERS,
    ],
    { ...TREE, isQuick: true },
  ),
  attack(
    "terminal",
    "a bash of the learner's that nslab has run, which types into nslab",
    [treeWith(`open(T, "+<", "/dev/tty") or exit 0; ioctl(T, ${TIOCSTI}, $_) for split //, "q";`), ask("checks", "checks")],
    TREE,
  ),
  attack(
    "terminal",
    "a bash of the learner's that nslab has run, which leaves a daemon",
    [
      treeWith(`fork and exit; require POSIX; POSIX::setsid(); close STDIN; close STDOUT; close STDERR; sleep 1000;`),
      ask("checks"),
      HOLDERS,
      { type: "look-for-limits" },
    ],
    TREE,
  ),
  attack(
    "terminal",
    "a bash of the learner's that nslab has run, which keeps its pipes",
    [treeWith("fork; fork; sleep 1000;"), ask("checks")],
    TREE,
  ),
  attack(
    "terminal",
    "a bash of the learner's that nslab has run, which complains without end",
    [treeWith(`$x = "x" x 1000000; syswrite(STDERR, $x), syswrite(STDOUT, $x) for 1..300; exit 1;`), ask("checks")],
    TREE,
  ),
  attack(
    "terminal",
    "a bash of the learner's that nslab has run, which complains in control characters",
    [treeWith(`print STDERR "a\\e]0;owned\\a\\xc2\\x9b1m\\xe2\\x80\\xae\\r\\n"; exit 1;`), ask("checks")],
    TREE,
  ),
];

/** What a terminal that is taken over makes of a program that means harm. */
const TAKEN_OVER: readonly Attack[] = [
  attack(
    "terminal",
    "marks without end",
    [
      typeAndGo(
        'perl -e \'($n) = $ENV{PROMPT_COMMAND} =~ /D;(\\w+)/; $m = join("", map { "\\e]133;C;$n\\a\\e]133;D;$n;0;1;1;1\\a" } 1..1000); print $m for 1..2000\'',
      ),
      ask("checks"),
    ],
    { needs: PERL },
  ),
  attack("terminal", "marks with numbers that are none", [
    type(
      "n=$(echo $PROMPT_COMMAND | grep -o 'D;[0-9a-f]*' | head -1 | cut -c 3-); for i in NaN -1 99999999999999999999 1e999 '$(id)' x; do printf '\\033]133;D;%s;%s;%s;%s;%s\\007' $n $i $i $i $i; done",
    ),
    ask("checks", "map"),
  ]),
  attack("terminal", "100 MB without a line's end", [typeAndGo("head -c 100M /dev/zero | tr '\\0' x"), ask("checks", "output")]),
  attack("terminal", "30 MB of random bytes", [typeAndGo("head -c 30M /dev/urandom"), ask("checks", "output")]),
  attack(
    "terminal",
    "30 MB of escape sequences",
    [typeAndGo("perl -e 'print \"\\e[2J\\e[31m\\e]0;x\\e[?1049h\\e[999;999H\\eP\" x 1000 for 1..1500'"), ask("checks")],
    { needs: PERL },
  ),
  attack(
    "terminal",
    "one sequence of 50 MB",
    [
      typeAndGo('perl -e \'print "\\e]0;"; print "x" x 1000000 for 1..50; print "\\e["; print "1;" x 1000000 for 1..10\''),
      ask("checks"),
    ],
    { needs: PERL },
  ),
  attack(
    "terminal",
    "a flood from the background while the lesson is shown",
    [type('(perl -e \'print "flood " x 1000, "\\n" while 1\' &)'), ask("checks", "map", "hint")],
    { needs: PERL },
  ),
  attack("terminal", "a shell that is stopped", [typeAndGo("kill -STOP $$"), ask("checks", "map")]),
  attack("terminal", "a terminal of another make", [
    type("stty rows 0 cols 0; stty raw -echo -isig; sleep 0.1; stty sane"),
    { type: "resize", times: 4 },
    ask("checks"),
  ]),
  attack(
    "terminal",
    "all pseudo-terminals taken",
    [
      type('perl -e \'for (1..400) { open($f[$_], "+<", "/dev/ptmx") or last } if (fork) { exit } sleep 1000\' &'),
      { type: "resize", times: 4 },
      ask("checks"),
    ],
    { needs: PERL },
  ),
  attack("terminal", "a prompt of 100,000 letters and control characters", [
    typeAndGo(`PS1=$(printf '\\033]0;owned\\007%s' $(head -c 100000 /dev/zero | tr '\\0' x))`),
    ask("checks", "map"),
  ]),
  attack("terminal", "text that turns its direction, printed in the step's terminal", [
    type("printf 'a\\342\\200\\256b\\342\\201\\246c\\342\\200\\217d\\n'"),
    ask("checks"),
  ]),
  attack("terminal", "2 MB pasted into a shell that is stopped", [
    typeAndGo("kill -STOP $$"),
    { type: "paste", letters: 2_000_000 },
    { type: "resize", times: 4 },
    ask("checks", "map"),
  ]),
  attack("terminal", "2 MB pasted into a program that does not read", [
    typeAndGo("stty raw -echo; sleep 1000"),
    { type: "paste", letters: 2_000_000 },
    ask("checks", "map"),
  ]),
];

export const TERMINAL: readonly Attack[] = [...SHELLS, ...PROBES, ...TAKEN_OVER];
