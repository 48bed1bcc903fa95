import { expect, test } from "vitest";
import { LastChange } from "../../src/cli/last-change.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import { aNetwork, aProcess, aSnapshot, HOST } from "../kernel/build-snapshot.ts";
import { mapFor } from "../map/maps.ts";

const NS9 = 30;
const empty = aSnapshot({ networks: [aNetwork(HOST.net)] });
/** `ip netns add ns9` in the moment before the name is there. */
const halfDone = aSnapshot({
  processes: [aProcess(1020, { name: "ip", command: ["ip", "netns", "add", "ns9"], namespaces: { ...HOST, net: NS9 } })],
  networks: [aNetwork(HOST.net), aNetwork(NS9)],
});
const named = (...more: readonly string[]) =>
  aSnapshot({ networks: [aNetwork(HOST.net), aNetwork(NS9, { names: ["ns9", ...more] })] });

/** What `nslab map --watch` shows at the last of these looks, one right after the other. */
function watched(...looks: readonly (Snapshot | "nothing else")[]): string {
  const change = new LastChange();
  let [last] = looks.filter((each) => each !== "nothing else");
  for (const look of looks.slice(1)) {
    if (last === undefined) throw new Error("the first look shows something");
    if (look === "nothing else") change.rested();
    else change.changed(last, look);
    if (look !== "nothing else") last = look;
  }
  return mapFor(last ?? empty, change.before === null ? {} : { before: change.before });
}

test("a network namespace that was drawn before it had its name is still new with it", () => {
  expect(watched(empty, halfDone)).toContain("─ + ");
  expect(watched(empty, halfDone, named())).toContain("─ + ns9 ─");
  expect(watched(empty, halfDone, named())).not.toContain("+ host");
});

test("what was new at an earlier change is not new at the next", () => {
  expect(watched(empty, named(), "nothing else", named("also"))).not.toContain("+ ns9");
});

test("what came and went right after each other is told to have gone", () => {
  expect(watched(empty, named(), empty)).toMatch(/^- ns9$/m);
});

test("a namespace does not stay new while other things never rest", () => {
  const busy = Array.from({ length: 6 }, (_, index) => named(`name${index}`));
  expect(watched(empty, ...busy.slice(0, 3))).toContain("─ + ns9");
  expect(watched(empty, ...busy)).not.toContain("─ + ns9");
});

test("nothing is known of another lab's changes", () => {
  const change = new LastChange();
  change.changed(empty, named());
  change.forget();
  expect(change.before).toBeNull();
});
