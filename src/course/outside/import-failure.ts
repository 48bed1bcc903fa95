import { fileURLToPath } from "node:url";
import { listed, type Message, say } from "../../say/message.ts";
import { type CourseError, courseError } from "../course-error.ts";
import { type CourseCode, LIBRARY_NAMES } from "./course-code.ts";
import { REFUSED, type Refused } from "./module-hooks.ts";
import { oneLine } from "./one-line.ts";

/**
 * What an author must put right when a file of his course cannot be imported, or its code throws.
 *
 * @param imported URL of the file that was asked for, where nothing better is known
 */
export function importFailure(thrown: unknown, imported: string, code: CourseCode): CourseError {
  const { name, message, stack } = partsOf(thrown);
  const refused = refusal(message);
  if (refused !== null) return code.broken.get(urlOfImport(refused)) ?? refusedImport(refused, code);
  const place = placeIn(stack, code);
  const file = fileURLToPath(place?.url ?? imported);
  const line = place?.line ?? 1;
  const missing = /does not provide an export named '([^']*)'/.exec(message);
  if (missing !== null)
    return courseError(
      file,
      line,
      say`There is no "${{ name: missing[1] ?? "" }}" in what is imported here: look at its spelling, or at what that file exports.`,
    );
  const unparsed = name === "SyntaxError" && place === null ? code.syntaxError() : null;
  if (unparsed !== null) return unparsed;
  return courseError(
    file,
    line,
    say`This throws while it is run: ${{ what: thrownText(thrown, name, message) }}. Put it right, or catch it.`,
  );
}

/** The same of code that throws while the course is played; null when it is not the course's. */
export function failureWhilePlayed(thrown: unknown, code: CourseCode): CourseError | null {
  return placeIn(partsOf(thrown).stack, code) === null ? null : importFailure(thrown, code.modules.folder, code);
}

function thrownText(thrown: unknown, name: string, message: string): Message {
  const what = message === UNSHOWN ? say`something that cannot be shown` : message;
  return thrown instanceof Error ? say`${{ name }}: ${{ what }}` : say`not an Error: ${{ what }}`;
}

const UNSHOWN = "something that cannot be shown";

/** Everything that is thrown, an Error or not, even one whose own properties throw. */
function partsOf(thrown: unknown): { readonly name: string; readonly message: string; readonly stack: string } {
  const read = (take: () => unknown): string => {
    try {
      const value = take();
      return typeof value === "string" ? value : String(value);
    } catch {
      return UNSHOWN;
    }
  };
  if (!(thrown instanceof Error)) return { name: "not an Error", message: oneLine(read(() => thrown)), stack: "" };
  return {
    name: oneLine(read(() => thrown.name)),
    message: oneLine(read(() => thrown.message)),
    stack: read(() => thrown.stack),
  };
}

/** The first place in the course that a stack names; Node writes that of an import without its export above the message. */
function placeIn(stack: string, { modules }: CourseCode): { readonly url: string; readonly line: number } | null {
  for (const [, url = "", line = ""] of stack.matchAll(/(file:\/\/[^\s()]+?):(\d+)/g)) {
    if (modules.files.has(url)) return { url, line: Number(line) };
  }
  return null;
}

function refusal(message: string): Refused | null {
  const at = message.indexOf(REFUSED);
  return at === -1 ? null : (JSON.parse(message.slice(at + REFUSED.length)) as Refused);
}

function urlOfImport({ specifier, from }: Refused): string {
  return URL.canParse(specifier, from) ? new URL(specifier, from).href : "";
}

function refusedImport(refused: Refused, code: CourseCode): CourseError {
  const { from, specifier, why } = refused;
  const line = lineOfImport(code.sources.get(from) ?? "", specifier);
  return courseError(fileURLToPath(from), line, refusedText(why, specifier, nearestFile(refused, code)));
}

const LIBRARY = listed(LIBRARY_NAMES);

function refusedText(why: Refused["why"], specifier: string, near: string | null): Message {
  switch (why) {
    case "missing":
    case "broken":
      return near === null
        ? say`There is no file "${{ file: specifier }}": make it, or correct its name. It is looked for from this file on, and named with its ending.`
        : say`There is no file "${{ file: specifier }}". Did you mean "${{ near }}"? It is looked for from this file on, and named with its ending.`;
    case "outside":
      return say`"${{ file: specifier }}" is outside of the course's folder: put the file into it, since a course imports ${{ library: LIBRARY }}, Node's own modules (node:os) and files of its own folder (./words.ts).`;
    case "package":
      return say`"${{ name: specifier }}" is a package: put what you need of it into a file of the course, since a course imports ${{ library: LIBRARY }}, Node's own modules (node:os) and files of its own folder (./words.ts).`;
    case "not-in-library":
      return say`nslab has no "${{ name: specifier }}": a course imports ${{ library: LIBRARY }}, Node's own modules (node:os) and files of its own folder (./words.ts).`;
  }
}

/** As in `./words.ts` for `./words` or `./words.js`. */
function nearestFile(refused: Refused, { modules }: CourseCode): string | null {
  const stem = (url: string) => url.replace(/\.[a-z]+$/, "");
  const wanted = urlOfImport(refused);
  const found = [...modules.files.keys()].find((url) => stem(url) === stem(wanted) || stem(url) === wanted);
  if (found === undefined) return null;
  return refused.specifier.replace(/[^/]*$/, found.slice(found.lastIndexOf("/") + 1));
}

function lineOfImport(source: string, specifier: string): number {
  const index = source.split("\n").findIndex((line) => line.includes(`"${specifier}"`) || line.includes(`'${specifier}'`));
  return Math.max(index, 0) + 1;
}
