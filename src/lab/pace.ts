/** How long a lab takes to be made on a machine for which nslab's deadlines are meant, at most. */
const USUAL_MS = 250;

/** Beyond this no machine is waited for. */
const SLOWEST = 20;

/**
 * How many times slower than usual this machine is, by how long it took to make a lab: some 150 processes,
 * 10 namespaces and 40 mounts. Deadlines are so many times longer there, on an old laptop say, or a busy one.
 */
export function paceOf(labStartMs: number): number {
  return Math.min(SLOWEST, Math.max(1, labStartMs / USUAL_MS));
}
