import { describe, expect, test } from "vitest";
import { identityOf } from "../../src/lab/record.ts";
import { parseCpuTime, readCpuTime } from "../../src/kernel/read-cpu-time.ts";

const STAT = "14 (deadloop.sh) R 12 14 12 34816 14 4194304 270 0 0 0 231 12 7 8 20 0 1 0 4231 4464640 794 18446744073709551615";

describe("CPU time of a process", () => {
  test.each([
    ["user and system time, and what its first thread waited", STAT, "2430000000 31500000 70\n", { ran: 2430, waited: 31.5 }],
    ["no waiting where the kernel counts none", STAT, "", { ran: 2430, waited: 0 }],
    ["a name with spaces and parentheses", STAT.replace("deadloop.sh", "a) R (b"), "", { ran: 2430, waited: 0 }],
    ["nothing in a line that is none", "14 (deadloop.sh)", "", null],
  ])("has %s", (_, stat, schedstat, expected) => {
    expect(parseCpuTime(stat, schedstat)).toEqual(expected);
  });

  test("grows for this very process, and is null for none", () => {
    expect(readCpuTime(identityOf(process.pid))?.ran).toBeGreaterThan(0);
    expect(readCpuTime({ ...identityOf(process.pid), startTime: 1 })).toBeNull();
  });
});
