import { expect, test } from "vitest";
import { endsByCtrlC, leavingKeys } from "../../src/ui/leaving-keys.ts";

test.each<[program: string, isShell: boolean, keys: string, ends: boolean]>([
  ["sleep", false, "Ctrl-C", true],
  ["vim", false, "Esc, `:q!`, Enter", false],
  ["less", false, "q", false],
  ["zsh", true, "Ctrl-C", false],
])("%s is left by its own keys, and Ctrl-C is offered only where it ends it", (name, isShell, keys, ends) => {
  expect(leavingKeys(name)).toBe(keys);
  expect(endsByCtrlC({ name, isShell })).toBe(ends);
});

test("of what is not known, Ctrl-C is tried", () => {
  expect(endsByCtrlC(null)).toBe(true);
});
