import { listed, say, verbatim } from "../src/say/message.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { type Check, checkId } from "./check.ts";
import { hostPid, nameOfProcess } from "./cgroups.ts";
import type { Container } from "./namespaces.ts";
import { isLineOf } from "./listed.ts";
import { typeThere } from "./networks.ts";
import { isVerdict, processAt, rootOf } from "./places.ts";
import { shownFact } from "./shown-fact.ts";

/** A shell in a PID namespace of its own was seen to have a /proc in which the host's processes stand. */
export function showsForeignPids(terminal: Container): Check {
  return shownFact({
    id: checkId("shows-foreign-pids", terminal),
    terminal,
    fact: say`the host's PIDs, from inside another PID namespace`,
    cause: say`/proc was not listed, or the shell is not in a PID namespace of its own, or it has a /proc of its own.`,
    next: typeThere(terminal, "ls -d /proc/[0-9]*"),
    agrees: async (output, scene) => {
      const front = await processAt(scene, terminal, verbatim(""));
      if (isVerdict(front)) return { passed: false, observed: front.observed };
      const snapshot = await scene.snapshot();
      const outside = rootOf(scene, snapshot, terminal)?.pids[0] ?? 0;
      const numbers = numbersIn(output);
      const isApart = front.namespaces.pid !== snapshot.host.namespaces.pid;
      const pid = hostPid(front);
      return {
        passed: isApart && [outside, pid].every((each) => numbers.includes(each)),
        observed: !isApart
          ? say`the shell there is in the host's PID namespace`
          : numbers.length === 0
            ? say`the host knows this shell as PID ${{ pid }}, and the shell outside as ${{ outside }}; the numbers shown are none`
            : say`the host knows this shell as PID ${{ pid }}, and the shell outside as ${{ outside }}; the numbers shown are ${{ numbers: listed(numbers) }}`,
      };
    },
  });
}

/** All PIDs that the process in front in `of` has were seen side by side, from the host's inwards. */
export function showsPids(terminal: TerminalName, of: Container): Check {
  return shownFact({
    id: checkId("shows-pids", of, terminal),
    terminal,
    fact: say`the PIDs of the shell in the terminal ${{ of }}, on the host and in its own PID namespace`,
    cause: say`The status of another process was read.`,
    next: say`Find the PID in the terminal ${{ terminal }} with lsns -t pid, then read the line NSpid of /proc/PID/status.`,
    agrees: async (output, scene) => {
      const front = await processAt(scene, of, verbatim(""));
      if (isVerdict(front)) return { passed: false, observed: front.observed };
      return {
        passed: front.pids.length > 1 && new RegExp(`NSpid:\\s+${front.pids.join("\\s+")}\\s`).test(`${output}\n`),
        observed: say`${{ process: nameOfProcess(front) }} has the PIDs ${{ pids: listed(front.pids) }}: ${{ command: `grep NSpid /proc/${hostPid(front)}/status` }}`,
      };
    },
  });
}

/** The host's init was seen in a list of processes, as PID 1. */
export function showsHostInit(terminal: Container): Check {
  return shownFact({
    id: checkId("shows-host-init", terminal),
    terminal,
    fact: say`the host's PID 1`,
    cause: say`Only some processes were listed, or in another terminal.`,
    next: typeThere(terminal, "ps -ef"),
    agrees: async (output, scene) => {
      const { host } = await scene.snapshot();
      const command = host.command.join(" ");
      const line = output.split("\n").find((each) => isLineOf(each, host, 1));
      return {
        passed: line !== undefined,
        observed:
          line === undefined
            ? say`PID 1 of the host is ${{ command }}; no line with it was printed`
            : say`PID 1 of the host is ${{ command }}; it was printed: ${{ line: line.trim() }}`,
      };
    },
  });
}

/** A zombie was seen in a list of the host's processes. */
export function showsZombie(terminal: TerminalName): Check {
  return shownFact({
    id: checkId("shows-zombie", terminal),
    terminal,
    fact: say`a process that is marked as defunct`,
    cause: say`The list leaves it out, or it has been collected meanwhile.`,
    next: say`Type in the terminal ${{ terminal }}: ${{ lines: "ps -ef | grep defunct" }}`,
    agrees: async (output, scene) => {
      const zombies = (await scene.snapshot()).processes
        .filter((process) => process.state === "Z")
        .map((process) => process.pids[0] ?? 0);
      const lines = output.split("\n").filter((line) => /defunct|\sZ/.test(line));
      const numbers = new Set(lines.flatMap(numbersIn));
      // A line of /proc/PID/status names no PID: only a zombie's says Z.
      const isOfStatus = lines.some((line) => /^State:\s+Z\b/.test(line));
      return {
        passed: zombies.some((pid) => numbers.has(pid)) || (isOfStatus && zombies.length > 0),
        observed:
          zombies.length === 0
            ? say`the kernel knows of no process in the state Z`
            : say`in the state Z are the PIDs ${{ pids: listed(zombies) }}`,
      };
    },
  });
}

function numbersIn(text: string): readonly number[] {
  return text.match(/\d+/g)?.map(Number) ?? [];
}
