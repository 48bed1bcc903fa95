import { expect, test } from "vitest";
import { lackingInLab, refusedSetting } from "../../src/player/refused.ts";

test.each([
  ["bash: /proc/sys/kernel/panic: Permission denied", "/proc/sys/kernel/panic"],
  ["tee: /proc/sys/vm/swappiness: Operation not permitted\n60", "/proc/sys/vm/swappiness"],
  ['sysctl: permission denied on key "kernel.panic", ignoring', "kernel.panic"],
  ["sysctl: permission denied on key 'kernel.panic'", "kernel.panic"],
  ["bash: /etc/shadow: Permission denied", null],
  ["net.ipv4.ip_forward = 1", null],
])("%j: %j", (output, setting) => {
  expect(refusedSetting(output)).toBe(setting);
});

// As labs print them on Debian 12, but for those of busybox, of util-linux 2.41 and of kmod.
test.each<[string, ReturnType<typeof lackingInLab>]>([
  ["mknod: x: Operation not permitted", { type: "device-files" }],
  ["cp: cannot create special file 'x2': Operation not permitted", { type: "device-files" }],
  ["losetup: cannot find an unused loop device: No such device", { type: "disks" }],
  ["losetup: cannot find an unused loop device", { type: "disks" }],
  ["losetup: img: failed to set up loop device: No such file or directory", { type: "disks" }],
  ["losetup: /dev/loop0: No such file or directory", { type: "disks" }],
  ["mount: /mnt: mount failed: Operation not permitted.", { type: "disks" }],
  ["mount: /mnt: failed to setup loop device for /root/img.", { type: "disks" }],
  ["mount: /mnt: special device /dev/sda1 does not exist.", { type: "disks" }],
  ["open: No such file or directory", { type: "tun" }],
  ["ERROR: Cannot open TUN/TAP dev /dev/net/tun: No such file or directory (errno=2)", { type: "tun" }],
  ["date: cannot set date: Operation not permitted\nWed Jan  1 00:00:00 UTC 2020", { type: "clock" }],
  ["date: can't set date: Operation not permitted", { type: "clock" }],
  ["hwclock: Cannot access the Hardware Clock via any known method.", { type: "clock" }],
  ["dmesg: read kernel buffer failed: Operation not permitted", { type: "kernel-log" }],
  ["modprobe: ERROR: could not insert 'dummy': Operation not permitted", { type: "modules" }],
  ["cat: /dev/kmsg: No such file or directory", { type: "device", name: "/dev/kmsg" }],
  ["head: cannot open '/dev/console' for reading: No such file or directory", { type: "device", name: "/dev/console" }],
  ["bash: /dev/tty1: No such file or directory", { type: "device", name: "/dev/tty1" }],
  // a learner's own mistakes, and what lessons print
  ["mknod: missing operand after 'x'", null],
  ["mknod: x: File exists", null],
  ["mount: /mnt: permission denied.\n       dmesg(1) may have more information after failed mount system call.", null],
  ["mount: /mnt/nowhere: mount point does not exist.", null],
  ["mount: data: can't find in /etc/fstab.", null],
  ["bash: open: command not found", null],
  ["cat: /dev/tcp/127.0.0.1/4000: No such file or directory", null],
  ["ls: cannot access '/dev/mqueue/jobs': No such file or directory", null],
  ["ls: cannot access '/dev/shm/note': No such file or directory", null],
  ["nice: cannot set niceness: Permission denied", null],
  ["", null],
])("%j: a lab lacks %j", (output, expected) => {
  expect(lackingInLab(output)).toEqual(expected);
});
