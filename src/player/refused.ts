/** What a lab has not, since its root is root of a user namespace alone (user_namespaces(7)). */
export type Lacking =
  /** mknod(2) of devices. */
  | { readonly type: "device-files" }
  /** Disks, loop devices, and mounting what is on one. */
  | { readonly type: "disks" }
  /** /dev/net/tun. */
  | { readonly type: "tun" }
  /** A file of /dev that the machine may have. */
  | { readonly type: "device"; readonly name: string }
  | { readonly type: "clock" }
  | { readonly type: "kernel-log" }
  | { readonly type: "modules" };

/** A write refused by the kernel: what bash, tee and sysctl(8) say then. */
const SETTINGS = [
  /(\/proc\/sys\/[\w./-]+): (?:Permission denied|Operation not permitted|Read-only file system)/,
  /^sysctl: permission denied on key ["'“‘]?([\w./-]+)/m,
  /^sysctl: error setting key ["'“‘]?([\w./-]+)["'”’]?: (?:Permission denied|Operation not permitted)/m,
];

/** The setting in /proc/sys that was refused, by what was printed; null where none was. */
export function refusedSetting(output: string): string | null {
  for (const pattern of SETTINGS) {
    const setting = pattern.exec(output)?.[1];
    if (setting !== undefined) return setting;
  }
  return null;
}

/** What programs of util-linux, coreutils, iproute2, kmod and busybox say where that is missing. A file's name is in the first group. */
const SAYINGS: readonly (readonly [RegExp, Lacking["type"]])[] = [
  [/^mknod: .*Operation not permitted/m, "device-files"],
  [/^cp: cannot create special file .*Operation not permitted/m, "device-files"],
  [/^losetup: .*(?:cannot find an unused loop device|failed to set up loop device)/m, "disks"],
  [/^losetup: (?:\/dev\/\S+|.*loop-control).*: (?:No such file or directory|Permission denied)/m, "disks"],
  [/^mount: .*failed to setup loop device/m, "disks"],
  // Of what is no file system yet, mount(8) makes a loop device first; mount(2) itself is refused in other words.
  [/^mount: \S+: mount failed: Operation not permitted/m, "disks"],
  [/^mount: .*special device \/dev\/\S+ does not exist/m, "disks"],
  [/^open: No such file or directory$/m, "tun"],
  [/\/dev\/net\/tun\b.*No such file or directory/, "tun"],
  [/^(?:date: (?:cannot|can't) set date: Operation not permitted|hwclock: Cannot access the Hardware Clock)/m, "clock"],
  [/^dmesg: (?:read kernel buffer failed|klogctl): Operation not permitted/m, "kernel-log"],
  [/^(?:modprobe|insmod): .*could not insert/m, "modules"],
  [
    /(\/dev\/(?:console|kmsg|mem|port|fuse|kvm|rtc\d*|tty\d+|[shv]d[a-z]\d*|nvme\w+|loop[\w-]*))\b.*: No such file or directory/,
    "device",
  ],
];

/** What a command failed for want of that no lab has, by what was printed; null where nothing says so. */
export function lackingInLab(output: string): Lacking | null {
  for (const [saying, type] of SAYINGS) {
    const found = saying.exec(output);
    if (found !== null) return type === "device" ? { type, name: found[1] ?? "" } : { type };
  }
  return null;
}
