import { headlessScreen, withFewMarks } from "./headless-screen.ts";
import { usualPrompt } from "./prompt-line.ts";

/** More than fits on any screen: what has scrolled away is kept. */
const ROWS = 100;
const SCROLLBACK = 5000;

export interface TypedLine {
  readonly prompt: string;
  readonly command: string;
}

/**
 * The command line that a person typed, as it stood on the screen when it was accepted: whatever keys
 * made it (editing, the history, completion), the screen shows what the shell was given. Lines that go on
 * (PS2) are lines of it.
 *
 * @param prompt as it stands on the screen; empty when it is not known, as of a line that was typed before it was there
 * @param shown all that the terminal showed from the prompt on until the line began to run, as it came
 * @param columns of the terminal
 */
export async function typedLine(prompt: string, shown: string, columns: number): Promise<TypedLine> {
  const screen = await headlessScreen({ columns, rows: ROWS, scrollback: SCROLLBACK });
  await new Promise<void>((resolve) => screen.write(withFewMarks(shown), resolve));
  const { active } = screen.buffer;
  const lines: string[] = [];
  let goesOn = false;
  for (let row = 0; row < active.length; row += 1) {
    const line = active.getLine(row);
    const isPart = goesOn || line?.isWrapped === true;
    // readline(3) goes to the next row by itself when it draws a long line anew: then the row is full to its last cell.
    goesOn = (line?.getCell(columns - 1)?.getChars() ?? "") !== "";
    const text = line?.translateToString(!goesOn && active.getLine(row + 1)?.isWrapped !== true) ?? "";
    if (isPart) lines.push((lines.pop() ?? "") + text);
    else lines.push(text);
  }
  screen.dispose();
  return split(prompt, lines);
}

/** What bash shows before a line that continues another, by default (bash(1), PS2). */
const CONTINUED = /^> /;

/** The prompt is shown anew after a list of completions or Ctrl-L: what counts is its last showing. */
function split(known: string, lines: readonly string[]): TypedLine {
  const isPrompt = (line: string) => (known === "" ? usualPrompt(line) !== "" : line.startsWith(known.trimEnd()));
  const [first = "", ...more] = lines.slice(Math.max(lines.findLastIndex(isPrompt), 0));
  const prompt = known === "" ? usualPrompt(first) : known;
  const typed = first.startsWith(prompt.trimEnd()) ? first.slice(prompt.trimEnd().length) : first;
  return { prompt, command: [typed, ...more.map((line) => line.replace(CONTINUED, ""))].join("\n").trim() };
}
