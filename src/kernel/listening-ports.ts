import { endianness } from "node:os";
import type { ProcessIdentity } from "../lab/door/pinned.ts";
import { beginningOf } from "./proc-files.ts";

/** State of a listening socket (include/net/tcp_states.h). */
const LISTEN = "0A";

export interface Listener {
  readonly port: number;
  /** It listens on an address of 127.0.0.0/8 or on ::1 alone: nobody else can reach it. */
  readonly isLoopback: boolean;
}

/** Who listens on a TCP port, from the text of /proc/net/tcp or tcp6 (proc(5)). */
export function parseListeners(text: string): readonly Listener[] {
  return text.split("\n").flatMap((line) => {
    const [, local = "", , state] = line.trim().split(/\s+/);
    const [address = "", port = ""] = local.split(":");
    return state === LISTEN ? [{ port: Number.parseInt(port, 16), isLoopback: isLoopback(address) }] : [];
  });
}

/** The kernel prints each four bytes as one number of this machine's byte order. */
function isLoopback(address: string): boolean {
  if (address.length > 8) return /^0{24}(01000000|00000001)$/.test(address);
  return endianness() === "LE" ? address.endsWith("7F") : address.startsWith("7F");
}

/** TCP ports that somebody listens on in the network namespace of a process. */
export function listeningPorts(process: ProcessIdentity): readonly number[] {
  return [...new Set(listeners(process).map(({ port }) => port))];
}

/** The same with what they are reachable by. */
export function listeners(process: ProcessIdentity): readonly Listener[] {
  return (["net/tcp", "net/tcp6"] as const).flatMap((file) => parseListeners(beginningOf(process, file, MOST_BYTES)?.text ?? ""));
}

/** The kernel lists sockets that listen before all others (tcp_seq_start in net/ipv4/tcp_ipv4.c), 150 bytes each. */
const MOST_BYTES = 64 * 1024;
