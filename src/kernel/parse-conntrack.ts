/** A connection the kernel remembers, with the addresses of both directions: where they do not mirror each other, NAT has rewritten something. */
export interface Connection {
  readonly protocol: string;
  /** TCP state such as ESTABLISHED or TIME_WAIT; empty for protocols without. */
  readonly state: string;
  /** As its first packet was sent. */
  readonly original: Flow;
  /** As its answers come. */
  readonly reply: Flow;
}

export interface Flow {
  readonly source: string;
  readonly destination: string;
  /** Null for protocols without ports. */
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
}

/** Reads what `conntrack -L` or /proc/net/nf_conntrack lists, a connection a line; other lines are left out. */
export function parseConntrack(text: string): readonly Connection[] {
  return text.split("\n").flatMap((line) => {
    const fields = [...line.matchAll(/\b(src|dst|sport|dport)=(\S+)/g)].map(([, key = "", value = ""]) => ({ key, value }));
    const second = fields.findIndex(({ key }, at) => at > 0 && key === "src");
    // the file has the network protocol in front: `ipv4 2 tcp 6 …`
    const [, protocol = "", state = ""] = /^(?:ipv[46]\s+\d+\s+)?(\w+)\s+\d+\s+\d+\s+(?:([A-Z_0-9]+)\s)?/.exec(line) ?? [];
    if (protocol === "" || second < 0) return [];
    return [{ protocol, state, original: toFlow(fields.slice(0, second)), reply: toFlow(fields.slice(second)) }];
  });
}

function toFlow(fields: readonly { readonly key: string; readonly value: string }[]): Flow {
  const value = (key: string) => fields.find((field) => field.key === key)?.value;
  const port = (key: string) => (value(key) === undefined ? null : Number(value(key)));
  return {
    source: value("src") ?? "",
    destination: value("dst") ?? "",
    sourcePort: port("sport"),
    destinationPort: port("dport"),
  };
}
