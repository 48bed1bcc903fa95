import { expect, test } from "vitest";
import { orderLine, parseAgentLine } from "./machine/agent-lines.ts";

test("an order is one line of words, whatever the script holds", () => {
  const line = orderLine({ id: 7, user: "learner", script: "echo 'a\n\tb' | cat\n" });
  expect(line.split(" ").slice(0, 3)).toEqual(["run", "7", "learner"]);
  expect(line.indexOf("\n")).toBe(line.length - 1);
  expect(Buffer.from(line.split(" ")[3] ?? "", "base64").toString()).toBe("echo 'a\n\tb' | cat\n");
});

test("an answer has the exit code and both outputs, empty ones too", () => {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  expect(parseAgentLine(`done 7 3 ${base64("ä\nb\n")} `)).toEqual({ type: "done", id: 7, code: 3, stdout: "ä\nb\n", stderr: "" });
  expect(parseAgentLine(`done 8 0  ${base64("no")}`)).toEqual({ type: "done", id: 8, code: 0, stdout: "", stderr: "no" });
});

test("what is no answer is not taken for one", () => {
  expect(parseAgentLine("ready")).toEqual({ type: "ready" });
  expect(parseAgentLine("done 7 3 !! ").type).toBe("unknown");
  expect(parseAgentLine("reboot: Power down").type).toBe("unknown");
});
