import { readdirSync, readlinkSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { close, isRefusal } from "../../src/lab/door/handle.ts";
import { entryTo, type Place } from "../../src/lab/enter.ts";
import type { LabReach } from "../../src/lab/identity.ts";
import { identify, identityOf } from "../../src/lab/record.ts";

/** This very process plays a lab: it is in a namespace of each kind. */
const LAB: LabReach = {
  identity: identify(process.pid),
  privilege: "mapped-root",
  pace: 1,
  cgroup: "none",
  controllers: [],
  cgroupDirectories: [],
  host: identityOf(process.pid),
};

/** The entry's words and what its descriptors lead to. */
function entry(place: Place, lab = LAB): { readonly argv: readonly string[]; readonly namespaces: readonly string[] } | string {
  const found = entryTo(lab, place);
  if (isRefusal(found)) return found.code;
  const namespaces = found.descriptors.map((each) => readlinkSync(`/proc/self/fd/${each}`).replace(/:.*/, ""));
  found.descriptors.forEach(close);
  return { argv: found.argv, namespaces };
}

const ROOT = ["-S", "0", "-G", "0", "--"];

describe("the command that enters a lab", () => {
  test("joins the host's network when nothing is said, by descriptors", () => {
    expect(entry({})).toEqual({
      argv: ["nsenter", "--user=/proc/self/fd/3", "--net=/proc/self/fd/4", ...ROOT],
      namespaces: ["user", "net"],
    });
  });

  test("joins only the namespaces asked for", () => {
    expect(entry({ namespaces: ["uts", "ipc"] })).toEqual({
      argv: ["nsenter", "--user=/proc/self/fd/3", "--uts=/proc/self/fd/4", "--ipc=/proc/self/fd/5", ...ROOT],
      namespaces: ["user", "uts", "ipc"],
    });
    expect(entry({ namespaces: [] })).toMatchObject({ namespaces: ["user"] });
  });

  test("becomes the lab's root without setgroups(2) where the lab is rootless", () => {
    expect(entry({}, { ...LAB, privilege: "rootless" })).toMatchObject({
      argv: ["nsenter", "--user=/proc/self/fd/3", "--net=/proc/self/fd/4", "--preserve-credentials", "--"],
    });
  });

  test("is none where the process has ended, whoever has its PID now", () => {
    expect(entry({ process: { machinePid: process.pid, startTime: 1 } })).toBe("ESRCH");
    expect(entry({ process: { machinePid: 2 ** 22 + 1, startTime: 1 } })).toBe("ENOENT");
    expect(entry({ world: "router" }, { ...LAB, identity: { ...LAB.identity, startTime: 1 } })).toBe("ESRCH");
  });

  test("is none where the file of a network is another file, or none", () => {
    const process = LAB.host;
    expect(entry({ network: { process, file: "/proc/self/ns/uts", inode: null } })).toBe("ENOENT");
    expect(entry({ network: { process, file: "/etc/passwd", inode: null } })).toBe("EINVAL");
    expect(entry({ network: { process, file: "/nowhere", inode: null } })).toBe("ENOENT");
    expect(entry({ network: { process, file: null, inode: 1 } })).toBe("ENOENT");
  });
});

test("an entry that is refused leaves no descriptor open", () => {
  const before = readdirSync("/proc/self/fd").length;
  for (let tries = 0; tries < 20; tries += 1) entry({ network: { process: LAB.host, file: "/nowhere", inode: null } });
  expect(readdirSync("/proc/self/fd").length).toBe(before);
});
