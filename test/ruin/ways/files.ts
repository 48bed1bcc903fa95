import { hog, way, type Way } from "./way.ts";

/** Files, disks and file systems. */
export const FILES: readonly Way[] = [
  way("rm -rf /", "rm -rf /"),
  way("rm -rf /*", "rm -rf /* 2>/dev/null"),
  way("rm -rf --no-preserve-root /", "rm -rf --no-preserve-root / 2>/dev/null"),
  way("every file of the usual folders deleted", "find /usr/bin /usr/sbin /etc /root /home /var -type f -delete"),
  hog(60, "every own file overwritten", "find /etc /opt /usr/local /home /root /srv -type f -exec shred -n 1 {} +"),
  way("nslab's own files emptied", ": >/opt/nslab/world.mjs; : >/opt/nslab/node; truncate -s 0 /opt/nslab/*"),
  way("nslab's own files shut", "chmod 000 /opt/nslab/*; chmod -R 777 /opt; touch -d 2001-01-01 /opt/nslab/*"),
  way(
    "nslab's own files mounted writable first",
    "for file in /opt/nslab/*; do mount -o remount,bind,rw $file; chmod 000 $file; echo x >>$file; done",
  ),
  way("all files shut", "chmod -R 000 / 2>/dev/null"),
  way("all files opened", "chmod -R a+rwxs / 2>/dev/null"),
  way("all files given away", "chown -R 1000:1000 / 2>/dev/null"),
  way("/usr moved away", "mv /usr /gone", "/gone/bin/ls"),
  way("/lib moved away", "mv /usr/lib /usr/gone"),
  way("the dynamic loader emptied", "for file in /usr/lib*/ld-linux* /usr/lib/x86_64-linux-gnu/ld-*; do : >$file; done"),
  way("bash deleted", "rm -f /bin/bash /usr/bin/bash /bin/sh; exec bash"),
  way("the accounts deleted", "rm -f /etc/passwd /etc/shadow /etc/group; echo 'x::0:0::/:/bin/sh' >/etc/passwd"),
  way("a setuid root shell left in /usr", "cp /bin/bash /usr/bin/rootsh && chmod 4755 /usr/bin/rootsh; /usr/bin/rootsh -p -c id"),
  way("a program of everybody's replaced", "printf '#!/bin/sh\\nreboot -f\\n' >/usr/bin/ls; chmod 755 /usr/bin/ls; ls"),
  way(
    "a library loaded into every program",
    "cp /usr/lib/x86_64-linux-gnu/libc.so.6 /tmp/x.so; echo /tmp/x.so >/etc/ld.so.preload",
  ),
  way("immutable files", "chattr +i /etc /usr /root /opt/nslab/node; chattr -R +a /etc"),
  way(
    "file capabilities",
    "setfattr -n security.capability -v 0x0100000200000000ffffffff00000000ffffffff /usr/bin/perl; setcap all+ep /usr/bin/perl",
  ),
  way(
    "dd to every block device",
    "for d in $(lsblk -dno NAME 2>/dev/null || awk 'NR > 2 { print $4 }' /proc/partitions); do dd if=/dev/zero of=/dev/$d bs=1M count=2; done",
  ),
  way(
    "dd to every block device by a node of one's own",
    "while read -r major minor _ name; do mknod /tmp/$name b $major $minor; dd if=/dev/urandom of=/tmp/$name bs=1M count=2; done < <(tail -n +3 /proc/partitions)",
  ),
  way(
    "every block device read by a node of one's own",
    "for d in $(awk 'NR > 2 { print $1 \",\" $2 }' /proc/partitions); do mknod /root/read-$d b ${d/,/ }; grep -a -m 3 nslab-secret /root/read-$d; done",
  ),
  way(
    "a node in a mount of one's own",
    "mount -t tmpfs -o dev,suid,mode=777 x /mnt; mknod /mnt/sda b 254 0 || mknod /mnt/mem c 1 1; dd if=/dev/zero of=/mnt/sda count=1",
  ),
  way("mkfs", "for d in vda vdb loop0 sda; do mkfs.ext4 -F /dev/$d; mkfs.xfs -f /dev/$d; mkswap -f /dev/$d; done"),
  way("wipefs", "wipefs -a -f /dev/vda /dev/loop0 /dev/sda"),
  way("the partition table", "echo ',,L' | sfdisk --force /dev/vda; blkdiscard -f /dev/vda; blockdev --setro /dev/vda"),
  way(
    "the machine's disk mounted",
    "mount /dev/vda /mnt; mount -t ext4 /dev/vda /mnt; mount -o loop /dev/loop0 /mnt; mount UUID=$(cat /proc/cmdline) /mnt",
  ),
  way(
    "loop devices taken apart",
    "losetup -D; losetup -d /dev/loop0; mknod /tmp/loop0 b 7 0; losetup -d /tmp/loop0; mknod /tmp/lc c 10 237; losetup -f",
  ),
  way("the root mounted read-only", "mount -o remount,ro /"),
  way(
    "all that is mounted, read-only",
    "awk '{ print $5 }' /proc/self/mountinfo | tac | while read -r at; do mount -o remount,ro $at; mount -o remount,bind,ro $at; done",
  ),
  way("umount -a", "umount -a"),
  way(
    "umount -l of everything",
    "umount -l /; awk '{ print $5 }' /proc/self/mountinfo | tac | while read -r at; do umount -l $at; done",
  ),
  way("a mount over /etc", "mount --bind /tmp /etc; mount -t tmpfs x /usr; mount --bind /dev/null /bin/bash"),
  way(
    "mounts made shared, and one more",
    "mount --make-rshared /; mount -t tmpfs escaped /srv; mount --bind / /mnt; mount --move /mnt /home",
  ),
  way(
    "file systems of the kernel's own",
    "for type in debugfs tracefs securityfs configfs bpf efivarfs pstore fusectl binfmt_misc devtmpfs hugetlbfs autofs; do mkdir -p /tmp/$type; mount -t $type x /tmp/$type && ls /tmp/$type; done",
  ),
  way(
    "an overlay over the root",
    "mkdir -p /tmp/{u,w,m}; mount -t overlay -o lowerdir=/usr,upperdir=/tmp/u,workdir=/tmp/w x /usr; mount -t overlay -o lowerdir=/ x /tmp/m",
  ),
  hog(60, "the disk filled", "dd if=/dev/zero of=/root/big bs=1M; cp /root/big /tmp/big2; df -h /"),
  hog(
    90,
    "inodes used up",
    'mkdir /tmp/many; perl -e \'for (1 .. 400_000) { open(my $f, ">", "/tmp/many/$_") or die "$_: $!\\n" }\'',
  ),
  hog(
    60,
    "inodes used up by links and folders",
    'perl -e \'chdir "/tmp"; for (1 .. 400_000) { (mkdir("d$_") && symlink("x", "l$_")) or die "$_: $!\\n" }\'',
  ),
  hog(60, "a file as large as can be", "truncate -s 8E /root/sparse; fallocate -l 100G /root/full; ls -l /root"),
  way("folders as deep as can be", 'perl -e \'for (1 .. 20_000) { mkdir("x") or die $!; chdir("x") or die $! }\''),
  way("swap switched off", "swapoff -a; swapoff /swapfile"),
  way(
    "swap switched on",
    "dd if=/dev/zero of=/root/swap bs=1M count=8; chmod 600 /root/swap; mkswap /root/swap; swapon /root/swap; swapon -a",
  ),
  way(
    "files of all processes by /proc/self/fd",
    "for f in /proc/self/fd/* /proc/[0-9]*/fd/*; do [ -f $f ] && echo nslab-was-here >>$f; done 2>/dev/null",
  ),
  way(
    "disk quotas and accounting",
    "quotaon -a; accton /root/pacct; perl -e '$f = \"/root/pacct\"; syscall(163, $f) == 0 or die $!'",
  ),
  way(
    "file handles",
    'perl -e \'$h = pack("LLLL", 8, 1, 2, 0); open(F, "/"); $r = syscall(304, fileno(F), $h, 0); open(G, "<&=", $r) if $r >= 0; print "$r $!\\n"; opendir(D, "/proc/self/fd/$r") && print readdir(D)\'',
  ),
];
