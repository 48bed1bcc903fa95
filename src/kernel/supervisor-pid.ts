import { isRefusal } from "../lab/door/handle.ts";
import type { ProcessIdentity } from "../lab/door/pinned.ts";
import { statusOf } from "../lab/door/status.ts";
import { supervisorOf } from "../lab/enter.ts";
import type { LabReach } from "../lab/identity.ts";
import { parseNamespacePids } from "./parse-status.ts";

/** The number that a process of a lab has in the supervisor's own PID namespace; null when one of both has ended. */
export function supervisorPid(lab: LabReach, process: ProcessIdentity): number | null {
  const level = pidsOf(supervisorOf(lab)).length - 1;
  return pidsOf(process)[level] ?? null;
}

function pidsOf(process: ProcessIdentity): readonly number[] {
  const status = statusOf(process);
  return isRefusal(status) ? [] : parseNamespacePids(status);
}
