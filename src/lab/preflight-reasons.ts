import { type Said, say } from "../say/message.ts";
import { planCgroups } from "./cgroup-plan.ts";
import type { KernelCapabilityId } from "./preflight-capabilities.ts";
import type { MachineFacts, NamespaceSetting } from "./preflight-facts.ts";
import type { Tried } from "./preflight-lines.ts";

/** Why this machine cannot do something. */
export type Reason =
  | { readonly type: "setting-refuses"; readonly setting: NamespaceSetting; readonly value: string; readonly wanted: string }
  | { readonly type: "container-refuses"; readonly container: string; readonly complaint: Said }
  | { readonly type: "modules-not-loaded"; readonly backend: RulesBackend; readonly complaint: Said }
  | { readonly type: "kernel-lacks"; readonly complaint: Said }
  | { readonly type: "needs-first"; readonly capability: KernelCapabilityId }
  | { readonly type: "cgroup-not-mounted" }
  | { readonly type: "cgroup-read-only"; readonly container: string | null }
  | { readonly type: "controllers-missing"; readonly controllers: readonly string[]; readonly wsl: boolean }
  | { readonly type: "cgroup-not-ours" }
  | { readonly type: "no-user-systemd" }
  | { readonly type: "controller-not-delegated"; readonly controller: string }
  | { readonly type: "tool-missing"; readonly tool: string }
  | { readonly type: "unexplained"; readonly complaint: Said };

/** Why a user namespace, or what only works with full rights in one, was refused (user_namespaces(7)). */
export function namespaceReason(tried: Tried, facts: MachineFacts): Reason {
  const { settings, uid, container } = facts;
  const refusing = (setting: NamespaceSetting, bad: string, wanted: string): Reason | null =>
    settings[setting] === bad ? { type: "setting-refuses", setting, value: bad, wanted } : null;
  return (
    refusing("user.max_user_namespaces", "0", "28633") ??
    (uid === 0 ? null : refusing("kernel.unprivileged_userns_clone", "0", "1")) ??
    (uid === 0 ? null : refusing("kernel.apparmor_restrict_unprivileged_userns", "1", "0")) ??
    (container === null ? null : { type: "container-refuses", container, complaint: tried.complaint }) ??
    (/invalid argument|not implemented|unknown filesystem type/i.test(systemWords(tried))
      ? { type: "kernel-lacks", complaint: tried.complaint }
      : { type: "unexplained", complaint: tried.complaint })
  );
}

/** What nslab says itself tells no more than it says. */
function systemWords({ complaint }: Tried): string {
  return typeof complaint === "string" ? complaint : "";
}

/** The program that could not even be started, where that is why something failed. */
export function missingProgram(tried: Tried): Reason | null {
  const tool = tried.lacks?.[0] ?? /(\S+): command not found/.exec(systemWords(tried))?.[1];
  return tool === undefined ? null : { type: "tool-missing", tool };
}

/** Whose rules: those of iptables, kept in nftables or not, or those of nft itself. */
export type RulesBackend = "iptables-nft" | "iptables-legacy" | "nft";

/** Why a packet rule was refused. As root, the modules have been asked for already. */
export function rulesReason(tried: Tried, facts: MachineFacts, { isOfNft = false } = {}): Reason {
  const { complaint } = tried;
  if (facts.uid === 0) return { type: "kernel-lacks", complaint };
  const keeper = /nf_tables|Could not fetch rule set/i.test(systemWords(tried)) ? "iptables-nft" : "iptables-legacy";
  return { type: "modules-not-loaded", backend: isOfNft ? "nft" : keeper, complaint };
}

/** Why labs get no cgroup with this controller here; for when a lab has been started and got none (cgroups(7)). */
export function cgroupReason(facts: MachineFacts, controller: "cpu" | "memory"): Reason {
  const { self, mountinfo, v2Controllers } = facts.cgroup;
  const mounts = mountinfo.split("\n").filter((line) => / - cgroup2? /.test(line));
  if (mounts.length === 0) return { type: "cgroup-not-mounted" };
  const plan = planCgroups("probe", { ...facts.cgroup, systemd: false }, 0); // what root would get
  if (!plan.controllers.includes(controller)) {
    const present = `${v2Controllers} ${self}`;
    const lacking = ["cpu", "memory"].filter((each) => !new RegExp(`\\b${each}\\b`).test(present));
    return {
      type: "controllers-missing",
      controllers: lacking.length > 0 ? lacking : [controller],
      wsl: /microsoft/i.test(facts.kernel),
    };
  }
  if (mounts.every((line) => (line.split(" ")[5] ?? "").split(",").includes("ro")))
    return { type: "cgroup-read-only", container: facts.container };
  if (facts.uid === 0) return { type: "unexplained", complaint: say`directories below /sys/fs/cgroup cannot be made` };
  const { systemd, delegated } = facts.cgroup;
  if (!systemd || plan.version !== "v2") return { type: "cgroup-not-ours" };
  if (delegated === null) return { type: "no-user-systemd" };
  return delegated.split(/\s+/).includes(controller)
    ? { type: "unexplained", complaint: say`the systemd of this user does not make a scope` }
    : { type: "controller-not-delegated", controller };
}
