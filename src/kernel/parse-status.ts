/**
 * PIDs of a process from the PID namespace of the /proc that was read inwards: NSpid of
 * proc_pid_status(5). Empty where the line is missing.
 */
export function parseNamespacePids(status: string): readonly number[] {
  const line = /^NSpid:\t(.*)$/m.exec(status)?.[1];
  return line === undefined ? [] : line.split("\t").map(Number);
}
