import { describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { Terminal } from "../../src/terminal/terminal.ts";
import { TerminalRig } from "../support/terminal-rig.ts";

const rig = new TerminalRig();

describe("a line typed in a terminal", () => {
  test("gives its output, without the line itself, and its exit code", async () => {
    expect(await rig.run("echo hello; echo error >&2")).toEqual({ type: "returned", code: 0, output: "hello\nerror\n" });
    expect(rig.terminal.lastCode).toBe(0);
  });

  test.each([
    ["false", 1],
    ["(exit 137)", 137],
    ["no-such-command", 127],
    ["/etc/hosts", 126],
    ["kill -TERM $BASHPID & wait $!", 143],
    ["true | false", 1],
  ])("%s has its exit code", async (line, code) => {
    expect(await rig.run(line)).toMatchObject({ type: "returned", code });
    expect(rig.terminal.lastCode).toBe(code);
  });

  test("finds the terminal a real one, of the lab's own, with its size", async () => {
    expect((await rig.run("tty; stty size; echo $TERM")).output).toMatch(/^\/dev\/pts\/\d+\n24 80\nxterm-256color\n$/);
  });

  test("is typed at the article's prompt", async () => {
    expect(await rig.terminal.prompt()).toBe("[root@host docker]# ");
    await rig.run("cd /tmp");
    expect(await rig.terminal.prompt()).toBe("[root@host tmp]# ");
  });

  test("is told from the host's by the terminal's name while they look alike, in shells inside of it, too", async () => {
    const terminal = await Terminal.open(rig.lab, "container", "host", { rows: 24, columns: 80 });
    expect(await terminal.prompt()).toBe("(container) [root@host docker]# ");
    for (const [line, prompt] of [
      ["unshare -u -n bash", "(container) [root@host docker]# "],
      ["hostname container && exec bash", "[root@container docker]# "],
    ] as const) {
      await terminal.run(line);
      expect(await terminal.prompt()).toBe(prompt);
    }
  });

  test("may be longer than the screen is wide, or than a terminal's line in cooked mode", async () => {
    expect((await rig.run(`echo ${"x".repeat(300)}`)).output).toBe(`${"x".repeat(300)}\n`);
    expect((await rig.run(`echo ${"y".repeat(6000)} | wc -c`)).output).toBe("6001\n");
  });

  test("may hold characters of any script, and what readline takes for keys", async () => {
    expect((await rig.run("echo 'Größe 大小 \u{1f4e6} $HOME !x ~ `'")).output).toBe("Größe 大小 \u{1f4e6} $HOME !x ~ `\n");
  });

  test("may print what has no line's end, and what looks like the end of a line", async () => {
    expect((await rig.run("printf 'no end'")).output).toBe("no end");
    expect((await rig.run("printf 'a\\rb\\033[2Kc\\n'")).output).toBe("abc\n");
  });

  test.each(["", "   ", "# only a comment", ":"])("%j settles too", async (line) => {
    await rig.run("true");
    expect(await rig.run(line)).toEqual({ type: "returned", code: 0, output: "" });
  });

  test.each(["", "# only a comment", "if then"])(
    "%j runs nothing, so it has no exit code: that of a command before is not taken for its own",
    async (line) => {
      await rig.run("(exit 42)");
      expect((await rig.run(line)).type).toBe("returned");
      expect(rig.terminal.lastCode).toBeNull();
    },
  );

  test("is what its output belongs to: the one before it is forgotten", async () => {
    await rig.run("echo before");
    rig.terminal.forget();
    expect(rig.terminal.output).toBe("");
    expect(rig.terminal.lastCode).toBeNull();
  });

  test("cannot be typed while another runs: that is a bug and says so", async () => {
    const running = rig.terminal.run("cat");
    await eventually("it runs", () => rig.terminal.state === "running");
    await expect(rig.terminal.run("ls")).rejects.toThrow("terminal host is running");
    rig.terminal.write("\u0004");
    expect(await running).toMatchObject({ type: "returned", code: 0 });
  });

  test("runs a hundred times, each with its own output and code", async () => {
    for (let count = 0; count < 100; count += 1) {
      expect(await rig.run(`echo ${count}; (exit ${count})`)).toEqual({ type: "returned", code: count, output: `${count}\n` });
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
    const outside = (await rig.run("readlink /proc/self/ns/mnt /proc/self/ns/pid; echo $SHLVL")).output;
    expect(await rig.run(line)).toMatchObject({ type: "other-shell", code: 0 });
    expect(rig.terminal.depth).toBe(1);
    expect(await rig.run("echo in the inner shell")).toEqual({ type: "returned", code: 0, output: "in the inner shell\n" });
    expect(await rig.run("(exit 9)")).toMatchObject({ type: "returned", code: 9 });
    expect(await rig.run("exit 3")).toMatchObject({ type: "other-shell", code: 3 });
    expect(rig.terminal.lastCode).toBe(3);
    expect(rig.terminal.depth).toBe(0);
    expect((await rig.run("readlink /proc/self/ns/mnt /proc/self/ns/pid; echo $SHLVL")).output).toBe(outside);
  });

  test("is in front though it has the PID of the one outside", async () => {
    expect(await rig.run("unshare -fpm --mount-proc bash")).toMatchObject({ type: "other-shell" });
    expect((await rig.run("echo $$")).output).toBe("1\n");
    expect(await rig.run("unshare -fpm --mount-proc bash")).toMatchObject({ type: "other-shell" });
    expect((await rig.run("echo $$")).output).toBe("1\n");
    expect(rig.terminal.depth).toBe(2);
    expect(await rig.run("exit 5")).toMatchObject({ type: "other-shell", code: 5 });
    expect(rig.terminal.depth).toBe(1);
  });

  test.each(["exec unshare -m bash", "exec unshare -fpm --mount-proc bash"])(
    "takes the place of the one before: %s",
    async (line) => {
      const before = (await rig.run("echo $SHLVL")).output;
      expect(await rig.run("bash")).toMatchObject({ type: "other-shell" });
      expect(await rig.run(line)).toMatchObject({ type: line.includes("-f") ? "other-shell" : "returned" });
      expect(await rig.run("(exit 8)")).toMatchObject({ type: "returned", code: 8 });
      expect(await rig.run("exit 3")).toMatchObject({ type: "other-shell", code: 3 });
      expect((await rig.run("echo $SHLVL")).output).toBe(before);
    },
  );

  test("is followed into a chroot that holds only bash and its libraries", async () => {
    const copy =
      "mkdir -p /tmp/jail && for file in /bin/bash $(ldd /bin/bash | grep -o '/[^ ]*'); do mkdir -p /tmp/jail${file%/*}; cp $file /tmp/jail$file; done";
    expect(await rig.run(copy)).toMatchObject({ code: 0 });
    expect(await rig.run("chroot /tmp/jail /bin/bash")).toMatchObject({ type: "other-shell" });
    expect(await rig.terminal.prompt()).toMatch(/^bash-[\d.]+# $/);
    expect((await rig.run("pwd; echo /*")).output).toMatch(/^\/\n(\/bin|\/lib)/);
    expect(await rig.run("ls")).toMatchObject({ type: "returned", code: 127 });
    expect(await rig.run("exit 3")).toMatchObject({ type: "other-shell", code: 3 });
  });

  test("is followed into a network namespace", async () => {
    expect(await rig.run("ip netns add ns1")).toEqual({ type: "returned", code: 0, output: "" });
    expect(await rig.run("ip netns exec ns1 bash")).toMatchObject({ type: "other-shell" });
    expect((await rig.run("ip -br link")).output).toMatch(/^lo\s+DOWN/);
    expect(await rig.run("exit 3")).toMatchObject({ type: "other-shell", code: 3 });
    expect(await rig.run("ip netns del ns1")).toMatchObject({ code: 0 });
  });

  test("that cannot be opened is a command that failed", async () => {
    expect(await rig.run("chroot /root/docker bash")).toMatchObject({ type: "returned", code: 127 });
  });

  test("that cannot fork says so, and ends", async () => {
    expect(await rig.run("unshare -pm bash")).toMatchObject({ type: "other-shell" });
    await rig.run("ls");
    await rig.run("ls");
    expect(rig.terminal.output).toContain("fork: Cannot allocate memory");
    expect(await rig.run("exit")).toMatchObject({ type: "other-shell" });
  });
});

describe("terminals side by side", () => {
  test("have each their own shell and output", async () => {
    const other = await rig.open("container");
    other.forget();
    const slow = other.run("read -r line; echo the other got $line");
    await other.started();
    expect((await rig.run("echo mine")).output).toBe("mine\n");
    other.write("this\n");
    expect(await slow).toMatchObject({ type: "returned", code: 0 });
    expect(other.output).toContain("the other got this\n");
    expect(rig.terminal.output).toBe("mine\n");
    expect(other.rootPid).not.toBe(rig.terminal.rootPid);
    await rig.close(other);
  });

  test("the neighbor is another machine: its name, its address, its processes, its home", async () => {
    const neighbor = await rig.open("neighbor", "neighbor");
    expect(await neighbor.prompt()).toMatch(/^\[root@neighbor [^\]]+\]# $/);
    expect(neighbor.rootPid, "the host numbers none of its processes").toBe(0);
    expect(rig.terminal.rootPid).toBeGreaterThan(0);
    neighbor.forget();
    expect(
      await neighbor.run("hostname; ip -br -4 addr show eth0 | tr -s ' '; ps -e -o comm= | sort -u | xargs; ls -A ~"),
    ).toMatchObject({ code: 0 });
    expect(neighbor.output).toMatch(
      /^neighbor\neth0@\S+ UP 192\.168\.102\.10\/24 \n(bash|ps|script|sort|xargs|sh|neighbor| )+\n\.bashrc\n$/,
    );
    neighbor.forget();
    expect(await neighbor.run("ping -c 1 -W 1 192.168.102.253 >/dev/null; touch ~/mine; kill -0 1")).toMatchObject({ code: 0 });
    expect((await rig.run("ls ~/mine; hostname")).output).toMatch(/No such file or directory\nhost\n$/);
    await rig.close(neighbor);
  });
});
