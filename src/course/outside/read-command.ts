import { type Message, say } from "../../say/message.ts";
import { TERMINAL_NAMES } from "../../terminal/names.ts";
import type { Command, Line, Situation } from "../command.ts";
import { CourseFault } from "../course-fault.ts";
import { kindOf, type Look } from "./look.ts";

const FORM = say`command: "ip link", a list of such lines, or a function that returns them`;
const KEYS: readonly string[] = ["Ctrl-C", "Ctrl-Z"];

/** One line to type, several, or a function of the lab that says which. */
export function readCommand(command: Look): Command {
  const { value } = command;
  if (typeof value === "function") return checked(command, value as (situation: Situation) => unknown);
  if (value === undefined) command.complain(say`has no ${{ what: "command" }}: add ${{ form: FORM }}`);
  else {
    const wrong = wrongLine(value);
    if (wrong !== null) command.complain(say`has ${{ wrong }} in its command: write ${{ form: FORM }}`);
  }
  return value as Line | readonly Line[];
}

/** What it returns is looked at whenever it is asked. */
function checked(command: Look, ask: (situation: Situation) => unknown): Command {
  const asked = (situation: Situation): Line | readonly Line[] => {
    const lines = ask(situation);
    const wrong = wrongLine(lines);
    if (wrong === null) return lines as Line | readonly Line[];
    throw new CourseFault([
      command.errorOf(say`has a command whose function returned ${{ wrong }}: let it return ${{ form: FORM }}`),
    ]);
  };
  // Kept from `classic` and `byCgroup`: whether it needs a look at the lab.
  return "needsNoLook" in ask ? Object.assign(asked, { needsNoLook: true as const }) : asked;
}

/** What is no line in it, in words; null when all of it can be typed. */
function wrongLine(value: unknown): Message | null {
  if (!Array.isArray(value)) return isLine(value) ? null : described(value);
  if (value.length === 0) return say`an empty list`;
  const wrong = (value as readonly unknown[]).find((each) => !isLine(each));
  return wrong === undefined && !value.includes(undefined) ? null : described(wrong);
}

function described(value: unknown): Message {
  if (typeof value === "string") return say`${{ kind: kindOf(value) }}, which is not one line of plain text`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return kindOf(value);
  return say`an object that is neither ${{ one: `{ key: "${KEYS.join('" | "')}" }` }} nor ${{ other: '{ in: TERMINAL, line: "…" }' }}`;
}

function isLine(value: unknown): value is Line {
  if (typeof value === "string") return isTyped(value);
  if (typeof value !== "object" || value === null) return false;
  const { key, in: terminal, line } = value as Readonly<Record<string, unknown>>;
  if (key !== undefined) return typeof key === "string" && KEYS.includes(key);
  return TERMINAL_NAMES.some((name) => name === terminal) && typeof line === "string" && isTyped(line);
}

/** A control character would be a key that is pressed. */
function isTyped(line: string): boolean {
  return line.trim() !== "" && !/\p{Cc}/u.test(line);
}
