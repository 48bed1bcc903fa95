import { describe, expect, test } from "vitest";
import type { MachineFacts } from "../../src/lab/preflight-facts.ts";
import { fixFor, reasonText } from "../../src/lab/preflight-fixes.ts";
import { inEnglish, inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";
import { parsePreflightLines } from "../../src/lab/preflight-lines.ts";
import { cgroupReason, missingProgram, namespaceReason, type Reason, rulesReason } from "../../src/lab/preflight-reasons.ts";

const V2_MOUNT = "30 24 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n";
const V1_MOUNTS = `31 24 0:27 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
32 24 0:28 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n`;

const FACTS: MachineFacts = {
  uid: 1000,
  privilege: "rootless",
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
    self: "0::/user.slice\n",
    mountinfo: V2_MOUNT,
    v2Controllers: "cpuset cpu io memory pids\n",
    systemd: false,
    delegated: null,
  },
};
const facts = (change: Partial<MachineFacts>): MachineFacts => ({ ...FACTS, ...change });
const settings = (change: Partial<MachineFacts["settings"]>) => ({ ...FACTS.settings, ...change });
const refused = (complaint: string) => ({ works: false, complaint });
const DENIED = refused("unshare: unshare failed: Operation not permitted");

test("the lines of the script become answers, and other lines nothing", () => {
  const answers = parsePreflightLines("yes mount\nno veth Error: Unknown device type.\nwhatever\n\nno dnat \n");
  expect([...answers]).toEqual([
    ["mount", { works: true, complaint: "" }],
    ["veth", { works: false, complaint: "Error: Unknown device type." }],
    ["dnat", { works: false, complaint: "" }],
  ]);
});

describe("a refused namespace is put down to", () => {
  const none = settings({ "user.max_user_namespaces": "0" });
  const debian = settings({ "kernel.unprivileged_userns_clone": "0" });
  const ubuntu = settings({ "kernel.apparmor_restrict_unprivileged_userns": "1" });

  test.each<[string, Partial<MachineFacts>, Partial<Reason>]>([
    [
      "the limit on their number",
      { settings: none },
      { type: "setting-refuses", setting: "user.max_user_namespaces", wanted: "28633" },
    ],
    ["that limit for root too", { settings: none, uid: 0 }, { type: "setting-refuses", setting: "user.max_user_namespaces" }],
    [
      "Debian's setting",
      { settings: debian },
      { type: "setting-refuses", setting: "kernel.unprivileged_userns_clone", wanted: "1" },
    ],
    [
      "AppArmor",
      { settings: ubuntu },
      { type: "setting-refuses", setting: "kernel.apparmor_restrict_unprivileged_userns", wanted: "0" },
    ],
    ["what binds root too, when it is root", { settings: { ...debian, ...ubuntu }, uid: 0 }, { type: "unexplained" }],
    ["the container around it", { container: "docker" }, { type: "container-refuses", container: "docker" }],
    ["nothing that is known", {}, { type: "unexplained" }],
  ])("%s", (_what, change, expected) => {
    expect(namespaceReason(DENIED, facts(change))).toMatchObject(expected);
  });

  test("the kernel, when that does not know it", () => {
    expect(namespaceReason(refused("unshare: unshare failed: Invalid argument"), FACTS).type).toBe("kernel-lacks");
    expect(namespaceReason(refused("mount: /run/merged: unknown filesystem type 'overlay'."), FACTS).type).toBe("kernel-lacks");
  });
});

describe("a refused rule is put down to", () => {
  const legacy = "iptables v1.8.9 (legacy): can't initialize iptables table `nat': Table does not exist (do you need to insmod?)";
  const nft = "iptables v1.8.9 (nf_tables): Could not fetch rule set generation id: Invalid argument";

  test.each<[string, number, string, Partial<Reason>]>([
    ["modules that an ordinary user cannot load", 1000, legacy, { type: "modules-not-loaded", backend: "iptables-legacy" }],
    ["those of nftables", 1000, nft, { type: "modules-not-loaded", backend: "iptables-nft" }],
    ["the kernel, once root has asked for the modules", 0, legacy, { type: "kernel-lacks" }],
  ])("%s", (_what, uid, complaint, expected) => {
    expect(rulesReason(refused(complaint), facts({ uid }))).toMatchObject(expected);
  });
});

