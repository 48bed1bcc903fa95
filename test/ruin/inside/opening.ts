import type { Person } from "../../support/person.ts";

/** The keys below a page, and below a step; the greeting says that "Enter runs the command". */
const PAGE_OR_STEP = /Enter (?:begin|go on|run)\b/;
const STEP = /Enter run\b/;
/** What greets somebody new, the lesson's opening, and some to spare. */
const MOST_PAGES = 4;

/**
 * Presses Enter through whatever stands before a step, until the step's keys are there.
 * @throws when they have not come in so many milliseconds a page
 */
export async function pageToStep(person: Person, patience: number): Promise<void> {
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    await person.sees(PAGE_OR_STEP, patience);
    if (STEP.test(person.rows.join("\n"))) return;
    const from = person.printed.length;
    person.press("\r");
    await person.prints(PAGE_OR_STEP, from, patience);
  }
  await person.sees(STEP, patience);
}
