import { call, hog, way, type Way } from "./way.ts";

/** Of reboot(2). */
const MAGIC = "0xfee1dead, 672274793";

/** The kernel itself: its switches, its clock, its modules. */
export const KERNEL: readonly Way[] = [
  way("reboot -f", "reboot -f"),
  way("reboot", "reboot; shutdown -r now; systemctl reboot -ff; telinit 6"),
  way("poweroff -f", "poweroff -f; halt -f"),
  way("reboot(2): restart", call(169, MAGIC, "0x1234567", 0)),
  way("reboot(2): power off", call(169, MAGIC, "0x4321fedc", 0)),
  way("reboot(2): Ctrl-Alt-Del", call(169, MAGIC, "0x89abcdef", 0)),
  way("sysrq b", "echo b >/proc/sysrq-trigger"),
  way("sysrq c", "echo c >/proc/sysrq-trigger"),
  way("sysrq o", "echo o >/proc/sysrq-trigger"),
  way(
    "every sysrq, in a proc of one's own",
    "mount -t proc x /mnt; chmod 666 /mnt/sysrq-trigger; for key in e f i j k n r s t u w b; do echo $key >/mnt/sysrq-trigger; done",
  ),
  way(
    "the kernel panics",
    "sysctl -w kernel.panic=1 kernel.panic_on_oops=1 vm.panic_on_oom=2 kernel.sysrq=1 kernel.hung_task_panic=1",
  ),
  way(
    "memory switches",
    "sysctl -w vm.drop_caches=3 vm.overcommit_memory=2 vm.min_free_kbytes=1900000 vm.swappiness=200 vm.nr_hugepages=900 vm.oom_kill_allocating_task=1",
  ),
  way(
    "limits of the whole machine",
    "sysctl -w kernel.pid_max=301 kernel.threads-max=20 fs.file-max=10 fs.nr_open=10 user.max_user_namespaces=0 fs.inotify.max_user_instances=0",
  ),
  way(
    "network switches",
    "sysctl -w net.ipv4.ip_forward=1 net.ipv4.tcp_mem='0 0 0' net.core.rmem_max=1 net.core.somaxconn=0 net.ipv4.icmp_echo_ignore_all=1 net.netfilter.nf_conntrack_max=1",
  ),
  way(
    "a program for core dumps",
    "printf '#!/bin/sh\\ntouch /nslab-was-here\\n' >/tmp/core.sh; chmod 755 /tmp/core.sh; echo '|/tmp/core.sh' >/proc/sys/kernel/core_pattern; sysctl -w kernel.core_pattern='|/bin/touch /nslab-was-here'; sleep 60 & kill -SEGV $!; wait",
  ),
  way(
    "a program for modules and hotplug",
    "echo /tmp/x >/proc/sys/kernel/modprobe; echo /tmp/x >/proc/sys/kernel/hotplug; echo /tmp/x >/sys/kernel/uevent_helper; echo ':x:M::nslab::/tmp/x:' >/proc/sys/fs/binfmt_misc/register",
  ),
  way(
    "0 written to every sysctl",
    "find /proc/sys -type f ! -path '*/user/*' | while read -r file; do echo 0 >$file; done 2>/dev/null",
  ),
  way("1 written to every sysctl", "find /proc/sys -type f | while read -r file; do echo 1 >$file; done 2>/dev/null"),
  hog(
    60,
    "1 written to all of /sys",
    "find /sys -type f ! -path '*/cgroup/*' | while read -r file; do echo 1 >$file; done 2>/dev/null",
  ),
  way("1 written to all of /proc", "find /proc -maxdepth 2 -type f | while read -r file; do echo 1 >$file; done 2>/dev/null"),
  way(
    "modprobe and rmmod",
    "modprobe pcspkr; modprobe -r virtio_net; rmmod ext4; rmmod -f loop; for m in $(cut -d' ' -f1 /proc/modules); do rmmod $m; done",
  ),
  way("insmod", "insmod $(find /lib/modules -name 'dummy.ko*' | head -1); echo rubbish >/tmp/x.ko; insmod /tmp/x.ko"),
  way("init_module(2) and delete_module(2)", call(175, '"x" x 4096', 4096, '""'), call(176, '"virtio_blk"', 2048)),
  way("kexec", "kexec -l /boot/vmlinuz* --reuse-cmdline; kexec -e", call(246, 0, 0, 0, 0)),
  way(
    "power states",
    "echo mem >/sys/power/state; echo disk >/sys/power/state; echo freeze >/sys/power/state; echo shutdown >/sys/power/disk; systemctl suspend",
  ),
  way(
    "firmware variables",
    "rm -rf /sys/firmware/efi/efivars/*; echo 1 >/sys/firmware/acpi/interrupts/gpe00; mount -t efivarfs x /mnt && rm -f /mnt/*",
  ),
  way(
    "devices taken away",
    "for d in /sys/bus/pci/devices/*/remove /sys/block/*/device/delete; do echo 1 >$d; done; echo 1 >/sys/bus/pci/rescan; echo 0 >/sys/devices/system/cpu/cpu1/online; echo offline >/sys/devices/system/memory/memory1/state",
  ),
  way(
    "settings of block devices",
    "for d in /sys/block/*/queue; do echo 0 >$d/nr_requests; echo none >$d/scheduler; echo 0 >$d/read_ahead_kb; done; echo 1 >/sys/block/vda/ro",
  ),
  way(
    "drivers unbound",
    "for d in /sys/bus/*/drivers/*/unbind; do for x in ${d%/*}/*:*; do echo ${x##*/} >$d; done; done 2>/dev/null",
  ),
  way(
    "memory written by /dev/mem",
    "mknod /tmp/mem c 1 1; dd if=/dev/zero of=/tmp/mem bs=4k count=100; dd if=/dev/zero of=/dev/mem bs=4k count=100; mknod /tmp/kmem c 1 2; echo x >/tmp/kmem; mknod /tmp/port c 1 4; echo x >/tmp/port",
  ),
  way(
    "memory read by /proc/kcore",
    "head -c 4096 /proc/kcore | od | head -3; dd if=/dev/zero of=/proc/kcore count=1; cat /proc/kallsyms | head -1; cat /proc/iomem | tail -1",
  ),
  way(
    "ports of the machine",
    call(172, 3),
    call(173, 0, 1024, 1),
    "mknod /tmp/kmsg c 1 11; echo '<0>nslab-was-here' >/tmp/kmsg; echo x >/dev/kmsg",
  ),
  way("the kernel's log", "dmesg -C; dmesg -n 1; dmesg -c | grep nslab-secret", call(103, 5, 0, 0)),
  way(
    "perf_event_open(2)",
    `perl -e '$a = pack("LLQQQQQ", 1, 120, 0, 0, 0, 0, 0) . ("\\0" x 80); $r = syscall(298, $a, -1, 0, -1, 0); print "$r $!\\n"'`,
  ),
  way(
    "bpf(2)",
    `perl -e '$a = pack("L4", 1, 4, 8, 1000) . ("\\0" x 60); $r = syscall(321, 0, $a, 72); print "$r $!\\n"'`,
    "bpftool prog; tc qdisc add dev lo clsact",
  ),
  way("userfaultfd(2) and io_uring", call(323, 0), call(425, 8, '"\\0" x 120')),
  way("date -s", "date -s '2001-01-01 00:00'; date -s '+1 hour'; date +%Y"),
  way(
    "settimeofday(2) and clock_settime(2)",
    `perl -e '$t = pack("qq", 1000000000, 0); print syscall(164, $t, 0), " $!\\n"; print syscall(227, 0, $t), " $!\\n"'`,
  ),
  way(
    "the hardware clock",
    "hwclock -w; hwclock --set --date '2001-01-01'; mknod /tmp/rtc c 251 0; hwclock -f /tmp/rtc --set --date '2001-01-01'; echo 0 >/sys/class/rtc/rtc0/wakealarm",
  ),
  way(
    "adjtimex(2)",
    `perl -e '$t = pack("Lx4q25", 0x4002, 0, 32768000, (0) x 6, 9000, (0) x 16); print syscall(159, $t), " $!\\n"'`,
    "timedatectl set-time 2001-01-01; timedatectl set-timezone Asia/Tokyo",
  ),
  way("hostname", "hostname ruined; hostnamectl hostname ruined; echo ruined >/proc/sys/kernel/hostname; uname -n"),
  way(
    "domainname",
    "domainname ruined; echo ruined >/proc/sys/kernel/domainname; nisdomainname ruined",
    call(171, '"ruined"', 6),
  ),
  way(
    "the machine's priorities",
    "nice -n -20 true; renice -n -20 -p 1 $$; chrt -f -p 99 $$; ionice -c 1 -n 0 -p $$; choom -n -1000 -p $$; echo -1000 >/proc/self/oom_score_adj",
  ),
  way(
    "limits raised",
    "ulimit -u unlimited; ulimit -Hu 99999; ulimit -l unlimited; prlimit --pid OUTSIDE_PID --nofile=1:1; prlimit --pid $$ --nproc=unlimited; for f in /proc/sys/user/*; do echo 1000000 >$f; done",
  ),
  way(
    "the lab's own cgroup limits raised",
    "for f in /sys/fs/cgroup/memory.max /sys/fs/cgroup/pids.max /sys/fs/cgroup/*/memory.limit_in_bytes /sys/fs/cgroup/*/pids.max; do echo max >$f; echo -1 >$f; done",
  ),
  way(
    "the machine's cgroups",
    "mkdir -p /tmp/cg; mount -t cgroup2 x /tmp/cg; for f in cgroup.freeze cgroup.kill memory.high memory.max; do echo 1 >/tmp/cg/$f; done; for f in /tmp/cg/*.slice /tmp/cg/*/cgroup.procs; do echo $$ >$f; done; echo $$ >/sys/fs/cgroup/../cgroup.procs",
  ),
  way(
    "release_agent of cgroup v1",
    "mkdir -p /tmp/v1; for c in memory cpu devices rdma name=x; do mount -t cgroup -o $c x /tmp/v1; mkdir /tmp/v1/x; echo 1 >/tmp/v1/x/notify_on_release; echo /tmp/core.sh >/tmp/v1/release_agent; sh -c 'echo $$ >/tmp/v1/x/cgroup.procs'; umount /tmp/v1; done",
  ),
  way(
    "keys of whoever started nslab",
    "cat /proc/keys; keyctl show; keyctl print OUTSIDE_KEY",
    `perl -e '$b = " " x 99; $r = syscall(250, 11, OUTSIDE_KEY, $b, 99); print "$r $b $!\\n"'`,
  ),
  way(
    "the keyrings of whoever started nslab",
    // KEYCTL_CLEAR, KEYCTL_REVOKE, KEYCTL_INVALIDATE and KEYCTL_SETPERM, of the session's, the user's and the user session's keyring
    `perl -e 'for $ring (-3, -4, -5, OUTSIDE_KEY) { print join(" ", map { syscall(250, $_, $ring, 0) } 7, 3, 21, 5), "\\n" }'`,
  ),
  way(
    "keys until there is no room",
    `perl -e 'for (1 .. 3000) { @k = ("user", "nslab$_", "x" x 500); syscall(248, @k, 500, -3) < 0 and die "$_: $!\\n" }'`,
  ),
];
