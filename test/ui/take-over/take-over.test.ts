import { beforeEach, describe, expect, it } from "vitest";
import { Keyboard } from "../../../src/ui/keyboard.ts";
import { TerminalState } from "../../../src/ui/terminal-state.ts";
import { LineView } from "../../../src/ui/take-over/line-view.ts";
import { type TakenOver, type TakeOver, takeOver } from "../../../src/ui/take-over/take-over.ts";
import type { TerminalName } from "../../../src/terminal/names.ts";
import type { Terminal } from "../../../src/terminal/terminal.ts";
import { FakeShell, PROMPT } from "../fake-shell.ts";
import { FakeInput, FakeOutput } from "../fake-streams.ts";

const LEAVE = "\u001d";
const SWITCH = "\u001e";

let input: FakeInput;
let output: FakeOutput;
let keyboard: Keyboard;
let stop: AbortController;
let view: LineView;
let told: string[];
const terminals = new Map<TerminalName, { terminal: Terminal; shell: FakeShell }>();

beforeEach(() => {
  input = new FakeInput();
  output = new FakeOutput(100, 30);
  stop = new AbortController();
  keyboard = new Keyboard({
    input,
    stop: stop.signal,
    terminal: new TerminalState(() => undefined),
    interrupt: () => stop.abort(),
  });
  keyboard.open();
  view = new LineView(output);
  told = [];
  terminals.clear();
  return () => keyboard.close();
});

async function open(name: TerminalName): Promise<Terminal> {
  const opened = terminals.get(name) ?? (await FakeShell.open(name));
  terminals.set(name, opened);
  return opened.terminal;
}

function shell(name: TerminalName): FakeShell {
  const opened = terminals.get(name);
  if (opened === undefined) throw new Error(`${name} is not open`);
  return opened.shell;
}

function begin(more: Partial<TakeOver> = {}): Promise<TakenOver> {
  const listener = {
    shown: (name: string) => void told.push(`shown ${name}`),
    commandStarted: (name: string) => void told.push(`started ${name}`),
    commandEnded: (name: string) => void told.push(`ended ${name}`),
  };
  const words = (name: string) => `<${name}>`;
  const names: readonly TerminalName[] = ["host", "container"];
  return takeOver({
    view,
    keyboard,
    first: "host",
    names,
    open,
    words,
    listener,
    labEnded: new Promise(() => undefined),
    ...more,
  });
}

describe("a terminal taken over", () => {
  it("shows its prompt, then what is typed and what comes of it", async () => {
    const taken = begin();
    await output.until(`<host>\n${PROMPT}`);
    shell("host").command = (line) => `ran ${line}\r\n`;
    output.take();
    input.press("ls\r");
    await output.until(`ls\r\nran ls\r\n${PROMPT}`);
    input.press(LEAVE);
    expect(await taken).toEqual({ ran: true, ended: "left", terminal: "host" });
    expect(output.text.endsWith(`${PROMPT}\n`)).toBe(true);
    expect(told).toEqual(["shown host", "started host", "ended host"]);
  });

  it("passes every other key on, Ctrl-C among them", async () => {
    const taken = begin();
    await output.until(PROMPT);
    input.press("half\u0003");
    await output.until("^C");
    expect(shell("host").interrupts).toBe(1);
    input.press(`rest${LEAVE}not this`);
    await taken;
    await output.until("rest");
    expect(output.text).not.toContain("not this");
  });

  it("goes to the next terminal by one key, which opens it, and comes back to a half-typed line", async () => {
    const taken = begin();
    await output.until(PROMPT);
    input.press("half");
    await output.until("half");
    output.take();
    input.press(`${SWITCH}there\r`);
    await output.until(`<container>\n${PROMPT}there\r\n`);
    expect(shell("container").lines).toEqual(["there"]);
    output.take();
    input.press(SWITCH);
    await output.until(`<host>\n${PROMPT}half`);
    input.press(LEAVE);
    expect(await taken).toMatchObject({ ran: true, terminal: "host" });
    expect(told).toEqual(["shown host", "shown container", "started container", "ended container", "shown host"]);
  });

  it("has the key that switches for itself where there is no other terminal", async () => {
    const taken = begin({ names: ["host"] });
    await output.until(PROMPT);
    input.press(`a${SWITCH}b\r`);
    await output.until(PROMPT);
    input.press(LEAVE);
    await taken;
    expect(shell("host").lines).toEqual([`a${SWITCH}b`]);
    expect(told.filter((each) => each.startsWith("shown"))).toEqual(["shown host"]);
  });

  it("says that there is no other terminal, where somebody is to be told", async () => {
    const noOther = () => void told.push("no other");
    const listener = { shown: () => undefined, commandStarted: () => undefined, commandEnded: () => undefined, noOther };
    const taken = begin({ names: ["host"], listener });
    await output.until(PROMPT);
    input.press(`a${SWITCH}b\r`);
    await output.until(PROMPT);
    input.press(LEAVE);
    await taken;
    expect(told).toEqual(["no other"]);
    expect(shell("host").lines).toEqual(["ab"]);
  });

  it("is not shown where it has ended before it was there", async () => {
    const closed = await FakeShell.open("host");
    closed.shell.close(0);
    await closed.terminal.closed;
    expect(await begin({ open: async () => closed.terminal })).toMatchObject({ ended: "closed", ran: false });
    expect(output.text).toBe("");
  });

  it("lets nothing through that would move the cursor of a terminal that cannot", async () => {
    const taken = begin();
    await output.until(PROMPT);
    shell("host").command = () => "\u001b[2J\u001b[31mred\u001b[0m\u001b]0;title\u0007\r\n";
    output.take();
    input.press("x\r");
    await output.until(PROMPT);
    expect(output.text).toBe(`x\r\nred\r\n${PROMPT}`);
    input.press(LEAVE);
    await taken;
  });

  it("goes back by itself when its shell ends, and the keyboard is free again", async () => {
    const taken = begin();
    await output.until(PROMPT);
    shell("host").close(0);
    expect(await taken).toMatchObject({ ran: false, ended: "closed" });
    const key = keyboard.next();
    input.press("q");
    expect(await key).toBe("char:q");
  });

  it("goes back when the lab ends, when there are no more keys, and when nslab is asked to end", async () => {
    expect((await begin({ labEnded: Promise.resolve() })).ended).toBe("lab-ended");
    const taken = begin();
    stop.abort();
    expect((await taken).ended).toBe("no-more-keys");
    expect((await begin()).ended).toBe("no-more-keys");
  });
});

describe("words above the prompt", () => {
  it("come before it when they are known soon, and then the prompt comes at once", async () => {
    const taken = begin({
      listener: {
        shown: () => undefined,
        commandStarted: () => undefined,
        commandEnded: () => {
          view.say("<said>");
          view.release();
        },
      },
    });
    await output.until(PROMPT);
    output.take();
    input.press("one\r");
    await output.until(`one\r\n<said>\n${PROMPT}`);
    input.press(LEAVE);
    expect((await taken).ran).toBe(true);
  });

  it("have it come again below them, with what is typed there, when they come late", async () => {
    const taken = begin();
    await output.until(PROMPT);
    input.press("tw");
    await output.until("tw");
    output.take();
    view.say("<said>");
    expect(output.text).toBe(`\n<said>\n${PROMPT}tw`);
    input.press(LEAVE);
    await taken;
  });
});
