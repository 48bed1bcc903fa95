import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { VerifyDocument } from "../../src/ui/report/document.ts";
import { type Home, install, type Installed, makeHome, PEOPLE, type Who } from "../support/installed.ts";
import { type Ended, nslab } from "../support/nslab.ts";
import { COURSE_FILES, type CourseOnDisk, makeCourse } from "../support/outside-course.ts";
import { Person } from "../support/person.ts";

let installed: Installed;
const gone: { remove(): void }[] = [];

beforeAll(async () => {
  installed = await install();
});
afterAll(() => installed.remove());
afterEach(async () => {
  await Person.closeAll();
  for (const each of gone.splice(0)) each.remove();
});

const [FIRST = { name: "", ids: {} }] = PEOPLE;

/** Somebody with a home of his own and a course that belongs to him. */
function scene(files: Readonly<Record<string, string | null>> = {}, who: Who = FIRST) {
  const course = makeCourse(files, who.ids.uid);
  const home = makeHome(who);
  gone.push(course, home);
  const run = (...given: readonly string[]): Promise<Ended> => nslab(installed, given, { who, home });
  return { course, home, run, in_: (...given: readonly string[]) => run(...given, "--course", course.folder) };
}

const stateOf = (home: Home, name: string) => join(home.path, ".local/state/nslab", name);

/** The program as it is packed, unpacked somewhere else. */
function unpacked(): Installed {
  const root = mkdtempSync(join(tmpdir(), "nslab-unpacked-"));
  chmodSync(root, 0o755);
  execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", root], { cwd: installed.root });
  execFileSync("sh", ["-c", `tar -xzf nslab-*.tgz && chmod -R go+rX .`], { cwd: root });
  return {
    root: join(root, "package"),
    program: join(root, "package/dist/main.js"),
    remove: () => rmSync(root, { recursive: true }),
  };
}

describe.each(PEOPLE)("a course from elsewhere, as $name", (who) => {
  test.each([
    ["built", () => installed],
    ["packed", unpacked],
  ])(
    "is played and proved by the %s program",
    async (name, programOf) => {
      const { course, home } = scene({}, who);
      const program = programOf();
      if (name === "packed") gone.push(program);
      const run = (...given: readonly string[]) => nslab(program, given, { who, home });
      const played = await run("lesson", "hello", "--auto", "--course", course.folder, "--trust");
      expect(played.stderr).toBe("");
      expect(played.stdout).toMatch(/✓ the host has the link plug0[\s\S]*Lesson 1, Hello: 3 steps passed/);
      expect(played.code).toBe(0);
      const chinese = await run("lesson", "hello", "--auto", "--course", course.folder, "--language", "zh");
      expect(chinese.stdout).toContain("✓ 宿主机上有网络接口 plug0");
      const verified = await run("verify", "--replay", "--course", course.folder, "--format", "json");
      const document = JSON.parse(verified.stdout) as VerifyDocument;
      expect(document.lessons.map(({ id, steps }) => [id, steps.map(({ id: step, status }) => `${step} ${status}`)])).toEqual([
        ["hello", ["make passed", "link passed", "challenge passed"]],
      ]);
      expect(verified.code).toBe(0);
    },
    180_000,
  );
});

describe("without a terminal to ask on, a course from elsewhere", () => {
  test("is not opened, and nothing of it is run, until it is trusted; then for good", async () => {
    const mark = join(tmpdir(), `nslab-mark-${process.pid}`);
    const source = `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(mark)}, "");\n${COURSE_FILES["course.ts"]}`;
    const { in_ } = scene({ "course.ts": source });
    gone.push({ remove: () => rmSync(mark, { force: true }) });
    const refused = await in_("list");
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/not nslab's own.*\n[\s\S]*with your rights[\s\S]*add --trust\n$/);
    expect(statSync(mark, { throwIfNoEntry: false })).toBeUndefined();
    expect((await in_("list", "--trust")).code).toBe(0);
    expect(statSync(mark, { throwIfNoEntry: false })).toBeDefined();
    expect(await in_("list")).toMatchObject({ code: 0, stderr: "" });
  });

  test("is named by the environment as well", async () => {
    const { course, home } = scene();
    const found = await nslab(installed, ["list", "--trust"], { who: FIRST, home, environment: { NSLAB_COURSE: course.folder } });
    expect(found.stdout).toContain(`An example (${course.folder})`);
  });

  test("asks again when a file in it has changed, and says so", async () => {
    const { course, in_ } = scene();
    await in_("list", "--trust");
    course.write({ "01-hello/lesson.md": `${COURSE_FILES["01-hello/lesson.md"]}\nMore.\n` });
    const { code, stderr } = await in_("list");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^This course has changed since you trusted it on 20\d\d-/);
  });

  test("is refused, trusted or not, while others may change it", async () => {
    const { course, in_ } = scene();
    chmodSync(join(course.folder, "names.ts"), 0o666);
    const { code, stderr } = await in_("list", "--trust");
    expect(code).toBe(2);
    expect(stderr).toContain(`\n  chmod -R go-w ${course.folder}\n`);
  });

  test("is said to be missing where there is none", async () => {
    const { run } = scene();
    const { code, stderr } = await run("list", "--course", "/nowhere");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "There is no folder /nowhere. Name the folder that holds the course's course.ts: nslab list --course FOLDER\n",
    });
  });
});

