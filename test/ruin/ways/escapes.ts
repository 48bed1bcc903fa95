import { hog, way, type Way } from "./way.ts";

/** What tells of an escape when it is printed: the secret is in the homes of the machine, and in its keyring. */
const LOOK = "cat root/secret home/*/secret root/docker/../secret";

/** Ways out of the lab, and to what is beside it. */
export const ESCAPES: readonly Way[] = [
  way(
    "nsenter -t 1",
    "nsenter -t 1 -a cat /root/secret; nsenter -t 1 -m -u -n -i reboot -f; nsenter -t OUTSIDE_PID -a cat /root/secret",
  ),
  way(
    "/proc/1/root",
    "cat /proc/1/root/root/secret /proc/1/cwd/root/secret; echo x >/proc/1/root/root/nslab-was-here; mount --bind /proc/1/root /mnt; cat /mnt/root/secret",
  ),
  way(
    "/proc/*/root of all there are",
    "for root in /proc/[0-9]*/root /proc/[0-9]*/cwd /proc/OUTSIDE_PID/root; do cat $root/root/secret $root/home/*/secret; done 2>/dev/null",
  ),
  way(
    "nslab's own probes, as they look into the lab",
    "for i in $(seq 300); do for p in /proc/[0-9]*; do [ $p -ef /proc/1 ] || cat $p/root/root/secret $p/root/home/*/secret $p/cwd/secret; done; done 2>/dev/null",
  ),
  way(
    "chroot, the classic",
    `mkdir -p /tmp/jail; perl -e 'chroot("/tmp/jail"); chdir("..") for 1 .. 200; chroot("."); exec("sh", "-c", "${LOOK}")'`,
  ),
  way(
    "chroot, with an open folder",
    `mkdir -p /tmp/jail; perl -e 'opendir(my $d, "/"); chroot("/tmp/jail"); chdir($d); chdir("..") for 1 .. 200; chroot("."); exec("/bin/sh", "-c", "${LOOK}")'`,
  ),
  way(
    "pivot_root",
    `unshare -m bash -c 'mkdir -p /tmp/new; mount -t tmpfs x /tmp/new; mkdir /tmp/new/old; pivot_root /tmp/new /tmp/new/old; cd /old && ${LOOK}'`,
  ),
  way(
    "what lies under the root",
    `unshare -m bash -c 'umount -l /; ls /; cd /; ${LOOK}; mount --move . /; ls /'`,
    "ls -a /.lab /.lab/old; cat /.lab/old/root/secret /old/root/secret",
  ),
  way(
    "namespaces by every file that there is",
    "for file in /proc/[0-9]*/ns/*; do nsenter --$(basename $file)=$file true; for kind in mount net user pid; do nsenter --$kind=$file cat /root/secret; done; done 2>/dev/null",
  ),
  way(
    "descriptors that were inherited",
    "ls -l /proc/self/fd /proc/$PPID/fd /proc/1/fd; for fd in /proc/self/fd/* /proc/$PPID/fd/* /proc/1/fd/*; do cat $fd/root/secret $fd/../root/secret; nsenter --mount=$fd cat /root/secret; done </dev/null 2>/dev/null",
  ),
  way(
    "a user namespace more",
    `unshare -Urm bash -c 'mount --bind /proc/1/root /mnt; cat /mnt/root/secret; mount -t proc x /proc; cat /proc/*/root/root/secret; mount -o remount,rw /usr'`,
  ),
  way(
    "ids beyond the lab's",
    `perl -e '$> = $< = 1000; $) = $( = "1000 0"; print "$< $> $(\\n"; system("cat /home/*/secret; id")'`,
    "echo '0 0 1' >/proc/self/uid_map; unshare -U --map-users 0,0,100000 id; newuidmap $$ 0 0 1; su learner -c id; sudo id; pkexec id",
  ),
  way(
    "nslab itself, inside the lab",
    "nslab shell; nslab clean; nslab verify; ls -la /run/nslab /run/user /tmp/nslab-*; cat /run/nslab/* /run/user/*/nslab/*",
  ),
  way(
    "other people's labs",
    "nsenter -t OTHER_PID -a hostname ruined; ls -l /proc/OTHER_PID/; kill -9 OTHER_PID; for n in /sys/fs/cgroup/../*nslab* /sys/fs/cgroup/*/../nslab-*; do rmdir $n; echo 1 >$n/cgroup.kill; done",
  ),
  way(
    "other people's terminals",
    "for tty in /dev/pts/* /dev/tty* /dev/console; do printf 'nslab-was-here\\n' >$tty; done; wall nslab-was-here; mesg y; write learner </dev/null",
  ),
  way(
    "other people's terminals by a node of one's own",
    "for minor in $(seq 0 20); do mknod /tmp/pts$minor c 136 $minor; echo nslab-was-here >/tmp/pts$minor; done; mknod /tmp/tty1 c 4 1; echo x >/tmp/tty1; mknod /tmp/console c 5 1; echo x >/tmp/console",
  ),
  way(
    "a server of the machine",
    'curl -m 3 -s http://127.0.0.1:OUTSIDE_PORT; for ip in 192.168.102.1 203.0.113.1 10.0.2.2 172.17.0.1 169.254.169.254; do timeout 2 bash -c "echo x >/dev/tcp/$ip/OUTSIDE_PORT"; done; curl -m 3 -s http://[::1]:OUTSIDE_PORT',
  ),
  way(
    "an abstract socket of the machine",
    `perl -e 'use Socket; socket(my $s, AF_UNIX, SOCK_STREAM, 0); connect($s, pack("S", 1) . "\\0OUTSIDE_SOCKET") or die "$!\\n"; print $s "nslab-was-here\\n"'`,
  ),
  way(
    "sockets of systemd and D-Bus",
    `for file in /run/systemd/private /run/dbus/system_bus_socket /run/systemd/journal/socket /run/udev/control /var/run/docker.sock /run/outside.sock /run/user/*/bus /proc/1/root/run/dbus/system_bus_socket; do perl -e 'use Socket; socket(my $s, AF_UNIX, SOCK_STREAM, 0); connect($s, sockaddr_un($ARGV[0])) or die "$ARGV[0]: $!\\n"; print "reached $ARGV[0]\\n"; print $s "nslab-was-here\\n"' $file; done`,
  ),
  way(
    "systemctl and its like",
    "systemctl poweroff; systemctl stop dbus; systemctl --user stop default.target; loginctl terminate-user learner; loginctl kill-session 1; busctl list; journalctl --rotate; journalctl --vacuum-size=1; machinectl; udevadm control --stop-exec-queue; udevadm trigger; docker ps",
  ),
  way(
    "mail to everybody by the kernel",
    'echo nslab-was-here | logger -s; echo x | nc -U /dev/log; perl -e \'use Socket; socket(my $s, AF_UNIX, SOCK_DGRAM, 0); send($s, "<0>nslab-was-here", 0, sockaddr_un("/dev/log"))\'',
  ),
  way(
    "netlink of the machine",
    "udevadm monitor --kernel & sleep 1; kill $!; echo add >/sys/class/net/lo/uevent; for f in $(find /sys/devices -name uevent | head -200); do echo change >$f; done 2>/dev/null; ip monitor all & sleep 1; kill $!",
  ),
  way(
    "audit and other netlink families",
    `perl -e 'use Socket; for $family (0, 6, 9, 12, 15, 16) { socket(my $s, 16, SOCK_RAW, $family) or next; bind($s, pack("SSLL", 16, 0, 0, 0)); send($s, pack("LSSLL", 16 + 4, 1001, 5, 1, 0) . pack("L", 0), 0); print "$family $!\\n" }'`,
  ),
  hog(
    45,
    "a daemon in a namespace of its own, joined to nothing",
    "unshare -UrmnupifC --kill-child=SIGKILL setsid sleep 100000 & unshare -Urp setsid bash -c 'sleep 100000 & sleep 100000 &' &",
  ),
];
