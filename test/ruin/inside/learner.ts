// Somebody who has a lab and types what he is told (test/ruin/inside/orders.ts). Runs in a virtual machine,
// as root or as an ordinary user there:
//   PACKAGE_ROOT
import { createInterface } from "node:readline";
import type { Lab } from "../../../src/lab/lab.ts";
import { createLab } from "../../../src/lab/machine.ts";
import { inEnglish } from "../../../src/say/words.ts";
import { Terminal } from "../../../src/terminal/terminal.ts";
import type { Answer, Came, Order } from "./orders.ts";

const SIZE = { rows: 24, columns: 80 };
const KEPT_OUTPUT = 4000;
const [packageRoot = "."] = process.argv.slice(2);

/** What every learner does: it has to work, or the lab is of no more use to him. */
const ORDINARY = "cd /root/docker && ls / >/dev/null && ip link show lo >/dev/null && echo all-$((6 * 7))";

let lab: Lab | null = null;
let terminal: Terminal | null = null;

async function answer(order: Order): Promise<Answer> {
  switch (order.type) {
    case "fresh":
      return fresh();
    case "type":
      return { type: "typed", ...(await type(order.line, order.seconds)) };
    case "ordinary":
      return ordinary(order.seconds);
    case "end":
      await leave();
      return { type: "ended" };
  }
}

async function leave(): Promise<void> {
  await lab?.down();
  lab = null;
}

async function fresh(): Promise<Answer> {
  await leave();
  const started = performance.now();
  const made = await createLab({ packageRoot, uid: process.getuid?.() ?? 0, environment: process.env });
  if ("type" in made) return { type: "no-lab", complaint: `${made.part}: ${inEnglish(made.complaint)}` };
  lab = made;
  terminal = await Terminal.open(made, "host", "host", SIZE);
  return { type: "fresh", hostPid: made.host.machinePid, cgroup: made.cgroup, ms: performance.now() - started };
}

async function type(line: string, seconds: number): Promise<{ readonly how: Came; readonly output: string }> {
  if (lab === null || terminal === null || terminal.state === "closed") return { how: "terminal-closed", output: "" };
  const mine = terminal;
  if (mine.state !== "prompt") return { how: "stuck", output: "" };
  mine.forget();
  const settled = mine.run(line).then(({ type: how }): Came => (how === "closed" ? "terminal-closed" : "returned"));
  let how = await within(seconds, settled, lab.ended);
  for (const key of ["\u0003", "\u001c", "\u0004"]) {
    if (how !== "stuck") break;
    mine.write(key);
    how = await within(4, settled, lab.ended);
    if (how === "returned") how = "interrupted";
  }
  return { how, output: mine.output.slice(-KEPT_OUTPUT) };
}

async function within(seconds: number, settled: Promise<Came>, ended: Lab["ended"]): Promise<Came> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Came>((resolve) => (timer = setTimeout(() => resolve("stuck"), seconds * 1000)));
  const how = await Promise.race([settled, ended.then((): Came => "lab-ended"), late]);
  clearTimeout(timer);
  return how;
}

async function ordinary(seconds: number): Promise<Answer> {
  if (lab === null) return { type: "ordinary", works: false, output: "no lab" };
  const first = await type(ORDINARY, seconds);
  if (first.how === "returned" && first.output.includes("all-42")) return { type: "ordinary", works: true, output: "" };
  if (first.how === "lab-ended") return { type: "ordinary", works: false, output: "the lab has ended" };
  // A learner has more terminals than one.
  const mine = lab;
  const opened = Terminal.open(mine, "other", "host", SIZE).then((other): Came => {
    terminal = other;
    return other.state === "prompt" ? "returned" : "terminal-closed";
  });
  const how = await within(seconds, opened, mine.ended);
  if (how !== "returned") return { type: "ordinary", works: false, output: `another terminal: ${how}` };
  const second = await type(ORDINARY, seconds);
  return { type: "ordinary", works: second.output.includes("all-42"), output: second.output };
}

for await (const line of createInterface({ input: process.stdin })) {
  const told = await answer(JSON.parse(line) as Order);
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
await leave();
