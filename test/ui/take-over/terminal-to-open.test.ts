import { describe, expect, it } from "vitest";
import type { Check } from "../../../checks/check.ts";
import type { Line } from "../../../src/course/command.ts";
import type { TerminalName } from "../../../src/terminal/names.ts";
import { terminalToOpen } from "../../../src/ui/take-over/terminal-to-open.ts";
import { fail, pass } from "../sample-lesson.ts";

const there = (terminal: TerminalName, line = "true"): Line => ({ in: terminal, line });
const shownIn = (terminal: TerminalName): Check => ({
  name: `shown in ${terminal}`,
  kind: "seen",
  within: 0,
  shownIn: terminal,
  judge: async () => pass(shownIn(terminal)).verdict,
});

/** The terminal, by the lines of a step whose own is `container` and how many commands were typed where. */
function opened(
  lines: readonly Line[],
  typed: Partial<Record<TerminalName, number>> = {},
  results: Parameters<typeof terminalToOpen>[1] = null,
) {
  const definition = { id: "step", terminal: "container" as const, command: lines, checks: [] };
  return terminalToOpen({ definition, lines, isChallenge: false }, results, (name) => typed[name] ?? 0);
}

describe("the terminal that a step goes on in", () => {
  it("is that of its first line", () => {
    expect(opened([there("host"), "true"])).toBe("host");
    expect(opened(["true", there("host")])).toBe("container");
    expect(opened(["true"])).toBe("container");
  });

  it("is that of the first line that has not been typed, to judge by their number", () => {
    const lines = [there("host", "hostname"), "unshare", "hostname container1", there("host", "hostname")];
    expect(opened(lines, { host: 1 })).toBe("container");
    expect(opened(lines, { host: 1, container: 1 })).toBe("container");
    expect(opened(lines, { host: 1, container: 2 })).toBe("host");
  });

  it("is the step's own when all were typed", () => {
    expect(opened([there("host"), "true"], { host: 1, container: 1 })).toBe("container");
  });

  it("is the one whose output a check still misses, whatever else was typed there", () => {
    const [host, container] = [shownIn("host"), shownIn("container")];
    const lines = [there("host"), "true"];
    expect(opened(lines, { host: 2, container: 2 }, [fail(host), pass(container)])).toBe("host");
    expect(opened(lines, { host: 2, container: 2 }, [pass(host), fail(container)])).toBe("container");
    expect(opened(lines, { host: 0 }, [fail(host), fail(container)])).toBe("host");
  });

  it("of a challenge tells nothing of its solution", () => {
    const definition = { id: "challenge", terminal: "container" as const, command: [there("host")], checks: [] };
    expect(terminalToOpen({ definition, lines: [there("host")], isChallenge: true }, null, () => 0)).toBe("container");
  });
});
