import { type IpObject, isObject, numberIn, objectIn, textIn, textsIn } from "./ip-json.ts";
import { FINAL_TARGETS } from "./targets.ts";

/** Stands in a plain form for a condition that is not known here: parse-rule.ts reads it as any other. */
export const UNKNOWN_MATCH = "--unknown condition";
/** Stands for a condition to which no packet of IPv4 answers. */
export const NEVER_MET = "! -p all";
/** Target of a rule that does something not known here. */
export const UNKNOWN_TARGET = "?";
const UNKNOWN_EFFECT = `-j ${UNKNOWN_TARGET}`;

/** More of them than a person writes: sets in sets. */
const MOST_FORMS = 64;

/**
 * What a rule of nft(8) asks and does, in words of iptables(8): several rules, one after the other, where it has a set
 * (`ip saddr { a, b }`). A condition that has no such words is one that nothing is known of, and so is an effect.
 *
 * @param expressions `expr` of a rule (libnftables-json(5))
 */
export function plainForms(expressions: readonly IpObject[]): readonly string[] {
  let forms: readonly string[] = [""];
  for (const expression of expressions) {
    const { words, ends } = formsOf(expression);
    forms = forms.flatMap((form) => words.map((each) => [form, each].filter((part) => part !== "").join(" ")));
    if (forms.length > MOST_FORMS) return [UNKNOWN_EFFECT];
    if (ends) break;
  }
  return forms;
}

/** Words for one expression, one of several; `ends` where nothing after it is asked. */
interface Forms {
  readonly words: readonly string[];
  readonly ends: boolean;
}

const condition = (...words: readonly string[]): Forms => ({ words, ends: false });
const effect = (...words: readonly string[]): Forms => ({ words, ends: true });

/** Statements that let the packet go on as it is. */
const HARMLESS = new Set(["counter", "log", "continue"]);
/** Conditions that are none of a packet's. */
const RATES = new Set(["limit", "quota", "ct count"]);

function formsOf(expression: IpObject): Forms {
  const [kind = ""] = Object.keys(expression);
  if (kind === "match") return condition(...matchWords(objectIn(expression, "match")));
  if (HARMLESS.has(kind)) return condition("");
  if (kind === "xt") return foreignForms(objectIn(expression, kind));
  if (RATES.has(kind)) return condition(UNKNOWN_MATCH);
  if (kind === "vmap") return effect(...verdictMapWords(objectIn(expression, "vmap")));
  return effect(...effectWords(kind, expression));
}

/** Targets of iptables that are known by their names. Of SNAT and DNAT nft does not tell the address. */
const PLAIN_TARGETS = new Set(["MASQUERADE", "REJECT"]);

/** A part of a rule of iptables, in a table that iptables no longer shows: nft tells its name alone. */
function foreignForms(facts: IpObject): Forms {
  const name = textIn(facts, "name") ?? "";
  if (textIn(facts, "type") === "match") return condition(name === "comment" ? "" : UNKNOWN_MATCH);
  if (name === "LOG") return condition("");
  return effect(PLAIN_TARGETS.has(name) ? `-j ${name}` : UNKNOWN_EFFECT);
}

const VERDICTS: Readonly<Record<string, string>> = { accept: "ACCEPT", drop: "DROP", reject: "REJECT", return: "RETURN" };

function effectWords(kind: string, expression: IpObject): readonly string[] {
  const verdict = VERDICTS[kind];
  if (verdict !== undefined) return [`-j ${verdict}`];
  const facts = objectIn(expression, kind);
  switch (kind) {
    case "jump":
      return chainWords(facts, (chain) => [`-j ${chain}`]);
    case "goto": // who comes back from there comes back to nobody
      return chainWords(facts, (chain) => [`-j ${chain}`, "-j RETURN"]);
    case "masquerade":
      return ["-j MASQUERADE"];
    case "snat":
      return [rewritingWords("SNAT --to-source", facts)];
    case "dnat":
      return [rewritingWords("DNAT --to-destination", facts)];
    case "redirect": {
      const port = rangeWords(facts["port"]);
      return [port === null ? "-j REDIRECT" : `-j REDIRECT --to-ports ${port}`];
    }
    default:
      return [UNKNOWN_EFFECT];
  }
}

