/**
 * What `npm test` leaves to `npm run test:all`, and CI to that: files that take the longest. Of those that play every lesson it
 * plays one (`support/lessons-here.ts`).
 */
export const LONG: readonly string[] = [
  ...[
    "bad-disk",
    "bad-machine",
    "chinese",
    "clean",
    "coming-back",
    "covered-proc",
    "ending",
    "faults",
    "language",
    "leftovers",
    "live",
    "output",
    "packet-end",
    "shell",
    "take-over",
    "take-over-end",
    "verify",
    "wall",
  ].map((name) => `test/e2e/${name}.e2e.test.ts`),
  ...["links", "names", "settings"].map((name) => `test/checks/where-packet-dies/${name}.lab.test.ts`),
  "test/e2e/take-over-flood.alone.test.ts",
  "test/kernel/hostile-snapshot.lab.test.ts",
  "test/lab/limits.lab.test.ts",
  "test/player/repair.lab.test.ts",
];
