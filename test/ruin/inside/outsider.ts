// In place of a learner: types what it is told on the machine itself, as its root (test/ruin/inside/orders.ts).
import { spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import type { Answer, Order } from "./orders.ts";

function answer(order: Order): Answer {
  switch (order.type) {
    case "fresh":
      return { type: "fresh", hostPid: 1, cgroup: "none", ms: 0 };
    case "type": {
      const { stdout, stderr } = spawnSync("bash", ["-c", order.line], { timeout: order.seconds * 1000, encoding: "utf8" });
      return { type: "typed", how: "returned", output: stdout + stderr };
    }
    case "ordinary":
      return { type: "ordinary", works: true, output: "" };
    case "end":
      return { type: "ended" };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line) as Order))}\n`);
}
