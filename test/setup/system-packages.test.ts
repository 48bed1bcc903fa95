import { describe, expect, test } from "vitest";
import {
  detectPackageManager,
  howToInstall,
  installCommands,
  missingTools,
  type PackageManager,
  TOOLS,
  typed,
} from "../../src/lab/system-packages.mjs";
import { INSTEAD_OF_TOOLS } from "../../src/lab/preflight-capabilities.ts";
import { toInstall } from "../../src/lab/to-install.ts";
import { inEnglish, inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";

const MANAGERS: readonly PackageManager[] = ["apt", "dnf", "apk", "pacman", "zypper"];
const tools = (...names: readonly string[]) => TOOLS.filter((tool) => names.includes(tool.name));

describe("the table of tools", () => {
  test("names each tool once, with a package for every package manager and lessons of the course", () => {
    expect(new Set(TOOLS.map((tool) => tool.name)).size).toBe(TOOLS.length);
    for (const tool of TOOLS) {
      for (const manager of MANAGERS) expect(tool.package[manager], `${tool.name} for ${manager}`).toMatch(/^[a-z0-9/-]+$/);
      expect(tool.lessons.every((lesson) => lesson >= 1 && lesson <= 13)).toBe(true);
    }
  });

  test.each<[string, PackageManager, string]>([
    ["unshare", "apt", "util-linux"],
    ["script", "apt", "bsdutils"],
    ["script", "dnf", "/usr/bin/script"],
    ["ip", "dnf", "iproute"],
    ["ip", "apk", "iproute2"],
    ["ping", "apt", "iputils-ping"],
    ["ping", "pacman", "iputils"],
    ["ps", "dnf", "procps-ng"],
    ["ldd", "apk", "musl-utils"],
    ["hostname", "pacman", "inetutils"],
    ["ifconfig", "zypper", "net-tools-deprecated"],
    ["conntrack", "apt", "conntrack"],
    ["conntrack", "dnf", "conntrack-tools"],
    ["brctl", "apt", "bridge-utils"],
  ])("%s comes by %s with %s", (name, manager, expected) => {
    expect(tools(name)[0]?.package[manager]).toBe(expected);
  });

  test("says of each that is replaced, and of no other, by what", () => {
    const replaced = TOOLS.filter(({ isReplaced }) => isReplaced).map(({ name }) => name);
    expect(Object.keys(INSTEAD_OF_TOOLS).sort()).toEqual(replaced.sort());
  });

  test("knows which are missing", () => {
    const there = TOOLS.map((tool) => tool.name).filter((name) => name !== "brctl" && name !== "ip");
    expect(missingTools((binary) => there.includes(binary)).map((tool) => tool.name)).toEqual(["ip", "brctl"]);
  });
});

describe("the package manager", () => {
  test.each([
    [["apt-get"], "apt"],
    [["dnf"], "dnf"],
    [["apk"], "apk"],
    [["pacman"], "pacman"],
    [["zypper"], "zypper"],
    [["emerge"], null],
    [[], null],
  ])("where %j is there, is %s", (binaries, expected) => {
    expect(detectPackageManager((binary) => binaries.includes(binary))).toBe(expected);
  });
});

describe("installing", () => {
  const some = tools("ip", "ping", "brctl", "ifconfig", "route");

  test.each<[PackageManager, readonly string[]]>([
    [
      "apt",
      [
        "apt-get update -q",
        "apt-get install -q -y --no-install-recommends iproute2 iputils-ping",
        "apt-get install -q -y --no-install-recommends bridge-utils net-tools",
      ],
    ],
    [
      "dnf",
      [
        "dnf install -y --setopt=install_weak_deps=False iproute iputils",
        "dnf install -y --setopt=install_weak_deps=False --setopt=strict=0 bridge-utils net-tools",
      ],
    ],
    ["apk", ["apk add --update-cache iproute2 iputils", "apk add --update-cache bridge-utils net-tools"]],
    [
      "pacman",
      [
        "pacman -Sy --noconfirm",
        "pacman -S --noconfirm --needed iproute2 iputils",
        "pacman -S --noconfirm --needed bridge-utils net-tools",
      ],
    ],
    [
      "zypper",
      [
        "zypper --non-interactive install --no-recommends iproute2 iputils",
        "zypper --non-interactive install --no-recommends bridge-utils net-tools-deprecated",
      ],
    ],
  ])("by %s takes these commands", (manager, expected) => {
    expect(installCommands(manager, some, { refresh: true }).map((command) => command.argv.join(" "))).toEqual(expected);
  });

  test("asks for fresh lists only when told to", () => {
    expect(installCommands("apt", some, { refresh: false }).map((command) => command.argv[1])).toEqual(["install", "install"]);
  });

  test("may do without the tools that have a modern replacement, and not without the others", () => {
    expect(installCommands("apt", some, { refresh: true }).map((command) => command.mayFail)).toEqual([true, false, true]);
    expect(installCommands("apt", tools("brctl"), { refresh: false })).toHaveLength(1);
  });

  test("asks apt no questions", () => {
    for (const command of installCommands("apt", some, { refresh: true }))
      expect(command.environment).toEqual({ DEBIAN_FRONTEND: "noninteractive" });
  });

  test("names a package once when several tools come with it", () => {
    const [command] = installCommands("apk", tools("unshare", "nsenter", "mount", "script"), { refresh: false });
    expect(command?.argv).toEqual(["apk", "add", "--update-cache", "util-linux"]);
  });

  test("is one line to type, with sudo where needed", () => {
    expect(typed(installCommands("pacman", some, { refresh: false }), { sudo: true })).toBe(
      "sudo pacman -S --noconfirm --needed iproute2 iputils && sudo pacman -S --noconfirm --needed bridge-utils net-tools",
    );
    expect(howToInstall("apt", tools("curl"), { sudo: false })).toBe(
      "apt-get update -q && apt-get install -q -y --no-install-recommends curl",
    );
  });

  test("without a known package manager is left to the person, with names", () => {
    const how = toInstall(null, tools("ip", "brctl"), { sudo: false });
    expect(inEnglish(how)).toBe("install ip, brctl by this system's own means");
    expect(inWords(how, CHINESE_WORDS)).toBe("用这个系统自己的方式安装 ip、brctl");
  });
});
