// `nslab/course`: what a lesson is written in, for courses that are not nslab's own.
export { defineCourse, type CourseDefinition } from "./define-course.ts";
export { exitLines } from "./exit-lines.ts";
export { frontIn, hasOwn, isInside } from "./front.ts";
export {
  byCgroup,
  type ChallengeDefinition,
  classic,
  type Command,
  defineLesson,
  type LessonDefinition,
  type Line,
  type MachineSituation,
  type Need,
  type Preparation,
  type Situation,
  type StepDefinition,
} from "./lesson.ts";
export type { ChoiceQuestion, NumberQuestion, QuestionDefinition } from "./question.ts";
export type { TerminalName } from "../terminal/names.ts";
