import { missingTools, TOOLS } from "../../src/lab/system-packages.mjs";
import { judgeAssertions, judgeRefusal, judgeReplay } from "./judge-trial.ts";
import type { MachineFailed, Ran, VirtualMachine } from "./machine/virtual-machine.ts";
import { type Bench, bootWithNslab, type ScenarioFailed } from "./nslab-machine.ts";
import type { Outcome, Scenario, ScenarioResult, Trial } from "./scenario.ts";

/** Boots the scenario's machine, tries everything there, and ends it. */
export async function runScenario(scenario: Scenario, bench: Bench): Promise<ScenarioResult | ScenarioFailed> {
  const started = performance.now();
  const tell = (text: string) => bench.tell(`${scenario.name}: ${text} (${Math.round((performance.now() - started) / 1000)} s)`);
  tell("booting");
  const machine = await bootWithNslab(scenario, bench);
  if ("type" in machine) return machine;
  try {
    tell("ready");
    const outcomes: Outcome[] = [];
    for (const trial of scenario.trials) {
      const outcome = await tryOut(trial, scenario.within, machine);
      if ("type" in outcome) return outcome;
      outcomes.push(outcome);
      tell(outcomeLine(outcome));
      // at once: a run may be ended before it comes to its report
      if (!outcome.isRight) for (const note of outcome.notes) tell(note);
    }
    return await describe(scenario, machine, bench, outcomes);
  } finally {
    await machine.end();
  }
}

/** How a trial went, in a line. */
export function outcomeLine({ trial, user, isRight, passed, failed, skipped, seconds }: Outcome): string {
  const counts = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  return `${trial} as ${user}: ${isRight ? "right" : "WRONG"}, ${counts.join(", ")} in ${Math.round(seconds)} s`;
}

async function tryOut(trial: Trial, within: string, machine: VirtualMachine): Promise<Outcome | MachineFailed> {
  switch (trial.type) {
    case "set-up":
      return setUp(machine);
    case "replay": {
      const ran = await machine.run(`${within} nslab verify --replay --format json ${trial.lessons.join(" ")}`, {
        user: trial.user,
      });
      return ran.type === "ran" ? judgeReplay(trial, ran) : ran;
    }
    case "told":
    case "refused": {
      const commands = ["nslab doctor", ...(trial.type === "refused" ? ["nslab verify --replay mounts"] : [])];
      const ran = await inTurn(
        machine,
        commands.map((command) => [trial.user, `${within} ${command}`]),
      );
      return "type" in ran ? ran : judgeRefusal(trial, ran);
    }
  }
}

async function setUp(machine: VirtualMachine): Promise<Outcome | MachineFailed> {
  const ran = await inTurn(machine, [
    ["root", TOOLS.map(({ name }) => `command -v ${name}`).join("\n")],
    ["root", "nslab doctor"],
    ["learner", "nslab doctor --fix"],
    ["root", "nslab doctor --fix"],
  ]);
  if ("type" in ran) return ran;
  const [there, before, told, fixed] = ran as [Ran, Ran, Ran, Ran];
  const has = new Set(there.stdout.split("\n").map((path) => path.slice(path.lastIndexOf("/") + 1)));
  const missing = missingTools((name) => has.has(name));
  const install = /apt-get install [^\n]*\biproute2\b/;
  return judgeAssertions("set-up", "root", ran, [
    [`programs are missing`, missing.length > 0],
    [`doctor: exit code 3, not ${before.code}`, before.code === 3],
    ...missing.map(({ name }) => [`doctor names ${name}: ${before.stdout}`, namedAsMissing(before.stdout).has(name)] as const),
    [`doctor says what to type: ${before.stdout}`, install.test(before.stdout)],
    [`doctor --fix tells an ordinary user what to type: ${told.stdout}`, told.code === 3 && /sudo apt-get/.test(told.stdout)],
    [`doctor --fix: exit code 0, not ${fixed.code}: ${fixed.stdout}${fixed.stderr}`, fixed.code === 0],
    ["doctor --fix: all lessons can run", /All \d+ lessons can run here/.test(fixed.stdout)],
  ]);
}

/** The programs in lists like `ip, ping: not installed`, which may go on in a next line. */
function namedAsMissing(report: string): ReadonlySet<string> {
  const lists = report.replace(/\s+/g, " ").matchAll(/((?:[\w.-]+, )*[\w.-]+): not installed/g);
  return new Set([...lists].flatMap(([, names = ""]) => names.split(", ")));
}

/** Several commands, one after the other, while the machine is there. */
async function inTurn(
  machine: VirtualMachine,
  commands: readonly (readonly [user: string, script: string])[],
): Promise<readonly Ran[] | MachineFailed> {
  const all: Ran[] = [];
  for (const [user, script] of commands) {
    const ran = await machine.run(script, { user });
    if (ran.type !== "ran") return ran;
    all.push(ran);
  }
  return all;
}

const DESCRIBE = `. /etc/os-release; echo "$PRETTY_NAME"
uname -r
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then echo v2; else echo v1; fi
node --version`;

async function describe(
  scenario: Scenario,
  machine: VirtualMachine,
  { version }: Bench,
  outcomes: readonly Outcome[],
): Promise<ScenarioResult | MachineFailed> {
  const ran = await machine.run(DESCRIBE);
  if (ran.type !== "ran") return ran;
  const [system = "", kernel = "", cgroups = "", node = ""] = ran.stdout.split("\n");
  const day = new Date().toISOString().slice(0, 10);
  return { name: scenario.name, day, version, system, kernel, cgroups, node, outcomes };
}
