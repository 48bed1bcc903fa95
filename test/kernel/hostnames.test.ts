import { expect, test } from "vitest";
import { parseHostnames, utsNamespaces } from "../../src/kernel/hostnames.ts";
import { aProcess, HOST, INIT } from "./build-snapshot.ts";

test("each UTS namespace is reached through one of its processes; a zombie is in none", () => {
  const other = aProcess(1010, { namespaces: { ...HOST, uts: 14 } });
  const zombie = aProcess(1011, { namespaces: { ...HOST, uts: 0 } });
  expect(utsNamespaces([INIT, aProcess(1009), other, zombie])).toEqual([
    { inode: HOST.uts, file: "/proc/1001/ns/uts" },
    { inode: 14, file: "/proc/1010/ns/uts" },
  ]);
});

test("a namespace that has ended meanwhile has no name", () => {
  const files = [4, 14, 15].map((inode) => ({ inode, file: "" }));
  const printed = "[]\nMARK ip 0\n\nMARK namespace 0\nhost\n\nMARK hostname 0\n\nMARK hostname 1\nweb\n\nMARK hostname 0\n";
  expect([...parseHostnames(printed, "MARK", files)]).toEqual([
    [4, "host"],
    [15, "web"],
  ]);
});
