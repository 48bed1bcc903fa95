import * as fc from "fast-check";
import { afterAll } from "vitest";

let casesFuzzed = 0;

// for the file of tests that has this one imported
afterAll(() => console.log(`cases fuzzed: ${casesFuzzed}`));

/**
 * How a property is tried: so many cases, of a seed that a failure prints. To see that failure again:
 * `NSLAB_FUZZ_SEED=… npx vitest run --config test/vitest.config.ts test/fuzz`; more cases by `NSLAB_FUZZ_TIMES=10`.
 */
export function tried<Given>(cases: number): fc.Parameters<Given> {
  const { NSLAB_FUZZ_SEED: seed, NSLAB_FUZZ_TIMES: times = "1" } = process.env;
  return {
    numRuns: cases * Number(times),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    reporter: (out) => {
      casesFuzzed += out.numRuns;
      const message = fc.defaultReportMessage(out);
      if (message !== undefined) throw new Error(message);
    },
  };
}

/** Text in which what means something to a parser comes often, besides everything else that can be typed or sent. */
export function textWith(pieces: readonly string[], longest = 40): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...pieces) },
    { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
    { weight: 2, arbitrary: fc.string({ maxLength: 12 }) },
    { weight: 1, arbitrary: fc.integer().map(String) },
  );
  return fc.array(piece, { maxLength: longest }).map((all) => all.join(""));
}

/** Anything that may stand where a sound text was: cut off, doubled, its lines changed about, with strange text in between. */
export function brokenTextOf(sound: string, strange: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const at = fc.nat({ max: sound.length });
  const lines = sound.split("\n");
  const line = fc.nat({ max: lines.length - 1 });
  return fc.oneof(
    at.map((end) => sound.slice(0, end)),
    fc
      .tuple(at, at, strange)
      .map(([one, other, text]) => sound.slice(0, Math.min(one, other)) + text + sound.slice(Math.max(one, other))),
    fc.tuple(line, line).map(([one, other]) =>
      lines
        .with(one, lines[other] ?? "")
        .with(other, lines[one] ?? "")
        .join("\n"),
    ),
    fc.tuple(line, line).map(([one, other]) => [...lines.slice(0, one), ...lines.slice(other)].join("\n")),
    fc.tuple(line, strange).map(([one, text]) => lines.with(one, text).join("\n")),
  );
}

/** The same text as it may come: in pieces of any size. */
export function inPieces(text: fc.Arbitrary<string>): fc.Arbitrary<readonly string[]> {
  return fc.tuple(text, fc.array(fc.nat({ max: 400 }), { maxLength: 12 })).map(([whole, cuts]) => {
    const sorted = [...new Set([0, ...cuts.filter((cut) => cut < whole.length), whole.length])].toSorted((a, b) => a - b);
    return sorted.slice(1).map((end, index) => whole.slice(sorted[index], end));
  });
}
