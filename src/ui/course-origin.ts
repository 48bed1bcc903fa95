import type { GitOrigin } from "../course/outside/git-origin.ts";
import { stringWidth } from "../map/text-width.ts";
import { listed, type Message, type Said, say } from "../say/message.ts";
import { inLocalTime } from "../say/units.ts";

/** What a person is told of a course that is not nslab's own before it is opened. Texts in it are plain. */
export interface CourseOrigin {
  readonly folder: string;
  /** To whom it belongs: names, with "you" told. */
  readonly owners: readonly Said[];
  /** Those who are neither the person nor root. */
  readonly strangers: readonly Said[];
  readonly git: GitOrigin | null;
  readonly changed: { readonly path: string; readonly at: Date };
  readonly files: number;
  /** When the same folder was trusted with other contents; null when it never was. */
  readonly trustedBefore: Date | null;
  readonly asRoot: boolean;
}

/**
 * Whose course it is, and what opening it means: lines that end with a newline each.
 *
 * @param told in the language that is spoken
 */
export function originText(origin: CourseOrigin, told: (said: Said) => string): string {
  const { folder, owners, strangers, git, changed, files, trustedBefore, asRoot } = origin;
  const rows: readonly (readonly [Message, Said])[] = [
    [say`folder`, folder],
    [say`owner`, say`${{ owners: listed(owners) }}`],
    [say`from`, git === null ? say`a folder that is in no git repository` : gitText(git)],
    [say`changed`, say`${{ when: inLocalTime(changed.at) }} (${{ path: changed.path }})`],
    [say`files`, String(files)],
  ];
  const warning =
    strangers.length === 0
      ? []
      : [
          say`Careful: this course belongs to ${{ owners: listed(strangers, "and") }}, not to you. Whoever that is can\nchange it at any time.`,
          "",
        ];
  const news =
    trustedBefore === null
      ? say`This course is not nslab's own: somebody else wrote it, and nslab knows nothing\nof it.`
      : say`This course has changed since you trusted it on ${{ when: inLocalTime(trustedBefore) }}.`;
  const labels = rows.map(([label]) => told(label));
  const column = Math.max(9, ...labels.map((label) => stringWidth(label) + 2));
  return [
    ...warning,
    news,
    "",
    ...rows.map(([, text], index) => `  ${padded(labels[index] ?? "", column)}${told(text)}`),
    "",
    say`A course is a program. It runs with your rights, on your machine and outside of\nthe lab: it can read, change and send away whatever you can.`,
    ...(asRoot ? [say`You are root now: it can do anything to this machine and to everybody's files.`] : []),
    say`Open it only if you trust whoever wrote it, or have read its code.`,
    "",
  ]
    .map((line) => `${told(line)}\n`)
    .join("");
}

function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(columns - stringWidth(text), 0));
}

function gitText({ url, commit }: GitOrigin): Said {
  const from = url ?? say`a git repository without an origin`;
  return commit === null ? from : say`${{ from }}, at commit ${{ commit: commit.slice(0, 12) }}`;
}
