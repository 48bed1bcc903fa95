import { expect, test } from "vitest";
import { choosePrivilege } from "../../src/lab/privilege.ts";

test.each([
  ["root of the machine", 0, "         0          0 4294967295\n", "mapped-root"],
  ["root of an ordinary user's container", 0, "         0       1000          1\n         1     100000      65536\n", "rootless"],
  ["root of a container with many ids, but not those", 0, "         0     100000 1879048192\n", "rootless"],
  ["an ordinary user", 1000, "         0          0 4294967295\n", "rootless"],
])("%s", (_, uid, map, expected) => {
  expect(choosePrivilege(uid, map)).toBe(expected);
});
