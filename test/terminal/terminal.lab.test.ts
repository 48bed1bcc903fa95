import { execFileSync } from "node:child_process";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { frontProcess, processByHostPid } from "../../src/kernel/queries.ts";
import { readSnapshot } from "../../src/kernel/read-snapshot.ts";
import type { Lab } from "../../src/lab/lab.ts";
import type { TerminalPlace } from "../../src/lab/supervisor-lines.ts";
import { type Outcome, Terminal } from "../../src/terminal/terminal.ts";
import { eventually } from "../support/eventually.ts";
import { install } from "../support/installed.ts";
import { SIZE, startTestLab } from "../support/test-lab.ts";

let lab: Lab;
let terminal: Terminal;

beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.down());

const open = (name = "host", place: TerminalPlace = "host") => Terminal.open(lab, name, place, SIZE);

/** Ends the terminal's shells, so that its slot is free again. */
async function close(each: Terminal): Promise<void> {
  if (each.state === "running") {
    each.write("\u0003");
    await each.settled();
  }
  while (each.state !== "closed") await each.run("exit");
}

beforeEach(async () => {
  terminal = await open();
});
afterEach(() => close(terminal));

/** What a line printed, and how it ended. */
async function run(line: string): Promise<Outcome & { readonly output: string }> {
  terminal.forget();
  const outcome = await terminal.run(line);
  return { ...outcome, output: terminal.output };
}

describe("a line typed in a terminal", () => {
  test("gives its output, without the line itself, and its exit code", async () => {
    expect(await run("echo hello; echo error >&2")).toEqual({ type: "returned", code: 0, output: "hello\nerror\n" });
    expect(terminal.lastCode).toBe(0);
  });

  test.each([
    ["false", 1],
    ["(exit 137)", 137],
    ["no-such-command", 127],
    ["/etc/hosts", 126],
    ["kill -TERM $BASHPID & wait $!", 143],
    ["true | false", 1],
  ])("%s has its exit code", async (line, code) => {
    expect(await run(line)).toMatchObject({ type: "returned", code });
    expect(terminal.lastCode).toBe(code);
  });

  test("finds the terminal a real one, of the lab's own, with its size", async () => {
    expect((await run("tty; stty size; echo $TERM")).output).toMatch(/^\/dev\/pts\/\d+\n24 80\nxterm-256color\n$/);
  });

  test("is typed at the article's prompt", async () => {
    expect(await terminal.prompt()).toBe("[root@host docker]# ");
    await run("cd /tmp");
    expect(await terminal.prompt()).toBe("[root@host tmp]# ");
  });

  test("may be longer than the screen is wide, or than a terminal's line in cooked mode", async () => {
    expect((await run(`echo ${"x".repeat(300)}`)).output).toBe(`${"x".repeat(300)}\n`);
    expect((await run(`echo ${"y".repeat(6000)} | wc -c`)).output).toBe("6001\n");
  });

  test("may hold characters of any script, and what readline takes for keys", async () => {
    expect((await run("echo 'Größe 大小 \u{1f4e6} $HOME !x ~ `'")).output).toBe("Größe 大小 \u{1f4e6} $HOME !x ~ `\n");
  });

  test("may print what has no line's end, and what looks like the end of a line", async () => {
    expect((await run("printf 'no end'")).output).toBe("no end");
    expect((await run("printf 'a\\rb\\033[2Kc\\n'")).output).toBe("abc\n");
  });

  test.each(["", "   ", "# only a comment", ":"])("%j settles too", async (line) => {
    await run("true");
    expect(await run(line)).toEqual({ type: "returned", code: 0, output: "" });
  });

  test.each(["", "# only a comment", "if then"])(
    "%j runs nothing, so it has no exit code: that of a command before is not taken for its own",
    async (line) => {
      await run("(exit 42)");
      expect((await run(line)).type).toBe("returned");
      expect(terminal.lastCode).toBeNull();
    },
  );

  test("is what its output belongs to: the one before it is forgotten", async () => {
    await run("echo before");
    terminal.forget();
    expect(terminal.output).toBe("");
    expect(terminal.lastCode).toBeNull();
  });

  test("cannot be typed while another runs: that is a bug and says so", async () => {
    const running = terminal.run("cat");
    await eventually("it runs", () => terminal.state === "running");
    await expect(terminal.run("ls")).rejects.toThrow("terminal host is running");
    terminal.write("\u0004");
    expect(await running).toMatchObject({ type: "returned", code: 0 });
  });

  test("runs a hundred times, each with its own output and code", async () => {
    for (let count = 0; count < 100; count += 1) {
      expect(await run(`echo ${count}; (exit ${count})`)).toEqual({ type: "returned", code: count, output: `${count}\n` });
    }
  });
});

