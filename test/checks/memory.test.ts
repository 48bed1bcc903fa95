import { expect, test } from "vitest";
import { inUnits } from "../../checks/memory.ts";

test.each([
  [0, "0 bytes"],
  [1023, "1023 bytes"],
  [65_536, "64 KiB"],
  [20_971_520, "20 MiB"],
  [20_000_000, "19.1 MiB"],
  [3 * 2 ** 40, "3072 GiB"],
])("%i bytes are written as %s", (bytes, text) => {
  expect(inUnits(bytes)).toBe(text);
});
