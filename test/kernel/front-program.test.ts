import { expect, test } from "vitest";
import { isInteractiveShell } from "../../src/kernel/front-program.ts";

test.each([
  ["sh", ["sh"]],
  ["dash", ["/bin/dash", "-i"]],
  ["bash", ["-bash"]],
  ["bash", ["bash", "--norc"]],
  ["zsh", ["zsh"]],
  ["busybox", ["busybox", "sh"]],
  ["busybox", ["/bin/busybox", "ash", "-i"]],
])("%s, started as %j, waits for lines", (name, command) => {
  expect(isInteractiveShell({ name, command })).toBe(true);
});

test.each([
  ["sh", ["sh", "-c", "sleep 60"]],
  ["bash", ["bash", "-ec", "sleep 60"]],
  ["bash", ["bash", "/root/script.sh"]],
  ["busybox", ["busybox", "vi"]],
  ["vim", ["vim"]],
  ["sleep", ["sleep", "60"]],
])("%s, started as %j, does not", (name, command) => {
  expect(isInteractiveShell({ name, command })).toBe(false);
});
