import { mkdirSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { defineConfig } from "vitest/config";
import { LONG } from "./long-tests.ts";

const ALL = "test/**/*.test.ts";
/** What starts labs, or the built program. */
const ON_THE_MACHINE = ["test/**/*.lab.test.ts", "test/**/*.e2e.test.ts"];
/** What measures CPU time, or how soon something is answered. */
const ALONE = "test/**/*.alone.test.ts";
/** Each of them plays all lessons; they choose by `inject("alone")` (test/support/lessons-here.ts). */
const OF_ALL_LESSONS = [
  ...["changes", "mistakes", "resume", "typed", "undoes"].map((name) => `test/lessons/${name}.lab.test.ts`),
  "test/e2e/typed.e2e.test.ts",
];

/** `npm test` leaves out what takes long; in `npm run test:all`, and where files are named, nothing is left out. */
const isQuick = process.env["NSLAB_TESTS"] === "quick";
const LEFT_OUT = isQuick ? [...LONG] : [];

/** The longest first, so that none of them is what all others wait for: those that play lessons, then the built program. */
const LONGEST_FIRST = [/test\/lessons\//, /test\/e2e\//, /\.lab\.test\.ts$/];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = LONGEST_FIRST.findIndex((kind) => kind.test(moduleId));
      return found === -1 ? LONGEST_FIRST.length : found;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

/** Labs that tests make are noted apart, so that no nslab which is tried in a home of its own takes one of them for its person's. */
const RUNTIME = join(tmpdir(), `nslab-tests-${process.getuid?.() ?? 0}`);
mkdirSync(RUNTIME, { recursive: true, mode: 0o700 });

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    pool: "forks",
    env: { XDG_RUNTIME_DIR: RUNTIME },
    testTimeout: 400_000,
    hookTimeout: 400_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "without a lab",
          include: [ALL],
          exclude: [ALONE, ...ON_THE_MACHINE],
          provide: { alone: false, isQuick },
          // Modules are loaded once for all: that is most of the time that these take.
          isolate: false,
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "together",
          include: ON_THE_MACHINE,
          exclude: [ALONE, ...LEFT_OUT],
          provide: { alone: false, isQuick },
          // One keeps more than a core busy: most of what a lab does is other programs.
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "alone",
          include: [ALONE, ...(isQuick ? [] : OF_ALL_LESSONS)],
          exclude: LEFT_OUT,
          provide: { alone: true, isQuick },
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
