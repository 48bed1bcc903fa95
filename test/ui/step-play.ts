import { FakePlay } from "./fake-play.ts";

/** The lines of keys in a window of 80 columns, by where the learner is asked. */
export const LAB_ENDED = "Enter this step afresh   l lessons   q quit   ? help";
export const BEGIN = "Enter begin   l lessons   g language   q quit   ? help";
export const STEP = "Enter run  t type it  h hint  c checks  m map  e flags  s skip  q quit  ? more";
export const FAILED = "Enter try again  t type it  h hint  c checks  m map  e explain  q quit  ? more";
export const PASSED = "Enter next  d changes  m map  c checks  t terminal  e explain  q quit  ? more";
export const CHALLENGE = "t solve it  h hint  c checks  d changes  m map  e flags  s skip  q quit  ? more";
export const SOLUTION = "Enter run it  t type it  h hint  c checks  m map  e explain  q quit  ? more";
export const UNDONE = "Enter run it  t type it  s go on  h hint  c checks  e explain  q quit  ? more";
export const LOST = "Enter run  f fix  t type it  h hint  c checks  m map  e explain  q quit  ? more";
export const FAILED_LOST = "Enter try again  f fix  t type it  h hint  c checks  e explain  q quit  ? more";
export const PASSED_CUT = "Enter next  d changes  m map  c checks  t terminal  o output  q quit  ? more";
export const PAGE = "Enter next page   q back to the lesson";
export const QUIT = "q quit   any other key stay";
export const RESTART = "r restart the lesson   any other key stay";
export const SKIP = "s skip it   any other key stay";
export const STUCK = "Enter Ctrl-C  t terminal  h hint  c checks  m map  e explain  q quit  ? more";
export const FINISHED = "Enter go on  d changes  m map  c checks  t terminal  e explain  q quit  ? more";
export const NEXT_LESSON = "Enter next lesson   m map   l lessons   q quit   ? help";

/** What stands below the command of the first step. */
export const CHECKS = "Done when:\n  - data is a mount in the container\n  - the host does not have it";
/** A check of the first step. */
export const MOUNTED = "data is a mount in the container";

/** A play that stands at the first step, its screen read. */
export async function atFirstStep(options: Parameters<typeof FakePlay.begin>[0] = {}): Promise<FakePlay> {
  const begun = await FakePlay.begin(options);
  await begun.at(BEGIN, "\r");
  return begun;
}
