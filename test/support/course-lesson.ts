import { COURSE } from "../../lessons/course.ts";
import { type Lesson, loadLesson } from "../../src/course/load.ts";
import { PACKAGE_ROOT } from "./test-lab.ts";

/** A lesson of the course by its id. */
export async function courseLesson(id: string): Promise<Lesson> {
  const entry = COURSE.find((each) => each.id === id);
  if (entry === undefined) throw new Error(`the course has no lesson ${id}`);
  const lesson = await loadLesson(entry, PACKAGE_ROOT);
  if (!("definition" in lesson)) throw new Error(`the lesson ${id} has errors: ${JSON.stringify(lesson)}`);
  return lesson;
}
