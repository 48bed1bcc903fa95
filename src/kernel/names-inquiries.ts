import type { ProcessIdentity } from "../lab/door/pinned.ts";
import { openNamespace } from "../lab/door/namespace.ts";
import { printableName } from "../lab/printable.ts";
import { say, type Message } from "../say/message.ts";
import type { Answer, Inquiry } from "./ask-namespaces.ts";
import { MOST_FACTS, MOST_NAMES_READ } from "./bounds.ts";
import { parseSystemV, type SystemVObjects } from "./parse-sysvipc.ts";
import type { Process, Snapshot, Unread } from "./snapshot.ts";

/** A process by which a UTS and an IPC namespace are reached. */
export interface NamesPlace {
  readonly process: ProcessIdentity;
  readonly uts: number;
  readonly ipc: number;
}

/** A process for each pair of a UTS and an IPC namespace that some process is in; a zombie is in none. */
export function namesPlaces(processes: readonly Process[]): readonly NamesPlace[] {
  const places = new Map<string, NamesPlace>();
  for (const { machinePid, startTime, namespaces } of processes) {
    const { uts, ipc } = namespaces;
    const key = `${uts} ${ipc}`;
    if (uts !== 0 && ipc !== 0 && !places.has(key)) places.set(key, { process: { machinePid, startTime }, uts, ipc });
  }
  return [...places.values()];
}

/** Collects hostnames and System V objects; what could not be read is missing, and told. */
export class NamesFinder implements Pick<Snapshot, "hostnames" | "ipcObjects"> {
  readonly hostnames = new Map<number, string>();
  readonly ipcObjects = new Map<number, SystemVObjects>();
  readonly unread: Unread[] = [];

  /** @param here who asks: what he is in need not be joined */
  inquiries(places: readonly NamesPlace[], here: Process | null): readonly Inquiry[] {
    for (const place of places.slice(MOST_NAMES_READ)) this.#refuse(place, BEYOND);
    const own = here?.namespaces;
    return places.slice(0, MOST_NAMES_READ).map((place) => ({
      about: "names",
      openers:
        place.uts === own?.uts && place.ipc === own.ipc
          ? []
          : [() => openNamespace(place.process, "uts"), () => openNamespace(place.process, "ipc")],
      tooLong: () => TOO_MANY,
      take: (answer) => this.#take(place, answer),
    }));
  }

  #take(place: NamesPlace, { sections, complaint, why }: Answer): void {
    const textOf = (name: string) => sections.find((section) => section.name === name && section.code === 0)?.text;
    const [hostname, objects] = [textOf("hostname"), textOf("sysvipc")];
    if (hostname === undefined || objects === undefined)
      return this.#refuse(place, why ?? complaint ?? say`its tools did not answer`);
    this.hostnames.set(place.uts, printableName(hostname.trim()));
    const found = parseSystemV(objects);
    if (Object.values(found).every((each) => each.length <= MOST_FACTS)) this.ipcObjects.set(place.ipc, found);
    else this.unread.push({ part: "names", namespace: place.ipc, why: TOO_MANY });
  }

  #refuse({ uts, ipc }: NamesPlace, why: Message): void {
    if (!this.hostnames.has(uts)) this.unread.push({ part: "names", namespace: uts, why });
    if (!this.ipcObjects.has(ipc)) this.unread.push({ part: "names", namespace: ipc, why });
  }
}

const TOO_MANY = say`it has more than ${{ most: MOST_FACTS }} System V objects of a kind`;
const BEYOND = say`only ${{ most: MOST_NAMES_READ }} such pairs are looked into`;
