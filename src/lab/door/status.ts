import { readFileSync } from "node:fs";
import { nameIn, type Refusal, tried, using } from "./handle.ts";
import { pinned, type ProcessIdentity } from "./pinned.ts";

/** What the kernel says of that very process in proc_pid_status(5). */
export function statusOf(process: ProcessIdentity): string | Refusal {
  return using(pinned(process), (directory) => tried(() => readFileSync(nameIn(directory, "status"), "latin1")));
}
