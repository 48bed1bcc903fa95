import { describe, expect, test } from "vitest";
import type { Answer } from "../../src/kernel/ask-namespaces.ts";
import { MOST_FACTS, MOST_NAMES_READ } from "../../src/kernel/bounds.ts";
import { NamesFinder, namesPlaces } from "../../src/kernel/names-inquiries.ts";
import { aProcess, HOST, INIT } from "./build-snapshot.ts";
import { verbatim } from "../../src/say/message.ts";
import { allInEnglish } from "../support/in-english.ts";

const HEADING = "       key      shmid perms                  size\n";
const SHM = `${HEADING}         0          3   644                  4096\n`;

const answer = (name: string, objects = SHM): Answer => ({
  sections: [
    { name: "hostname", code: 0, text: name },
    { name: "sysvipc", code: 0, text: objects },
  ],
  complaint: null,
  why: null,
});

const place = (uts: number, ipc = uts + 100) => ({ process: { machinePid: 1000 + uts, startTime: 1 }, uts, ipc });

test("each UTS and IPC namespace is reached through one of its processes; a zombie is in none", () => {
  const other = aProcess(1010, { namespaces: { ...HOST, uts: 14 } });
  const another = aProcess(1011, { namespaces: { ...HOST, uts: 14, ipc: 15 } });
  const zombie = aProcess(1012, { namespaces: { ...HOST, uts: 0, ipc: 0 } });
  expect(namesPlaces([INIT, aProcess(1009), other, another, zombie])).toEqual([
    { process: { machinePid: 1001, startTime: 1001 }, uts: HOST.uts, ipc: HOST.ipc },
    { process: { machinePid: 1010, startTime: 1010 }, uts: 14, ipc: HOST.ipc },
    { process: { machinePid: 1011, startTime: 1011 }, uts: 14, ipc: 15 },
  ]);
});

describe("names and objects", () => {
  test("are those that were answered; a namespace that was gone has none, and it is told why", () => {
    const finder = new NamesFinder();
    const [one, two, three] = finder.inquiries([place(4), place(14), place(15)], null);
    one?.take(answer("host"));
    two?.take({ sections: [], complaint: verbatim("its last process has ended"), why: null });
    three?.take(answer("web"));
    expect([...finder.hostnames]).toEqual([
      [4, "host"],
      [15, "web"],
    ]);
    const objects = { segments: [{ id: 3, key: "0x00000000", size: 4096 }], queues: [], semaphores: [] };
    expect([...finder.ipcObjects]).toEqual([
      [104, objects],
      [115, objects],
    ]);
    expect(allInEnglish(finder.unread)).toEqual([
      { part: "names", namespace: 14, why: "its last process has ended" },
      { part: "names", namespace: 114, why: "its last process has ended" },
    ]);
  });

  test("are fit to be shown", () => {
    const finder = new NamesFinder();
    finder.inquiries([place(4)], null)[0]?.take(answer("e\u001b]2;x\u0007\u202e"));
    expect(finder.hostnames.get(4)).toBe("e␛]2;x␇\ufffd");
  });

  test("of too many objects only the name is taken", () => {
    const finder = new NamesFinder();
    const many = HEADING + "         0          3   644                  4096\n".repeat(MOST_FACTS + 1);
    finder.inquiries([place(4)], null)[0]?.take(answer("host", many));
    expect([finder.hostnames.size, finder.ipcObjects.size]).toEqual([1, 0]);
    expect(allInEnglish(finder.unread)).toEqual([
      { part: "names", namespace: 104, why: `it has more than ${MOST_FACTS} System V objects of a kind` },
    ]);
  });

  test("of too many namespaces are those of the first", () => {
    const finder = new NamesFinder();
    const places = Array.from({ length: MOST_NAMES_READ + 1 }, (_, at) => place(1000 + at));
    expect(finder.inquiries(places, null)).toHaveLength(MOST_NAMES_READ);
    expect(finder.unread.map(({ namespace }) => namespace)).toEqual([1000 + MOST_NAMES_READ, 1100 + MOST_NAMES_READ]);
  });
});
