/** What the program that has a lab (test/ruin/inside/learner.ts) is told, a line of JSON each. */
export type Order =
  /** Ends the lab it has, if any, and starts another. */
  | { readonly type: "fresh" }
  /** Types a line in the lab's terminal, and interrupts it after so many seconds. */
  | { readonly type: "type"; readonly line: string; readonly seconds: number }
  /** Types an ordinary line, in another terminal if the one it has does not answer. */
  | { readonly type: "ordinary"; readonly seconds: number }
  | { readonly type: "end" };

/** What it answers, a line of JSON each. */
export type Answer =
  /** PID of the lab's host in the machine. */
  | { readonly type: "fresh"; readonly hostPid: number; readonly cgroup: string; readonly ms: number }
  | { readonly type: "no-lab"; readonly complaint: string }
  | { readonly type: "typed"; readonly how: Came; readonly output: string }
  | { readonly type: "ordinary"; readonly works: boolean; readonly output: string }
  | { readonly type: "ended" };

/** What became of a line. */
export type Came = "returned" | "interrupted" | "stuck" | "terminal-closed" | "lab-ended";