function chainWords(facts: IpObject, words: (chain: string) => readonly string[]): readonly string[] {
  const chain = textIn(facts, "target") ?? "";
  return /^[A-Za-z_][\w./-]*$/.test(chain) && !FINAL_TARGETS.has(chain) && chain !== "RETURN" ? words(chain) : [UNKNOWN_EFFECT];
}

function rewritingWords(target: string, facts: IpObject): string {
  const { addr, port } = facts;
  if (textIn(facts, "family") === "ip6" || (typeof addr === "string" && addr.includes(":"))) return NEVER_MET;
  const address = addr === undefined ? "" : addressWords(addr);
  const ports = port === undefined ? "" : rangeWords(port);
  if (address === null || ports === null || (address === "" && ports === "")) return UNKNOWN_EFFECT;
  return `-j ${target} ${address}${ports === "" ? "" : `:${ports}`}`;
}

/** `172.17.0.2` or `172.17.0.2-172.17.0.9`; null for what is neither. */
function addressWords(value: unknown): string | null {
  if (typeof value === "string") return isAddress(value) ? value : null;
  const ends = isObject(value) ? textsIn(value, "range") : [];
  return ends.length === 2 && ends.every(isAddress) ? ends.join("-") : null;
}

function rangeWords(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  const ends = numberRange(value);
  return ends === null ? null : ends.join("-");
}

function numberRange(value: unknown): readonly number[] | null {
  const ends = isObject(value) ? value["range"] : null;
  return Array.isArray(ends) && ends.length === 2 && ends.every((end) => typeof end === "number") ? ends : null;
}

function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text);
}

function verdictMapWords(facts: IpObject): readonly string[] {
  const { key } = facts;
  const entries = objectIn(facts, "data")["set"];
  if (!Array.isArray(entries) || entries.length > MOST_FORMS) return [UNKNOWN_EFFECT];
  return entries.flatMap((entry: unknown) => {
    const [value, verdict] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
    const [kind = ""] = isObject(verdict) ? Object.keys(verdict) : [];
    const matches = matchWords({ op: "==", left: key, right: value });
    const effects = kind === "continue" || !isObject(verdict) ? [UNKNOWN_EFFECT] : effectWords(kind, verdict);
    return matches.flatMap((match) => effects.map((each) => `${match} ${each}`));
  });
}

/** Where a condition looks. */
type Subject =
  /** The option that says so, what stands before it, and how a value is written. */
  | {
      readonly option: string;
      readonly before: string;
      readonly value: (value: unknown) => string | null;
      readonly isList: boolean;
    }
  /** What every packet of IPv4 has there. */
  | { readonly always: string }
  /** No packet of IPv4 has it. */
  | "never"
  | "unknown";

/** Words for a condition, of which one must be met. */
function matchWords(facts: IpObject): readonly string[] {
  const op = textIn(facts, "op");
  const { left, right } = facts;
  const subject = isObject(left) ? subjectOf(left) : "unknown";
  if (subject === "never") return [NEVER_MET];
  if (subject === "unknown" || (op !== "==" && op !== "!=" && op !== "in")) return [UNKNOWN_MATCH];
  const negated = op === "!=";
  if ("always" in subject)
    return [typeof right !== "string" ? UNKNOWN_MATCH : (right === subject.always) === negated ? NEVER_MET : ""];
  const { option, before, isList } = subject;
  // `ct state established,related` is a list only where it is asked for one of them
  if (Array.isArray(right) && (op !== "in" || !isList)) return [`${before} ${UNKNOWN_MATCH}`.trim()];
  const values = valuesIn(right).map(subject.value);
  if (values.length === 0 || values.length > MOST_FORMS || values.includes(null)) return [`${before} ${UNKNOWN_MATCH}`.trim()];
  const asked = (value: string) => `${negated ? "! " : ""}${option} ${value}`;
  if (isList) return [`${before} ${asked(values.join(","))}`.trim()];
  const each = values.map((value) => asked(value ?? ""));
  return negated ? [each.join(" ")] : each;
}

