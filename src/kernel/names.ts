import { parseSystemV, type SystemVObjects } from "./parse-sysvipc.ts";
import { splitSections } from "./sections.ts";
import type { Process } from "./snapshot.ts";

/** A process by which a UTS and an IPC namespace are reached. */
export interface NamesPlace {
  readonly machinePid: number;
  readonly uts: number;
  readonly ipc: number;
}

/** A process for each pair of a UTS and an IPC namespace that some process is in; a zombie is in none. */
export function namesPlaces(processes: readonly Process[]): readonly NamesPlace[] {
  const places = new Map<string, NamesPlace>();
  for (const { machinePid, namespaces } of processes) {
    const { uts, ipc } = namespaces;
    const key = `${uts} ${ipc}`;
    if (uts !== 0 && ipc !== 0 && !places.has(key)) places.set(key, { machinePid, uts, ipc });
  }
  return [...places.values()];
}

export interface Names {
  /** By the inode of the UTS namespace. */
  readonly hostnames: ReadonlyMap<number, string>;
  /** By the inode of the IPC namespace. */
  readonly ipcObjects: ReadonlyMap<number, SystemVObjects>;
}

/** What was printed at each place in turn; one whose process has ended meanwhile has printed nothing. */
export function parseNames(stdout: string, mark: string, places: readonly NamesPlace[]): Names {
  const sections = splitSections(stdout, mark);
  const answers = (name: string) => sections.filter((section) => section.name === name);
  const [hostnames, objects] = [answers("hostname"), answers("sysvipc")];
  return {
    hostnames: new Map(
      places.flatMap(({ uts }, index) => {
        const answer = hostnames[index];
        return answer?.code === 0 ? [[uts, answer.text.trim()] as const] : [];
      }),
    ),
    ipcObjects: new Map(
      places.flatMap(({ ipc }, index) => {
        const answer = objects[index];
        return answer?.code === 0 ? [[ipc, parseSystemV(answer.text)] as const] : [];
      }),
    ),
  };
}
