import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programExists } from "../../../src/lab/programs.ts";
import type { CheckRig } from "../../support/check-rig.ts";
import { type Break, breakAndCure, networkToBreak, PROBES } from "../../support/broken-network.ts";
import { canTest } from "../../support/must-work.ts";

const hasNft = canTest(programExists("nft"), "there is no nft");

const WALL = "nft add table inet wall; nft 'add chain inet wall through { type filter hook forward priority 0; }'";

const UNDO = "nft delete table inet wall";

const CASES: readonly Break[] = [
  {
    name: "a rule of nft",
    break: `${WALL}; nft add rule inet wall through ip protocol icmp drop`,
    check: PROBES.out,
    cause: /stops the request: inet wall through: ip protocol icmp drop/,
    at: /docker0 of the host, inet wall through: ip protocol icmp drop/,
    restore: UNDO,
  },
  {
    name: "the policy of a chain of nft",
    break: WALL.replace("priority 0;", "priority 0; policy drop;"),
    check: PROBES.out,
    cause: /no rule of through in nft's table inet wall lets it through, and the policy is DROP/,
    at: /inet wall through, policy DROP/,
    restore: UNDO,
  },
];

describe.skipIf(!hasNft)("what nft drops is told, and the advice cures it:", () => {
  let rig: CheckRig;
  beforeAll(async () => {
    rig = await networkToBreak();
  });
  afterAll(() => rig.down());

  test.each(CASES)("$name", async (broken) => {
    expect(await breakAndCure(rig, broken)).toMatchObject({ type: "pass" });
  });
});
