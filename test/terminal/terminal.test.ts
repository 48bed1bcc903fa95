import { Duplex } from "node:stream";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { TerminalRequest } from "../../src/lab/lab.ts";
import type { TerminalSize } from "../../src/terminal/size.ts";
import { PROMPT_DEADLINE_MS } from "../../src/terminal/prompt-line.ts";
import { Terminal } from "../../src/terminal/terminal.ts";

/** A terminal whose shell is the test itself: it says what the shell would, at the moment it chooses. */
class ScriptedShell {
  readonly typed: string[] = [];
  /** The sizes its terminal was given after the first. */
  readonly sizes: TerminalSize[] = [];
  readonly #stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _, done) => {
      this.typed.push(chunk.toString());
      done();
    },
  });
  #nonce = "";
  #lines = 1;
  #close: (code: number) => void = () => undefined;

  async open(): Promise<Terminal> {
    const closed = new Promise<number>((resolve) => (this.#close = resolve));
    const openTerminal = ({ nonce }: TerminalRequest) => {
      this.#nonce = nonce;
      return { stream: this.#stream, closed, resize: (size: TerminalSize) => void this.sizes.push(size) };
    };
    const lab = { openTerminal, ended: new Promise<never>(() => undefined), pace: 1 };
    const opening = Terminal.open(lab, "host", "host", { rows: 24, columns: 80 });
    await this.prompts(0);
    return opening;
  }

  async says(text: string): Promise<void> {
    this.#stream.push(text);
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** It has read a line, which from now on runs. */
  starts(): Promise<void> {
    this.readsLine();
    return this.says(`\r\n\u001b]133;C;${this.#nonce}\u0007`);
  }

  /** It has read a line, and need not run anything for it. */
  readsLine(): void {
    this.#lines += 1;
  }

  /** The mark alone: what PS1 shows comes after it. */
  marksPrompt(code: number): Promise<void> {
    return this.says(`\u001b]133;D;${this.#nonce};${code};7;1;${this.#lines}\u0007`);
  }

  async prompts(code: number): Promise<void> {
    await this.marksPrompt(code);
    await this.says("$ ");
  }

  ends(code: number): void {
    this.#close(code);
  }
}

/** Whether the promise has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const not = {};
  return (await Promise.race([promise, new Promise((resolve) => setImmediate(() => resolve(not)))])) !== not;
}

async function running(shell: ScriptedShell): Promise<{ terminal: Terminal; settled: Promise<unknown> }> {
  const terminal = await shell.open();
  const settled = terminal.run("serve");
  await shell.says("serve");
  await shell.starts();
  return { terminal, settled };
}

afterEach(() => vi.useRealTimers());

describe("what a terminal has printed", () => {
  test("is known of all commands since a step began, and of the last one alone", async () => {
    const shell = new ScriptedShell();
    const { terminal } = await running(shell);
    await shell.says("first\r\n");
    await shell.prompts(0);
    const settled = terminal.run("second");
    await shell.says("second");
    await shell.starts();
    expect(terminal.lastOutput).toBe("");
    await shell.says("\u001b[31msecond line\u001b[0m\r\n");
    await shell.prompts(1);
    await settled;
    expect(terminal.output).toMatch(/first\n[\s\S]*second line/);
    expect(terminal.lastOutput.trim()).toBe("second line");
    terminal.forget();
    expect([terminal.output, terminal.lastOutput, terminal.codes]).toEqual(["", "", []]);
  });
});

describe("Ctrl-C in a terminal", () => {
  test("ends with the prompt of the command that it has interrupted", async () => {
    const shell = new ScriptedShell();
    const { terminal, settled } = await running(shell);
    const interrupted = terminal.interrupt("Ctrl-C");
    await shell.says("^");
    await shell.says("C\r\n");
    expect(await isSettled(interrupted)).toBe(false);
    await shell.prompts(130);
    expect(await isSettled(interrupted)).toBe(true);
    expect(await interrupted).toEqual({ type: "returned", code: 130 });
    expect(await settled).toEqual({ type: "returned", code: 130 });
    expect(shell.typed).toEqual(["serve\n", "\u0003"]);
  });

  test("that finds the command ended by itself waits for the prompt with which the shell answers it", async () => {
    const shell = new ScriptedShell();
    const { terminal } = await running(shell);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const interrupted = terminal.interrupt("Ctrl-C");
    await shell.prompts(0);
    expect(await isSettled(interrupted)).toBe(false);
    await shell.says("^C\r\n");
    await shell.prompts(130);
    expect(await interrupted).toEqual({ type: "returned", code: 0 });
  });

  test("that nobody answers is not waited for longer than a prompt takes", async () => {
    const shell = new ScriptedShell();
    const { terminal } = await running(shell);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const interrupted = terminal.interrupt("Ctrl-C");
    await shell.prompts(0);
    vi.advanceTimersByTime(PROMPT_DEADLINE_MS - 1);
    expect(await isSettled(interrupted)).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await interrupted).toEqual({ type: "returned", code: 0 });
  });

  test("that the shell answers only when the next line was typed does not pass for the end of that line", async () => {
    const shell = new ScriptedShell();
    const { terminal } = await running(shell);
    const interrupted = terminal.interrupt("Ctrl-C");
    // Echoed while the command had ended and the shell was not reading yet: bash takes it up later.
    await shell.says("^C\r\n");
    await shell.prompts(0);
    expect(await interrupted).toEqual({ type: "returned", code: 0 });
    const next = terminal.run("(exit 7)");
    await shell.says("");
    await shell.prompts(130);
    expect(await isSettled(next)).toBe(false);
    await shell.says("(exit 7)");
    await shell.starts();
    await shell.prompts(7);
    expect(await next).toEqual({ type: "returned", code: 7 });
    expect(terminal.lastCode).toBe(7);
  });

  test("is not pressed where nothing runs", async () => {
    const shell = new ScriptedShell();
    const terminal = await shell.open();
    expect(await terminal.interrupt("Ctrl-C")).toEqual({ type: "returned", code: 0 });
    expect(shell.typed).toEqual([]);
  });

  test("is not waited for when the shell itself has ended", async () => {
    const shell = new ScriptedShell();
    const { terminal } = await running(shell);
    const interrupted = terminal.interrupt("Ctrl-C");
    shell.ends(9);
    expect(await interrupted).toEqual({ type: "closed", code: 9 });
  });
});

describe("a line that is typed", () => {
  test("waits for the prompt to be there, or it would be echoed twice", async () => {
    const shell = new ScriptedShell();
    const terminal = await shell.open();
    const settled = terminal.run("true");
    await shell.says("true");
    await shell.starts();
    await shell.marksPrompt(0);
    await settled;
    void terminal.run("ls");
    await shell.says("");
    expect(shell.typed).toEqual(["true\n"]);
    await shell.says("$ ");
    expect(shell.typed).toEqual(["true\n", "ls\n"]);
  });

  test("has started when it runs, not when it was typed", async () => {
    const shell = new ScriptedShell();
    const terminal = await shell.open();
    void terminal.run("serve");
    const started = terminal.started();
    await shell.says("serve");
    expect(await isSettled(started)).toBe(false);
    await shell.starts();
    await started;
    expect(terminal.showsOutput).toBe(true);
  });

  test("has started too when it has come back already, or taken the shell with it", async () => {
    const shell = new ScriptedShell();
    const terminal = await shell.open();
    void terminal.run("# comment");
    const started = terminal.started();
    await shell.says("# comment\r\n");
    shell.readsLine();
    await shell.prompts(0);
    await started;
    void terminal.run("exit");
    const again = terminal.started();
    shell.ends(0);
    await again;
    expect(terminal.state).toBe("closed");
  });

  test("settles though it is empty, which the shell does not count", async () => {
    const shell = new ScriptedShell();
    const terminal = await shell.open();
    const settled = terminal.run("");
    await shell.says("\r\n");
    await shell.prompts(0);
    expect(await settled).toEqual({ type: "returned", code: 0 });
  });
});

test("a prompt that readline draws anew, as in a window of another size, is one prompt", async () => {
  const shell = new ScriptedShell();
  const terminal = await shell.open();
  await shell.says("\r\u001b[K$ ");
  expect(await terminal.prompt()).toBe("$ ");
  await shell.says("\r");
  expect(await terminal.prompt()).toBe("$ ");
});

test("the lab is told of a window's size only when it is another one: each time takes a program", async () => {
  const shell = new ScriptedShell();
  const terminal = await shell.open();
  for (const columns of [80, 100, 100, 80]) terminal.resize({ rows: 24, columns });
  expect(shell.sizes.map(({ columns }) => columns)).toEqual([100, 80]);
});
