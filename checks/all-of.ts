import { asMessage, listed, type Message, type Said, say, VERBATIM } from "../src/say/message.ts";
import { type Check, type Passed, seenIn } from "./check.ts";

/**
 * Several expectations that are only worth something together, as one check: a fact that held
 * before the step stands beside the new one, or what was shown beside what the kernel says.
 * They are judged in order; the first that is not met gives the verdict. Where that is what a command showed, the facts behind
 * it are named, so that whoever asks for the reason finds it in them. Who has met all is told what was shown to him, not each
 * fact behind it.
 *
 * @param id where it is not given, courses from elsewhere get one made of the name
 * @param name the sentence a person reads
 */
export function allOf(id: string, name: Said, checks: readonly Check[]): Check;
export function allOf(name: Said, checks: readonly Check[]): Check;
export function allOf(...given: readonly [string, Said, readonly Check[]] | readonly [Said, readonly Check[]]): Check {
  const [id, name, checks] = given.length === 3 ? given : [undefined, ...given];
  const shownIn = checks.find((check) => check.shownIn !== undefined)?.shownIn;
  return {
    ...(id === undefined ? {} : { id }),
    name,
    kind: kindOf(checks),
    within: Math.max(...checks.map((check) => check.within)),
    programs: checks.flatMap((check) => check.programs ?? []),
    ...(shownIn === undefined ? {} : { shownIn }),
    judge: async (scene) => {
      const met: { readonly kind: Check["kind"]; readonly verdict: Passed }[] = [];
      for (const check of checks) {
        const verdict = await check.judge(scene);
        if (verdict.type !== "pass") {
          const behind = check.kind === "seen" ? checks.filter((each) => each.kind !== "seen") : [];
          return behind.length === 0 ? verdict : { ...verdict, behind };
        }
        met.push({ kind: check.kind, verdict });
      }
      const join = (pick: (verdict: Passed) => Said) => together(met.map(({ verdict }) => pick(verdict)));
      const shown = met.flatMap(({ kind, verdict }) => (kind === "seen" ? [seenIn(verdict)] : [])).filter(isWorthAWord);
      return {
        type: "pass",
        expected: join((verdict) => verdict.expected),
        observed: join((verdict) => verdict.observed),
        look: join((verdict) => verdict.look),
        ...(shown.length === 0 ? {} : { shown: together(shown) }),
      };
    },
  };
}

/** One after the other, each once. */
function together(all: readonly Said[]): Message {
  const each = new Map(all.map(asMessage).map((one) => [JSON.stringify(one), one]));
  return say`${{ all: listed([...each.values()], ";") }}`;
}

function isWorthAWord(said: Said): boolean {
  const message = asMessage(said);
  return message.say !== VERBATIM || message.with["text"] !== "";
}

/** What cannot be judged again makes the whole so; what takes its time likewise. */
function kindOf(checks: readonly Check[]): Check["kind"] {
  const kinds = checks.map((check) => check.kind);
  if (kinds.includes("seen")) return "seen";
  return kinds.includes("active") ? "active" : "state";
}
