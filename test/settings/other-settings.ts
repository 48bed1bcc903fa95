/** A setting of a machine's that fresh namespaces take from it: as the kernel comes, and another value that machines have. */
export interface Setting {
  /** As sysctl(8) names it. */
  readonly key: string;
  readonly usual: string;
  readonly other: string;
}

const IPV4: Readonly<Record<string, readonly [usual: number, other: number]>> = {
  rp_filter: [0, 1],
  accept_local: [0, 1],
  route_localnet: [0, 1],
  arp_ignore: [0, 1],
  arp_announce: [0, 2],
  arp_filter: [0, 1],
  proxy_arp: [0, 1],
  send_redirects: [1, 0],
  log_martians: [0, 1],
};

const INHERITED: readonly Setting[] = Object.entries(IPV4).map(([name, [usual, other]]) => ({
  key: `net.ipv4.conf.default.${name}`,
  usual: String(usual),
  other: String(other),
}));

/**
 * Set in a machine's first network namespace, from which every fresh one takes them. `default` is what links that come get:
 * those that the machine has keep theirs. Forwarding first: writing it sets others of a machine's (ip-sysctl).
 */
export const SETTINGS: readonly Setting[] = [
  { key: "net.ipv4.ip_forward", usual: "0", other: "1" },
  // 1: IPv6's are the machine's as well; by default a fresh namespace has the kernel's own
  { key: "net.core.devconf_inherit_init_net", usual: "0", other: "1" },
  { key: "net.core.default_qdisc", usual: "pfifo_fast", other: "fq_codel" },
  ...INHERITED,
  { key: "net.ipv6.conf.default.disable_ipv6", usual: "0", other: "1" },
];

/** Likewise, for every link of the machine: where nobody needs its network. */
export const OF_ALL_LINKS: readonly Setting[] = [
  ...INHERITED.map((setting) => ({ ...setting, key: setting.key.replace(".default.", ".all.") })),
  { key: "net.ipv6.conf.all.disable_ipv6", usual: "0", other: "1" },
];

/** The other one of a setting's two values than it has. */
export function otherThan({ usual, other }: Setting, value: string): string {
  return value === other ? usual : other;
}

/** The file that holds it (sysctl(8)). */
export function fileOf({ key }: Pick<Setting, "key">): string {
  return `/proc/sys/${key.replaceAll(".", "/")}`;
}

/** Sets them by a shell. */
export function settingCommand(values: readonly { readonly key: string; readonly value: string }[]): string {
  return `sysctl -q -w ${values.map(({ key, value }) => `${key}=${value}`).join(" ")}`;
}
