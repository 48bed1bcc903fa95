import { join } from "node:path";
import * as nodeModule from "node:module";
import { pathToFileURL } from "node:url";
import type { CourseError } from "../course-error.ts";
import type { CourseCode } from "./course-code.ts";
import { importFailure } from "./import-failure.ts";

/** What a file of a course exports by default, whatever that is. */
export type ImportDefault = (url: string) => Promise<{ readonly value: unknown } | CourseError>;

/**
 * Teaches this process the files of a course: from now on they can be imported. Their code is what was read before,
 * not what is on the disk meanwhile.
 *
 * @param program the folder with the built program's files
 */
export function importerOf(code: CourseCode, program: string): ImportDefault {
  nodeModule.register(pathToFileURL(join(program, "course-hooks.js")), { data: code.modules });
  return async (url) => {
    const broken = code.broken.get(url);
    if (broken !== undefined) return broken;
    try {
      const module = (await import(url)) as Readonly<Record<string, unknown>>;
      return { value: module["default"] };
    } catch (error) {
      return importFailure(error, url, code);
    }
  };
}
