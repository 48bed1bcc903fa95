// What figures are held against: the same, or the least of it, without nslab.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { programExists } from "../../src/lab/programs.ts";
import type { Lab } from "../../src/lab/lab.ts";

/** Milliseconds of a command from its start to its end; null where it fails. */
export function wall(command: string, args: readonly string[]): number | null {
  const started = performance.now();
  const { status } = spawnSync(command, args, { stdio: "ignore", cwd: "/" });
  return status === 0 ? performance.now() - started : null;
}

/** The same namespaces, mounts, links and a first shell, by a script that does nothing else. */
export function bareLab(packageRoot: string): number | null {
  return wall("bash", [join(packageRoot, "test/bench/bare-lab.sh")]);
}

/** A container of the machine's own files, without a network; null where podman is not installed or cannot. */
export function podmanRun(): number | null {
  return programExists("podman") ? wall("podman", ["run", "--rm", "--network", "none", "--rootfs", "/:O", "true"]) : null;
}

export function nodeAlone(): number | null {
  return wall(process.execPath, ["-e", "0"]);
}

/** The least that a look at a lab's network takes: one ip(8), in its host. */
export function ipInHost(lab: Lab): number | null {
  const into = ["-t", String(lab.host.machinePid), "-U", "--preserve-credentials", "-n"];
  return wall("nsenter", [...into, "ip", "-j", "-d", "addr"]);
}

/**
 * Measures several in turn, so that whatever else the machine does happens to all of them.
 * @returns for each what it took, in the order given
 */
export async function inTurn(
  count: number,
  measures: readonly (() => Promise<number | null> | number | null)[],
): Promise<readonly (readonly number[])[]> {
  const all = measures.map((): number[] => []);
  for (let index = 0; index < count; index += 1) {
    for (const [which, measure] of measures.entries()) {
      const value = await measure();
      if (value !== null) all[which]?.push(value);
    }
  }
  return all;
}
