import { type BuildFailed, ensureImage } from "./image/build.ts";
import { boot, type MachineFailed, type VirtualMachine } from "./machine/virtual-machine.ts";
import { nodePayload, type PayloadFailed, UNPACK } from "./payload.ts";
import type { Scenario } from "./scenario.ts";

/** What machines are made with. */
export interface Bench {
  /** The folder test/vm. */
  readonly sources: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly cache: string;
  /** The packed nslab, as a disk. */
  readonly nslab: string;
  readonly version: string;
  readonly tell: (text: string) => void;
}

/** The machine's own root could not prepare it. */
export interface NotPrepared {
  readonly type: "not-prepared";
  readonly output: string;
}

export type ScenarioFailed = BuildFailed | PayloadFailed | MachineFailed | NotPrepared;

/** Which machine it is, and what is done to it before nslab is tried. */
export type Setting = Pick<Scenario, "recipe" | "node" | "kernelParameters" | "prepare">;

/** A booted machine with Node and nslab installed in it, prepared as the setting says; the caller ends it. */
export async function bootWithNslab(setting: Setting, bench: Bench): Promise<VirtualMachine | ScenarioFailed> {
  const image = await ensureImage(setting.recipe, bench.sources, bench.environment);
  if ("type" in image) return image;
  const node = await nodePayload(setting.node, image.architecture, bench.cache);
  if (node.type !== "payload") return node;
  const machine = await boot({
    image,
    disks: [node.file, bench.nslab],
    kernelParameters: setting.kernelParameters,
    processors: 1, // machines run side by side; each of its processors would be a thread that waits for the others
    memoryMiB: 2048,
  });
  if ("type" in machine) return machine;
  const prepared = await machine.run(`set -e\n${UNPACK}\n${setting.prepare}`);
  if (prepared.type === "ran" && prepared.code === 0) return machine;
  await machine.end();
  return prepared.type === "ran" ? { type: "not-prepared", output: prepared.stdout + prepared.stderr } : prepared;
}
