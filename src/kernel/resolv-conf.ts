import { readOrNull } from "./proc-files.ts";
import type { Process } from "./snapshot.ts";

/** Name servers of a resolv.conf(5), in its order. */
export function parseNameServers(text: string): readonly string[] {
  return [...text.matchAll(/^[ \t]*nameserver[ \t]+(\S+)/gm)].map(([, address = ""]) => address);
}

/** The name servers that programs ask which have this process's root directory, or null when it has no etc/resolv.conf. */
export function nameServersOf(process: Process): readonly string[] | null {
  const text = readOrNull(`/proc/${process.machinePid}/root/etc/resolv.conf`);
  return text === null ? null : parseNameServers(text);
}
