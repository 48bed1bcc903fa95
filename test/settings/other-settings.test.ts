import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../support/test-lab.ts";
import { fileOf, OF_ALL_LINKS, otherThan, SETTINGS, settingCommand } from "./other-settings.ts";

describe("what fresh namespaces take from a machine", () => {
  test("is tried with all that a lab's own host is given back, and with these values", () => {
    const world = readFileSync(join(PACKAGE_ROOT, "src/lab/up-world.sh"), "utf8");
    const list = /for setting in ([\w= ]+); do/.exec(world)?.[1]?.split(" ") ?? [];
    const tried = SETTINGS.filter(({ key }) => key.startsWith("net.ipv4.conf."));
    expect(list).not.toEqual([]);
    expect(tried.map(({ key, usual }) => `${key.split(".").at(-1)}=${usual}`)).toEqual(list);
  });

  test("is set for links that come, and never for those of a machine that somebody uses", () => {
    expect(SETTINGS.filter(({ key }) => key.includes(".all."))).toEqual([]);
    expect(OF_ALL_LINKS.filter(({ key }) => !key.includes(".all."))).toEqual([]);
  });

  test("has two values that differ, and is turned from each to the other", () => {
    for (const setting of SETTINGS) {
      expect(otherThan(setting, setting.usual)).toBe(setting.other);
      expect(otherThan(setting, setting.other)).toBe(setting.usual);
      expect(setting.usual).not.toBe(setting.other);
      expect(otherThan(setting, "as nobody expects")).toBe(setting.other);
    }
  });

  test("is set by its file, or by sysctl(8)", () => {
    expect(fileOf({ key: "net.ipv4.ip_forward" })).toBe("/proc/sys/net/ipv4/ip_forward");
    expect(
      settingCommand([
        { key: "a.b", value: "1" },
        { key: "c.d", value: "x" },
      ]),
    ).toBe("sysctl -q -w a.b=1 c.d=x");
  });
});