function valuesIn(right: unknown): readonly unknown[] {
  if (Array.isArray(right)) return right;
  const set = isObject(right) ? right["set"] : undefined;
  return Array.isArray(set) ? set : [right];
}

const single = (option: string, value: (value: unknown) => string | null): Subject => ({
  option,
  before: "",
  value,
  isList: false,
});

function subjectOf(left: IpObject): Subject {
  const [kind = ""] = Object.keys(left);
  const facts = objectIn(left, kind);
  switch (kind) {
    case "meta":
      return metaSubject(textIn(facts, "key"));
    case "payload":
      return payloadSubject(textIn(facts, "protocol"), textIn(facts, "field"));
    case "ct":
      return textIn(facts, "key") === "state" ? { option: "--ctstate", before: "", value: stateWord, isList: true } : "unknown";
    case "fib":
      return fibSubject(facts);
    default:
      return "unknown";
  }
}

function metaSubject(key: string | null): Subject {
  switch (key) {
    case "iif":
    case "iifname":
      return single("-i", deviceWord);
    case "oif":
    case "oifname":
      return single("-o", deviceWord);
    case "l4proto":
      return single("-p", protocolWord);
    case "nfproto":
      return { always: "ipv4" };
    case "protocol":
      return { always: "ip" };
    default:
      return "unknown";
  }
}

/** Protocols whose ports are known; a condition on anything else of a packet is one on its protocol, too. */
const TRANSPORTS = new Set(["tcp", "udp", "icmp"]);
const PORTS: Readonly<Record<string, string>> = { sport: "--sport", dport: "--dport" };

function payloadSubject(protocol: string | null, field: string | null): Subject {
  if (protocol === "ip") {
    if (field === "saddr") return single("-s", networkWord);
    if (field === "daddr") return single("-d", networkWord);
    return field === "protocol" ? single("-p", protocolWord) : "unknown";
  }
  if (protocol === "ip6" || protocol === "icmpv6") return "never";
  if (protocol === null || (protocol !== "th" && !TRANSPORTS.has(protocol))) return "unknown";
  const before = protocol === "th" ? "" : `-p ${protocol}`;
  const option = PORTS[field ?? ""];
  return option === undefined
    ? { option: "--unknown", before, value: () => null, isList: false }
    : { option, before, value: portWord, isList: true };
}

function fibSubject(facts: IpObject): Subject {
  const { flags } = facts;
  const of = Array.isArray(flags) ? (flags as readonly unknown[]) : [flags];
  if (textIn(facts, "result") !== "type" || of.length !== 1) return "unknown";
  if (of[0] === "daddr") return single("--dst-type", typeWord);
  return of[0] === "saddr" ? single("--src-type", typeWord) : "unknown";
}

function networkWord(value: unknown): string | null {
  if (typeof value === "string") return isAddress(value) ? value : null;
  const prefix = isObject(value) ? objectIn(value, "prefix") : {};
  const [address, length] = [textIn(prefix, "addr"), numberIn(prefix, "len")];
  return address !== null && length !== null && isAddress(address) ? `${address}/${length}` : null;
}

/** A star at the end of a name is iptables' plus. */
function deviceWord(value: unknown): string | null {
  return typeof value === "string" && /^[\w.-]+\*?$/.test(value) && !value.startsWith("-") ? value.replace("*", "+") : null;
}

const NUMBERS: Readonly<Record<number, string>> = { 1: "icmp", 6: "tcp", 17: "udp" };

function protocolWord(value: unknown): string | null {
  if (typeof value === "number") return NUMBERS[value] ?? String(value);
  return typeof value === "string" && /^\w[\w-]*$/.test(value) ? value : null;
}

function portWord(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  const ends = numberRange(value);
  return ends === null ? null : ends.join(":");
}

function stateWord(value: unknown): string | null {
  return typeof value === "string" && /^[a-z]+$/.test(value) ? value.toUpperCase() : null;
}

function typeWord(value: unknown): string | null {
  return value === "local" ? "LOCAL" : null;
}
