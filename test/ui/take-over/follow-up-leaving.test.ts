import { afterEach, describe, expect, it, vi } from "vitest";
import type { FrontProgram } from "../../../src/kernel/front-program.ts";
import { ended, Follower } from "./follower.ts";
import { inEnglish } from "../../../src/say/words.ts";

afterEach(() => vi.useRealTimers());

describe("the verdicts on what the learner leaves", () => {
  it("are those of the last look, while nothing has happened since", async () => {
    const follower = new Follower([{ name: "a" }, { name: "b" }]);
    follower.holding.add("a");
    expect(follower.followUp.results).toBeNull();
    await follower.after(() => ended(follower), "prompt");
    const told = () => follower.followUp.results?.map(({ check, verdict }) => `${inEnglish(check.name)} ${verdict.type}`) ?? null;
    expect(told()).toEqual(["a pass", "b fail"]);
    follower.followUp.commandStarted("container");
    expect(told()).toBeNull();
    follower.holding.add("b");
    await follower.after(() => ended(follower), "prompt");
    expect(told()).toEqual(["a pass", "b pass"]);
    follower.followUp.end();
  });

  it("are not handed along when something failed a while ago: it may have come true", async () => {
    const follower = new Follower([{ name: "a" }]);
    await follower.after(() => ended(follower), "prompt");
    const later = vi.spyOn(performance, "now").mockReturnValue(performance.now() + 3000);
    expect(follower.followUp.results).toBeNull();
    later.mockRestore();
  });
});

describe("a command that does not come back", () => {
  it.each<[string, FrontProgram | null, string]>([
    ["with its name", { name: "curl", isShell: false }, "curl"],
    ["also where no name is known, as on the neighbor", null, "unknown"],
  ])("is told of after a while, %s", async (_, inFront, name) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const follower = new Follower([{ name: "a" }]);
    follower.inFront = inFront;
    follower.followUp.commandStarted("container");
    await vi.advanceTimersByTimeAsync(5000);
    expect(follower.said).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(follower.said).toEqual([`remark still-runs ${name}`]);
    follower.followUp.end();
  });

  it.each<[string, { leaves?: string }, FrontProgram]>([
    ["where the step wants it to stay", { leaves: "running" }, { name: "node", isShell: false }],
    ["where it is a shell", {}, { name: "sh", isShell: true }],
  ])("is not told of %s", async (_, options, inFront) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const follower = new Follower([{ name: "a" }], options);
    follower.inFront = inFront;
    follower.followUp.commandStarted("container");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(follower.said.filter((each) => each.startsWith("remark"))).toEqual([]);
    follower.followUp.end();
  });
});
