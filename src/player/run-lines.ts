import type { Line } from "../course/command.ts";
import { atMost } from "../terminal/at-most.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { Emit, StepTrouble } from "./events.ts";
import type { Session } from "./session.ts";
import type { TerminalName } from "../terminal/names.ts";

export interface LinesToRun {
  readonly terminal: TerminalName;
  readonly lines: readonly Line[];
  /** The last line keeps running: it is started, not waited for. */
  readonly lastStaysRunning: boolean;
  /** Milliseconds one line may take before it counts as stuck, on a machine of the usual pace. */
  readonly patience: number;
}

/** A killed program's shell is back at its prompt within milliseconds, on a busy machine a little later. */
const ENDING_MS = 1000;

/** Types lines in their terminals, one at a time. Returns null when all went as they should. */
export async function runLines(session: Session, work: LinesToRun, emit: Emit): Promise<StepTrouble | null> {
  for (const [index, line] of work.lines.entries()) {
    const name = typeof line === "object" && "in" in line ? line.in : work.terminal;
    const terminal = await session.terminal(name);
    // The learner has left that shell already; typed in a terminal's first shell, exit would end the terminal.
    if (line === "exit" && terminal.state === "prompt" && terminal.depth === 0) continue;
    // What runs there may just have been ended from another terminal, and its prompt be on the way.
    if (terminal.state === "running" && !(typeof line === "object" && "key" in line))
      await atMost(ENDING_MS * session.lab.pace, Promise.race([terminal.settled(), session.lab.ended]));
    const staysRunning = work.lastStaysRunning && index === work.lines.length - 1;
    emit({ type: "line-started", terminal: name, prompt: await terminal.prompt(), line });
    const stop = terminal.listen((part) => {
      if (part.type === "text" && terminal.showsOutput) emit({ type: "output", terminal: name, text: part.text });
    });
    const trouble = await runLine(session, terminal, name, line, staysRunning, work.patience * session.lab.pace);
    stop();
    session.changed();
    emit({ type: "line-ended", terminal: name, line });
    if (trouble !== null) return trouble;
  }
  return null;
}

async function runLine(
  session: Session,
  terminal: Terminal,
  name: TerminalName,
  line: Line,
  staysRunning: boolean,
  patience: number,
): Promise<StepTrouble | null> {
  if (terminal.state === "closed") return { type: "terminal-closed", terminal: name };
  if (typeof line === "object" && "key" in line) return finish(session, terminal.interrupt(line.key), name, line.key, patience);
  const text = typeof line === "string" ? line : line.line;
  if (terminal.state === "running") return { type: "stuck", line: text, seconds: 0, inFront: await session.frontProgram(name) };
  // Its first prompt never came: Terminal.open gives up only when the lab has ended.
  if (terminal.state === "starting") return { type: "lab-ended", complaint: (await session.lab.ended).complaint };
  const settled = terminal.run(text);
  if (staysRunning) {
    await Promise.race([terminal.started(), settled]);
    return null;
  }
  return finish(session, settled, name, text, patience);
}

async function finish(
  session: Session,
  settled: Promise<{ type: string }>,
  terminal: TerminalName,
  line: string,
  patience: number,
): Promise<StepTrouble | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<StepTrouble>((resolve) => {
    timer = setTimeout(() => resolve({ type: "stuck", line, seconds: Math.ceil(patience / 1000) }), patience);
  });
  const ended = session.lab.ended.then((end): StepTrouble => ({ type: "lab-ended", complaint: end.complaint }));
  const outcome = await Promise.race([settled, late, ended]);
  clearTimeout(timer);
  if (outcome.type === "stuck" || outcome.type === "lab-ended") return outcome as StepTrouble;
  return outcome.type === "closed" ? { type: "terminal-closed", terminal } : null;
}
