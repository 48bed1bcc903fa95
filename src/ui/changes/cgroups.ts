import type { CgroupChange, CgroupLimit } from "../../kernel/changes.ts";
import type { Cgroup, Process } from "../../kernel/snapshot.ts";
import { inBytes, inPercent } from "../../say/units.ts";
import { type ChangeLine, line, processName, type Wording } from "./names.ts";

/** Cgroups that were made or removed, their limits, who was moved, and whom the kernel killed. */
export function cgroupLines(wording: Wording, changes: readonly CgroupChange[]): readonly ChangeLine[] {
  const { words, arrow } = wording;
  return changes.flatMap((change): readonly ChangeLine[] => {
    const { cgroup } = change;
    const name = cgroupName(wording, cgroup);
    switch (change.type) {
      case "cgroup-made":
        return [line("+", name)];
      case "cgroup-removed":
        return [line("-", name)];
      case "cgroup-limit": {
        const [from, to] = [limitText(wording, change.limit, change.before), limitText(wording, change.limit, change.value)];
        return [line("~", words.fromTo(words.limitOf(name, change.limit), from, arrow, to))];
      }
      case "cgroup-joined": {
        const left = leftFor(change.process, cgroup, changes);
        return [moved(wording, change.process, left?.path ?? "/", cgroup.path, cgroup)];
      }
      case "cgroup-left": {
        const isTold = changes.some((each) => each.type === "cgroup-joined" && isSameMove(each, change.process, cgroup));
        return isTold ? [] : [moved(wording, change.process, cgroup.path, "/", cgroup)];
      }
      case "cgroup-oom-kill":
        return [line("~", words.killed(name, change.kills))];
    }
  });
}

function cgroupName({ words }: Wording, { path, controllers }: Cgroup): string {
  return words.cgroup(path, controllers.join(", "));
}

function moved({ words, arrow }: Wording, process: Process, from: string, to: string, { controllers }: Cgroup): ChangeLine {
  return line("~", words.fromTo(words.cgroupOf(processName(process)), from, arrow, to), controllers.join(", "));
}

/** The group of the same hierarchy that the process was in before. */
function leftFor(process: Process, cgroup: Cgroup, changes: readonly CgroupChange[]): Cgroup | undefined {
  return changes.find((each) => each.type === "cgroup-left" && isSameMove(each, process, cgroup))?.cgroup;
}

/** On v1 a hierarchy is known by its controllers; on v2 there is one, whatever is enabled where. */
function isSameMove(change: { cgroup: Cgroup; process: Process }, process: Process, cgroup: Cgroup): boolean {
  if (change.process.machinePid !== process.machinePid) return false;
  const [one, other] = [change.cgroup.controllers, cgroup.controllers];
  const isV2 = Object.hasOwn(process.cgroups, "");
  return isV2 || one.join() === other.join();
}

function limitText({ words, figure }: Wording, limit: CgroupLimit, value: number | null): string {
  if (value === null) return words.noLimit;
  switch (limit) {
    case "cpuQuota":
      return words.cpuShare(figure(inPercent(value)));
    case "memoryLimit":
    case "swapLimit":
      return value === 0 ? words.none : figure(inBytes(value));
    case "processLimit":
      return String(value);
  }
}
