import { readOrNull } from "./proc-files.ts";
import type { Process } from "./snapshot.ts";

/** State of a listening socket (include/net/tcp_states.h). */
const LISTEN = "0A";

/** TCP ports that somebody listens on, from the text of /proc/net/tcp or tcp6 (proc(5)). */
export function parseListeningPorts(text: string): readonly number[] {
  return text.split("\n").flatMap((line) => {
    const [, local = "", , state] = line.trim().split(/\s+/);
    return state === LISTEN ? [Number.parseInt(local.slice(local.lastIndexOf(":") + 1), 16)] : [];
  });
}

/** TCP ports that somebody listens on in the network namespace of a process. */
export function listeningPorts(process: Process): readonly number[] {
  const texts = ["tcp", "tcp6"].map((name) => readOrNull(`/proc/${process.machinePid}/net/${name}`) ?? "");
  return [...new Set(texts.flatMap(parseListeningPorts))];
}
