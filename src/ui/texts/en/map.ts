import type { MapWords } from "../../../map/sheet.ts";
import type { Message } from "../../../say/message.ts";
import { inBytes, inPercent } from "../../../say/units.ts";
import { ENGLISH_WORDS, inEnglish } from "../../../say/words.ts";
import { unbroken } from "../unbroken.ts";

/** Of what not all was read. */
const PARTS = {
  processes: "processes",
  commands: "command lines",
  mounts: "mounts",
  networks: "network namespaces",
  names: "hostnames and System V objects",
  cgroups: "cgroups",
} as const;

const OBJECTS = {
  segments: (id: number, count: number) => `segment ${id}, ${count} bytes`,
  queues: (id: number, waiting: number) => `queue ${id}${waiting === 0 ? "" : `, ${waiting} bytes waiting`}`,
  semaphores: (id: number, count: number) => `array ${id}, ${count} ${count === 1 ? "semaphore" : "semaphores"}`,
} as const;

/** Words on the map, and around it. */
export const map: MapWords = {
  host: "host",
  outside: (prefix: string | null) => (prefix === null ? "the LAN and the internet" : `LAN ${prefix} and the internet`),
  network: (names: readonly string[]) => (names.length === 0 ? "a network without a name" : names.join(", ")),
  aside: (text: string, aside: string) => `${text} (${aside})`,
  terminals: (names: readonly string[]) => `${names.length === 1 ? "terminal" : "terminals"} ${names.join(", ")}`,
  processes: (name: string, pid: number) => `${name}, PID ${pid}`,
  bridge: "bridge",
  ports: (names: readonly string[]) => `with ${names.join(", ")}`,
  up: "up",
  down: "down",
  noCarrier: "no carrier",
  place: (title: string) => `in ${title}`,
  onHost: "on the host",
  route: "route",
  via: (destination: string, gateway: string | null, device: string) =>
    `${destination} ${gateway === null ? `dev ${device}` : `via ${gateway}`}`,
  unreadable: (why: Message | null) => `its links could not be read${why === null ? "" : `: ${inEnglish(why)}`}`,
  rulesUnreadable: (why: Message | null) => `its rules could not be read${why === null ? "" : `: ${inEnglish(why)}`}`,
  forwarding: (on: boolean) => (on ? "1, packets are passed on" : "0, packets are not passed on"),
  policy: (policy: string) => `policy ${policy}`,
  nftChain: (type: string, hook: string, policy: string) => `${type}, hook ${hook}, policy ${policy}`,
  everything: "everything",
  hostname: "hostname",
  namespaces: (kinds: string) => `namespaces: ${kinds}`,
  noNamespaces: "namespaces: the host's",
  shared: (kinds: string, title: string) => `${kinds} shared with ${title}`,
  root: "root",
  inRoot: (path: string) => `root\u00a0${path}`,
  facts: (facts: readonly string[]) => facts.join(", "),
  pids: (pids: readonly number[]) => {
    const [host, ...inside] = pids;
    return inside.length === 0 ? `PID\u00a0${host}` : `PID\u00a0${host}, inside\u00a0${inside.join("\u00a0and\u00a0")}`;
  },
  zombie: "zombie",
  nobody: "no process in it",
  objects: "System V objects:",
  object: (kind: keyof typeof OBJECTS, id: number, count: number) => OBJECTS[kind](id, count),
  mountsHere: "mounts only here:",
  mountsOnHost: "mounts added:",
  more: (count: number) => `and ${count} more`,
  processCount: (count: number) => `${count} processes`,
  mountCount: (count: number) => `${count}`,
  morePlaces: (count: number) => `and ${count} more ${count === 1 ? "network or container" : "networks and containers"}`,
  moreCgroups: (count: number) => `and ${count} more ${count === 1 ? "cgroup" : "cgroups"}`,
  notRead: (part: keyof typeof PARTS, why: Message) => `not all ${PARTS[part]} could be read: ${inEnglish(why)}`,
  cgroup: (path: string) => `cgroup ${path}`,
  cpu: (share: number) => `at most ${unbroken(inPercent(share), ENGLISH_WORDS)} of one CPU`,
  memory: (bytes: number) => `at most ${unbroken(inBytes(bytes), ENGLISH_WORDS)} of memory`,
  noSwap: "no swap",
  swap: (bytes: number) => `at most ${unbroken(inBytes(bytes), ENGLISH_WORDS)} of swap`,
  processLimit: (count: number) => `at most ${count} processes`,
  oomKills: (count: number) => `${count === 1 ? "1 process" : `${count} processes`} killed, out of memory`,
  noLimit: "no limit",
  emptyGroup: "no process in it",
  diesHere: (leg: "request" | "answer", reason: string, link: string | null) =>
    `${leg === "answer" ? "the answer" : "the packet"} ends here: ${link === null ? "" : `${link}, `}${reason}`,
};

/** What is said around the map by `nslab map`. */
export const mapScreen = {
  title: "The lab",
  noLab: "No lab of yours is running, so there is nothing to draw. Start one in another window: nslab start",
  beingMade: "Your lab is just being made, so there is nothing to draw yet. Try again in a moment: nslab map",
  ended:
    "The nslab that had the lab has ended, and with it this map. Start it again with nslab start, then nslab map --watch again.",
  between: "This lab has ended. The next one is drawn as soon as it is there.",
  written: (file: string) => `The map is in ${file}.`,
  notWritten: (file: string, why: string) =>
    `The map could not be written to ${file}: ${why}. Make room, or choose another file.`,
  watching: "It is drawn anew when the lab changes: + new, ~ changed, - gone.",
  /** Behind what stands below a map. */
  quit: "q quit",
  /** Before what stands below a map, where a person has several labs. */
  which: (lesson: string, pid: number) => `${lesson}, process ID ${pid}.  `,
  /** Where not all rows can be shown at a time. */
  part: (from: number, to: number, rows: number) => `Rows ${from} to ${to} of ${rows}: Up, Down and Space move.`,
};
