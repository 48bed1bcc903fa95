/** A run of its own in a machine of its own. */
export interface Part {
  readonly name: string;
  /** What it is, for `--list`. */
  readonly title: string;
  readonly memoryMiB: number;
  /** Who runs the program below, on the machine. */
  readonly user: "root" | "learner";
  /** The program of test/ruin/inside, with what it is given; nslab's package comes last. */
  readonly program: string;
  readonly given: readonly string[];
  /** Where nslab is installed: in the machine's own folders, or in the home of whoever uses it. */
  readonly installed: "machine" | "home";
  /** Every change is looked for on the machine itself: each way has to be noticed. */
  readonly mustChange: boolean;
}

const MACHINE = { memoryMiB: 2048, user: "root", installed: "machine", mustChange: false } as const;

export const PARTS: readonly Part[] = [
  { ...MACHINE, name: "root", title: "every way in a lab of root's", program: "tryout", given: ["root", "lab"] },
  {
    ...MACHINE,
    name: "user",
    title: "every way in a lab of an ordinary user's",
    program: "tryout",
    given: ["learner", "lab"],
    installed: "home",
  },
  {
    ...MACHINE,
    name: "noticed",
    title: "some ways on the machine itself: the fingerprint notices each",
    program: "tryout",
    given: ["root", "outside"],
    mustChange: true,
  },
  { ...MACHINE, name: "screen", title: "some ways at nslab's own screen, as root", program: "at-the-screen", given: [] },
  {
    ...MACHINE,
    name: "screen-user",
    title: "some ways at nslab's own screen, as an ordinary user",
    program: "at-the-screen",
    given: [],
    installed: "home",
    user: "learner",
  },
  {
    ...MACHINE,
    name: "clock",
    title: "the machine's clock jumps while a lesson is open",
    program: "rough-machine",
    given: ["clock"],
  },
  {
    ...MACHINE,
    name: "memory",
    title: "a small machine's memory runs out while a lesson is open",
    program: "rough-machine",
    given: ["memory"],
    memoryMiB: 512,
  },
];

/** Ways that the machine itself survives, for long enough to be looked at, and that leave what can be seen. */
export const NOTICED: readonly string[] = [
  "hostname",
  "domainname",
  "date -s",
  "the kernel panics",
  "network switches",
  "a program for core dumps",
  "the machine's cgroups",
  "kill of a process of the machine",
  "a server of the machine",
  "an abstract socket of the machine",
  "sockets of systemd and D-Bus",
  "keys of whoever started nslab",
  "the keyrings of whoever started nslab",
  "/proc/1/root",
  "iptables -F",
  "nft flush ruleset",
  "every address flushed",
  "swap switched off",
  "mkfs",
  "loop devices taken apart",
  "a setuid root shell left in /usr",
  "a daemon left behind",
  "mounts made shared, and one more",
];
