import { hog, way, type Way } from "./way.ts";

const TIOCSTI = "0x5412";

/** The terminal: what is printed to it, and what it is told. */
export const TERMINAL: readonly Way[] = [
  way(
    "the window's title, the clipboard and questions",
    "printf '\\033]0;ruined\\007\\033]52;c;cmVib290IC1mCg==\\007\\033]52;c;?\\007\\033[21t\\033[6n\\033[c\\033[>c\\033P$q\"p\\033\\\\\\033]4;1;?\\007\\033[5i\\033[?1000h'",
  ),
  way(
    "marks that nslab reads, forged",
    "printf '\\033]133;D;%s;0;1;1;1\\007\\033]133;C\\007\\033]133;D;0\\007' 0123456789abcdef; echo $PROMPT_COMMAND | cut -c 1-20",
  ),
  way("the marks switched off", "unset PROMPT_COMMAND PS0 PS1; readonly PROMPT_COMMAND=; true"),
  way(
    "keys typed into the learner's own terminal",
    `perl -e 'ioctl(STDIN, ${TIOCSTI}, $_) or die "$!\\n" for split //, "echo typed-by-itself\\n"'`,
  ),
  way(
    "keys typed into other terminals",
    `for tty in /dev/pts/* /proc/1/fd/* /proc/$PPID/fd/*; do perl -e 'open(my $t, "+<", $ARGV[0]) or die "$ARGV[0]: $!\\n"; ioctl($t, 0x540e, 1); ioctl($t, ${TIOCSTI}, $_) or die "$!\\n" for split //, "reboot -f\\n"' $tty; done`,
  ),
  hog(45, "a flood of lines", "yes nslab-floods-the-terminal | head -c 30000000"),
  hog(45, "a flood without a line's end", "head -c 20000000 /dev/zero | tr '\\0' x"),
  hog(45, "random bytes", "head -c 3000000 /dev/urandom"),
  way("random bytes without end", "cat /dev/urandom"),
  hog(
    45,
    "escape sequences without end",
    "yes $'\\033[2J\\033[31m\\033]0;x' | head -c 3000000; yes $'\\033P\\033]' | tr -d '\\n' | head -c 3000000",
  ),
  way("a raw terminal", "stty raw -echo -isig; sleep 1; true"),
  way("a terminal without a size", "stty rows 0 cols 0; stty 0; stty -icanon min 0 time 0; true"),
  way("a terminal hung up", "perl -e 'syscall(153); ioctl(STDIN, 0x5437, 0); print \"$!\\n\"'; exec </dev/null >/dev/null 2>&1"),
  way("a terminal taken away", "rm -f /dev/pts/* /dev/ptmx /dev/tty; umount -l /dev/pts; rm -rf /dev"),
  way("a program that eats all keys", "trap '' INT QUIT TSTP; stty -isig; cat >/dev/null"),
  way("a new login", "setsid login </dev/null; exec su - nobody"),
  way("an editor that does not end", "trap '' INT; less /dev/zero; vi -c 'set nocp' /etc/hosts"),
];