test("rules made with nft need its own modules", () => {
  const complaint = "/dev/stdin:2:62-71: Error: Could not process rule: No such file or directory";
  const reason = rulesReason(refused(complaint), facts({ uid: 1000 }), { isOfNft: true });
  expect(reason).toEqual({ type: "modules-not-loaded", backend: "nft", complaint });
  expect(inEnglish(fixFor(reason, FACTS) ?? "")).toMatch(/^sudo modprobe -a nf_tables nft_chain_nat nft_masq nft_nat /);
  expect(rulesReason(refused(complaint), facts({ uid: 0 }), { isOfNft: true }).type).toBe("kernel-lacks");
});

describe("missing cgroups are put down to", () => {
  const cgroup = (change: Partial<MachineFacts["cgroup"]>) => ({ cgroup: { ...FACTS.cgroup, ...change } });

  test.each<[string, Partial<MachineFacts>, Partial<Reason>]>([
    ["an ordinary user's rights, v2", {}, { type: "cgroup-not-ours" }],
    ["an ordinary user's systemd, which does not run", cgroup({ systemd: true }), { type: "no-user-systemd" }],
    [
      "an ordinary user's systemd, which may not hand it out",
      cgroup({ systemd: true, delegated: "pids\n" }),
      { type: "controller-not-delegated", controller: "memory" },
    ],
    [
      "an ordinary user's systemd, which makes no scope",
      cgroup({ systemd: true, delegated: "memory pids\n" }),
      { type: "unexplained" },
    ],
    [
      "an ordinary user's rights, v1",
      cgroup({ mountinfo: V1_MOUNTS, self: "2:cpu,cpuacct:/\n1:memory:/\n" }),
      { type: "cgroup-not-ours" },
    ],
    ["no mount", cgroup({ mountinfo: "20 1 8:1 / / rw - ext4 /dev/sda1 rw\n" }), { type: "cgroup-not-mounted" }],
    [
      "a memory controller that is off",
      cgroup({ v2Controllers: "cpuset cpu io pids\n" }),
      { type: "controllers-missing", controllers: ["memory"], wsl: false },
    ],
    [
      "a v2 mount without controllers",
      { kernel: "5.15.90.1-microsoft-standard-WSL2", ...cgroup({ v2Controllers: "" }) },
      { type: "controllers-missing", controllers: ["cpu", "memory"], wsl: true },
    ],
    [
      "a container's read-only mount",
      { uid: 0, container: "docker", ...cgroup({ mountinfo: V2_MOUNT.replace(" rw,nosuid ", " ro,nosuid ") }) },
      { type: "cgroup-read-only", container: "docker" },
    ],
    ["nothing that is known", { uid: 0 }, { type: "unexplained" }],
  ])("%s", (_what, change, expected) => {
    expect(cgroupReason(facts(change), "memory")).toMatchObject(expected);
  });
});

test("a program that is not there is found in what the shell said", () => {
  expect(missingProgram(refused("/srv/preflight.sh: line 21: iptables: command not found"))).toEqual({
    type: "tool-missing",
    tool: "iptables",
  });
  expect(missingProgram(DENIED)).toBeNull();
});

