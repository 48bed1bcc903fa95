import { describe, expect, test } from "vitest";
import { cpuColumn } from "../../checks/cpu-shown.ts";

const TOP =
  "    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n     14 root      20   0    4360   3176   2916 R  22.0   0.0   0:01.59 deadloo+\n";

describe("%CPU of a process in a list", () => {
  test.each([
    ["top's row", TOP, 14, 0.22],
    ["top's row without its header", TOP.split("\n")[1] ?? "", 14, 0.22],
    ["the last of several lists", `${TOP.replace("22.0", "99.9")}\n${TOP}`, 14, 0.22],
    ["a list of other columns", "%CPU   PID COMMAND\n19.5    14 deadloop.sh\n", 14, 0.195],
    ["a decimal comma", TOP.replace("22.0", "22,0"), 14, 0.22],
  ])("is read from %s", (_, output, pid, expected) => {
    expect(cpuColumn(output, pid)).toBeCloseTo(expected, 5);
  });

  test.each([
    ["another process", TOP, 4],
    ["a number that is no PID", "echo 14\n", 14],
    ["no list", "", 14],
  ])("is null for %s", (_, output, pid) => {
    expect(cpuColumn(output, pid)).toBeNull();
  });
});
