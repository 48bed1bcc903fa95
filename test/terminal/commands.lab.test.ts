import { describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { TerminalRig } from "../support/terminal-rig.ts";

const rig = new TerminalRig();

describe("a command that does not come back", () => {
  test.each([
    ["a busy loop of the shell", "while :; do :; done", "bash"],
    ["a busy loop", "yes >/dev/null", "yes"],
    ["a loop that prints", "yes", "yes"],
    ["a server", "node -e 'require(\"http\").createServer(() => {}).listen(3000)'", "node"],
    ["sleep", "sleep 1000", "sleep"],
  ])("ends by Ctrl-C: %s", async (_, line, name) => {
    const settled = rig.terminal.run(line);
    await rig.terminal.started();
    expect(rig.terminal.state).toBe("running");
    await rig.inFront(name);
    rig.terminal.write("\u0003");
    expect(await settled).toMatchObject({ type: "returned", code: 130 });
    expect((await rig.run("echo still here")).output).toBe("still here\n");
  });

  test("ends by Ctrl-C: ping, which then tells what it counted", async () => {
    const settled = rig.terminal.run("ping -i 0.2 192.168.102.10");
    await eventually("two packets came back", () => rig.terminal.output.split("bytes from").length > 2);
    rig.terminal.write("\u0003");
    expect(await settled).toMatchObject({ type: "returned", code: 0 });
    expect(rig.terminal.output).toMatch(/\d+ packets transmitted, \d+ received, 0% packet loss/);
  });

  test("shows what it prints while it runs", async () => {
    const heard = rig.listen();
    rig.terminal.forget();
    const settled = rig.terminal.run("echo first; cat");
    await eventually("the first line is there", () => rig.terminal.output === "first\n");
    rig.terminal.write("typed\n");
    await eventually("what cat repeats is there", () => rig.terminal.output === "first\ntyped\ntyped\n");
    rig.terminal.write("\u0004");
    expect(await settled).toMatchObject({ type: "returned", code: 0 });
    expect(heard.join("")).toContain("typed\r\ntyped\r\n");
  });

  test("can be waited for by somebody else than who started it", async () => {
    void rig.terminal.run("cat");
    await rig.inFront("cat");
    const settled = rig.terminal.settled();
    rig.terminal.write("\u0004");
    expect(await settled).toMatchObject({ type: "returned", code: 0 });
  });

  test("can be stopped by Ctrl-Z and taken up again", async () => {
    const settled = rig.terminal.run("sleep 1000");
    await rig.inFront("sleep");
    rig.terminal.write("\u001a");
    expect(await settled).toMatchObject({ type: "returned", code: 148 });
    const again = rig.terminal.run("fg");
    await rig.inFront("sleep");
    rig.terminal.write("\u0003");
    expect(await again).toMatchObject({ type: "returned", code: 130 });
  });
});

describe("a command that pours out", () => {
  test("50 MB is followed to its end, and only its beginning and its end are kept", async () => {
    const before = process.memoryUsage();
    const ran = await rig.run("head -c 50000000 /dev/zero | tr '\\0' x | fold -w 99; echo; echo the end");
    expect(ran).toMatchObject({ type: "returned", code: 0 });
    expect(ran.output.length).toBeLessThanOrEqual(256 * 1024);
    expect(ran.output.endsWith("\nthe end\n")).toBe(true);
    const after = process.memoryUsage();
    expect(after.rss - before.rss).toBeLessThan(150_000_000);
  });

  test("waits while nobody reads, and goes on where it was", async () => {
    const goOn = rig.terminal.hold();
    let received = 0;
    rig.terminal.listen((part) => (received += part.type === "text" ? part.text.length : 0));
    const settled = rig.terminal.run("head -c 5000000 /dev/zero | tr '\\0' x | fold -w 99");
    await rig.inFront("head");
    const again = rig.terminal.hold();
    goOn();
    goOn();
    expect(received).toBe(0);
    again();
    expect(await settled).toMatchObject({ type: "returned", code: 0 });
    expect(received).toBeGreaterThan(5_000_000);
  });

  test("bytes that are no text harms neither the terminal nor what comes after", async () => {
    expect(await rig.run("head -c 300000 /dev/urandom; printf '\\033c\\017'")).toMatchObject({ type: "returned", code: 0 });
    expect((await rig.run("echo still here")).output).toBe("still here\n");
  });
});

describe("marks in the output of a command", () => {
  test("of a recorded session are not believed", async () => {
    await rig.run("printf '\\033]133;C;0123456789abcdef\\007out\\r\\n\\033]133;D;0123456789abcdef;7;1;1\\007$ ' >/tmp/recorded");
    rig.terminal.forget();
    const settled = rig.terminal.run("cat /tmp/recorded; read -r line; (exit 5)");
    await eventually("the recording is shown", () => rig.terminal.output.includes("$ "));
    expect(rig.terminal.state).toBe("running");
    expect(rig.terminal.lastCode).toBeNull();
    rig.terminal.write("go on\n");
    expect(await settled).toMatchObject({ type: "returned", code: 5 });
    expect(rig.terminal.output).toContain("out\n$ ");
  });

  test.each([
    ["that never end", "printf '\\033]133;D;'"],
    ["that end as other terminals' do", "printf '\\033]133;A\\033\\\\'"],
    ["that are cut off in the middle of the beginning", "printf '\\033]13'"],
  ])("%s do not hide the terminal's own", async (_, line) => {
    expect(await rig.run(line)).toMatchObject({ type: "returned", code: 0 });
    expect((await rig.run("echo still here")).output).toBe("still here\n");
  });

  test("never reach the screen", async () => {
    const heard = rig.listen();
    await rig.run("unshare -m bash");
    await rig.run("echo inside");
    await rig.run("exit");
    expect(heard.join("")).toContain("inside");
    expect(heard.join("")).not.toContain("133;");
  });
});
