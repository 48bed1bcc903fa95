import { describe, expect, test } from "vitest";
import { outputFailure } from "../../src/cli/output-failure.ts";
import type { Message } from "../../src/say/message.ts";
import { inEnglish } from "../../src/say/words.ts";

const english = (said: Message | null) => (said === null ? "" : inEnglish(said));
const failed = (code: string) => Object.assign(new Error(`${code}: why, write`), { code });

describe("output that did not arrive", () => {
  test("is no failure where nobody is there to read it", () => {
    expect(outputFailure(failed("EPIPE"), false)).toBeNull();
    expect(outputFailure(failed("EPIPE"), true)).toBeNull();
    expect(outputFailure(failed("EIO"), true)).toBeNull();
  });

  test.each(["ENOSPC", "EDQUOT", "EFBIG", "EIO", "EBADF", "EINVAL"])(
    "to a file is told with what the system said: %s",
    (code) => {
      expect(english(outputFailure(failed(code), false))).toMatch(
        new RegExp(`^nslab could not write all of its output: .+\\nThe system said: ${code}: why, write$`),
      );
    },
  );

  test("is told whatever was thrown", () => {
    expect(english(outputFailure("no reason", false))).toContain("The system said: no reason");
  });
});
