/** Fields of proc_pid_stat(5) that the course needs. */
export interface Stat {
  readonly pid: number;
  readonly name: string;
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  /** Number below /dev/pts of its controlling terminal, or null without one or with one of another kind. */
  readonly terminal: number | null;
  /** Process group in the foreground of that terminal, or null. */
  readonly foreground: number | null;
  /** Clock ticks since boot. */
  readonly startTime: number;
}

/** Major number of a pseudo-terminal's slave (devices.txt: "136-143 char Unix98 PTY slaves"). */
const PTY_MAJOR = 136;

/** Field 3 (state) is the first after the name; later fields are counted from it. */
const FIRST_FIELD = 3;

/** Reads one line of /proc/PID/stat, or null if it is not one. The name may hold spaces and parentheses itself. */
export function parseStat(text: string): Stat | null {
  const open = text.indexOf("(");
  const close = text.lastIndexOf(")");
  if (open < 0 || close < open) return null;
  const fields = text
    .slice(close + 2)
    .trimEnd()
    .split(" ");
  const field = (number: number) => Number(fields[number - FIRST_FIELD]);
  const foreground = field(8);
  return {
    pid: Number(text.slice(0, open)),
    name: text.slice(open + 1, close),
    state: fields[0] ?? "",
    parent: field(4),
    group: field(5),
    terminal: terminalNumber(field(7)),
    foreground: foreground > 0 ? foreground : null,
    startTime: field(22),
  };
}

/** Minor in bits 31-20 and 7-0, major in bits 19-8 (proc_pid_stat(5), tty_nr). */
function terminalNumber(device: number): number | null {
  const major = (device >> 8) & 0xfff;
  return major === PTY_MAJOR ? (device & 0xff) | ((device >>> 12) & 0xfff00) : null;
}
