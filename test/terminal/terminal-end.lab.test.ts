import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { Terminal } from "../../src/terminal/terminal.ts";
import { install } from "../support/installed.ts";
import { TerminalRig } from "../support/terminal-rig.ts";
import { SIZE, startTestLab } from "../support/test-lab.ts";

const rig = new TerminalRig();

describe("the end of a terminal's own shell", () => {
  test("is told with its exit code, and a terminal of that name can be opened again", async () => {
    expect(await rig.run("exit 6")).toMatchObject({ type: "closed", code: 6 });
    expect(rig.terminal.state).toBe("closed");
    await rig.reopen();
    expect(await rig.run("echo back")).toEqual({ type: "returned", code: 0, output: "back\n" });
  });

  test("is told when the shell is killed", async () => {
    expect(await rig.run("kill -KILL $$")).toMatchObject({ type: "closed" });
    await rig.reopen();
    expect((await rig.run("echo back")).output).toBe("back\n");
  });

  test("comes after all that was printed", async () => {
    for (let count = 0; count < 20; count += 1) {
      expect(await rig.run("seq 1 2000; echo the last words; exit")).toMatchObject({ type: "closed", code: 0 });
      expect(rig.terminal.output).toContain("1999\n2000\nthe last words\n");
      await rig.reopen();
    }
  });

  test("frees its place: more terminals than a lab has can be opened one after the other, and none hears another", async () => {
    const heard = rig.listen();
    for (let count = 0; count < 20; count += 1) {
      expect(await rig.run("exit")).toMatchObject({ type: "closed" });
      await rig.reopen();
      expect((await rig.run("echo secret")).output).toBe("secret\n");
    }
    expect(heard.join("")).not.toContain("secret");
  });

  test("is no end of others", async () => {
    const other = await rig.open("container");
    await rig.run("exit");
    await rig.reopen();
    expect(await other.run("echo $$")).toMatchObject({ type: "returned", code: 0 });
    await rig.close(other);
  });
});

describe("a lab that ends under a terminal", () => {
  test("leaves nobody waiting", async () => {
    const ending = await startTestLab();
    const last = await Terminal.open(ending, "host", "host", SIZE);
    void last.run("sleep 1000");
    await last.started();
    await ending.down();
    const late = await Terminal.open(ending, "host", "host", SIZE);
    expect(late.state).toBe("starting");
  });

  test("has an answer even for who asks it for a prompt that will never come", async () => {
    const installed = await install("test/support/late-prompt-program.ts");
    expect(execFileSync(process.execPath, [installed.program, installed.root], { encoding: "utf8" })).toBe('""');
    installed.remove();
  });
});