describe("a shell within a shell", () => {
  test.each([
    "bash",
    "unshare -m bash",
    "unshare -fpm --mount-proc bash",
    "unshare -fpmui --mount-proc bash",
    "nsenter -t 1 -m -u -i -n -p bash",
  ])("is in front after %s, and its end brings the one before back with its exit code", async (line) => {
    const outside = (await run("readlink /proc/self/ns/mnt /proc/self/ns/pid; echo $SHLVL")).output;
    expect(await run(line)).toMatchObject({ type: "other-shell", code: 0 });
    expect(terminal.depth).toBe(1);
    expect(await run("echo in the inner shell")).toEqual({ type: "returned", code: 0, output: "in the inner shell\n" });
    expect(await run("(exit 9)")).toMatchObject({ type: "returned", code: 9 });
    expect(await run("exit 3")).toMatchObject({ type: "other-shell", code: 3 });
    expect(terminal.lastCode).toBe(3);
    expect(terminal.depth).toBe(0);
    expect((await run("readlink /proc/self/ns/mnt /proc/self/ns/pid; echo $SHLVL")).output).toBe(outside);
  });

  test("is in front though it has the PID of the one outside", async () => {
    expect(await run("unshare -fpm --mount-proc bash")).toMatchObject({ type: "other-shell" });
    expect((await run("echo $$")).output).toBe("1\n");
    expect(await run("unshare -fpm --mount-proc bash")).toMatchObject({ type: "other-shell" });
    expect((await run("echo $$")).output).toBe("1\n");
    expect(terminal.depth).toBe(2);
    expect(await run("exit 5")).toMatchObject({ type: "other-shell", code: 5 });
    expect(terminal.depth).toBe(1);
  });

  test.each(["exec unshare -m bash", "exec unshare -fpm --mount-proc bash"])(
    "takes the place of the one before: %s",
    async (line) => {
      const before = (await run("echo $SHLVL")).output;
      expect(await run("bash")).toMatchObject({ type: "other-shell" });
      expect(await run(line)).toMatchObject({ type: line.includes("-f") ? "other-shell" : "returned" });
      expect(await run("(exit 8)")).toMatchObject({ type: "returned", code: 8 });
      expect(await run("exit 3")).toMatchObject({ type: "other-shell", code: 3 });
      expect((await run("echo $SHLVL")).output).toBe(before);
    },
  );

  test("is followed into a chroot that holds only bash and its libraries", async () => {
    const copy =
      "mkdir -p /tmp/jail && for file in /bin/bash $(ldd /bin/bash | grep -o '/[^ ]*'); do mkdir -p /tmp/jail${file%/*}; cp $file /tmp/jail$file; done";
    expect(await run(copy)).toMatchObject({ code: 0 });
    expect(await run("chroot /tmp/jail /bin/bash")).toMatchObject({ type: "other-shell" });
    expect(await terminal.prompt()).toMatch(/^bash-[\d.]+# $/);
    expect((await run("pwd; echo /*")).output).toMatch(/^\/\n(\/bin|\/lib)/);
    expect(await run("ls")).toMatchObject({ type: "returned", code: 127 });
    expect(await run("exit 3")).toMatchObject({ type: "other-shell", code: 3 });
  });

  test("is followed into a network namespace", async () => {
    expect(await run("ip netns add ns1")).toEqual({ type: "returned", code: 0, output: "" });
    expect(await run("ip netns exec ns1 bash")).toMatchObject({ type: "other-shell" });
    expect((await run("ip -br link")).output).toMatch(/^lo\s+DOWN/);
    expect(await run("exit 3")).toMatchObject({ type: "other-shell", code: 3 });
    expect(await run("ip netns del ns1")).toMatchObject({ code: 0 });
  });

  test("that cannot be opened is a command that failed", async () => {
    expect(await run("chroot /root/docker bash")).toMatchObject({ type: "returned", code: 127 });
  });

  test("that cannot fork says so, and ends", async () => {
    expect(await run("unshare -pm bash")).toMatchObject({ type: "other-shell" });
    await run("ls");
    await run("ls");
    expect(terminal.output).toContain("fork: Cannot allocate memory");
    expect(await run("exit")).toMatchObject({ type: "other-shell" });
  });
});

/** Resolves when a program of that name is in front: only then is Ctrl-C for it, and not for the shell that is about to start it. */
function inFront(name: string): Promise<unknown> {
  return eventually(`${name} is in front`, async () => {
    const snapshot = await readSnapshot(lab);
    const root = processByHostPid(snapshot, terminal.rootPid);
    return root !== undefined && frontProcess(snapshot, root.machinePid)?.name === name;
  });
}

describe("a command that does not come back", () => {
  test.each([
    ["a busy loop of the shell", "while :; do :; done", "bash"],
    ["a busy loop", "yes >/dev/null", "yes"],
    ["a loop that prints", "yes", "yes"],
    ["a server", "node -e 'require(\"http\").createServer(() => {}).listen(3000)'", "node"],
    ["sleep", "sleep 1000", "sleep"],
  ])("ends by Ctrl-C: %s", async (_, line, name) => {
    const settled = terminal.run(line);
    await terminal.started();
    expect(terminal.state).toBe("running");
    await inFront(name);
    terminal.write("\u0003");
    expect(await settled).toMatchObject({ type: "returned", code: 130 });
    expect((await run("echo still here")).output).toBe("still here\n");
  });

  test("ends by Ctrl-C: ping, which then tells what it counted", async () => {
    const settled = terminal.run("ping -i 0.2 192.168.102.10");
    await eventually("two packets came back", () => terminal.output.split("bytes from").length > 2);
    terminal.write("\u0003");
    expect(await settled).toMatchObject({ type: "returned", code: 0 });
    expect(terminal.output).toMatch(/\d+ packets transmitted, \d+ received, 0% packet loss/);
  });

  test("shows what it prints while it runs", async () => {
    const heard: string[] = [];
    const stop = terminal.listen((part) => {
      if (part.type === "text") heard.push(part.text);
    });
    terminal.forget();
    const settled = terminal.run("echo first; cat");
    await eventually("the first line is there", () => terminal.output === "first\n");
    terminal.write("typed\n");
    await eventually("what cat repeats is there", () => terminal.output === "first\ntyped\ntyped\n");
    terminal.write("\u0004");
    expect(await settled).toMatchObject({ type: "returned", code: 0 });
    stop();
    expect(heard.join("")).toContain("typed\r\ntyped\r\n");
  });

  test("can be waited for by somebody else than who started it", async () => {
    void terminal.run("cat");
    await inFront("cat");
    const settled = terminal.settled();
    terminal.write("\u0004");
    expect(await settled).toMatchObject({ type: "returned", code: 0 });
  });

  test("can be stopped by Ctrl-Z and taken up again", async () => {
    const settled = terminal.run("sleep 1000");
    await inFront("sleep");
    terminal.write("\u001a");
    expect(await settled).toMatchObject({ type: "returned", code: 148 });
    const again = terminal.run("fg");
    await inFront("sleep");
    terminal.write("\u0003");
    expect(await again).toMatchObject({ type: "returned", code: 130 });
  });
});

describe("a command that pours out", () => {
  test("50 MB is followed to its end, and only the end of it is kept", async () => {
    const before = process.memoryUsage();
    const ran = await run("head -c 50000000 /dev/zero | tr '\\0' x | fold -w 99; echo; echo the end");
    expect(ran).toMatchObject({ type: "returned", code: 0 });
    expect(ran.output.length).toBeLessThanOrEqual(256 * 1024);
    expect(ran.output.endsWith("\nthe end\n")).toBe(true);
    const after = process.memoryUsage();
    expect(after.rss - before.rss).toBeLessThan(150_000_000);
  }, 60_000);

  test("bytes that are no text harms neither the terminal nor what comes after", async () => {
    expect(await run("head -c 300000 /dev/urandom; printf '\\033c\\017'")).toMatchObject({ type: "returned", code: 0 });
    expect((await run("echo still here")).output).toBe("still here\n");
  });
});

describe("marks in the output of a command", () => {
  test("of a recorded session are not believed", async () => {
    await run("printf '\\033]133;C;0123456789abcdef\\007out\\r\\n\\033]133;D;0123456789abcdef;7;1;1\\007$ ' >/tmp/recorded");
    terminal.forget();
    const settled = terminal.run("cat /tmp/recorded; read -r line; (exit 5)");
    await eventually("the recording is shown", () => terminal.output.includes("$ "));
    expect(terminal.state).toBe("running");
    expect(terminal.lastCode).toBeNull();
    terminal.write("go on\n");
    expect(await settled).toMatchObject({ type: "returned", code: 5 });
    expect(terminal.output).toContain("out\n$ ");
  });

  test.each([
    ["that never end", "printf '\\033]133;D;'"],
    ["that end as other terminals' do", "printf '\\033]133;A\\033\\\\'"],
    ["that are cut off in the middle of the beginning", "printf '\\033]13'"],
  ])("%s do not hide the terminal's own", async (_, line) => {
    expect(await run(line)).toMatchObject({ type: "returned", code: 0 });
    expect((await run("echo still here")).output).toBe("still here\n");
  });

  test("never reach the screen", async () => {
    const heard: string[] = [];
    const stop = terminal.listen((part) => {
      if (part.type === "text") heard.push(part.text);
    });
    await run("unshare -m bash");
    await run("echo inside");
    await run("exit");
    stop();
    expect(heard.join("")).toContain("inside");
    expect(heard.join("")).not.toContain("133;");
  });
});

describe("the end of a terminal's own shell", () => {
  test("is told with its exit code, and a terminal of that name can be opened again", async () => {
    expect(await run("exit 6")).toMatchObject({ type: "closed", code: 6 });
    expect(terminal.state).toBe("closed");
    terminal = await open();
    expect(await run("echo back")).toEqual({ type: "returned", code: 0, output: "back\n" });
  });

  test("is told when the shell is killed", async () => {
    expect(await run("kill -KILL $$")).toMatchObject({ type: "closed" });
    terminal = await open();
    expect((await run("echo back")).output).toBe("back\n");
  });

  test("comes after all that was printed", async () => {
    for (let count = 0; count < 20; count += 1) {
      expect(await run("seq 1 2000; echo the last words; exit")).toMatchObject({ type: "closed", code: 0 });
      expect(terminal.output).toContain("1999\n2000\nthe last words\n");
      terminal = await open();
    }
  });

  test("frees its place: more terminals than a lab has can be opened one after the other, and none hears another", async () => {
    const heard: string[] = [];
    terminal.listen((part) => {
      if (part.type === "text") heard.push(part.text);
    });
    for (let count = 0; count < 20; count += 1) {
      expect(await run("exit")).toMatchObject({ type: "closed" });
      terminal = await open();
      expect((await run("echo secret")).output).toBe("secret\n");
    }
    expect(heard.join("")).not.toContain("secret");
  });

  test("is no end of others", async () => {
    const other = await open("container");
    await run("exit");
    terminal = await open();
    expect(await other.run("echo $$")).toMatchObject({ type: "returned", code: 0 });
    await close(other);
  });
});

describe("terminals side by side", () => {
  test("have each their own shell and output", async () => {
    const other = await open("container");
    other.forget();
    const slow = other.run("read -r line; echo the other got $line");
    await other.started();
    expect((await run("echo mine")).output).toBe("mine\n");
    other.write("this\n");
    expect(await slow).toMatchObject({ type: "returned", code: 0 });
    expect(other.output).toContain("the other got this\n");
    expect(terminal.output).toBe("mine\n");
    expect(other.rootPid).not.toBe(terminal.rootPid);
    await close(other);
  });

  test("the neighbor is another machine: its name, its address, its processes, its home", async () => {
    const neighbor = await open("neighbor", "neighbor");
    expect(await neighbor.prompt()).toMatch(/^\[root@neighbor [^\]]+\]# $/);
    neighbor.forget();
    expect(
      await neighbor.run("hostname; ip -br -4 addr show eth0 | tr -s ' '; ps -e -o comm= | sort -u | xargs; ls -A ~"),
    ).toMatchObject({ code: 0 });
    expect(neighbor.output).toMatch(
      /^neighbor\neth0@\S+ UP 192\.168\.102\.10\/24 \n(bash|ps|script|sort|xargs|sh|neighbor| )+\n\.bashrc\n$/,
    );
    neighbor.forget();
    expect(await neighbor.run("ping -c 1 -W 1 192.168.102.253 >/dev/null; touch ~/mine; kill -0 1")).toMatchObject({ code: 0 });
    expect((await run("ls ~/mine; hostname")).output).toMatch(/No such file or directory\nhost\n$/);
    await close(neighbor);
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
