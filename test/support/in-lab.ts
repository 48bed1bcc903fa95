import { execFile } from "node:child_process";
import type { LabReach, Privilege } from "../../src/lab/identity.ts";

export interface RanInLab {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** nsenter(1): who is root in the lab. */
const AS_ROOT: Readonly<Record<Privilege, readonly string[]>> = {
  "mapped-root": ["-S", "0", "-G", "0"],
  rootless: ["--preserve-credentials"],
};

/**
 * Runs a command on a lab's host as its learner would, with his programs and files: what a test does to a lab, without
 * a terminal. nslab itself never does so.
 */
export function runOnHost(lab: LabReach, argv: readonly string[], timeout = 20_000): Promise<RanInLab> {
  const enter = ["-t", String(lab.host.machinePid), "-U", "-m", "-n", "-p", "-u", "-i", "-C", ...AS_ROOT[lab.privilege], ...argv];
  return new Promise((resolve) => {
    const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C", HOME: "/root" };
    const options = { env, timeout, killSignal: "SIGKILL", maxBuffer: 1 << 26 } as const;
    execFile("nsenter", enter, options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, stdout, stderr });
    });
  });
}
