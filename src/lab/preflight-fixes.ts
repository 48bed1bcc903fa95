import type { MachineFacts } from "./preflight-facts.ts";
import type { Reason, RulesBackend } from "./preflight-reasons.ts";
import { howToInstall, TOOLS } from "./system-packages.mjs";

/** The reason in one sentence. */
export function reasonText(reason: Reason): string {
  switch (reason.type) {
    case "setting-refuses":
      return reason.setting === "kernel.apparmor_restrict_unprivileged_userns"
        ? "AppArmor takes the rights away from user namespaces of ordinary users here (as Ubuntu does since 23.10)"
        : `this system refuses user namespaces: ${reason.setting} is ${reason.value}`;
    case "container-refuses":
      return `this system runs in a container (${reason.container}) that does not let it: ${reason.complaint}`;
    case "modules-not-loaded":
      return `the kernel's modules for it are not loaded, and a lab may not load them: ${reason.complaint}`;
    case "kernel-lacks":
      return `this kernel does not have it: ${reason.complaint}`;
    case "needs-first":
      return `needs what is missing above (${reason.capability})`;
    case "cgroup-not-mounted":
      return "no cgroup file system is mounted";
    case "cgroup-read-only":
      return "the cgroup file system is read-only";
    case "controllers-missing":
      return `the kernel offers no controller for ${reason.controllers.join(" and ")}`;
    case "cgroup-not-ours":
      return "only root may make cgroups here";
    case "no-user-systemd":
      return "systemd makes the cgroups here, and none runs for this user, who has not logged in by a way that starts one";
    case "controller-not-delegated":
      return `systemd does not hand the cgroup controller ${reason.controller} on to ordinary users here`;
    case "tool-missing":
      return `${reason.tool} is not installed`;
    case "unexplained":
      return reason.complaint === "" ? "it was refused without a word" : reason.complaint;
  }
}

/** The exact commands or setting that put it right; null where they depend on something fixed before. */
export function fixFor(reason: Reason, facts: MachineFacts): string | null {
  const sudo = facts.uid === 0 ? "" : "sudo ";
  switch (reason.type) {
    case "setting-refuses": {
      const line = `${reason.setting}=${reason.wanted}`;
      return `${sudo}sysctl -w ${line}; to keep it: echo ${line} | ${sudo}tee /etc/sysctl.d/90-nslab.conf${facts.uid === 0 ? "" : "; or run nslab as root: sudo nslab"}`;
    }
    case "container-refuses":
      return reason.container === "podman"
        ? "start the container with: podman run --security-opt seccomp=unconfined --security-opt unmask=ALL …"
        : `start the container with: ${reason.container} run --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined … (or --privileged)`;
    case "modules-not-loaded":
      return `${sudo}modprobe -a ${MODULES[reason.backend].join(" ")}`;
    case "kernel-lacks":
      return "use a kernel that has it: the stock kernels of Debian, Ubuntu, Fedora, Arch and openSUSE do";
    case "needs-first":
      return null;
    case "cgroup-not-mounted":
      return facts.container === null
        ? `${sudo}mount -t cgroup2 cgroup2 /sys/fs/cgroup`
        : "start the container with --privileged";
    case "cgroup-read-only":
      return reason.container === null
        ? `${sudo}mount -o remount,rw /sys/fs/cgroup`
        : `start the container with: ${reason.container} run --privileged …`;
    case "controllers-missing":
      if (reason.wsl)
        return "on Windows, in %UserProfile%\\.wslconfig: [wsl2] kernelCommandLine=cgroup_no_v1=all; then: wsl --shutdown";
      return reason.controllers.includes("memory")
        ? "add cgroup_enable=memory to the kernel's command line (Raspberry Pi: /boot/firmware/cmdline.txt; else GRUB_CMDLINE_LINUX in /etc/default/grub, then update-grub) and restart"
        : "use a kernel with CONFIG_CFS_BANDWIDTH, and start it without cgroup_disable on its command line";
    case "cgroup-not-ours":
      return "run these lessons as root: sudo nslab lesson cpu";
    case "no-user-systemd":
      return `sudo loginctl enable-linger "$USER"; or run these lessons as root: sudo nslab lesson cpu`;
    case "controller-not-delegated":
      return `${DELEGATE}; then restart the machine; or run these lessons as root: sudo nslab lesson ${reason.controller}`;
    case "tool-missing":
      return howToInstall(
        facts.packageManager,
        TOOLS.filter((tool) => tool.name === reason.tool),
        { sudo: facts.uid !== 0 },
      );
    case "unexplained":
      return facts.uid === 0
        ? "see what the kernel says about it: dmesg | tail"
        : "try as root, which needs fewer permissions: sudo nslab doctor";
  }
}

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
