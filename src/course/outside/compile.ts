import { Script } from "node:vm";
import { say } from "../../say/message.ts";
import { transform } from "sucrase";
import { type CourseError, courseError } from "../course-error.ts";

/**
 * JavaScript of a TypeScript file, line by line the same. Node itself does so from 22.18 on; for older ones, and so
 * that a course means the same everywhere, it is done here.
 */
export function compile(source: string, file: string): string | CourseError {
  try {
    return transform(source, { transforms: ["typescript"], disableESTransforms: true }).code;
  } catch (error) {
    const place = (error ?? {}) as {
      readonly message?: string;
      readonly loc?: { readonly line: number; readonly column: number };
    };
    // sucrase's text is `Error transforming FILE: WHAT (LINE:COLUMN)`
    const what = (place.message ?? "")
      .replace(/^Error transforming [^\n]*?: /, "")
      .replace(/^SyntaxError: /, "")
      .replace(/ \(\d+:\d+\)$/, "");
    const { line = 1, column = 1 } = place.loc ?? {};
    return courseError(
      file,
      line,
      say`This is no TypeScript: ${{ what: what === "" ? say`it cannot be read` : what }}. Put it right at this place or just before it.`,
      column,
    );
  }
}

/**
 * Where V8 finds that a module is no JavaScript: it does not say so itself when a module is imported. None where it
 * finds nothing.
 */
export function syntaxError(javascript: string, file: string): CourseError | null {
  try {
    // As the body of a function, since a script has no imports and no top-level await; lines stay the same.
    const { code } = transform(javascript, { transforms: ["imports"], disableESTransforms: true });
    void new Script(`(async () => {${code}\n})`, { filename: "module" });
    return null;
  } catch (error) {
    const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    const line = /^module:(\d+)\n/.exec(stack)?.[1] ?? /\((\d+):\d+\)$/.exec(message)?.[1] ?? "1";
    const what = message.replace(/^.*?Error transforming [^\n]*?: /, "").replace(/ \(\d+:\d+\)$/, "");
    return courseError(file, Number(line), say`This is no JavaScript: ${{ what }}. Put it right at this line or just before it.`);
  }
}
