import { describe, expect, test } from "vitest";
import { isLineOf } from "../../checks/listed.ts";

const init = { name: "nslab-init", command: ["/lab/bin/nslab-init", "--host"] };
const cut = "root           1  0.0  0.0   2928  1744 ?        Ss   07:57   0:00 ";

describe("a line of a list of processes is about one", () => {
  test.each([
    ["with its whole command", `${cut}/lab/bin/nslab-init --host`],
    ["with its name", "      1 ?        00:00:00 nslab-init"],
    ["cut off within its command", `${cut}/lab/bin/n`],
    ["cut off after few letters", `${cut}/la`],
  ])("%s", (_, line) => {
    expect(isLineOf(line, init, 1)).toBe(true);
  });

  test.each([
    ["with another PID", `root        7  0.0 ?   Ss   07:57   0:00 /lab/bin/nslab-init --host`],
    ["with another command", `${cut}bash`],
    ["cut off before it", cut],
    ["that ends like it, in another word", `${cut}x/la`],
  ])("and not %s", (_, line) => {
    expect(isLineOf(line, init, 1)).toBe(false);
  });
});
