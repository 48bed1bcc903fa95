import { asMessage, listed, type Message, say, verbatim } from "../say/message.ts";
import { KERNEL_CAPABILITIES } from "./preflight-capabilities.ts";
import type { MachineFacts } from "./preflight-facts.ts";
import type { Reason, RulesBackend } from "./preflight-reasons.ts";
import { TOOLS } from "./system-packages.mjs";
import { toInstall } from "./to-install.ts";

/** The reason in one sentence. */
export function reasonText(reason: Reason): Message {
  switch (reason.type) {
    case "setting-refuses":
      return reason.setting === "kernel.apparmor_restrict_unprivileged_userns"
        ? say`AppArmor takes the rights away from user namespaces of ordinary users here (as Ubuntu does since 23.10)`
        : say`this system refuses user namespaces: ${{ setting: reason.setting }} is ${{ value: reason.value }}`;
    case "container-refuses":
      return say`this system runs in a container (${{ container: reason.container }}) that does not let it: ${{ complaint: reason.complaint }}`;
    case "modules-not-loaded":
      return say`the kernel's modules for it are not loaded, and a lab may not load them: ${{ complaint: reason.complaint }}`;
    case "kernel-lacks":
      return say`this kernel does not have it: ${{ complaint: reason.complaint }}`;
    case "needs-first":
      return say`needs what is missing above (${{ what: titleOf(reason.capability) }})`;
    case "cgroup-not-mounted":
      return say`no cgroup file system is mounted`;
    case "cgroup-read-only":
      return say`the cgroup file system is read-only`;
    case "controllers-missing":
      return say`the kernel offers no controller for ${{ controllers: listed(reason.controllers, "and") }}`;
    case "cgroup-not-ours":
      return say`only root may make cgroups here`;
    case "no-user-systemd":
      return say`systemd makes the cgroups here, and none runs for this user, who has not logged in by a way that starts one`;
    case "controller-not-delegated":
      return say`systemd does not hand the cgroup controller ${{ controller: reason.controller }} on to ordinary users here`;
    case "tool-missing":
      return say`${{ tool: reason.tool }} is not installed`;
    case "unexplained":
      return reason.complaint === "" ? say`it was refused without a word` : asMessage(reason.complaint);
  }
}

function titleOf(capability: string): Message {
  return KERNEL_CAPABILITIES.find(({ id }) => id === capability)?.title ?? verbatim(capability);
}

/** The exact commands or setting that put it right; null where they depend on something fixed before. */
export function fixFor(reason: Reason, facts: MachineFacts): Message | null {
  const isRoot = facts.uid === 0;
  const sudo = isRoot ? "" : "sudo ";
  switch (reason.type) {
    case "setting-refuses": {
      const line = `${reason.setting}=${reason.wanted}`;
      const [now, keep] = [`${sudo}sysctl -w ${line}`, `echo ${line} | ${sudo}tee /etc/sysctl.d/90-nslab.conf`];
      return isRoot
        ? say`${{ now }}; to keep it: ${{ keep }}`
        : say`${{ now }}; to keep it: ${{ keep }}; or run nslab as root: sudo nslab`;
    }
    case "container-refuses":
      return reason.container === "podman"
        ? say`start the container with: ${{ command: "podman run --security-opt seccomp=unconfined --security-opt unmask=ALL …" }}`
        : say`start the container with: ${{ command: `${reason.container} run ${UNCONFINED} …` }} (or --privileged)`;
    case "modules-not-loaded":
      return verbatim(`${sudo}modprobe -a ${MODULES[reason.backend].join(" ")}`);
    case "kernel-lacks":
      return say`use a kernel that has it: the stock kernels of Debian, Ubuntu, Fedora, Arch and openSUSE do`;
    case "needs-first":
      return null;
    case "cgroup-not-mounted":
      return facts.container === null
        ? verbatim(`${sudo}mount -t cgroup2 cgroup2 /sys/fs/cgroup`)
        : say`start the container with --privileged`;
    case "cgroup-read-only":
      return reason.container === null
        ? verbatim(`${sudo}mount -o remount,rw /sys/fs/cgroup`)
        : say`start the container with: ${{ command: `${reason.container} run --privileged …` }}`;
    case "controllers-missing":
      if (reason.wsl)
        return say`on Windows, in ${{ file: "%UserProfile%\\.wslconfig" }}: [wsl2] kernelCommandLine=cgroup_no_v1=all; then: wsl --shutdown`;
      return reason.controllers.includes("memory")
        ? say`add cgroup_enable=memory to the kernel's command line (Raspberry Pi: /boot/firmware/cmdline.txt; else GRUB_CMDLINE_LINUX in /etc/default/grub, then update-grub) and restart`
        : say`use a kernel with CONFIG_CFS_BANDWIDTH, and start it without cgroup_disable on its command line`;
    case "cgroup-not-ours":
      return say`run these lessons as root: ${{ lesson: "sudo nslab lesson cpu" }}`;
    case "no-user-systemd":
      return say`${{ command: 'sudo loginctl enable-linger "$USER"' }}; or run these lessons as root: ${{ lesson: "sudo nslab lesson cpu" }}`;
    case "controller-not-delegated":
      return say`${{ command: DELEGATE }}; then restart the machine; or run these lessons as root: ${{ lesson: `sudo nslab lesson ${reason.controller}` }}`;
    case "tool-missing":
      return toInstall(
        facts.packageManager,
        TOOLS.filter((tool) => tool.name === reason.tool),
        { sudo: !isRoot },
      );
    case "unexplained":
      return isRoot
        ? say`see what the kernel says about it: dmesg | tail`
        : say`try as root, which needs fewer permissions: sudo nslab doctor`;
  }
}

const UNCONFINED = "--security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined";

/** The two lines are the administrator's; the rest puts them where systemd reads them (systemd.unit(5), "drop-in"). */
const DELEGATE =
  "printf '[Service]\\nDelegate=cpu memory pids\\n' | sudo install -D -m 644 /dev/stdin /etc/systemd/system/user@.service.d/nslab.conf";

/** What `iptables -t nat`, MASQUERADE, DNAT and `-m conntrack` need, and what the same made with nft does (names as in /lib/modules). */
const MODULES = {
  "iptables-legacy": [
    "iptable_filter",
    "iptable_nat",
    "xt_MASQUERADE",
    "xt_nat",
    "xt_conntrack",
    "xt_tcpudp",
    "nf_conntrack_netlink",
  ],
  "iptables-nft": [
    "nf_tables",
    "nft_compat",
    "nft_chain_nat",
    "xt_MASQUERADE",
    "xt_nat",
    "xt_conntrack",
    "xt_tcpudp",
    "nf_conntrack_netlink",
  ],
  nft: ["nf_tables", "nft_chain_nat", "nft_masq", "nft_nat", "nft_redir", "nft_ct", "nft_fib_ipv4", "nft_fib_inet"],
} as const satisfies Readonly<Record<RulesBackend, readonly string[]>>;
