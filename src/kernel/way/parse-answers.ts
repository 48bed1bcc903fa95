import { printableName } from "../../lab/printable.ts";
import { type IpObject, parseIpList, textIn } from "../ip-json.ts";
import type { Listener, RouteAnswer } from "./way.ts";

/** What `ip -json route get` printed: a route, or the kernel's refusal on stderr. */
export function parseRouteAnswer({
  code,
  stdout,
  stderr,
}: {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}): RouteAnswer {
  if (code === null) return { type: "unknown" };
  if (code !== 0 || stdout.trim() === "") return { type: "refused", says: stderr.trim().replace(/^RTNETLINK answers: /, "") };
  const [route] = parseIpList(stdout) ?? [];
  if (route === undefined) return { type: "unknown" };
  const type = nameIn(route, "type");
  if (type === "local") return { type };
  // some versions print these as routes instead of refusing
  if (type !== null && type !== "unicast") return { type: "refused", says: type };
  return {
    type: "route",
    device: nameIn(route, "dev") ?? "",
    gateway: nameIn(route, "gateway"),
    source: nameIn(route, "prefsrc"),
  };
}

function nameIn(route: IpObject, key: string): string | null {
  const text = textIn(route, key);
  return text === null ? null : printableName(text);
}

/** States of a TCP socket that listens, and of a UDP socket that takes from anybody (include/net/tcp_states.h). */
const OPEN = { tcp: "0A", udp: "07" } as const;

/** Sockets that take what comes, from the text of /proc/net/tcp and tcp6, or udp and udp6 (proc(5)). */
export function parseListeners(text: string, protocol: "tcp" | "udp"): readonly Listener[] {
  return text.split("\n").flatMap((line) => {
    const [, local = "", , state] = line.trim().split(/\s+/);
    const [address = "", port = ""] = local.split(":");
    return state === OPEN[protocol] ? [{ address: readAddress(address), port: Number.parseInt(port, 16) }] : [];
  });
}

/** The kernel prints the words of an address in the machine's byte order, which is little-endian wherever nslab runs. */
function readAddress(hex: string): string {
  const mapped = /^0{16}FFFF0000([0-9A-F]{8})$/.exec(hex)?.[1] ?? hex;
  if (mapped.length === 8)
    return (mapped.match(/../g) ?? [])
      .toReversed()
      .map((byte) => Number.parseInt(byte, 16))
      .join(".");
  return /^0+$/.test(mapped) ? "::" : mapped;
}
