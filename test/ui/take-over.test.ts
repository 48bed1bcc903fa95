import { beforeEach, describe, expect, it } from "vitest";
import type { Terminal } from "../../src/terminal/terminal.ts";
import { Keyboard } from "../../src/ui/keyboard.ts";
import { type TakenOver, type TakeOver, takeOver } from "../../src/ui/take-over.ts";
import { TerminalModes } from "../../src/ui/terminal-modes.ts";
import { FakeShell, PROMPT } from "./fake-shell.ts";
import { FakeInput, FakeOutput } from "./fake-streams.ts";

const WORDS = {
  entered: "<entered>",
  running: "<running>",
  allPassed: "<all passed>",
  left: "<left>",
  closed: "<closed>",
  labEnded: "<lab ended>",
};
const LEAVE = "\u001d";
const NORMAL = "\u001b[0m";

let input: FakeInput;
let output: FakeOutput;
let keyboard: Keyboard;
let stop: AbortController;
let shell: FakeShell;
let terminal: Terminal;

beforeEach(async () => {
  input = new FakeInput();
  output = new FakeOutput(100, 30);
  stop = new AbortController();
  keyboard = new Keyboard(input, stop.signal);
  keyboard.open();
  ({ terminal, shell } = await FakeShell.open("host"));
  return () => keyboard.close();
});

function begin(more: Partial<TakeOver> = {}): Promise<TakenOver> {
  return takeOver({
    terminal,
    modes: new TerminalModes(),
    keyboard,
    output,
    words: WORDS,
    labEnded: new Promise(() => undefined),
    judge: null,
    judgeRunning: false,
    changed: () => undefined,
    ...more,
  });
}

/** Checks whose verdict a test gives, look by look. */
class Checks {
  readonly looks: ((passed: boolean) => void)[] = [];
  readonly judge = (): Promise<boolean> =>
    new Promise((resolve) => {
      this.looks.push(resolve);
      output.emit("written");
    });

  async looked(count: number): Promise<(passed: boolean) => void> {
    while (this.looks.length < count) await new Promise((resolve) => output.once("written", resolve));
    return this.looks[count - 1] ?? (() => undefined);
  }
}

describe("a terminal taken over", () => {
  it("shows its prompt at once, then what is typed and what comes of it", async () => {
    shell.command = (line) => `ran ${line}\r\n`;
    const taken = begin();
    await output.until(`<entered>\n${PROMPT}`);
    output.take();
    input.press("ls\r");
    await output.until(`ls\r\nran ls\r\n${PROMPT}`);
    input.press(LEAVE);
    expect(await taken).toEqual({ ran: true, ended: "left" });
    expect(output.text.endsWith(`${PROMPT}${NORMAL}\n<left>\n`)).toBe(true);
  });

  it("passes every key but Ctrl-] on, Ctrl-C among them", async () => {
    shell.command = () => null;
    const taken = begin();
    await output.until(PROMPT);
    input.press("cat\r");
    input.press("挂\u001b[A\t");
    input.press("\u0003");
    await output.until("^C");
    input.press(`x${LEAVE}y`);
    expect(await taken).toEqual({ ran: true, ended: "left" });
    expect(output.text).toContain("挂\u001b[A\t");
    expect(terminal.promptAndLine).toBe(`${PROMPT}x`);
  });

  it("is left as it stands: what is half typed is there again", async () => {
    const first = begin();
    await output.until(PROMPT);
    input.press("echo ha");
    await output.until("echo ha");
    input.press(LEAVE);
    expect(await first).toEqual({ ran: false, ended: "left" });
    output.take();
    const second = begin();
    await output.until(`<entered>\n${PROMPT}echo ha`);
    input.press(LEAVE);
    expect((await second).ended).toBe("left");
  });

  it("has the size of the learner's window", async () => {
    const taken = begin();
    await output.until(PROMPT);
    input.press(LEAVE);
    await taken;
    expect(shell.sizes).toEqual([{ rows: 30, columns: 100 }]);
  });

  it("puts the learner's terminal back to normal in the middle of a full-screen program, and has it drawn again later", async () => {
    const modes = new TerminalModes();
    shell.command = () => null;
    const first = begin({ modes });
    await output.until(PROMPT);
    input.press("vim\r");
    shell.print("\u001b[?1049h\u001b[?25lvim");
    await output.until("lvim");
    input.press(LEAVE);
    await first;
    expect(output.take()).toContain(`\u001b[?1049l\u001b[?25h${NORMAL}\n<left>\n`);
    shell.sizes.length = 0;
    const second = begin({ modes });
    await output.until("<running>\n\u001b[?1049h\u001b[?25l");
    expect(shell.sizes).toEqual([
      { rows: 29, columns: 100 },
      { rows: 30, columns: 100 },
    ]);
    input.press(LEAVE);
    await second;
  });

  it("goes back by itself when its shell ends, and the keyboard is free again", async () => {
    const taken = begin();
    await output.until(PROMPT);
    shell.close(0);
    expect(await taken).toEqual({ ran: false, ended: "closed" });
    expect(output.text).toContain("<closed>");
    const key = keyboard.next();
    input.press("q");
    expect(await key).toBe("char:q");
  });

  it("goes back when the lab ends, and when there are no more keys", async () => {
    expect((await begin({ labEnded: Promise.resolve() })).ended).toBe("lab-ended");
    expect(output.text).toContain("<lab ended>");
    const taken = begin();
    input.emit("end");
    expect((await taken).ended).toBe("no-more-keys");
  });

  it("goes back when nslab is asked to end", async () => {
    const taken = begin();
    await output.until(PROMPT);
    stop.abort();
    expect((await taken).ended).toBe("no-more-keys");
  });
});

