import type { Language } from "../course/language.ts";
import { chooseLanguage, chosenText } from "../ui/language-menu.ts";
import { createLayout } from "../ui/layout.ts";
import { capabilitiesOf, sizeOf } from "../ui/streams.ts";
import { TEXTS } from "../ui/texts/texts.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { notChosenText } from "./notices.ts";
import { choicesOf } from "./owner.ts";
import { tell } from "./telling.ts";

/** `nslab language [en|zh]`: the language of the course from now on; without one it is asked for. */
export async function language(
  context: Context,
  given: Language | undefined,
  options: { readonly plain: boolean },
): Promise<ExitCode> {
  const chosen = given ?? (await ask(context, options));
  if (chosen === null) return context.stop.aborted ? EXIT.interrupted : EXIT.ok;
  const problem = choicesOf(context).chooseLanguage(chosen);
  if (problem !== null) {
    tell(context, notChosenText(problem, chosen));
    return EXIT.failed;
  }
  context.output.write(`${chosenText(chosen)}\n`);
  return EXIT.ok;
}

/** Null where it stays as it is. Without anybody to ask, the language that is spoken is told. */
async function ask(context: Context, options: { readonly plain: boolean }): Promise<Language | null> {
  const { input, output, machine, stop, terminal } = context;
  const spoken = context.spoken.language;
  if (!input.isTTY || !output.isTTY) {
    output.write(`${spoken}\n`);
    return null;
  }
  const capabilities = capabilitiesOf(output, machine.environment, options);
  const layout = await createLayout(
    capabilities,
    () => sizeOf(output).columns,
    () => TEXTS[spoken],
  );
  try {
    return await chooseLanguage({ layout, capabilities, input, output, stop, terminal });
  } finally {
    input.setRawMode(false); // enquirer leaves it raw after Ctrl-C
    input.pause();
  }
}
