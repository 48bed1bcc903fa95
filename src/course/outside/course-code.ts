import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { CourseError } from "../course-error.ts";
import type { CourseModules } from "./module-hooks.ts";

/** A course's code, compiled, with what it takes to say where something stands in it. */
export interface CourseCode {
  readonly folder: string;
  /** As it was written, by URL; only of what is code. */
  readonly sources: ReadonlyMap<string, string>;
  /** What is wrong with files that cannot be compiled, by URL. */
  readonly broken: ReadonlyMap<string, CourseError>;
  readonly modules: CourseModules;
  /** Which file is no JavaScript; asked for when an import says that one is. */
  readonly syntaxError: () => CourseError | null;
}

/** The names under which a course finds nslab's vocabulary, and the program's files that hold it. */
const LIBRARY = { "nslab/course": "course.js", "nslab/checks": "checks.js", "nslab/kernel": "kernel.js" };
export const LIBRARY_NAMES: readonly string[] = Object.keys(LIBRARY);

/** @param program the folder with the built program's files */
export async function compileCourse(folder: string, files: ReadonlyMap<string, Buffer>, program: string): Promise<CourseCode> {
  const { compile, syntaxError } = await import("./compile.ts");
  const sources = new Map<string, string>();
  const broken = new Map<string, CourseError>();
  const modules = new Map<string, string | null>();
  for (const [path, content] of files) {
    const url = urlOf(folder, path);
    modules.set(url, null);
    if (!/\.m?[jt]s$/.test(path)) continue;
    const source = content.toString("utf8");
    sources.set(url, source);
    const compiled = /\.m?ts$/.test(path) ? compile(source, join(folder, path)) : source;
    if (typeof compiled === "string") modules.set(url, compiled);
    else broken.set(url, compiled);
  }
  const library = new Map(Object.entries(LIBRARY).map(([name, file]) => [name, pathToFileURL(join(program, file)).href]));
  return {
    folder,
    sources,
    broken,
    syntaxError: () => {
      for (const [url, module] of modules) {
        const error = module === null ? null : syntaxError(module, fileURLToPath(url));
        if (error !== null) return error;
      }
      return null;
    },
    modules: { folder: `${pathToFileURL(folder).href}/`, files: modules, broken: new Set(broken.keys()), library },
  };
}

/** The URL of a file of the course. */
export function urlOf(folder: string, path: string): string {
  return pathToFileURL(join(folder, path)).href;
}
