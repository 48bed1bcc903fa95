import { expect, test } from "vitest";
import { refusedSetting } from "../../src/player/remarks.ts";

test.each([
  ["bash: /proc/sys/kernel/panic: Permission denied", "/proc/sys/kernel/panic"],
  ["tee: /proc/sys/vm/swappiness: Operation not permitted\n60", "/proc/sys/vm/swappiness"],
  ['sysctl: permission denied on key "kernel.panic", ignoring', "kernel.panic"],
  ["sysctl: permission denied on key 'kernel.panic'", "kernel.panic"],
  ["bash: /etc/shadow: Permission denied", null],
  ["net.ipv4.ip_forward = 1", null],
])("%j: %j", (output, setting) => {
  expect(refusedSetting(output)).toBe(setting);
});