describe("the checks, while the learner types", () => {
  it("are judged after every command, and what is known of the lab is out of date by then", async () => {
    const checks = new Checks();
    let changes = 0;
    const taken = begin({
      judge: checks.judge,
      changed: () => {
        changes += 1;
      },
    });
    await output.until(PROMPT);
    expect(checks.looks).toHaveLength(0);
    input.press("one\r");
    (await checks.looked(1))(false);
    input.press("two\r");
    (await checks.looked(2))(false);
    expect(changes).toBe(2);
    input.press(LEAVE);
    await taken;
    expect(output.text).not.toContain("<all passed>");
  });

  it("are told of between the command and its prompt when they pass, and once", async () => {
    const checks = new Checks();
    shell.command = () => "printed\r\n";
    const taken = begin({ judge: checks.judge });
    await output.until(PROMPT);
    output.take();
    input.press("one\r");
    (await checks.looked(1))(true);
    await output.until(`printed\r\n<all passed>\n${PROMPT}`);
    output.take();
    input.press("two\r");
    (await checks.looked(2))(true);
    await output.until(PROMPT);
    expect(output.text).toBe(`two\r\nprinted\r\n${PROMPT}`);
    input.press(LEAVE);
    await taken;
  });

  it("are told of again when they passed, failed, and pass", async () => {
    const checks = new Checks();
    const taken = begin({ judge: checks.judge });
    await output.until(PROMPT);
    for (const [index, passed] of [true, false, true].entries()) {
      output.take();
      input.press("x\r");
      (await checks.looked(index + 1))(passed);
      await output.until(PROMPT);
      expect(output.text.includes("<all passed>"), String(index)).toBe(passed);
    }
    input.press(LEAVE);
    await taken;
  });

  it("do not keep the prompt from coming when they take their time; the message then goes above it", async () => {
    const checks = new Checks();
    const taken = begin({ judge: checks.judge });
    await output.until(PROMPT);
    output.take();
    input.press("one\r");
    const tell = await checks.looked(1);
    await output.until(PROMPT);
    input.press("tw");
    await output.until("tw");
    output.take();
    tell(true);
    await output.until("<all passed>");
    expect(output.text).toBe(`\r\u001b[K<all passed>\n${PROMPT}tw`);
    input.press(LEAVE);
    await taken;
  });

  it("are judged again when another command came back meanwhile: the older look is not believed", async () => {
    const checks = new Checks();
    const taken = begin({ judge: checks.judge });
    await output.until(PROMPT);
    input.press("one\r");
    const first = await checks.looked(1);
    await output.until("one\r\n");
    input.press("two\r");
    await output.until("two\r\n");
    first(true);
    const second = await checks.looked(2);
    second(false);
    input.press(LEAVE);
    await taken;
    expect(output.text).not.toContain("<all passed>");
  });

  it("are judged while the command runs, for a step that leaves it running", async () => {
    const checks = new Checks();
    shell.command = () => null;
    const taken = begin({ judge: checks.judge, judgeRunning: true });
    await output.until(PROMPT);
    input.press("serve\r");
    shell.print("listening\r\n");
    await output.until("listening");
    (await checks.looked(1))(true);
    await output.until("listening\r\n<all passed>\n");
    input.press(LEAVE);
    expect((await taken).ran).toBe(true);
  });

  it("say nothing after the learner has left", async () => {
    const checks = new Checks();
    const taken = begin({ judge: checks.judge });
    await output.until(PROMPT);
    input.press("one\r");
    const tell = await checks.looked(1);
    input.press(LEAVE);
    await taken;
    output.take();
    tell(true);
    await Promise.resolve();
    expect(output.text).toBe("");
  });
});
