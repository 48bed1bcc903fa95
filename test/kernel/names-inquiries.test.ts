import { expect, test } from "vitest";
import { namesPlaces, parseNames } from "../../src/kernel/names.ts";
import { aProcess, HOST, INIT } from "./build-snapshot.ts";

const SHM = "       key      shmid perms                  size\n         0          3   644                  4096\n";

test("each UTS and IPC namespace is reached through one of its processes; a zombie is in none", () => {
  const other = aProcess(1010, { namespaces: { ...HOST, uts: 14 } });
  const another = aProcess(1011, { namespaces: { ...HOST, uts: 14, ipc: 15 } });
  const zombie = aProcess(1012, { namespaces: { ...HOST, uts: 0, ipc: 0 } });
  expect(namesPlaces([INIT, aProcess(1009), other, another, zombie])).toEqual([
    { machinePid: 1001, uts: HOST.uts, ipc: HOST.ipc },
    { machinePid: 1010, uts: 14, ipc: HOST.ipc },
    { machinePid: 1011, uts: 14, ipc: 15 },
  ]);
});

test("a namespace whose process has ended meanwhile has no name and no objects", () => {
  const places = [4, 14, 15].map((uts) => ({ machinePid: 1000 + uts, uts, ipc: uts + 100 }));
  const answer = (name: string) => `${name}\n\nMARK hostname 0\n${SHM}\nMARK sysvipc 0\n`;
  const printed = `[]\nMARK ip 0\n\nMARK namespace 0\n${answer("host")}\nMARK hostname 1\n\nMARK sysvipc 1\n${answer("web")}`;
  const { hostnames, ipcObjects } = parseNames(printed, "MARK", places);
  expect([...hostnames]).toEqual([
    [4, "host"],
    [15, "web"],
  ]);
  const objects = { segments: [{ id: 3, key: "0x00000000", size: 4096 }], queues: [], semaphores: [] };
  expect([...ipcObjects]).toEqual([
    [104, objects],
    [115, objects],
  ]);
});
