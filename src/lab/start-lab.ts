import { spawn } from "node:child_process";
import type { Lab, LabFailed, LabFiles } from "./lab.ts";
import { paceOf } from "./pace.ts";
import { warmUpProbes } from "./run-in-lab.ts";
import { RunningLab } from "./running-lab.ts";
import type { SupervisorLine } from "./supervisor-lines.ts";
import { SupervisorLink } from "./supervisor-link.ts";
import { removeRest } from "./sweep.ts";
import { TOOL_PATH } from "./system-packages.mjs";
import { FIRST_SLOT, LIFELINE, SLOTS, type UpPlan, upCommand, upEnvironment } from "./up-plan.ts";

/** Starts a lab by one spawn and waits until it is up. */
export async function startLab(plan: UpPlan, files: LabFiles): Promise<Lab | LabFailed> {
  const started = performance.now();
  const [command, ...given] = upCommand(plan, files.script);
  const child = spawn(command, given, {
    cwd: "/",
    env: upEnvironment(plan, TOOL_PATH),
    // A session of its own: Ctrl-C on the learner's terminal is for nslab, not for the lab.
    detached: true,
    stdio: stdioWithSlots(),
  });
  void warmUpProbes();
  const link = new SupervisorLink(child);
  const exited = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      link.complain(error.message);
      resolve();
    });
    child.once("exit", () => resolve());
  });
  // Whoever waits for that would wait for nothing any more.
  void exited.then(() => child.stdio[LIFELINE]?.destroy());
  // Whoever it started may outlive it and still be making cgroups: it is over when nobody holds its pipes.
  const gone = new Promise<void>((resolve) => {
    child.once("error", () => resolve()); // no process, and with EMFILE no "close" either
    child.once("close", () => resolve());
  });
  // A lab that ended takes no more orders and no more typing; `ended` tells.
  for (const stream of [child.stdin, ...child.stdio.slice(LIFELINE)]) stream?.on("error", () => undefined);
  const first = await Promise.race([
    link.next((line) => line.type === "up" || line.type === "failed"),
    exited.then((): SupervisorLine => ({ type: "failed", part: "start" })),
  ]);
  if (first.type !== "up") {
    child.stdin?.end();
    await gone;
    for (const stream of child.stdio) stream?.destroy();
    removeRest(files.record, plan.cgroups.directories);
    return { type: "lab-failed", part: first.type === "failed" ? first.part : "start", complaint: link.complaint };
  }
  const pace = paceOf(performance.now() - started);
  return new RunningLab({ child, link, plan, files, up: { ...first, pace }, exited });
}

function stdioWithSlots(): ("pipe" | "ignore")[] {
  const pipes = (count: number) => Array.from({ length: count }, () => "pipe" as const);
  const unused = Array.from({ length: FIRST_SLOT - LIFELINE - 1 }, () => "ignore" as const);
  return [...pipes(LIFELINE + 1), ...unused, ...pipes(SLOTS)];
}