describe("the fix", () => {
  const sysctl: Reason = {
    type: "setting-refuses",
    setting: "kernel.apparmor_restrict_unprivileged_userns",
    value: "1",
    wanted: "0",
  };

  test.each<[string, Reason, Partial<MachineFacts>, RegExp]>([
    [
      "for a setting is the sysctl line, and how to keep it",
      sysctl,
      {},
      /^sudo sysctl -w kernel\.apparmor_restrict_unprivileged_userns=0; to keep it: .*90-nslab\.conf; or run nslab as root/,
    ],
    [
      "for root needs no sudo",
      { ...sysctl, setting: "user.max_user_namespaces", wanted: "28633" },
      { uid: 0 },
      /^sysctl -w user\.max_user_namespaces=28633;.*90-nslab\.conf$/,
    ],
    [
      "for docker names its options",
      { type: "container-refuses", container: "docker", complaint: "" },
      {},
      /docker run --security-opt seccomp=unconfined .*systempaths=unconfined/,
    ],
    [
      "for podman names its own",
      { type: "container-refuses", container: "podman", complaint: "" },
      {},
      /podman run .*unmask=ALL/,
    ],
    [
      "for legacy modules loads them",
      { type: "modules-not-loaded", backend: "iptables-legacy", complaint: "" },
      {},
      /^sudo modprobe -a iptable_filter iptable_nat/,
    ],
    [
      "for iptables in nftables loads its own",
      { type: "modules-not-loaded", backend: "iptables-nft", complaint: "" },
      {},
      /^sudo modprobe -a nf_tables nft_compat/,
    ],
    [
      "for a missing tool is the install command",
      { type: "tool-missing", tool: "brctl" },
      {},
      /^sudo apt-get update -q && sudo apt-get install .* bridge-utils$/,
    ],
    ["for cgroups of others is to be root", { type: "cgroup-not-ours" }, {}, /sudo nslab lesson cpu/],
    [
      "for no systemd of the user is to have it started",
      { type: "no-user-systemd" },
      {},
      /^sudo loginctl enable-linger "\$USER"/,
    ],
    [
      "for a controller that is not delegated is the administrator's two lines",
      { type: "controller-not-delegated", controller: "cpu" },
      {},
      /\[Service\]\\nDelegate=cpu memory pids\\n.*user@\.service\.d\/nslab\.conf; then restart the machine/,
    ],
    [
      "for a Raspberry Pi is its command line",
      { type: "controllers-missing", controllers: ["memory"], wsl: false },
      {},
      /cgroup_enable=memory.*cmdline\.txt/,
    ],
    [
      "for WSL is its configuration",
      { type: "controllers-missing", controllers: ["cpu"], wsl: true },
      {},
      /\.wslconfig.*cgroup_no_v1=all.*wsl --shutdown/,
    ],
    [
      "for a cpu controller is a kernel that has it",
      { type: "controllers-missing", controllers: ["cpu"], wsl: false },
      {},
      /CONFIG_CFS_BANDWIDTH/,
    ],
    ["for no mount is to mount it", { type: "cgroup-not-mounted" }, { uid: 0 }, /^mount -t cgroup2/],
    ["for no mount in a container is its option", { type: "cgroup-not-mounted" }, { container: "docker" }, /--privileged/],
    ["for a read-only mount is to mount it anew", { type: "cgroup-read-only", container: null }, {}, /^sudo mount -o remount,rw/],
    [
      "for the same in a container is its option",
      { type: "cgroup-read-only", container: "docker" },
      {},
      /docker run --privileged/,
    ],
    ["for a kernel is another one", { type: "kernel-lacks", complaint: "" }, {}, /stock kernels/],
    ["for what is not understood is where to look", { type: "unexplained", complaint: "" }, { uid: 0 }, /dmesg/],
    ["for an ordinary user then is to be root", { type: "unexplained", complaint: "" }, {}, /sudo nslab doctor/],
  ])("%s", (_what, reason, change, expected) => {
    expect(inEnglish(fixFor(reason, facts(change)) ?? "")).toMatch(expected);
    expect(inEnglish(reasonText(reason))).toMatch(/\w{4}/);
  });

  test.each<[Reason, Partial<MachineFacts>, string, string | null]>([
    [
      sysctl,
      {},
      "这里的 AppArmor 不给普通用户的用户命名空间任何权限（Ubuntu 从 23.10 起就是这样）",
      "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0；要永久生效：echo kernel.apparmor_restrict_unprivileged_userns=0 | sudo tee /etc/sysctl.d/90-nslab.conf；或者以 root 身份运行 nslab：sudo nslab",
    ],
    [
      { type: "container-refuses", container: "podman", complaint: "mount: permission denied" },
      {},
      "这个系统运行在容器（podman）里，容器不允许这样做：mount: permission denied",
      "这样启动容器：podman run --security-opt seccomp=unconfined --security-opt unmask=ALL …",
    ],
    [{ type: "needs-first", capability: "user-namespace" }, {}, "要先解决上面缺少的一项（用户命名空间）", null],
    [
      { type: "controllers-missing", controllers: ["cpu", "memory"], wsl: true },
      {},
      "内核没有 cpu 和 memory 控制器",
      "在 Windows 上，往 %UserProfile%\\.wslconfig 里写入：[wsl2] kernelCommandLine=cgroup_no_v1=all；然后运行：wsl --shutdown",
    ],
    [{ type: "cgroup-not-ours" }, {}, "这里只有 root 能创建 cgroup", "以 root 身份运行这几课：sudo nslab lesson cpu"],
    [{ type: "unexplained", complaint: "" }, { uid: 0 }, "遭到拒绝，没有说明原因", "看内核怎么说：dmesg | tail"],
    [{ type: "tool-missing", tool: "brctl" }, { packageManager: null }, "没有安装 brctl", "用这个系统自己的方式安装 brctl"],
  ])("and the reason are said in Chinese, too: %j", (reason, change, why, fix) => {
    const how = fixFor(reason, facts(change));
    expect(inWords(reasonText(reason), CHINESE_WORDS)).toBe(why);
    expect(how === null ? null : inWords(how, CHINESE_WORDS)).toBe(fix);
  });

  test("is somewhere else for what fails only because something before it failed", () => {
    expect(fixFor({ type: "needs-first", capability: "user-namespace" }, FACTS)).toBeNull();
  });
});