const person = (course: CourseOnDisk, home: Home, command = "list", who = "") =>
  Person.start(`${who} ${process.execPath} ${installed.program} ${command} --course ${course.folder}`, {
    columns: 80,
    rows: 24,
    environment: { HOME: home.path, XDG_RUNTIME_DIR: home.path },
  });

describe("at a terminal, a course from elsewhere", () => {
  test("is opened by a yes, which is kept", async () => {
    const { course, home } = scene();
    const asked = person(course, home);
    await asked.sees(/Do you trust this course/);
    expect(asked.rows.join("\n")).toMatch(
      new RegExp(`folder +${course.folder}\n +owner .*\\(you\\)\n +from .*\n +changed +20.*\n +files +4`),
    );
    asked.press("y");
    expect(await asked.exited).toBe(0);
    expect(asked.printed).toContain("hello");
    expect(statSync(stateOf(home, "courses.json")).mode & 0o777).toBe(0o600);
    const again = person(course, home);
    expect(await again.exited).toBe(0);
    expect(again.printed).not.toContain("Do you trust");
  });

  test.each([
    ["Enter", "\r"],
    ["no", "n"],
    ["Ctrl-C", "\u0003"],
  ])("stays closed after %s", async (_, keys) => {
    const { course, home } = scene();
    const asked = person(course, home);
    await asked.answers(/Do you trust this course/, keys);
    expect(await asked.exited).toBe(2);
    expect(asked.printed).toContain("nothing of it was run");
    expect(statSync(stateOf(home, "courses.json"), { throwIfNoEntry: false })).toBeUndefined();
  });

  const canGive = process.getuid?.() === 0;
  test("says first that it belongs to somebody else", async () => {
    if (!canGive) return expect(canGive).toBe(false); // only root can give a file away
    const { home } = scene();
    const course = makeCourse({}, 61_235);
    gone.push(course);
    const asked = person(course, home);
    await asked.sees(/Do you trust this course/);
    const text = asked.rows.join("\n").trim();
    expect(text).toMatch(/^Careful: this course belongs to user 61235, not to you/);
    expect(text).toMatch(/You are root now: it can do anything/);
    asked.press("n");
    expect(await asked.exited).toBe(2);
  });
});

describe("progress in a course from elsewhere", () => {
  test("is kept apart, whichever course is open, and forgotten alone", async () => {
    const { course, home, in_, run } = scene();
    await in_("list", "--trust");
    const learner = person(course, home, "lesson 1");
    await learner.answers(/Enter begin/, "\r");
    await learner.answers(/Opening\.[\s\S]*Enter begin/, "\r");
    await learner.answers(/mkdir -p \/data[\s\S]*Enter/, "\r");
    await learner.prints(/✓ \/data is a directory on the host/, 0);
    await learner.answers(/q quit/, "q");
    await learner.exited;
    expect(learner.printed).toContain(`nslab --course ${course.folder}`);
    const steps = async (found: Promise<Ended>) =>
      (JSON.parse((await found).stdout) as { totals: { passed: number }; course?: unknown }).totals.passed;
    expect(await steps(in_("list", "--format", "json"))).toBe(1);
    expect(await steps(run("list", "--format", "json"))).toBe(0);
    expect((await in_("notes")).stdout).toContain("mkdir -p /data");
    expect((await run("notes")).code).toBe(1);
    expect(JSON.parse(readFileSync(stateOf(home, "courses/example/progress.json"), "utf8"))).toMatchObject({ format: 1 });
    const own = await run("reset", "--yes");
    expect(own.stdout).toContain("Other courses are as they were");
    expect(await steps(in_("list", "--format", "json"))).toBe(1);
    const forgotten = await in_("reset", "--yes");
    expect(forgotten.stdout).toContain('in the course "An example" are forgotten');
    expect((await in_("list")).code).toBe(2); // it is not trusted any more
    expect(await steps(in_("list", "--format", "json", "--trust"))).toBe(0);
  });
});
