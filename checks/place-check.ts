import type { Said } from "../src/say/message.ts";
import type { Process, Snapshot } from "../src/kernel/snapshot.ts";
import { type Check, type Scene, type Verdict, verdict } from "./check.ts";
import type { Finding } from "./networks.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";
import { notAllRead } from "./unread.ts";

export interface PlaceExpectation {
  readonly id?: string;
  readonly where: Where;
  /** The sentence that names the check and says what is expected. */
  readonly expected: Said;
  readonly kind?: Check["kind"];
  /** Milliseconds the kernel may take. */
  readonly within?: number;
  /** A verdict instead of a finding says that nobody could look. */
  readonly find: (process: Process, snapshot: Snapshot, scene: Scene) => Finding | Verdict | Promise<Finding | Verdict>;
}

/** A check about the process in front in a terminal, or about the host. */
export function placeCheck({ id, where, expected, kind = "state", within = 0, find }: PlaceExpectation): Check {
  return {
    ...(id === undefined ? {} : { id }),
    name: expected,
    kind,
    within,
    judge: async (scene) => {
      const process = await processAt(scene, where, expected);
      if (isVerdict(process)) return process;
      const snapshot = await scene.snapshot();
      const found = await find(process, snapshot, scene);
      if ("type" in found) return found;
      const { passed, ...facts } = found;
      return (
        notAllRead(snapshot, [{ part: "processes" }], { expected, look: facts.look }) ?? verdict(passed, { expected, ...facts })
      );
    },
  };
}
