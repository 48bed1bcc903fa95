import type { Check, DeathPlace, Verdict } from "../../checks/check.ts";
import { asMessage, type Message, type Said } from "../say/message.ts";

/** A message as data, and as text in the language that was asked for. */
export interface MessageDocument extends Message {
  readonly text: string;
}

/**
 * What is known of one check, for reports and other programs; `verify.schema.json` says it as a JSON Schema.
 * Where a verdict goes to somebody else than whoever plays, it goes in this form.
 */
export interface CheckDocument {
  /** `LESSON/STEP/CHECK`: the same in every language and release. */
  readonly id: string;
  readonly name: MessageDocument;
  readonly kind: Check["kind"];
  /** Replay: before the step's command. Live: what it was when the learner passed the step. */
  readonly before: Judged;
  /** Replay: after the step's command. Live: now. */
  readonly verdict: Judged;
  readonly expected: MessageDocument;
  readonly observed: MessageDocument;
  /** How to see it oneself. */
  readonly look: MessageDocument;
  /** The likely reason, where it is not met. */
  readonly cause?: MessageDocument;
  /** What to do, where it is not met. */
  readonly next?: MessageDocument;
  /** Where the packet that it is about died, where one did and that was found out. */
  readonly death?: DeathDocument;
}

/** A place on the map. */
export interface DeathDocument {
  /** Inode of the network namespace. */
  readonly network: number;
  readonly link: string | null;
  readonly rule: DeathPlace["rule"];
  readonly leg: DeathPlace["leg"];
  readonly place: MessageDocument;
  readonly reason: MessageDocument;
}

/** `error`: it could not be looked at. */
export type Judged = Verdict["type"];

/** In the language that is spoken. */
export type Told = (said: Said) => string;

export interface Judgement {
  readonly check: Check;
  readonly verdict: Verdict;
}

/** @param id of the check in its course (`check-ids.ts`) */
export function checkDocument(id: string, { check, verdict }: Judgement, before: Judged, told: Told): CheckDocument {
  const facts = {
    id,
    name: messageDocument(check.name, told),
    kind: check.kind,
    before,
    verdict: verdict.type,
    expected: messageDocument(verdict.expected, told),
    observed: messageDocument(verdict.observed, told),
    look: messageDocument(verdict.look, told),
  };
  if (verdict.type === "pass") return facts;
  const { cause, next, at } = verdict;
  return {
    ...facts,
    cause: messageDocument(cause, told),
    next: messageDocument(next, told),
    ...(at === undefined || at === null ? {} : { death: deathDocument(at, told) }),
  };
}

export function messageDocument(said: Said, told: Told): MessageDocument {
  return { text: told(said), ...asMessage(said) };
}

function deathDocument({ network, link, rule, leg, text, reason }: DeathPlace, told: Told): DeathDocument {
  return { network, link, rule, leg, place: messageDocument(text, told), reason: messageDocument(reason, told) };
}
