import { expect, test } from "vitest";
import { REFUSED, TIMED_OUT } from "../../checks/network-failures.ts";

test.each([
  "curl: (28) Connection timed out after 501 milliseconds",
  "curl: (28) Connection timeout after 500 ms",
  "curl: (28) Connection time-out",
  "curl: (28) Operation timed out after 501 milliseconds with 0 bytes received",
])("%j says that the connection timed out, not that it was refused", (text) => {
  expect([TIMED_OUT.pattern?.test(text), REFUSED.pattern?.test(text)]).toEqual([true, false]);
});
