import type { Language } from "../course/language.ts";
import { LANGUAGE_FLAG, languageOption } from "../setup/language.mjs";
import { languageNamed } from "../ui/spoken.ts";

/** The language that the command line names; null where it names none that there is. */
export function languageAskedFor(given: readonly string[]): Language | null {
  return languageNamed(languageOption(given) ?? "");
}

/**
 * Without a command it is start: `nslab`, `nslab --plain`. A default command of commander's would swallow misspelt ones,
 * and its help command would do so with `nslab help lessn`.
 */
export function withDefaultCommand(given: readonly string[], commands: readonly string[]): readonly string[] {
  const at = behindLanguage(given);
  const [before, [first, ...rest]] = [given.slice(0, at), given.slice(at)];
  if (first === "help") return withDefaultCommand([...before, ...rest, "--help"], commands);
  const isMisspelt = first !== undefined && !first.startsWith("-") && !commands.includes(first);
  if (isMisspelt) return given.filter((each) => each !== "--help" && each !== "-h"); // there is no help on that
  const asksAboutNslab = ["-h", "--help", "-V", "--version"].includes(first ?? "");
  return first === undefined || (first.startsWith("-") && !asksAboutNslab) ? ["start", ...given] : given;
}

/** Where the command's name is looked for: a language may be named before it. */
function behindLanguage(given: readonly string[]): number {
  const [first = ""] = given;
  if (first === LANGUAGE_FLAG) return Math.min(2, given.length) + behindLanguage(given.slice(2));
  return first.startsWith(`${LANGUAGE_FLAG}=`) ? 1 + behindLanguage(given.slice(1)) : 0;
}
