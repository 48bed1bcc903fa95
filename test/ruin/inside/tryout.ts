// Tries ways to ruin a machine in a lab on it, and compares the machine before and after each. Run by the root of
// a virtual machine; prints lines of JSON (test/ruin/inside/result.ts), and what it is at on the machine's console.
//   USER lab|outside PACKAGE_ROOT [NAME...]
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { changes, type Fingerprint, type Held } from "../compare.ts";
import { WAYS } from "../ways/all.ts";
import { linesOn, type Outside, type Way } from "../ways/way.ts";
import { labCgroups, takeFingerprint } from "./fingerprint.ts";
import { listen, type Listeners } from "./listeners.ts";
import type { Came } from "./orders.ts";
import { PersonWithALab } from "./person-with-a-lab.ts";
import type { After, Line, WayResult } from "./result.ts";
import { say } from "./say.ts";

const LEARNER_UID = 1000;
const ORDINARY_SECONDS = 30;
/** An emulated machine takes its time. */
const GONE_WITHIN_MS = 20_000;
const LOOK_AGAIN_MS = 100;
const SECRET_FILE = "/root/secret";

const [user = "root", where = "lab", packageRoot = "", ...names] = process.argv.slice(2);
const own = new Set([process.pid]);

/** Ways between two thorough looks; on the machine itself each is to be noticed by itself. */
const BATCH = where === "outside" ? 1 : 10;

/** A lab that does nothing in particular may hold so much. */
const IDLE: Held = { memory: 200 };
const ANYTHING: Held = { memory: Number.POSITIVE_INFINITY };

