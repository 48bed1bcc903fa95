// Which programs of the system the course uses, and which package brings each on each distribution.
// Plain JavaScript: the set-up reads it before anything is installed or built.

/** @typedef {"apt" | "dnf" | "apk" | "pacman" | "zypper"} PackageManager */

/**
 * @typedef {object} Tool
 * @property {string} name
 * @property {readonly number[]} lessons those that use it
 * @property {Readonly<Record<PackageManager, string>>} package
 * @property {boolean} isReplaced whether the course types something else where the program is missing (preflight-capabilities.ts)
 */

/** @typedef {{ readonly argv: readonly string[], readonly environment: Readonly<Record<string, string>>, readonly mayFail: boolean }} InstallCommand */

const EVERY = Object.freeze([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);

/**
 * @param {string} apt
 * @param {Partial<Record<Exclude<PackageManager, "apt">, string>>} others where the name differs from Debian's
 */
const named = (apt, others = {}) => ({ apt, dnf: apt, apk: apt, pacman: apt, zypper: apt, ...others });

const UTIL_LINUX = named("util-linux");
const BASH = named("bash");
const COREUTILS = named("coreutils");
const IPTABLES = named("iptables");
const C_LIBRARY = named("libc-bin", { dnf: "glibc-common", apk: "musl-utils", pacman: "glibc", zypper: "glibc" });
// bsdutils on Debian; Fedora moved script(1) out of util-linux, and dnf takes a file's name too.
const SCRIPT = named("bsdutils", { dnf: "/usr/bin/script", apk: "util-linux", pacman: "util-linux", zypper: "util-linux" });
const IPROUTE = named("iproute2", { dnf: "iproute" });
const IPUTILS = named("iputils-ping", { dnf: "iputils", apk: "iputils", pacman: "iputils", zypper: "iputils" });
const PROCPS = named("procps", { dnf: "procps-ng", pacman: "procps-ng" });
const NET_TOOLS = named("net-tools", { zypper: "net-tools-deprecated" });

/** @type {readonly Tool[]} */
export const TOOLS = [
  { name: "bash", lessons: EVERY, package: BASH, isReplaced: false },
  { name: "unshare", lessons: EVERY, package: UTIL_LINUX, isReplaced: false },
  { name: "nsenter", lessons: EVERY, package: UTIL_LINUX, isReplaced: false },
  {
    name: "mount",
    lessons: EVERY,
    package: named("mount", { dnf: "util-linux", apk: "util-linux", pacman: "util-linux", zypper: "util-linux" }),
    isReplaced: false,
  },
  { name: "script", lessons: EVERY, package: SCRIPT, isReplaced: false },
  { name: "stty", lessons: EVERY, package: COREUTILS, isReplaced: false },
  { name: "ip", lessons: EVERY, package: IPROUTE, isReplaced: false },
  { name: "ps", lessons: EVERY, package: PROCPS, isReplaced: false },
  { name: "ldd", lessons: [2, 8, 10, 13], package: C_LIBRARY, isReplaced: false },
  { name: "chroot", lessons: [2, 8, 10, 13], package: COREUTILS, isReplaced: false },
  { name: "hostname", lessons: [4], package: named("hostname", { apk: "busybox", pacman: "inetutils" }), isReplaced: false },
  { name: "ipcmk", lessons: [5], package: UTIL_LINUX, isReplaced: false },
  { name: "ipcs", lessons: [5], package: UTIL_LINUX, isReplaced: false },
  { name: "ping", lessons: [6, 7, 8, 13], package: IPUTILS, isReplaced: false },
  { name: "iptables", lessons: [8, 9, 13], package: IPTABLES, isReplaced: false },
  { name: "iptables-save", lessons: [8, 9, 13], package: IPTABLES, isReplaced: false },
  { name: "nft", lessons: [8], package: named("nftables"), isReplaced: true },
  { name: "curl", lessons: [8, 9, 13], package: named("curl"), isReplaced: false },
  { name: "getent", lessons: [8], package: C_LIBRARY, isReplaced: true },
  { name: "brctl", lessons: [7, 13], package: named("bridge-utils"), isReplaced: true },
  { name: "ifconfig", lessons: [7, 13], package: NET_TOOLS, isReplaced: true },
  { name: "route", lessons: [8, 13], package: NET_TOOLS, isReplaced: true },
  { name: "arp", lessons: [7], package: named("net-tools"), isReplaced: true },
  { name: "traceroute", lessons: [8], package: named("traceroute"), isReplaced: true },
  {
    name: "conntrack",
    lessons: [9],
    package: named("conntrack", {
      dnf: "conntrack-tools",
      apk: "conntrack-tools",
      pacman: "conntrack-tools",
      zypper: "conntrack-tools",
    }),
    isReplaced: true,
  },
];

/** Shells that the tests of nslab completion type in, besides bash. @type {readonly Tool[]} */
export const TEST_TOOLS = ["zsh", "fish"].map((name) => ({ name, lessons: [], package: named(name), isReplaced: true }));

/** Where system tools are, whatever PATH a person has: ordinary users often lack the sbin folders. */
export const TOOL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** @type {readonly { readonly manager: PackageManager, readonly binary: string }[]} in the order they are looked for */
const MANAGERS = [
  { manager: "apt", binary: "apt-get" },
  { manager: "dnf", binary: "dnf" },
  { manager: "apk", binary: "apk" },
  { manager: "pacman", binary: "pacman" },
  { manager: "zypper", binary: "zypper" },
];

/**
 * @param {(binary: string) => boolean} has
 * @returns {PackageManager | null}
 */
export function detectPackageManager(has) {
  return MANAGERS.find(({ binary }) => has(binary))?.manager ?? null;
}

/**
 * @param {(binary: string) => boolean} has
 * @param {readonly Tool[]} tools those of the course by default
 * @returns {readonly Tool[]}
 */
export function missingTools(has, tools = TOOLS) {
  return tools.filter((tool) => !has(tool.name));
}

/**
 * Those without which there is no lab at all, not even for one lesson.
 * @param {(binary: string) => boolean} has
 * @returns {readonly Tool[]}
 */
export function missingForAnyLab(has) {
  return missingTools(has).filter((tool) => tool.lessons === EVERY && !tool.isReplaced);
}

/**
 * The commands that install the tools, in order: fresh package lists if asked for, then what the
 * course cannot do without, then the rest, which some distributions have no package for any more.
 *
 * @param {PackageManager} manager
 * @param {readonly Tool[]} tools
 * @param {{ refresh: boolean }} options
 * @returns {readonly InstallCommand[]}
 */
export function installCommands(manager, tools, { refresh }) {
  const required = packagesOf(
    manager,
    tools.filter((tool) => !tool.isReplaced),
  );
  const optional = packagesOf(
    manager,
    tools.filter((tool) => tool.isReplaced),
  ).filter((name) => !required.includes(name));
  const install = INSTALL[manager]; // those without a command to refresh do it by themselves
  return [
    ...(refresh && install.refresh !== null ? [command(manager, install.refresh, true)] : []),
    ...(required.length > 0 ? [command(manager, [...install.packages, ...required], false)] : []),
    ...(optional.length > 0 ? [command(manager, [...install.packages, ...install.skipUnknown, ...optional], true)] : []),
  ];
}

/** @type {Readonly<Record<PackageManager, { refresh: readonly string[] | null, packages: readonly string[], skipUnknown: readonly string[] }>>} */
const INSTALL = {
  apt: {
    refresh: ["apt-get", "update", "-q"],
    packages: ["apt-get", "install", "-q", "-y", "--no-install-recommends"],
    skipUnknown: [],
  },
  dnf: {
    refresh: null,
    packages: ["dnf", "install", "-y", "--setopt=install_weak_deps=False"],
    skipUnknown: ["--setopt=strict=0"],
  },
  apk: { refresh: null, packages: ["apk", "add", "--update-cache"], skipUnknown: [] },
  pacman: { refresh: ["pacman", "-Sy", "--noconfirm"], packages: ["pacman", "-S", "--noconfirm", "--needed"], skipUnknown: [] },
  zypper: { refresh: null, packages: ["zypper", "--non-interactive", "install", "--no-recommends"], skipUnknown: [] },
};

/**
 * @param {PackageManager} manager
 * @param {readonly string[]} argv
 * @param {boolean} mayFail
 * @returns {InstallCommand}
 */
function command(manager, argv, mayFail) {
  return { argv, environment: manager === "apt" ? { DEBIAN_FRONTEND: "noninteractive" } : {}, mayFail };
}

/**
 * @param {PackageManager} manager
 * @param {readonly Tool[]} tools
 */
function packagesOf(manager, tools) {
  return [...new Set(tools.map((tool) => tool.package[manager]))].sort();
}

/**
 * The commands as a person types them, joined by `&&`.
 * @param {readonly InstallCommand[]} commands
 * @param {{ sudo: boolean }} options
 */
export function typed(commands, { sudo }) {
  return commands.map(({ argv }) => [...(sudo ? ["sudo"] : []), ...argv].join(" ")).join(" && ");
}

/**
 * What a person types to get these tools.
 * @param {PackageManager} manager
 * @param {readonly Tool[]} tools
 * @param {{ sudo: boolean }} options
 */
export function howToInstall(manager, tools, { sudo }) {
  return typed(installCommands(manager, tools, { refresh: manager === "apt" }), { sudo });
}
