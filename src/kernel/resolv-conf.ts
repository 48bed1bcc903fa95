import { isIP } from "node:net";
import type { Message } from "../say/message.ts";
import type { ProcessIdentity } from "../lab/door/pinned.ts";
import { contentAt } from "./process-files.ts";

/** As many name servers are asked at most (resolv.conf(5), MAXNS). */
const MOST_SERVERS = 3;

/** Name servers of a resolv.conf(5), in its order; lines that hold no address are none. */
export function parseNameServers(text: string): readonly string[] {
  return [...text.matchAll(/^[ \t]*nameserver[ \t]+(\S+)/gm)]
    .map(([, address = ""]) => address)
    .filter((address) => isIP(address) !== 0)
    .slice(0, MOST_SERVERS);
}

/** The name servers that programs ask which have this process's root directory; null where it has no etc/resolv.conf that can be read. */
export function nameServersOf(process: ProcessIdentity): readonly string[] | null {
  const servers = nameServersFor(process);
  return servers.type === "servers" ? servers.addresses : null;
}

export type NameServers =
  | { readonly type: "servers"; readonly addresses: readonly string[] }
  /** There is no etc/resolv.conf. */
  | { readonly type: "absent" }
  /** `why` completes "could not be read: …". */
  | { readonly type: "unreadable"; readonly why: Message };

/** The same, and why there are none. */
export function nameServersFor(process: ProcessIdentity): NameServers {
  const content = contentAt(process, "/etc/resolv.conf");
  return content.type === "content" ? { type: "servers", addresses: parseNameServers(content.bytes.toString()) } : content;
}
