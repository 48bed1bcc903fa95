/** Terminals a lesson can use. `container` and `container2` begin as shells on the host too. */
export type TerminalName = "host" | "container" | "container2" | "neighbor";

export const TERMINAL_NAMES: readonly [TerminalName, ...TerminalName[]] = ["host", "container", "container2", "neighbor"];
