import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Proof } from "../attacks/attack.ts";
import type { Ground } from "../bench.ts";
import type { Watch } from "../watch.ts";
import { type Finding, finding } from "./finding.ts";

export interface Evidence {
  /** All that the windows have shown. */
  readonly shown: string;
  readonly watch: Watch;
  readonly ground: Ground;
}

/** What an attack has to show is not so. */
export function judgeProof(proof: Proof, { shown, watch, ground }: Evidence): readonly Finding[] {
  switch (proof.type) {
    case "shown":
    case "not-shown": {
      const isShown = proof.pattern.test(stripVTControlCharacters(shown));
      return isShown === (proof.type === "shown") ? [] : [finding("proof", proof.why)];
    }
    case "supervisor-not-reached": {
      const reached = [...shown.matchAll(/reached:(\d+)/g)].map(([, inode = ""]) => inode);
      const supervisors = watch.supervisorMounts();
      return reached.some((inode) => supervisors.includes(inode))
        ? [finding("proof", "the supervisor's mount namespace was opened")]
        : [];
    }
    case "machine-can": {
      const { uid, gid } = ground.somebody.ids;
      const ids = uid === undefined || gid === undefined ? {} : { uid, gid };
      const { status } = spawnSync(process.execPath, ["-e", proof.program], {
        ...ids,
        cwd: "/",
        stdio: "ignore",
        timeout: 30_000,
      });
      return status === 0 ? [] : [finding("limits", proof.why)];
    }
    case "unchanged": {
      const text = readFileSync(join(ground.words["FOLDER"] ?? "", proof.file), "utf8");
      return text === ground.canaries[proof.file] ? [] : [finding("proof", `the machine's file ${proof.file} was written over`)];
    }
  }
}
