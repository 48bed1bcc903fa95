import { call, hog, way, type Way } from "./way.ts";

/** Processes, memory, and all else that a machine has only so much of. */
export const PROCESSES: readonly Way[] = [
  way("kill -9 -1", "kill -9 -1"),
  way("kill -9 1", "kill -9 1; kill -9 0"),
  way("kill of every number", "for pid in $(seq 2 33000); do kill -9 $pid; done 2>/dev/null"),
  way("killall5 and pkill", "pkill -9 -v nothing; killall5 -9; pkill -9 bash; pkill -9 node"),
  way("kill of a process of the machine", "kill -9 OUTSIDE_PID; kill -STOP OUTSIDE_PID; kill -9 OTHER_PID"),
  way(
    "a signal by pidfd",
    `perl -e '$fd = syscall(434, OUTSIDE_PID, 0); print "$fd $!\\n"; $fd < 0 or syscall(424, $fd, 9, 0, 0)'`,
  ),
  way(
    "ptrace of a process of the machine",
    call(101, 16, "OUTSIDE_PID", 0, 0),
    "gdb -p OUTSIDE_PID -batch; strace -p OUTSIDE_PID",
    call(310, "OUTSIDE_PID", '"x" x 64', 1, '"x" x 64', 1, 0),
  ),
  way(
    "priorities of a process of the machine",
    "renice 19 -p OUTSIDE_PID; taskset -p 1 OUTSIDE_PID; chrt -i -p 0 OUTSIDE_PID; choom -n 1000 -p OUTSIDE_PID; echo 1000 >/proc/OUTSIDE_PID/oom_score_adj",
  ),
  way(
    "the lab's own first process stopped and traced",
    "kill -STOP 1; kill -SEGV 1; for s in $(seq 1 64); do kill -$s 1; done",
    call(101, 16, 1, 0, 0),
  ),
  way("the terminal's own program killed", "kill -9 $PPID"),
  way("the shell stopped", "kill -STOP $$"),
  way("the shell ended by a program that is not there", "exec /nothing/at/all; exec /etc/passwd; exec true"),
  way("the shell ended", "exit 7"),
  way("the shell deaf", "trap '' INT TERM HUP QUIT TSTP; while :; do :; done"),
  hog(30, "a fork bomb", "bomb() { bomb | bomb & }; bomb"),
  hog(
    30,
    "a fork bomb in namespaces of its own",
    "cat >/tmp/bomb <<'END'\nwhile :; do unshare -Urpf --kill-child bash /tmp/bomb & bash /tmp/bomb & done\nEND",
    "bash /tmp/bomb 2>/dev/null",
  ),
  hog(
    30,
    "threads without end",
    `perl -e 'while (1) { my $pid = fork; if (!defined $pid) { print "refused: $!\\n"; sleep 5; last } if ($pid == 0) { sleep 600 } }'`,
  ),
  hog(45, "memory: one process takes all", `perl -e 'my @all; while (1) { push @all, "x" x 8_000_000 }'`),
  hog(
    45,
    "memory: a hundred processes take all",
    `for i in $(seq 100); do perl -e 'my @all; while (1) { push @all, "x" x 1_000_000 }' & done; wait`,
  ),
  hog(
    45,
    "memory: a thousand small ones",
    `for i in $(seq 900); do perl -e 'my $all = "x" x 4_000_000; sleep 600' & done; sleep 5`,
  ),
  hog(
    60,
    "memory: a tmpfs after the other",
    "for i in $(seq 30); do mkdir -p /tmp/t$i; mount -t tmpfs -o size=100% x /tmp/t$i; dd if=/dev/zero of=/tmp/t$i/x bs=1M; done",
  ),
  hog(
    60,
    "memory: ramfs, which has no size",
    "mkdir -p /tmp/ram; mount -t ramfs x /tmp/ram; dd if=/dev/zero of=/tmp/ram/x bs=1M",
  ),
  hog(
    60,
    "memory: shared, of System V",
    `perl -e 'for (1 .. 400) { my $id = shmget(0, 16 << 20, 0600 | 512); defined $id or die "$_: $!\\n"; shmwrite($id, "x" x (16 << 20), 0, 16 << 20) or die "$_: $!\\n" }'`,
  ),
  hog(
    60,
    "memory: /dev/shm and files without a name",
    `dd if=/dev/zero of=/dev/shm/x bs=1M; perl -e 'for (1 .. 200) { my $name = "x$_"; my $fd = syscall(319, $name, 0); open(my $f, ">&=", $fd) or die; push @f, $f; print $f "x" x (16 << 20) }'`,
  ),
  hog(45, "memory: locked", `perl -e 'print syscall(151, 3), " $!\\n"; my @all; while (1) { push @all, "x" x 8_000_000 }'`),
  hog(
    45,
    "memory: pipes filled",
    `perl -e 'for (1 .. 40_000) { pipe(my $r, my $w) or die "$_: $!\\n"; $w->blocking(0); fcntl($w, 1031, 1 << 20); syswrite($w, "x" x (1 << 20)); push @p, $r, $w } use IO::Handle;'`,
  ),
  hog(
    45,
    "memory: sockets filled",
    `perl -e 'use Socket; for (1 .. 20_000) { socketpair(my $a, my $b, AF_UNIX, SOCK_STREAM, 0) or die "$_: $!\\n"; $a->blocking(0); syswrite($a, "x" x 400_000); push @s, $a, $b } use IO::Handle;'`,
  ),
  hog(
    45,
    "descriptors without end, in many processes",
    `for i in $(seq 50); do perl -e 'while (open(my $f, "<", "/dev/null")) { push @f, $f } print scalar(@f), " $!\\n"; sleep 600' & done; sleep 10`,
  ),
  hog(
    30,
    "inotify instances and watches without end",
    `perl -e 'while (($fd = syscall(294, 0)) >= 0) { $n++; for my $d (glob("/usr/lib/x86_64-linux-gnu/*"), glob("/proc/*/*")) { syscall(254, $fd, $d, 0xfff) } last if $n > 2000 } print "$n $!\\n"; sleep 600'`,
  ),
  hog(
    30,
    "epolls, timers and eventfds without end",
    `perl -e 'for (1 .. 100_000) { syscall(291, 0) < 0 and last; syscall(290, 0, 0) < 0 and last; syscall(283, 1, 0) < 0 and last; $n++ } print "$n $!\\n"; sleep 600'`,
  ),
  hog(
    45,
    "user namespaces, one in the other",
    "cat >/tmp/deeper <<'END'\necho $1; exec unshare -Ur bash /tmp/deeper $(($1 + 1))\nEND",
    "bash /tmp/deeper 1 | tail -1",
  ),
  hog(
    45,
    "namespaces of every kind until the limit",
    `for i in $(seq 300); do unshare -UrmnuipC sleep 600 & done 2>/dev/null; sleep 15; jobs | wc -l`,
  ),
  hog(
    45,
    "pseudo-terminals until the limit",
    `perl -e 'while (open(my $f, "+<", "/dev/ptmx")) { push @f, $f; last if @f > 5000 } print scalar(@f), " $!\\n"; sleep 600'`,
  ),
  hog(
    45,
    "mounts until the limit",
    "mount --make-rprivate /; mkdir -p /tmp/a; for i in $(seq 18); do mount --rbind /tmp /tmp/a || break; done; wc -l /proc/self/mountinfo",
  ),
  hog(
    30,
    "message queues and semaphores until the limit",
    `perl -e 'while (defined(msgget(0, 0600 | 512))) { $n++; last if $n > 40_000 } while (defined(semget(0, 250, 0600 | 512))) { $m++; last if $m > 40_000 } print "$n $m $!\\n"'`,
  ),
  hog(
    30,
    "locks without end",
    `perl -e 'open(my $f, ">", "/tmp/lock"); for (1 .. 200_000) { fcntl($f, 6, pack("ssx4qqix4", 1, 0, $_ * 2, 1, 0)) or die "$_: $!\\n" } sleep 600'`,
  ),
  way("a daemon left behind", "setsid bash -c 'while :; do touch /tmp/alive; sleep 0.1; done' >/dev/null 2>&1 & disown"),
  way(
    "a daemon left behind by two forks",
    `perl -e 'fork and exit; setpgrp; syscall(112); fork and exit; $SIG{HUP} = $SIG{TERM} = "IGNORE"; chdir "/"; sleep 100000'`,
  ),
  way(
    "a daemon left behind by nohup, that restarts itself",
    "cat >/tmp/again <<'END'\ntrap 'nohup bash /tmp/again &' EXIT TERM HUP INT; sleep 100000\nEND",
    "nohup bash /tmp/again >/dev/null 2>&1 &",
  ),
  way(
    "jobs for later",
    "echo 'reboot -f' | at now; echo '* * * * * reboot -f' | crontab -; mkdir -p /var/spool/cron/crontabs /etc/cron.d; echo '* * * * * root reboot -f' | tee /var/spool/cron/crontabs/root /etc/cron.d/x; systemd-run reboot -f; systemd-run --user reboot -f",
  ),
];
