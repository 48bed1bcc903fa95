// `nslab/course`: what a lesson is written in, for courses that are not nslab's own.
export { defineCourse, type CourseDefinition, type CourseWords } from "./define-course.ts";
export { exitLines } from "./exit-lines.ts";
export { frontIn, hasOwn, isInside } from "./front.ts";
export { byCgroup, classic, type Command, type Line, type MachineSituation, type Situation } from "./command.ts";
export {
  type ChallengeDefinition,
  defineLesson,
  type LessonDefinition,
  type Need,
  type Preparation,
  type StepDefinition,
} from "./lesson.ts";
export type { ChoiceQuestion, NumberQuestion, QuestionDefinition } from "./question.ts";
export type { TerminalName } from "../terminal/names.ts";
