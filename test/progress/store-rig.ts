import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeEach } from "vitest";
import { type Progress, withPassed } from "../../src/progress/progress.ts";
import { ProgressStore } from "../../src/progress/store.ts";

export const AT = "2026-01-02T03:04:05.678Z";
export const pass = (step: string) => (progress: Progress) =>
  withPassed(progress, { lesson: "mounts", step }, { at: AT, by: "typed" });

/** Steps of the first lesson that are passed. */
export const passed = (store: ProgressStore) => Object.keys(store.load().progress.lessons["mounts"] ?? {});

/** A home with a person's progress in it, for each test its own. */
export class StoreRig {
  home = "";
  directory = "";

  constructor() {
    beforeEach(() => {
      this.home = mkdtempSync(join(tmpdir(), "nslab-store-"));
      this.directory = join(this.home, ".local/state/nslab");
    });
    afterEach(() => rmSync(this.home, { recursive: true, force: true }));
  }

  open(): ProgressStore {
    return new ProgressStore({ directory: this.directory, ids: null });
  }

  /** The store as a program that somebody else can run: Node 20 knows no types. */
  async program(step: string): Promise<string> {
    const source = new URL("../../src/progress/store.ts", import.meta.url).pathname;
    const contents = `
    import { appendFileSync, rmSync } from "node:fs";
    import { ProgressStore } from ${JSON.stringify(source)};
    const store = new ProgressStore({ directory: ${JSON.stringify(this.directory)}, ids: null });
    const pass = (step, at) => (progress) => ({ ...progress, lessons: { mounts: { ...progress.lessons.mounts, [step]: { at, withSolution: false } } } });
    const filler = ${JSON.stringify(join(this.directory, "filler"))};
    const fill = () => { try { for (;;) appendFileSync(filler, "x".repeat(1024)); } catch (error) { return error.code; } };
    const free = () => rmSync(filler) ?? null;
    process.stdout.write(JSON.stringify(${step}));`;
    const outfile = join(this.home, "store.mjs");
    await build({
      stdin: { contents, resolveDir: "/" },
      bundle: true,
      platform: "node",
      format: "esm",
      outfile,
      logLevel: "error",
    });
    return outfile;
  }
}
