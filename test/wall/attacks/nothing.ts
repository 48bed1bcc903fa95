import { ask, type Attack, attack, atShell, DOCUMENTS, HOLDERS, LOOKS, SHELL, type } from "./attack.ts";

/** What an honest learner does: the judge has to find nothing in it, or it would prove nothing. */
export const NOTHING: readonly Attack[] = [
  attack("nothing", "nothing at all", [], { isQuick: true }),
  attack("nothing", "what a learner does at a step", [
    type("mkdir -p data", "ls --color=always /", "echo hi"),
    LOOKS,
    ask("run", "explain", "checks"),
  ]),
  attack("nothing", "a window of other sizes", [
    type("echo hi"),
    { type: "resize", times: 6 },
    type("ls /"),
    { type: "resize", times: 6 },
  ]),
  attack("nothing", "a shell of one's own, left by exit", [
    SHELL,
    atShell("ls /", "hostname"),
    { type: "leave-shell" },
    ...DOCUMENTS,
  ]),
  attack("nothing", "a lab replaced by another one", [type("echo hi"), ask("restart", "map"), HOLDERS, type("echo hi again")]),
];
