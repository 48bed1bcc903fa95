import { inEnglish } from "../../../src/say/words.ts";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refusalOf } from "../../../src/cli/course-refusals.ts";
import { type CourseFiles, readCourseFiles } from "../../../src/course/outside/course-files.ts";
import { replaceableIn } from "../../../src/course/outside/folder-rights.ts";
import { gitOrigin } from "../../../src/course/outside/git-origin.ts";
import { COURSE_FILES, type CourseOnDisk, makeCourse } from "../../support/outside-course.ts";

let course: CourseOnDisk;
beforeEach(() => {
  course = makeCourse();
});
afterEach(() => course.remove());

const at = (path: string) => join(course.folder, path);

function read(): CourseFiles {
  const found = readCourseFiles(course.folder);
  if ("type" in found) throw new Error(`${found.type} at ${found.path}`);
  return found;
}

describe("a course's files", () => {
  test("are all that is in its folder, but for git's and packages", () => {
    mkdirSync(at(".git"));
    writeFileSync(at(".git/HEAD"), "x");
    mkdirSync(at("node_modules"));
    writeFileSync(at("node_modules/x.js"), "x");
    expect([...read().files.keys()].sort()).toEqual(Object.keys(COURSE_FILES).sort());
    expect(read().owners).toEqual([process.getuid?.()]);
  });

  test.each<[string, () => void]>([
    ["a letter", () => course.write({ "01-hello/lesson.md": "# Hallo\n" })],
    ["a name", () => course.write({ "names.ts": null, "words.ts": COURSE_FILES["names.ts"] ?? "" })],
    ["a file more", () => course.write({ "more.txt": "" })],
  ])("are others when they differ in %s", (_, change) => {
    const before = read().hash;
    expect(read().hash).toBe(before);
    change();
    expect(read().hash).not.toBe(before);
  });

  test("tell which was changed last", () => {
    execFileSync("touch", ["-d", "2040-01-02 03:04:05", at("names.ts")]);
    expect(read().changed).toEqual({ path: "names.ts", at: new Date("2040-01-02T03:04:05") });
  });

  test("are refused while others may change them, with the command that ends that", () => {
    expect(refusalOf(read(), null)).toBeNull();
    chmodSync(at("01-hello/lesson.ts"), 0o664);
    expect(inEnglish(refusalOf(read(), null) ?? "")).toMatch(
      new RegExp(`may change this course: ${at("01-hello/lesson.ts")}\\..*\n {2}chmod -R go-w ${course.folder}\n`),
    );
    execFileSync("chmod", ["-R", "go-w", course.folder]);
    expect(refusalOf(read(), null)).toBeNull();
    chmodSync(course.folder, 0o777);
    expect(inEnglish(refusalOf(read(), null) ?? "")).toContain(`chmod -R go-w ${course.folder}`);
  });

  test("are refused where others may put another course in their place", () => {
    expect(replaceableIn(course.folder)).toBeNull(); // the folder for temporary files is sticky
    mkdirSync(at("open/deep"), { recursive: true });
    chmodSync(at("open"), 0o777);
    expect(replaceableIn(at("open/deep"))).toBe(at("open"));
    expect(refusalOf(read(), at("open"))).not.toBeNull();
  });

  test.each<[string, () => void]>([
    ["a link", () => symlinkSync("/etc/passwd", at("words.ts"))],
    ["a link to a folder", () => symlinkSync("/etc", at("more"))],
    ["a pipe", () => execFileSync("mkfifo", [at("pipe.ts")])],
  ])("are refused, and nobody waits, with %s among them", (_, make) => {
    make();
    expect(inEnglish(refusalOf(read(), null) ?? "")).toMatch(/is a link, or another thing that is no file/);
  });

  test("are not read to the end where they are far too many or too large", () => {
    execFileSync("truncate", ["-s", "100M", at("large")]);
    expect(readCourseFiles(course.folder)).toMatchObject({ type: "too-large", path: at("large") });
    rmSync(at("large"));
    mkdirSync(at("many"));
    for (let index = 0; index < 2001; index += 1) writeFileSync(at(`many/${index}`), "");
    expect(readCourseFiles(course.folder)).toMatchObject({ type: "too-large" });
  });
});

describe("where a course comes from", () => {
  const git = (files: Readonly<Record<string, string>>) => {
    mkdirSync(at(".git/refs/heads"), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(at(`.git/${name}`), text);
  };
  const COMMIT = "1234567890123456789012345678901234567890";
  const CONFIG =
    '[core]\n\tbare = false\n[remote "other"]\n\turl = https://other.example/x\n[remote "origin"]\n\tfetch = +refs\n\turl = https://ada:secret@example.org/x.git\n[branch "main"]\n\tremote = origin\n';

  test("is unknown outside of a repository", () => {
    expect(gitOrigin(course.folder)).toBeNull();
  });

  test("is read from git's own files, without a password, for a folder of it too", () => {
    git({ HEAD: "ref: refs/heads/main\n", "refs/heads/main": `${COMMIT}\n`, config: CONFIG });
    expect(gitOrigin(course.folder)).toEqual({ url: "https://example.org/x.git", commit: COMMIT });
    expect(gitOrigin(at("01-hello"))).toEqual({ url: "https://example.org/x.git", commit: COMMIT });
  });

  test.each<[string, Readonly<Record<string, string>>, string | null]>([
    ["packed", { HEAD: "ref: refs/heads/main\n", "packed-refs": `# pack-refs\n${COMMIT} refs/heads/main\n` }, COMMIT],
    ["detached", { HEAD: `${COMMIT}\n` }, COMMIT],
    ["not there yet", { HEAD: "ref: refs/heads/main\n" }, null],
    ["no commit", { HEAD: "ref: refs/heads/main\n", "refs/heads/main": "\u001b[2J" }, null],
    ["outside of git's folder", { HEAD: "ref: refs/../../names.ts\n" }, null],
  ])("tells a commit that is %s", (_, files, commit) => {
    git(files);
    expect(gitOrigin(course.folder)).toEqual({ url: null, commit });
  });
});
