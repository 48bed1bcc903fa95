import type { GitOrigin } from "../course/outside/git-origin.ts";

/** What a person is told of a course that is not nslab's own before it is opened. Texts in it are plain. */
export interface CourseOrigin {
  readonly folder: string;
  /** To whom it belongs: names, with "you" or "root" told. */
  readonly owners: readonly string[];
  /** Those who are neither the person nor root. */
  readonly strangers: readonly string[];
  readonly git: GitOrigin | null;
  readonly changed: { readonly path: string; readonly at: Date };
  readonly files: number;
  /** When the same folder was trusted with other contents; null when it never was. */
  readonly trustedBefore: Date | null;
  readonly asRoot: boolean;
}

/** Whose course it is, and what opening it means: lines that end with a newline each. */
export function originText(origin: CourseOrigin): string {
  const { folder, owners, strangers, git, changed, files, trustedBefore, asRoot } = origin;
  const rows: readonly (readonly [string, string])[] = [
    ["folder", folder],
    ["owner", owners.join(", ")],
    ["from", git === null ? "a folder that is in no git repository" : gitText(git)],
    ["changed", `${moment(changed.at)} (${changed.path})`],
    ["files", String(files)],
  ];
  const who = strangers.join(" and ");
  const warning =
    strangers.length === 0
      ? []
      : [`Careful: this course belongs to ${who}, not to you. Whoever that is can`, "change it at any time.", ""];
  const news =
    trustedBefore === null
      ? ["This course is not nslab's own: somebody else wrote it, and nslab knows nothing", "of it."]
      : [`This course has changed since you trusted it on ${moment(trustedBefore)}.`];
  const root = "You are root now: it can do anything to this machine and to everybody's files.";
  return [
    ...warning,
    ...news,
    "",
    ...rows.map(([label, text]) => `  ${label.padEnd(9)}${text}`),
    "",
    "A course is a program. It runs with your rights, on your machine and outside of",
    "the lab: it can read, change and send away whatever you can.",
    ...(asRoot ? [root] : []),
    "Open it only if you trust whoever wrote it, or have read its code.",
    "",
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function gitText({ url, commit }: GitOrigin): string {
  const from = url ?? "a git repository without an origin";
  return commit === null ? from : `${from}, at commit ${commit.slice(0, 12)}`;
}

/** As in `2026-11-24, 09:05`, where the person is. */
function moment(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}, ${two(date.getHours())}:${two(date.getMinutes())}`;
}
