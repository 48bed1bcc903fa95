import { describe, expect, test } from "vitest";
import { parseSystemV } from "../../src/kernel/parse-sysvipc.ts";

// Linux 6.18: cat /proc/sysvipc/shm /proc/sysvipc/msg /proc/sysvipc/sem
const SHM = `       key      shmid perms                  size  cpid  lpid nattch   uid   gid  cuid  cgid      atime      dtime      ctime                   rss                  swap
-552926183          0   644                  4096    10     0      0     0     0     0     0          0          0 1795470766                     0                     0
  16909060          1   600                  8192    11     0      0     0     0     0     0          0          0 1795470766                     0                     0
`;
const MSG = `       key      msqid perms      cbytes       qnum lspid lrpid   uid   gid  cuid  cgid      stime      rtime      ctime
-2042810847          3   644         120          2     0     0     0     0     0     0          0          0 1795470766
`;
const SEM = `       key      semid perms      nsems   uid   gid  cuid  cgid      otime      ctime
1825945127          0   644          2     0     0     0     0          0 1795470767
`;

describe("System V objects", () => {
  test("are read with their keys as ipcs prints them", () => {
    expect(parseSystemV(SHM + MSG + SEM)).toEqual({
      segments: [
        { id: 0, key: "0xdf0b0419", size: 4096 },
        { id: 1, key: "0x01020304", size: 8192 },
      ],
      queues: [{ id: 3, key: "0x863d2e21", size: 120 }],
      semaphores: [{ id: 0, key: "0x6cd5b627", size: 2 }],
    });
  });

  test("may come in any order, and may be none", () => {
    const [headings = ""] = SHM.split("\n");
    expect(parseSystemV(`${SEM}${headings}\n`)).toMatchObject({ segments: [], queues: [], semaphores: [{ id: 0 }] });
    expect(parseSystemV("")).toEqual({ segments: [], queues: [], semaphores: [] });
  });
});
