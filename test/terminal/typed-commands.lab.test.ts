import { describe, expect, test } from "vitest";
import { type TypedCommand, TypedCommands } from "../../src/terminal/typed-commands.ts";
import { eventually } from "../support/eventually.ts";
import { TerminalRig } from "../support/terminal-rig.ts";

const rig = new TerminalRig();

const UP = "\u001b[A";
const LEFT = "\u001b[D";

/** Presses keys, one burst each time a prompt is there, and returns what was told. */
async function typed(...bursts: readonly string[]): Promise<readonly TypedCommand[]> {
  const told: TypedCommand[] = [];
  const following = new TypedCommands(rig.terminal, (command) => told.push(command));
  for (const burst of bursts) {
    const before = told.length;
    await rig.terminal.prompt();
    rig.terminal.write(burst);
    await eventually(`something is told of ${JSON.stringify(burst)}`, () => Promise.resolve(told.length > before));
  }
  await following.tellAll();
  return told;
}

const LONG = `echo ${"abcdefghi ".repeat(20)}end`;

describe("a command typed by hand is told as the shell was given it", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["as it was typed", ["echo one\r"], ["echo one"]],
    ["with mistakes taken back", ["echo onw\u007fe\r"], ["echo one"]],
    ["edited in the middle", [`ehco one${LEFT.repeat(5)}\u007f\u007fch\r`], ["echo one"]],
    ["from the history", ["echo one\r", `${UP}\r`], ["echo one", "echo one"]],
    ["searched for in the history", ["echo needle\r", "echo two\r", "\u0012need\r"], ["echo needle", "echo two", "echo needle"]],
    ["after the screen was cleared", ["echo one\u000c two\r"], ["echo one two"]],
    ["longer than the window", [`${LONG}\r`], [LONG]],
    ["longer than the window, and edited at its beginning", [`${LONG}\u0001true; \r`], [`true; ${LONG}`]],
    ["over several lines", ["for i in 1 2\rdo echo $i\rdone\r"], ["for i in 1 2\ndo echo $i\ndone"]],
    ["completed", ["cd /usr/lo\t; pwd\r"], ["cd /usr/local/; pwd"]],
    ["after a list of completions", ["ls /etc/host\t\ts\r"], ["ls /etc/hosts"]],
    ["with wide characters", ["echo 容器 ✓\r"], ["echo 容器 ✓"]],
    ["but not what was given up", ["echo wrong\u0003echo right\r"], ["echo right"]],
  ])("%s", async (_, bursts, commands) => {
    expect((await typed(...bursts)).map(({ command }) => command)).toEqual(commands);
  });

  test("pasted: each line is a command with its own output", async () => {
    const told: TypedCommand[] = [];
    const following = new TypedCommands(rig.terminal, (command) => told.push(command));
    await rig.terminal.prompt();
    rig.terminal.write("echo one\recho two\recho three\r");
    await eventually("all three are told", () => Promise.resolve(told.length === 3));
    await following.tellAll();
    expect(told.map(({ command, output }) => [command, output.trim()])).toEqual([
      ["echo one", "one"],
      ["echo two", "two"],
      ["echo three", "three"],
    ]);
  });

  test("with its prompt and what it printed, also where it opens another shell", async () => {
    const told = await typed("unshare -u bash\r", "hostname inner; hostname\r", "exit\r");
    expect(told.map(({ command }) => command)).toEqual(["unshare -u bash", "hostname inner; hostname", "exit"]);
    expect(told[1]).toMatchObject({ prompt: expect.stringContaining("root@"), isRunning: false });
    expect(told[1]?.output.trim()).toBe("inner");
  });
});

test("one that still runs is told as it is when it is asked for, and not again", async () => {
  const told: TypedCommand[] = [];
  const following = new TypedCommands(rig.terminal, (command) => told.push(command));
  await rig.terminal.prompt();
  rig.terminal.write("echo begun; sleep 100\r");
  await rig.inFront("sleep");
  await following.tellAll();
  expect(told).toEqual([expect.objectContaining({ command: "echo begun; sleep 100", isRunning: true })]);
  await rig.terminal.interrupt("Ctrl-C");
  await following.tellAll();
  expect(told).toHaveLength(1);
});

test("a command that nslab types is not told, one typed by hand after it is", async () => {
  const told: TypedCommand[] = [];
  const following = new TypedCommands(rig.terminal, (command) => told.push(command));
  await rig.terminal.prompt();
  rig.terminal.write("half a li");
  await rig.run("echo given");
  rig.terminal.write("echo mine\r");
  await eventually("it is told", () => Promise.resolve(told.length > 0));
  await following.tellAll();
  expect(told.map(({ command }) => command)).toEqual(["echo mine"]);
});

test("a flood of output costs the memory of its beginning and end", async () => {
  const [told] = await typed("head -c 20M /dev/zero | tr '\\0' x\r");
  expect(told?.output.length).toBeLessThan(300_000);
});
