import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The files of a small course: one lesson, two steps, a check of its own, of which it brings some words in Chinese. */
export const COURSE_FILES: Readonly<Record<string, string>> = {
  "course.ts": `import { defineCourse } from "nslab/course";

export default defineCourse({ id: "example", title: "An example", lessons: ["01-hello"], words: { zh: {
  "the host has the link {link}": "宿主机上有网络接口 {link}",
  "no such link": "没有这个接口",
} } });
`,
  "names.ts": 'export const LINK: string = "plug0";\n',
  "01-hello/lesson.ts": `import { type Check, isDirectory, say, verbatim, verdict } from "nslab/checks";
import { defineLesson } from "nslab/course";
import { hostNetwork } from "nslab/kernel";
import { LINK } from "../names.ts";

const linkIsThere: Check = {
  name: say\`the host has the link \${{ link: LINK }}\`,
  kind: "state",
  within: 0,
  async judge(scene) {
    const found = hostNetwork(await scene.snapshot())?.links.some((each) => each.name === LINK) === true;
    const facts = { expected: LINK, observed: found ? verbatim(LINK) : say\`no such link\`, look: "on the host: ip link" };
    return verdict(found, { ...facts, cause: "It was not made.", next: \`Type on the host: ip link add \${LINK} type bridge\` });
  },
};

export default defineLesson({
  id: "hello",
  startsFrom: [],
  steps: [
    { id: "make", terminal: "host", command: "mkdir -p /data", checks: [isDirectory("host", "/data")] },
    { id: "link", terminal: "host", command: \`ip link add \${LINK} type bridge\`, checks: [linkIsThere] },
  ],
  challenge: { terminal: "host", command: "mkdir /more", checks: [isDirectory("host", "/more")] },
});
`,
  "01-hello/lesson.md": `# Hello
> A first lesson.

Opening.

## make: Make a folder
Why.

## link: Make a link
Why.

## challenge: Another
Goal.

## closing
Done.
`,
};

export interface CourseOnDisk {
  readonly folder: string;
  /** Changes files; one of null is removed. */
  write(files: Readonly<Record<string, string | null>>): void;
  remove(): void;
}

/** A course in a folder of its own that everybody may read, and its owner alone may change. */
export function makeCourse(files: Readonly<Record<string, string | null>> = {}, owner?: number): CourseOnDisk {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "nslab-course-")));
  const give = (path: string, mode: number) => {
    chmodSync(path, mode);
    if (owner !== undefined) chownSync(path, owner, owner);
  };
  give(folder, 0o755);
  const course: CourseOnDisk = {
    folder,
    write: (changed) => {
      for (const [name, text] of Object.entries(changed)) {
        const path = join(folder, name);
        if (text === null) {
          rmSync(path, { force: true });
          continue;
        }
        mkdirSync(dirname(path), { recursive: true });
        give(dirname(path), 0o755);
        writeFileSync(path, text);
        give(path, 0o644);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  course.write({ ...COURSE_FILES, ...files });
  return course;
}
