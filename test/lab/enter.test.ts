import { fstatSync, readdirSync, statSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { close, isRefusal } from "../../src/lab/door/handle.ts";
import { type Entry, entryTo, FIRST_DESCRIPTOR, type Place, worldHolder } from "../../src/lab/enter.ts";
import type { Privilege } from "../../src/lab/identity.ts";
import { identify, identityOf } from "../../src/lab/record.ts";
import { aReach } from "../support/a-reach.ts";

const ME = identityOf(process.pid);
const inodeOf = (name: string) => statSync(`/proc/self/ns/${name}`).ino;
const lab = (privilege: Privilege = "rootless") => aReach({ privilege, identity: identify(process.pid), host: ME });

const opened: number[] = [];
afterEach(() => opened.splice(0).forEach(close));

function entry(place: Place, privilege?: Privilege): Entry {
  const made = entryTo(lab(privilege), place);
  if (isRefusal(made)) throw new Error(`refused: ${made.code}`);
  opened.push(...made.descriptors);
  return made;
}

describe("the command that enters a lab", () => {
  test.each<[string, Place, readonly string[]]>([
    ["joins the host's network when nothing is said", {}, ["user", "net"]],
    ["joins only the namespaces asked for", { namespaces: ["uts", "ipc"] }, ["user", "uts", "ipc"]],
    ["joins none but a user namespace where none is asked for", { namespaces: [] }, ["user"]],
    ["joins the network of a process", { process: ME }, ["user", "net"]],
    ["joins a network by what holds it", { network: { process: ME, file: null, inode: inodeOf("net") } }, ["user", "net"]],
    ["joins the router's, which is that of the lab's first process", { world: "router" }, ["user", "net"]],
  ])("%s, by descriptors", (_, place, kinds) => {
    const { argv, descriptors } = entry(place);
    expect(argv).toEqual([
      "nsenter",
      ...kinds.map((kind, at) => `--${kind}=/proc/self/fd/${FIRST_DESCRIPTOR + at}`),
      "--preserve-credentials",
      "--",
    ]);
    expect(descriptors.map((descriptor) => fstatSync(descriptor).ino)).toEqual(kinds.map(inodeOf));
  });

  test("becomes the lab's root where its ids are mapped", () => {
    expect(entry({}, "mapped-root").argv.slice(-5)).toEqual(["-S", "0", "-G", "0", "--"]);
  });

  test.each<[string, Place]>([
    ["a process whose PID is another's by now", { process: { ...ME, startTime: ME.startTime - 1 } }],
    ["a network that is another by now", { network: { process: ME, file: null, inode: 1 } }],
    ["a network whose file is none of a namespace", { network: { process: ME, file: "/etc/passwd", inode: null } }],
    ["a network whose file is gone", { network: { process: ME, file: "/nowhere", inode: null } }],
  ])("is none for %s", (_, place) => {
    expect(entryTo(lab(), place)).toMatchObject({ type: "refused" });
  });

  test("knows the machines of the world by the lab's first process", () => {
    expect(worldHolder(lab(), "neighbor")).toEqual({ process: ME, file: "/run/netns/neighbor", inode: null });
    expect(worldHolder(lab(), "router")).toEqual({ process: ME, file: null, inode: null });
  });
});

test("an entry that is refused leaves no descriptor open", () => {
  const before = readdirSync("/proc/self/fd").length;
  for (let tries = 0; tries < 20; tries += 1) entryTo(lab(), { network: { process: ME, file: "/nowhere", inode: null } });
  expect(readdirSync("/proc/self/fd").length).toBe(before);
});
