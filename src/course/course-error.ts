import type { Message } from "../say/message.ts";

/** A lesson that cannot be used as it stands, with the place its author must look at. */
export interface CourseError {
  readonly type: "course-error";
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What is wrong, and what to do. */
  readonly message: Message;
}

export function courseError(file: string, line: number, message: Message, column = 1): CourseError {
  return { type: "course-error", file, line, column, message };
}