class Tryout {
  readonly #secret = readFileSync(SECRET_FILE, "utf8").trim();
  readonly #listeners: Listeners;
  readonly #person: PersonWithALab;
  readonly #other: PersonWithALab;
  readonly #bystander: ChildProcess;
  #otherPid = 0;
  #before: Fingerprint = {
    parts: {},
    numbers: { "clock, in seconds": 0, "free memory, in MiB": 0, "free disk, in MiB": 0, "free inodes": 0 },
  };
  cgroup = "";

  private constructor(listeners: Listeners, person: PersonWithALab, other: PersonWithALab, bystander: ChildProcess) {
    this.#listeners = listeners;
    this.#person = person;
    this.#other = other;
    this.#bystander = bystander;
  }

  static async begin(): Promise<Tryout> {
    const secret = readFileSync(SECRET_FILE, "utf8").trim();
    const isRoot = user === "root";
    const isOutside = where === "outside";
    const bystander = spawn("sleep", ["infinity"], isRoot ? {} : { uid: LEARNER_UID, gid: LEARNER_UID });
    const other = await PersonWithALab.start({ user: isRoot ? "learner" : "root", isOutside: false }, secret, packageRoot);
    const person = await PersonWithALab.start({ user: isRoot ? "root" : "learner", isOutside }, secret, packageRoot);
    say("both are logged in");
    const tryout = new Tryout(await listen(), person, other, bystander);
    const made = await other.tell({ type: "fresh" });
    if (made?.type === "fresh") tryout.#otherPid = made.hostPid;
    say(`the other person's lab: ${JSON.stringify(made)}`);
    if ((await tryout.#fresh()) < 0) throw new Error("there is no lab to begin with");
    tryout.#before = takeFingerprint(own, true);
    say("the fingerprint is taken");
    return tryout;
  }

  /** @param since names of the ways since the last thorough look, this one among them; empty: none is due */
  async try(way: Way, since: readonly string[]): Promise<WayResult> {
    const came: Came[] = [];
    let output = "";
    for (const line of linesOn(this.#outside(), way)) {
      const answer = await this.#person.tell({ type: "type", line, seconds: way.seconds });
      came.push(answer?.type === "typed" ? answer.how : "lab-ended");
      if (answer?.type === "typed") output += answer.output;
    }
    const found = this.#compare(way.leavesTrouble ? ANYTHING : IDLE);
    if (output.includes(this.#secret)) found.push("the machine's secret was read");
    const after = await this.#after(came.at(-1));
    const isFreshNeeded = way.leavesTrouble || after !== "goes-on";
    const fresh = isFreshNeeded ? await this.#fresh() : null;
    if (fresh !== null) found.push(...this.#compare(IDLE));
    if (since.length > 0) found.push(...this.#compare(IDLE, true).map((change) => this.#dated(change, since)));
    if (this.#otherPid > 0 && !existsSync(`/proc/${this.#otherPid}`)) found.push("the other person's lab has ended");
    if (found.length > 0) this.#before = takeFingerprint(own, true);
    return { type: "way", name: way.name, came, after, fresh, changes: [...new Set(found)], output };
  }

  /** Everybody leaves; what is there still. */
  async end(): Promise<readonly string[]> {
    const works = this.#otherPid === 0 ? null : await this.#other.tell({ type: "ordinary", seconds: ORDINARY_SECONDS });
    await this.#person.leave();
    await this.#other.leave();
    this.#bystander.kill("SIGKILL");
    this.#listeners.close();
    const left = (await cgroupsLeft()).map((path) => `cgroup left: ${path}`);
    return works === null || (works.type === "ordinary" && works.works)
      ? left
      : [...left, "the other person's lab is of no use any more"];
  }

  #outside(): Outside {
    return {
      OUTSIDE_PID: String(this.#bystander.pid),
      OUTSIDE_PORT: this.#listeners.port,
      OUTSIDE_SOCKET: this.#listeners.abstractSocket,
      OUTSIDE_KEY: this.#person.key,
      OTHER_PID: String(this.#otherPid),
    };
  }

  #dated(change: string, since: readonly string[]): string {
    return since.length === 1 ? change : `${change} (by one of: ${since.join(", ")})`;
  }

  #compare(held: Held, isThorough = false): string[] {
    const found = [...changes(this.#before, takeFingerprint(own, isThorough), held), ...this.#listeners.came()];
    if (this.#bystander.exitCode !== null || this.#bystander.signalCode !== null)
      found.push("a process of the machine was ended");
    return found;
  }

  async #after(last: Came | undefined): Promise<After> {
    if (last === "lab-ended") return "ended";
    const answer = await this.#person.tell({ type: "ordinary", seconds: ORDINARY_SECONDS });
    if (answer?.type !== "ordinary") return "ended";
    if (answer.works) return "goes-on";
    return answer.output === "the lab has ended" ? "ended" : "unusable";
  }

  async #fresh(): Promise<number> {
    const made = await this.#person.tell({ type: "fresh" });
    if (made?.type !== "fresh") {
      say(`no lab: ${JSON.stringify(made)}`);
      return -1;
    }
    this.cgroup = made.cgroup;
    const answer = await this.#person.tell({ type: "ordinary", seconds: ORDINARY_SECONDS });
    if (answer?.type === "ordinary" && answer.works) return made.ms;
    say(`the fresh lab does not work: ${JSON.stringify(answer)}`);
    return -1;
  }
}

/** Cgroups of labs that are still there when they have had the time to go. */
async function cgroupsLeft(): Promise<readonly string[]> {
  const deadline = performance.now() + GONE_WITHIN_MS;
  while (labCgroups().length > 0 && performance.now() < deadline) await setTimeout(LOOK_AGAIN_MS);
  return labCgroups();
}

function print(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

// Those that take their time come last.
const all = [...WAYS.filter((way) => !way.leavesTrouble), ...WAYS.filter((way) => way.leavesTrouble)];
const chosen = names.length === 0 ? all : names.flatMap((name) => WAYS.filter((way) => way.name === name));
say(`${user}, ${where}: ${chosen.length} ways`);
const tryout = await Tryout.begin();
for (const [index, way] of chosen.entries()) {
  say(`${index + 1}/${chosen.length} ${way.name}`);
  const isDue = (index + 1) % BATCH === 0 || index === chosen.length - 1;
  const since = isDue ? chosen.slice(index - (index % BATCH), index + 1).map(({ name }) => name) : [];
  const result = await tryout.try(way, since);
  print(result);
  say(`    ${result.came.join(" ")}, ${result.after}${result.fresh === null ? "" : `, fresh in ${Math.round(result.fresh)} ms`}`);
  for (const change of result.changes.slice(0, 20)) say(`    CHANGED ${change}`);
}
print({ type: "run-ended", left: await tryout.end(), cgroup: tryout.cgroup });
