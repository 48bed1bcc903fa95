/** Whom a fault befalls: processes that nslab itself has, and the window it runs in. */
export type Target =
  /** nslab itself. */
  | "nslab"
  /** The script outside the lab that removes what outlives it. */
  | "waiter"
  /** The program that waits for the lab's first process, and whose end takes the lab with it. */
  | "unshare"
  /** PID 1 of the lab. */
  | "supervisor"
  /** PID 1 of the course's host. */
  | "host"
  /** The program that plays the internet. */
  | "world"
  /** The program that has the pseudo-terminal of a shell in the lab. */
  | "terminal"
  /** The program that has nslab's own pseudo-terminal: what closes when a window is closed, or a connection lost. */
  | "window";

export interface Fault {
  readonly name: string;
  readonly targets: readonly Target[];
  readonly signals: readonly NodeJS.Signals[];
  /**
   * What must come of it: nslab ends by itself, goes on as if nothing had been, or says what has happened
   * and either ends or asks.
   */
  readonly outcome: "ends" | "goes-on" | "is-told";
  /** Nobody is left who could clean up: the next start does. */
  readonly leavesRest?: boolean;
}

const KILL = ["SIGKILL"] as const;
const STOP = ["SIGSTOP", "SIGCONT"] as const;

export const FAULTS: readonly Fault[] = [
  { name: "nslab killed", targets: ["nslab"], signals: KILL, outcome: "ends" },
  { name: "nslab sent SIGTERM", targets: ["nslab"], signals: ["SIGTERM"], outcome: "ends" },
  { name: "nslab sent SIGHUP", targets: ["nslab"], signals: ["SIGHUP"], outcome: "ends" },
  { name: "window closed", targets: ["window"], signals: KILL, outcome: "ends" },
  { name: "nslab stopped and killed", targets: ["nslab"], signals: ["SIGSTOP", "SIGKILL"], outcome: "ends" },
  { name: "nslab and waiter killed", targets: ["nslab", "waiter"], signals: KILL, outcome: "ends", leavesRest: true },
  { name: "waiter and nslab killed", targets: ["waiter", "nslab"], signals: KILL, outcome: "ends", leavesRest: true },
  { name: "all outside killed", targets: ["waiter", "unshare", "nslab"], signals: KILL, outcome: "ends", leavesRest: true },
  { name: "nslab suspended and resumed", targets: ["nslab"], signals: ["SIGTSTP", "SIGCONT"], outcome: "goes-on" },
  { name: "nslab stopped and resumed", targets: ["nslab"], signals: STOP, outcome: "goes-on" },
  { name: "waiter killed", targets: ["waiter"], signals: KILL, outcome: "is-told" },
  { name: "waiter sent SIGTERM", targets: ["waiter"], signals: ["SIGTERM"], outcome: "is-told" },
  { name: "waiter stopped and resumed", targets: ["waiter"], signals: STOP, outcome: "goes-on" },
  { name: "unshare killed", targets: ["unshare"], signals: KILL, outcome: "is-told" },
  { name: "supervisor killed", targets: ["supervisor"], signals: KILL, outcome: "is-told" },
  { name: "supervisor stopped and resumed", targets: ["supervisor"], signals: STOP, outcome: "goes-on" },
  { name: "host's init killed", targets: ["host"], signals: KILL, outcome: "is-told" },
  { name: "world killed", targets: ["world"], signals: KILL, outcome: "is-told" },
  { name: "world stopped and resumed", targets: ["world"], signals: STOP, outcome: "goes-on" },
  { name: "terminal killed", targets: ["terminal"], signals: KILL, outcome: "is-told" },
  { name: "terminal stopped and resumed", targets: ["terminal"], signals: STOP, outcome: "goes-on" },
];
