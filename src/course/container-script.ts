import { type Message, say } from "../say/message.ts";

/** A command and where it is typed: the host's shell, or the container's, once it is entered. */
export interface PlacedCommand {
  readonly place: "host" | "container";
  readonly line: string;
}

/** What tells one container from another. */
export interface ContainerNames {
  /** Network namespace, as `ip netns` names it. */
  readonly namespace: string;
  /** The end of the veth pair that stays on the host. */
  readonly hostEnd: string;
  readonly containerEnd: string;
  /** Its IPv4 address in 172.17.0.0/16. */
  readonly address: string;
}

/** 172.17.0.254 is the last address of the form 172.17.0.N+1: .255 is left alone as it looks like a broadcast address. */
export const LAST_CONTAINER = 253;

/** The programs that the course's containers have, besides bash. */
const PROGRAMS = "ls cat ps ping hostname ip sleep";

/**
 * Fills the current directory with what a chroot needs: programs, the loader and libraries that
 * ldd(1) lists for them, and the two libraries for looking up names, which older C libraries load
 * only when a name is looked up. A second run changes nothing, even while a container runs.
 */
export const ROOT_TREE_LINES: readonly string[] = [
  "mkdir -p usr/bin proc etc",
  "cp -u /bin/bash usr/bin",
  `programs=$(type -P ${PROGRAMS})`,
  "cp -u --parents $programs $(ldd /bin/bash $programs | grep -o '/[^ ]*\\.so[^ ]*' | sort -u) .",
  "find /lib*/ -maxdepth 2 -name 'libnss_[df]*.so.2' -exec cp -u --parents -t . {} +",
];

/** Tells the tree's programs which name server to ask: the host's. */
export const NAME_SERVER_LINE = "cp /etc/resolv.conf etc";

/** What all containers share on the host; each line may be run again. */
const BRIDGE_LINES: readonly string[] = [
  "ip link show docker0 >/dev/null 2>&1 || ip link add docker0 type bridge",
  "ip addr replace 172.17.0.1/16 dev docker0",
  "ip link set dev docker0 up",
  "echo 1 > /proc/sys/net/ipv4/ip_forward",
  "iptables -t nat -C POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE 2>/dev/null || iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE",
];

/**
 * Names of container N as the article's script gives them: 172.17.0.1 is the bridge, so container 1
 * gets number 2, and so on.
 *
 * @param n from 1 to {@link LAST_CONTAINER}
 */
export function containerNames(n: number): ContainerNames {
  if (!Number.isInteger(n) || n < 1 || n > LAST_CONTAINER)
    throw new RangeError(`there is no container ${n}: 172.17.0.${n + 1} is not an address for it`);
  const index = n + 1;
  return { namespace: `ns${index}`, hostEnd: `ns${index}-1`, containerEnd: `ns${index}-2`, address: `172.17.0.${index}` };
}

/** All that builds a container from nothing, in the order in which it is typed in one terminal. */
export function containerCommands({ namespace, hostEnd, containerEnd, address }: ContainerNames): readonly PlacedCommand[] {
  const host = [
    ...ROOT_TREE_LINES,
    NAME_SERVER_LINE,
    ...BRIDGE_LINES,
    `ip netns add ${namespace}`,
    `ip link add ${hostEnd} type veth peer name ${containerEnd}`,
    `ip link set ${containerEnd} netns ${namespace}`,
    `ip link set ${hostEnd} master docker0`,
    `ip link set dev ${hostEnd} up`,
    `ip netns exec ${namespace} bash`,
  ];
  const container = [
    "unshare -fpmui --mount-proc bash",
    "ip link set dev lo up",
    `ip addr add ${address}/16 brd + dev ${containerEnd}`,
    `ip link set dev ${containerEnd} up`,
    "ip route add default via 172.17.0.1",
    "mount --bind /proc proc",
    "chroot . usr/bin/bash",
  ];
  return [
    ...host.map((line) => ({ place: "host", line }) as const),
    ...container.map((line) => ({ place: "container", line }) as const),
  ];
}

/** The script of container N as text lines: every command, with the place where it is typed behind it. */
export function containerScript(n: number): readonly Message[] {
  const names = containerNames(n);
  const { namespace, address } = names;
  return [
    say`# Container ${{ n }}: network namespace ${{ namespace }}, address ${{ address }}.`,
    say`# For a lab (nslab shell host), in an empty directory or in that of another container: one line after the\n# other, in one terminal. Behind each line stands which shell reads it: the host's, or one of the container.`,
    say`# Leave with exit, three times. Limits for CPU and memory are set from outside: lessons 11 and 12.`,
    ...containerCommands(names).map(({ place, line }) => say`${{ line }}  # ${{ place: PLACES[place] }}`),
  ];
}

const PLACES: Readonly<Record<PlacedCommand["place"], Message>> = { host: say`host`, container: say`container` };
