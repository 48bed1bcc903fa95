import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Lab } from "../../src/lab/lab.ts";
import { Terminal } from "../../src/terminal/terminal.ts";
import { eventually } from "../support/eventually.ts";
import { startTestLab } from "../support/test-lab.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.down());

const SIZE = { rows: 24, columns: 80 };

describe("a terminal that a person types in", () => {
  it("takes another size, and tells the program in front by SIGWINCH", async () => {
    for (const place of ["host", "neighbor"] as const) {
      const terminal = await Terminal.open(lab, place, place, SIZE);
      const script =
        "trap 'echo resized to $(stty size)' WINCH; echo ready; for i in {1..200}; do sleep 0.02; [ \"$(stty size)\" = '40 120' ] && break; done";
      const ended = terminal.run(`bash -c ${JSON.stringify(script).replaceAll("$", "\\$")}`);
      await eventually("the program is ready", () => terminal.output.includes("ready"));
      terminal.resize({ rows: 40, columns: 120 });
      await ended;
      expect(terminal.output, place).toContain("resized to 40 120");
    }
  });

  it("has the last of the sizes that a window takes one after the other, as when it is drawn larger", async () => {
    const terminal = await Terminal.open(lab, "host", "host", SIZE);
    for (let columns = 81; columns <= 120; columns += 1) terminal.resize({ rows: 40, columns });
    await terminal.run(`until [ "$(stty size)" = '40 120' ]; do :; done`);
    const later = await Terminal.open(lab, "later", "host", SIZE); // what was asked for before is done by then
    await later.run("exit");
    terminal.forget();
    await terminal.run("stty size");
    expect(terminal.output).toBe("40 120\n");
  });

  it("keeps its prompt apart from the line being typed", async () => {
    const terminal = await Terminal.open(lab, "host", "host", SIZE);
    const prompt = await terminal.prompt();
    terminal.write("echo half");
    await eventually("the line is shown", () => terminal.promptAndLine.endsWith("echo half"));
    expect(await terminal.prompt()).toBe(prompt);
  });

  it("gives up a half-typed line before it types one of its own, even in a continued one", async () => {
    const terminal = await Terminal.open(lab, "host", "host", SIZE);
    for (const half of ["echo half", "for i in 1 2\ndo echo ", "echo 'a\n"]) {
      terminal.write(half);
      await eventually("the line is shown", () => terminal.promptAndLine.includes(half.split("\n").at(-1) || ">"));
      terminal.forget();
      await terminal.run("echo whole");
      expect(terminal.output).toBe("whole\n");
    }
  });

  it("shows output only while a command runs, not the echo of the line", async () => {
    const terminal = await Terminal.open(lab, "host", "host", SIZE);
    const shown: string[] = [];
    terminal.listen((part) => {
      if (part.type === "text" && terminal.showsOutput) shown.push(part.text);
    });
    await terminal.run("echo one; echo two");
    expect(shown.join("")).toBe("one\r\ntwo\r\n");
  });
});

it("gives up a half-typed line, however soon after its last key", async () => {
  const terminal = await Terminal.open(lab, "host", "host", SIZE);
  for (let times = 0; times < 60; times += 1) {
    await terminal.prompt();
    terminal.write("half a li");
    terminal.forget();
    await terminal.run(`echo ${times}`);
    expect(terminal.output).toBe(`${times}\n`);
  }
});
