// A lab's root who means harm, against nslab itself: npm run test:wall.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { findPackageRoot } from "../../src/cli/context.ts";
import { ATTACKS } from "./attacks/all.ts";
import { QUITS } from "./attacks/attack.ts";
import { makeBench } from "./bench.ts";
import { parseRequest, type Request, USAGE } from "./request.ts";
import { programExists } from "../../src/lab/programs.ts";
import { lineOf, summaryOf } from "./summary.ts";
import { ensureTools } from "../../src/setup/system-tools.mjs";
import { personsVoice } from "../../src/setup/voice.mjs";
import { tryInMachines } from "./in-machines.ts";
import { endAll, type Tried, tryAttack } from "./trial.ts";
import { say } from "../../src/say/message.ts";
import { speaker } from "../support/speaker.ts";

const root = findPackageRoot(import.meta.url);
const speak = speaker();
const write = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const request = parseRequest(process.argv.slice(2), ATTACKS);
  switch (request.type) {
    case "wrong":
      process.stderr.write(`${request.message}\n\n${USAGE}`);
      return 2;
    case "list":
      for (const { name, kind, here, users } of ATTACKS)
        write(`${kind.padEnd(11)}${here.length === users.length ? "      " : "in VM "} ${name}`);
      return 0;
    case "run": {
      const tried = request.place === "vm" ? await runInMachines(request) : await runHere(request);
      if (typeof tried === "string") {
        process.stderr.write(`${tried}\n`);
        return 3;
      }
      write(summaryOf(tried));
      return tried.some(({ findings, untried }) => findings.length > 0 || untried !== null) ? 1 : 0;
    }
  }
}

/** A machine in emulation is slower by that at least. */
const EMULATED = 10;

type Run = Extract<Request, { type: "run" }>;

/** @returns what came of it, or why it could not be tried */
async function runInMachines({ attacks, users, packageRoot, report }: Run): Promise<readonly Tried[] | string> {
  if (process.getuid?.() !== 0)
    return speak(say`Only root can make the machines' file trees. Run: ${{ command: "sudo npm run test:wall -- --vm" }}`);
  if (!(await ensureTools(root, personsVoice([]), "machines"))) return speak(say`The tools for machines are missing.`);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));
  // In emulation each takes a minute: by default those that can be tried nowhere else, and a few of all kinds.
  const chosen =
    attacks.length < ATTACKS.length ? attacks : attacks.filter((each) => each.isQuick || each.here.length < each.users.length);
  const tried = await tryInMachines({ root, packageRoot: resolve(packageRoot ?? root), attacks: chosen, users, say: write });
  if (typeof tried === "string") return tried;
  for (const each of tried) write(lineOf(each));
  if (report !== null) writeFileSync(report, `${JSON.stringify(tried, null, 2)}\n`);
  return tried;
}

async function runHere({ attacks, users, quit, packageRoot, report, place }: Run): Promise<readonly Tried[]> {
  const bench = makeBench(resolve(packageRoot ?? root), true);
  process.on("exit", () => bench.remove());
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => void endAll().finally(() => process.exit(130)));
  const tried: Tried[] = [];
  for (const [index, attack] of attacks.entries()) {
    for (const [number, user] of users.entries()) {
      const somebody = bench.people.get(user);
      if (somebody === undefined || !attack[place === "here" ? "here" : "users"].includes(user)) continue;
      const lack = attack.needs.find((name) => !programExists(name));
      if (lack !== undefined) {
        write(speak(say`left out ${{ attack: attack.name }}: this machine has no ${{ program: lack }}`));
        continue;
      }
      // Each way to end comes to each kind of attack, and the two users end it differently.
      const inTurn = QUITS[(index + number * 2) % QUITS.length] ?? "q";
      for (const way of quit !== null ? [quit] : attack.quits.length > 0 ? attack.quits : [inTurn]) {
        const result = await tryAttack(attack, somebody, way, bench, place === "anything" ? EMULATED : 1);
        tried.push(result);
        write(lineOf(result));
        if (report !== null) writeFileSync(report, `${JSON.stringify(tried, null, 2)}\n`);
      }
    }
  }
  return tried;
}

process.exitCode = await main();
process.exit();
