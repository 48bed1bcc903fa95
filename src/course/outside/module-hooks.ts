// Node's module hooks (`module.register`) for the files of a course that is not nslab's own. They run on a thread of
// their own, so this is a program of its own too: it imports nothing of nslab.
import { isBuiltin } from "node:module";

export interface CourseModules {
  /** The course's folder as a URL that ends in a slash. */
  readonly folder: string;
  /** All its files, by URL: JavaScript to run, null for what is no code, or cannot be compiled. */
  readonly files: ReadonlyMap<string, string | null>;
  /** Files that cannot be compiled. */
  readonly broken: ReadonlySet<string>;
  /** What `nslab/…` means, by name. */
  readonly library: ReadonlyMap<string, string>;
}

/** Why something cannot be imported; it crosses threads as the text of an Error, after `REFUSED`. */
export interface Refused {
  readonly why: "missing" | "outside" | "package" | "not-in-library" | "broken";
  /** The importing file, as a URL. */
  readonly from: string;
  readonly specifier: string;
}

export const REFUSED = "nslab-cannot-import ";

interface Resolved {
  readonly url: string;
  readonly format?: string | null;
  readonly shortCircuit?: boolean;
}
interface Loaded {
  readonly format: string;
  readonly source?: string;
  readonly shortCircuit?: boolean;
}

const courses: CourseModules[] = [];

export function initialize(course: CourseModules): void {
  courses.push(course);
}

export async function resolve(
  specifier: string,
  context: { readonly parentURL?: string },
  next: (specifier: string, context: object) => Promise<Resolved>,
): Promise<Resolved> {
  const { parentURL } = context;
  const course = courses.find(({ folder }) => parentURL?.startsWith(folder));
  if (course === undefined || parentURL === undefined) return next(specifier, context);
  const found = find(course, specifier, parentURL);
  if (typeof found === "string") return isBuiltin(specifier) ? next(specifier, context) : { url: found, shortCircuit: true };
  throw new Error(REFUSED + JSON.stringify(found));
}

/** A URL, or why there is none. A course has what is in its folder, nslab's vocabulary and Node's own modules. */
function find({ folder, files, broken, library }: CourseModules, specifier: string, from: string): string | Refused {
  const refused = (why: Refused["why"]): Refused => ({ why, from, specifier });
  if (isBuiltin(specifier)) return specifier;
  if (specifier === "nslab" || specifier.startsWith("nslab/")) return library.get(specifier) ?? refused("not-in-library");
  if (!/^(\.{1,2}\/|\/|file:)/.test(specifier)) return refused("package");
  const url = new URL(specifier, from).href;
  if (!url.startsWith(folder)) return refused("outside");
  if (broken.has(url)) return refused("broken");
  return files.has(url) ? url : refused("missing");
}

export async function load(
  url: string,
  context: object,
  next: (url: string, context: object) => Promise<Loaded>,
): Promise<Loaded> {
  const source = courses.map(({ files }) => files.get(url)).find((each) => typeof each === "string");
  return source === undefined || source === null ? next(url, context) : { format: "module", source, shortCircuit: true };
}
