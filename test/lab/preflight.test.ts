import { describe, expect, test } from "vitest";
import { KERNEL_CAPABILITIES } from "../../src/lab/preflight-capabilities.ts";
import type { MachineFacts } from "../../src/lab/preflight-facts.ts";
import type { LabTried } from "../../src/lab/preflight-lab.ts";
import type { Tried } from "../../src/lab/preflight-lines.ts";
import { type Capability, judge } from "../../src/lab/preflight.ts";
import type { Said } from "../../src/say/message.ts";
import { inEnglish, inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";

const FACTS: MachineFacts = {
  uid: 0,
  privilege: "mapped-root",
  system: "Debian GNU/Linux 12",
  kernel: "6.1.0",
  container: null,
  packageManager: "apt",
  settings: {
    "kernel.unprivileged_userns_clone": null,
    "user.max_user_namespaces": "96365",
    "kernel.apparmor_restrict_unprivileged_userns": null,
  },
  cgroup: {
    self: "0::/\n",
    mountinfo: "30 24 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
    v2Controllers: "cpu memory\n",
    systemd: false,
    delegated: null,
  },
};
const inChinese = (said: Said) => inWords(said, CHINESE_WORDS);

/** A capability as it is told. */
const inWordsOf = (words: (said: Said) => string) => (capability: Capability | undefined) => ({
  ...capability,
  title: words(capability?.title ?? ""),
  detail: words(capability?.detail ?? ""),
  fix: words(capability?.fix ?? ""),
});

const YES: Tried = { works: true, complaint: "" };
const NO: Tried = { works: false, complaint: "Operation not permitted" };
const LAB: LabTried = {
  started: YES,
  privilege: "mapped-root",
  reach: { cgroup: "v1", controllers: ["cpu", "memory"] },
  cgroups: new Map([
    ["cgroup-cpu", YES],
    ["cgroup-memory", YES],
  ]),
};
const NO_LAB: LabTried = { started: NO, privilege: null, reach: null, cgroups: new Map() };
const ALL = new Map(
  KERNEL_CAPABILITIES.filter((each) => each.id !== "lab" && !/^cgroup-(cpu|memory)$/.test(each.id)).map(
    (each): [string, Tried] => [each.id, YES],
  ),
);
const everything = () => true;

const unwell = (...given: Parameters<typeof judge>) => judge(...given).filter((each) => each.status !== "works");

describe("the verdict on a machine", () => {
  test("where everything works is that all works", () => {
    expect(unwell(FACTS, ALL, LAB, everything)).toEqual([]);
    expect(judge(FACTS, ALL, LAB, everything).length).toBeGreaterThan(40);
  });

  test("calls a tool degraded that has a replacement, and missing what has none", () => {
    const has = (binary: string) => binary !== "brctl" && binary !== "curl";
    expect(unwell(FACTS, ALL, LAB, has).map(inWordsOf(inEnglish))).toMatchObject([
      {
        id: "tool:curl",
        status: "missing",
        lessons: [8, 9, 13],
        reason: { type: "tool-missing", tool: "curl" },
        fix: expect.stringContaining("curl"),
      },
      {
        id: "tool:brctl",
        status: "degraded",
        lessons: [7, 13],
        detail: expect.stringContaining("ip link add"),
        fix: expect.stringContaining("bridge-utils"),
      },
    ]);
  });

  test("names the first refusal, and lets the rest wait for it", () => {
    const missing = unwell(FACTS, new Map([["user-namespace", NO]]), NO_LAB, everything);
    expect(missing[0]).toMatchObject({ id: "user-namespace", status: "missing", reason: { type: "unexplained" } });
    for (const each of missing.slice(1))
      expect(each).toMatchObject({ reason: { type: "needs-first", capability: "user-namespace" } });
    expect(missing.map((each) => each.id)).toEqual(expect.arrayContaining(["lab", "mount", "cgroup-cpu"]));
  });

  test("tells that a lab did not start though each part works", () => {
    const [lab, ...rest] = unwell(FACTS, ALL, NO_LAB, everything);
    expect(lab).toMatchObject({ id: "lab", reason: { type: "unexplained", complaint: "Operation not permitted" } });
    for (const each of rest) expect(each).toMatchObject({ reason: { type: "needs-first", capability: "lab" } });
  });

  test("explains why a lab has no cgroups", () => {
    const missing = unwell({ ...FACTS, uid: 1000 }, ALL, { ...LAB, privilege: "rootless", cgroups: new Map() }, everything);
    expect(missing.map((each) => [each.id, each.reason?.type])).toEqual([
      ["cgroup-cpu", "cgroup-not-ours"],
      ["cgroup-memory", "cgroup-not-ours"],
    ]);
  });

  test("does without overlay and lists of connections", () => {
    const degraded = unwell(FACTS, new Map([...ALL, ["overlay", NO], ["conntrack-list", NO]]), LAB, everything);
    expect(degraded.map((each) => [each.id, each.status])).toEqual([
      ["overlay", "degraded"],
      ["conntrack-list", "degraded"],
    ]);
  });

  test("does without rules made with nft, and says what they need", () => {
    const tried = new Map([...ALL, ["nft-rules", { works: false, complaint: "Error: Could not process rule: No such file" }]]);
    const [rules] = unwell({ ...FACTS, uid: 1000 }, tried, LAB, everything);
    expect([inEnglish, inChinese].map((words) => inWordsOf(words)(rules))).toMatchObject([
      {
        id: "nft-rules",
        status: "degraded",
        lessons: [8],
        detail: expect.stringMatching(/modules for it are not loaded.*the course uses instead: iptables alone/),
        fix: expect.stringMatching(/^sudo modprobe -a nf_tables .*nft_masq/),
      },
      {
        id: "nft-rules",
        title: "用 nft 创建规则",
        detail:
          "需要的内核模块没有加载，而实验环境无权加载：Error: Could not process rule: No such file；代替的办法：只用 iptables",
        fix: expect.stringMatching(/^sudo modprobe -a nf_tables .*nft_masq/),
      },
    ]);
  });

  test("puts what a missing program refused down to the program", () => {
    const [rule] = unwell(
      FACTS,
      new Map([...ALL, ["masquerade", { works: false, complaint: "bash: line 3: iptables: command not found" }]]),
      LAB,
      everything,
    );
    expect(rule).toMatchObject({ id: "masquerade", reason: { type: "tool-missing", tool: "iptables" } });
  });
});
