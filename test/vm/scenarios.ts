import { COURSE } from "../../lessons/course.ts";
import { OF_ALL_LINKS, SETTINGS, settingCommand } from "../settings/other-settings.ts";
import type { Recipe } from "./image/recipe.ts";
import type { Scenario, Trial, User } from "./scenario.ts";

const ALL = COURSE.map((lesson) => lesson.id);

/** Lessons with steps that need cgroups, which an ordinary user has only on v2, where systemd delegates them to him. */
const CGROUP_LESSONS = ["nsenter", "cpu", "memory", "container"];

const BARE: Recipe = { suite: "bookworm", architecture: "amd64", tools: "folder", usr: "merged" };
const READY: Recipe = { ...BARE, tools: "installed" };

const AS_ROOT = replay("root");
const AS_LEARNER = replay("learner");

/** Everything that fresh namespaces and processes take from a machine, otherwise than Debian has it; the machines beside it have that. */
const OTHER_WAY = `modprobe -a br_netfilter sch_fq_codel
${settingCommand([...SETTINGS, ...OF_ALL_LINKS].map(({ key, other }) => ({ key, value: other })))}
cat >/etc/security/limits.d/low.conf <<'LIMITS'
learner - nproc 500
learner - nofile 512
learner - stack 4096
learner - memlock 64
learner - sigpending 256
learner - msgqueue 200000
learner - core 0
LIMITS
[ "$(su -l learner -c 'ulimit -n')" = 512 ]`;

/** Every machine that nslab is tried on. What CI runs comes first. */
export const SCENARIOS: readonly Scenario[] = [
  scenario("debian-12", "nothing preinstalled", {
    isCore: true,
    recipe: BARE,
    trials: [{ type: "set-up" }, AS_ROOT],
  }),
  scenario("debian-12-user", "settings and limits set the other way", {
    isCore: true,
    prepare: OTHER_WAY,
    trials: [AS_LEARNER],
  }),
  scenario("debian-13", "", { isCore: true, recipe: { ...READY, suite: "trixie" }, trials: [AS_ROOT] }),
  scenario("debian-13-user", "", { recipe: { ...READY, suite: "trixie" }, trials: [AS_LEARNER] }),
  scenario("debian-12-arm64", "arm64, lessons 2, 3 and 7", {
    recipe: { ...READY, architecture: "arm64" },
    trials: [replay("root", [], ["chroot", "pid", "bridge"])],
  }),
  scenario("node-22", "Node 22", { node: 22, trials: [AS_ROOT] }),
  scenario("node-24", "Node 24", { node: 24, trials: [AS_ROOT] }),
  scenario("no-unprivileged-namespaces", "kernel.unprivileged_userns_clone=0", {
    prepare: "sysctl -w kernel.unprivileged_userns_clone=0",
    trials: [
      refused("learner", /kernel\.unprivileged_userns_clone is 0/, /sudo sysctl -w kernel\.unprivileged_userns_clone=1/),
      AS_ROOT,
    ],
  }),
  scenario("no-user-namespaces", "user.max_user_namespaces=0", {
    prepare: "sysctl -w user.max_user_namespaces=0",
    trials: [
      refused("root", /user\.max_user_namespaces is 0/, /sysctl -w user\.max_user_namespaces=28633/),
      refused("learner", /user\.max_user_namespaces is 0/, /sudo sysctl -w user\.max_user_namespaces=28633/),
    ],
  }),
  scenario("cgroup-v1", "booted with cgroup v1", {
    kernelParameters: ["systemd.unified_cgroup_hierarchy=0", "systemd.legacy_systemd_cgroup_controller"],
    trials: [AS_ROOT, replay("learner", CGROUP_LESSONS)],
  }),
  scenario("cpu-not-delegated", "systemd delegates memory, not cpu", {
    prepare: `mkdir -p /etc/systemd/system/user@.service.d
printf '[Service]\\nDelegate=\\nDelegate=memory pids\\n' >/etc/systemd/system/user@.service.d/10-memory.conf
systemctl daemon-reload`,
    trials: [
      {
        type: "told",
        user: "learner",
        says: [/does not hand the cgroup controller cpu on/, /\[Service\]\\nDelegate=cpu memory pids/, /✓ 12 memory/],
      },
      replay("learner", ["cpu", "container"]),
    ],
  }),
  scenario("iptables-legacy", "iptables-legacy", {
    prepare: "update-alternatives --set iptables /usr/sbin/iptables-legacy",
    trials: [AS_ROOT, AS_LEARNER],
  }),
  scenario("usr-read-only", "/usr mounted read-only", {
    prepare: "mount --bind /usr /usr && mount -o remount,bind,ro /usr",
    trials: [AS_ROOT, AS_LEARNER],
  }),
  scenario("usr-split", "/bin, /sbin and /lib apart from /usr", {
    recipe: { ...READY, usr: "split" },
    trials: [AS_ROOT, AS_LEARNER],
  }),
  scenario("docker-active", "with rules as Docker makes them", {
    prepare: `ip link add docker0 type bridge && ip addr add 172.17.0.1/16 dev docker0 && ip link set docker0 up
sysctl -w net.ipv4.ip_forward=1
modprobe br_netfilter
iptables -P FORWARD DROP
iptables -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE`,
    trials: [AS_ROOT, AS_LEARNER],
  }),
  scenario("in-a-container", "root in a container with a masked /proc", {
    prepare: `cat >/usr/local/bin/in-container <<'SCRIPT'
#!/bin/bash
# As container engines do it: namespaces, and parts of /proc covered.
exec unshare -m -n -p -u -i -f --mount-proc --kill-child bash -c '
mount --bind /proc/sys /proc/sys && mount -o remount,bind,ro /proc/sys
mount --bind /dev/null /proc/kcore && mount -t tmpfs -o ro mask /proc/acpi
mount -t tmpfs run /run && : >/run/.containerenv
exec "$@"' container "$@"
SCRIPT
chmod 755 /usr/local/bin/in-container`,
    within: "in-container",
    trials: [AS_ROOT],
  }),
];

function scenario(name: string, title: string, given: Partial<Scenario> & Pick<Scenario, "trials">): Scenario {
  return { name, title, isCore: false, recipe: READY, node: 20, kernelParameters: [], prepare: ":", within: "", ...given };
}

function replay(user: User, maySkip: readonly string[] = [], lessons: readonly string[] = ALL): Trial {
  return { type: "replay", user, lessons, maySkip };
}

function refused(user: User, ...says: readonly RegExp[]): Trial {
  return { type: "refused", user, says };
}
