import { listed, type Message, say, verbatim } from "../say/message.ts";

/** What commander has against a command line, in lines of nslab's own, with what to look at. */
export function usageErrorLines(message: string): readonly Message[] {
  const [what = "", ...suggestions] = message.split(/\n(?=\(Did you mean )/);
  return [inOwnWords(what, ERRORS), ...suggestions.map((each) => inOwnWords(each, SUGGESTIONS)), HELP];
}

const HELP = say`nslab --help shows all commands.`;

type Told = (...found: readonly string[]) => Message;

function inOwnWords(text: string, known: readonly (readonly [RegExp, Told])[]): Message {
  for (const [pattern, told] of known) {
    const found = pattern.exec(text);
    if (found !== null) return told(...found.slice(1));
  }
  return verbatim(text);
}

/** As commander words them: it has codes of them, too, but what they are about stands in the text alone. */
const ERRORS: readonly (readonly [RegExp, Told])[] = [
  [/^error: unknown option '(.*)'$/s, (option = "") => say`error: unknown option '${{ option }}'`],
  [/^error: unknown command '(.*)'$/s, (command = "") => say`error: unknown command '${{ command }}'`],
  [/^error: missing required argument '(.*)'$/s, (argument = "") => say`error: missing required argument '${{ argument }}'`],
  [/^error: option '(.*)' argument missing$/s, (option = "") => say`error: option '${{ option }}' argument missing`],
  [
    /^error: option '(.*)' cannot be used with option '(.*)'$/s,
    (one = "", other = "") => say`error: option '${{ one }}' cannot be used with option '${{ other }}'`,
  ],
  [
    /^error: too many arguments for '(.*)'\. Expected (\d+) arguments? but got (\d+)\.$/s,
    (command = "", expected = "", got = "") => tooMany(command, Number(expected), Number(got)),
  ],
  [
    /^error: option '(.*?)' argument '(.*)' is invalid\. (.*)$/s,
    (option = "", value = "", advice = "") =>
      say`error: option '${{ option }}' argument '${{ value }}' is invalid. ${{ advice: adviceOf(advice) }}`,
  ],
  [
    /^error: option '.*?' value '(.*)' from env '(.*)' is invalid\. (.*)$/s,
    (value = "", variable = "", advice = "") =>
      say`error: the value '${{ value }}' of the variable ${{ variable }} is invalid. ${{ advice: adviceOf(advice) }}`,
  ],
  [
    /^error: command-argument value '(.*)' is invalid for argument '(.*?)'\. (.*)$/s,
    (value = "", argument = "", advice = "") =>
      say`error: '${{ value }}' is invalid for the argument '${{ argument }}'. ${{ advice: adviceOf(advice) }}`,
  ],
];

function tooMany(command: string, expected: number, got: number): Message {
  if (expected === 0) return say`error: too many arguments for '${{ command }}'. Expected none but got ${{ got }}.`;
  return expected === 1
    ? say`error: too many arguments for '${{ command }}'. Expected 1 argument but got ${{ got }}.`
    : say`error: too many arguments for '${{ command }}'. Expected ${{ expected }} arguments but got ${{ got }}.`;
}

function adviceOf(text: string): Message {
  return inOwnWords(text, [
    [/^Allowed choices are (.*)\.$/s, (choices = "") => say`Allowed choices are ${{ choices: listed(choices.split(", ")) }}.`],
    [/^It is a whole number from 1 up\.$/, () => say`It is a whole number from 1 up.`],
  ]);
}

const SUGGESTIONS: readonly (readonly [RegExp, Told])[] = [
  [/^\(Did you mean one of (.*)\?\)$/s, (words = "") => say`(Did you mean one of ${{ words: listed(words.split(", ")) }}?)`],
  [/^\(Did you mean (.*)\?\)$/s, (word = "") => say`(Did you mean ${{ word }}?)`],
];
