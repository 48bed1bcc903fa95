import { describe, expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import { SYSTEM_CLOCK } from "../../src/cli/clock.ts";
import type { LessonEntry } from "../../src/course/entry.ts";
import { createLab } from "../../src/lab/machine.ts";
import { playInFreshLab } from "../../src/player/fresh-lab.ts";
import { type Learner, UNATTENDED } from "../../src/player/learner.ts";
import { changeLines } from "../../src/ui/changes/changes-text.ts";
import { createStyle } from "../../src/ui/style.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";
import { isPlayedHere } from "../support/lessons-here.ts";
import { MACHINE, PACKAGE_ROOT, SIZE } from "../support/test-lab.ts";

const SCREEN = { style: createStyle({ colour: 0, unicode: true, plain: false }), texts: ENGLISH };

/** Steps that change files and nothing else: files are not compared. */
const FILES = [
  "mounts/workdir",
  "chroot/bash-alone",
  "chroot/libraries",
  "chroot/programs",
  "ipc/posix-memory",
  "snat/resolv-conf",
  "container/root-tree",
  "container/names",
  "container/remove-files",
];

/** Steps that only look, send a packet, or are meant to fail. */
const LOOKS: Readonly<Record<string, readonly string[]>> = {
  mounts: ["look-inside", "look-outside", "inodes", "propagation", "leak-seen"],
  chroot: ["no-loader", "ldd", "no-programs", "look-around", "no-proc", "all-processes"],
  pid: ["old-proc", "inside", "outside", "defunct"],
  uts: ["copy", "outside", "inodes", "one-kernel", "no-address"],
  ipc: ["unseen", "reverse-unseen", "socket"],
  veth: ["file", "inside", "dead-lo", "ping"],
  bridge: ["look", "unshare-net", "ping", "outside"],
  snat: ["silence", "no-way-back", "private-source", "ping-out", "far-end", "list", "name"],
  dnat: ["by-address", "refused", "dropped", "published", "who-asks", "conntrack", "from-host", "localhost", "hairpin-fails"],
  nsenter: ["find", "namespaces", "network-only", "outside", "inside", "cgroup"],
  cpu: ["top-before", "no-limit-yet", "too-small", "top-after", "throttled"],
  memory: ["kills", "peak", "join-again"],
  container: ["each-other"],
};

/** What each passed step of a lesson changed, as the machine plays it. */
async function changesOf(entry: LessonEntry): Promise<ReadonlyMap<string, readonly string[]>> {
  const changes = new Map<string, readonly string[]>();
  const learner: Learner = {
    ...UNATTENDED,
    passed: async ({ before, session, step }) => {
      const lines = changeLines(SCREEN, before, await session.look());
      changes.set(
        step.definition.id,
        lines.map(({ sign, text }) => `${sign} ${text}`),
      );
      return { type: "next" };
    },
  };
  const stage = {
    course: COURSE,
    packageRoot: PACKAGE_ROOT,
    createLab: () => createLab(MACHINE),
    clock: SYSTEM_CLOCK,
    emit: () => undefined,
    size: () => SIZE,
    patience: 30_000,
    stop: new AbortController().signal,
  };
  const played = await playInFreshLab(stage, entry, learner, { lookBefore: false, firstStep: 0 });
  if (played.type !== "skipped") expect(played).toMatchObject({ type: "played", outcome: "passed" });
  return changes;
}

/** PIDs by the order in which they come; other numbers that another run has other ones of are `N`. */
function normalised(text: string): string {
  const pids = new Map<string, string>();
  const name = (pid: string) => {
    const known = pids.get(pid) ?? `p${pids.size + 1}`;
    pids.set(pid, known);
    return known;
  };
  return text
    .replace(/\[\d{6,}\]/g, "[N]")
    .replace(/(?<=PID |of (?:bash|sleep|unshare|nsenter|node) )\d+/g, name)
    .replace(/(?<=on the host, )\d+(?: and \d+)*(?= inside)/g, (inside) =>
      inside.replace(/\d+/g, (pid) => (pid === "1" ? pid : "N")),
    )
    .replace(/\d+(?= mounts below)/g, "N");
}

/** On other machines their cgroups are others, and lessons may be skipped. */
const GOLDEN = COURSE.filter(({ number }) => number <= 9);

describe.each(COURSE.filter(({ id }) => isPlayedHere(id)))("what the steps of lesson $number, $id, change", (entry) => {
  test("is told for every step that changes something, and for no other", async () => {
    const changes = await changesOf(entry);
    const files = FILES.filter((step) => step.startsWith(`${entry.id}/`)).map((step) => step.slice(entry.id.length + 1));
    const silent = [...(LOOKS[entry.id] ?? []), ...files].filter((step) => changes.has(step));
    expect([...changes].flatMap(([step, lines]) => (lines.length === 0 ? [step] : [])).toSorted()).toEqual(silent.toSorted());
    const all = [...changes].flatMap(([, lines]) => lines);
    // the shells behind terminals, the lab's own mounts, what ip(8) mounts to keep a name
    for (const noise of [/script/, /\.lab/, /mount \/run\/netns/, /nslab/])
      expect(all.filter((line) => noise.test(line))).toEqual([]);
    if (!GOLDEN.includes(entry)) return;
    const text = [...changes].map(([step, lines]) => [`${step}:`, ...lines.map((line) => `  ${line}`)].join("\n")).join("\n");
    await expect(`${normalised(text)}\n`).toMatchFileSnapshot(`changes/${entry.id}.txt`);
  });
});
