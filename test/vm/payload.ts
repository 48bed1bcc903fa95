import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { npmCommand } from "../../src/setup/dependencies.mjs";
import { runQuietly } from "../../src/setup/run-command.mjs";
import type { Architecture } from "./machine/qemu-command.ts";

/** Node's own builds, as packages of the npm registry. */
export const NODE_VERSIONS = { 20: "20.20.2", 22: "22.23.3", 24: "24.21.0" } as const;
export type NodeVersion = keyof typeof NODE_VERSIONS;

export interface PayloadFailed {
  readonly type: "payload-failed";
  readonly command: string;
  readonly output: string;
}

/** A tar archive that a machine sees as a disk; it goes into /usr/local there. */
export type Payload = { readonly type: "payload"; readonly file: string } | PayloadFailed;

/** What a machine does with the disks it is given. */
export const UNPACK = "for disk in /dev/vd[b-z]; do tar --no-same-owner -xf $disk -C /usr/local; done";

/** nslab as somebody gets it: packed, and installed from the package. */
export async function packNslab(root: string, work: string): Promise<Payload> {
  const stage = mkdtempSync(join(work, "nslab-"));
  const packed = await npm(["pack", "--silent", "--pack-destination", stage], root);
  if (packed !== null) return packed;
  const archive = readdirSync(stage).find((name) => name.endsWith(".tgz")) ?? "";
  const prefix = join(stage, "prefix");
  const installed = await npm(["install", "--silent", "--global", "--prefix", prefix, join(stage, archive)], root);
  if (installed !== null) return installed;
  return tar(prefix, join(work, "nslab.tar"));
}

/** A node binary, from the cache or the registry. */
export async function nodePayload(version: NodeVersion, architecture: Architecture, cache: string): Promise<Payload> {
  const name = `node-linux-${architecture === "amd64" ? "x64" : "arm64"}`;
  const exact = NODE_VERSIONS[version];
  const file = join(cache, `${name}-${exact}.tar`);
  if (existsSync(file)) return { type: "payload", file };
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, "getting-"));
  try {
    const got = await npm(["pack", "--silent", `${name}@${exact}`], work);
    if (got !== null) return got;
    const unpacked = await run(["tar", "-xf", `${name}-${exact}.tgz`, "package/bin/node"], work);
    if (unpacked !== null) return unpacked;
    mkdirSync(join(work, "prefix/bin"), { recursive: true });
    cpSync(join(work, "package/bin/node"), join(work, "prefix/bin/node"));
    const made = await tar(join(work, "prefix"), join(work, "node.tar"));
    if (made.type !== "payload") return made;
    renameSync(made.file, file);
    return { type: "payload", file };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function tar(folder: string, file: string): Promise<Payload> {
  return (await run(["tar", "-cf", file, "-C", folder, "."], folder)) ?? { type: "payload", file };
}

function npm(given: readonly string[], cwd: string): Promise<PayloadFailed | null> {
  return run([...npmCommand(process.env), ...given], cwd);
}

async function run(argv: readonly string[], cwd: string): Promise<PayloadFailed | null> {
  const { code, output } = await runQuietly(argv, { cwd });
  return code === 0 ? null : { type: "payload-failed", command: argv.join(" "), output };
}
