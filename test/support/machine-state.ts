import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** What of the machine no lab may change, in words that can be compared. */
export interface MachineState {
  readonly networkNamespaces: string;
  /** Name, kind, addresses and state of each link. */
  readonly links: string;
  readonly routes: string;
  /** Without the order, which the kernel does not promise. */
  readonly mounts: readonly string[];
  readonly hostname: string;
  readonly forwarding: string;
}

/** Other labs of this machine may come and go meanwhile: they are none of the machine's state. */
export function machineState(): MachineState {
  const ip = (...command: readonly string[]) => execFileSync("ip", command, { encoding: "utf8" });
  return {
    networkNamespaces: ip("netns", "list"),
    links: ip("-o", "addr"),
    routes: ip("route"),
    mounts: readFileSync("/proc/self/mountinfo", "utf8").trim().split("\n").sort(),
    hostname: readFileSync("/proc/sys/kernel/hostname", "utf8"),
    forwarding: readFileSync("/proc/sys/net/ipv4/ip_forward", "utf8"),
  };
}

/** cgroup directories of labs that this process has made, wherever they are. */
export function cgroupsOf(pid: number): readonly string[] {
  const mine = new RegExp(`^nslab-${pid}-\\d+-[0-9a-f]{8}$`);
  const hierarchies = ["/sys/fs/cgroup", ...foldersIn("/sys/fs/cgroup").map((name) => `/sys/fs/cgroup/${name}`)];
  return hierarchies.flatMap((folder) =>
    foldersIn(folder)
      .filter((name) => mine.test(name))
      .map((name) => `${folder}/${name}`),
  );
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return []; // gone meanwhile, or not for this user to read
  }
}
