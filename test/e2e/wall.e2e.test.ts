import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programExists } from "../../src/lab/programs.ts";
import { buildProgram } from "../support/taken-over.ts";
import { PACKAGE_ROOT } from "../support/test-lab.ts";
import { ATTACKS } from "../wall/attacks/all.ts";
import { type Attack, QUITS, USERS } from "../wall/attacks/attack.ts";
import { type Bench, makeBench } from "../wall/bench.ts";
import { endAll, tryAttack } from "../wall/trial.ts";

// A few of the attacks of npm run test:wall, each as root and as an ordinary user, side by side.
const QUICK = ATTACKS.filter((attack) => attack.isQuick && attack.needs.every((name) => programExists(name)));
/** A trial that goes wrong waits for what never comes. */
const DEADLINE_MS = 180_000;

let bench: Bench;

beforeAll(() => {
  buildProgram();
  bench = makeBench(PACKAGE_ROOT, false);
});
afterAll(async () => {
  await endAll();
  bench.remove();
});

/** What the attack came to, of everybody who may run nslab here. */
function tryQuickly(attack: Attack, index: number): Promise<readonly unknown[]> {
  const people = USERS.filter((user) => attack.here.includes(user)).flatMap((user) => bench.people.get(user) ?? []);
  return Promise.all(
    people.map(async (somebody, number) => {
      const quit = QUITS[(index + number * 2) % QUITS.length] ?? "q";
      const { findings, untried } = await tryAttack(attack, somebody, attack.quits[0] ?? quit, bench);
      return { user: somebody.user, findings, untried };
    }),
  );
}

describe("a lab's root who means harm, against nslab", () => {
  test.each(QUICK.map((attack, index) => ({ attack, index, name: attack.name })))(
    "gets nowhere: $name",
    async ({ attack, index }) => {
      for (const tried of await tryQuickly(attack, index)) expect(tried).toMatchObject({ findings: [], untried: null });
    },
    DEADLINE_MS,
  );
});
