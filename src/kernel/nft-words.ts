import { type IpObject, isObject, numberIn, objectIn, textIn } from "./ip-json.ts";

/** A rule about as nft(8) prints it, without its counter: `ip saddr 172.17.0.0/16 oifname != "docker0" masquerade`. */
export function nftWords(expressions: readonly IpObject[], comment: string | null): string {
  const words = expressions.map(statement).filter((each) => each !== "");
  return [...words, ...(comment === null ? [] : [`comment "${comment}"`])].join(" ");
}

function statement(expression: IpObject): string {
  const [kind = ""] = Object.keys(expression);
  const facts = objectIn(expression, kind);
  switch (kind) {
    case "match":
      return match(facts);
    case "counter":
      return typeof expression[kind] === "string" ? `counter name ${value(expression[kind])}` : "";
    case "jump":
    case "goto":
      return `${kind} ${textIn(facts, "target") ?? ""}`;
    case "masquerade":
    case "redirect":
    case "snat":
    case "dnat":
      return rewriting(kind, facts);
    case "reject":
      return textIn(facts, "type") === "tcp reset" ? "reject with tcp reset" : "reject";
    case "log": {
      const prefix = textIn(facts, "prefix");
      return prefix === null ? "log" : `log prefix "${prefix}"`;
    }
    case "limit":
      return `limit rate ${numberIn(facts, "rate") ?? ""}/${textIn(facts, "per") ?? ""}`;
    case "vmap":
      return `${subject(facts["key"])} vmap ${value(facts["data"])}`;
    case "mangle":
      return `${subject(facts["key"])} set ${value(facts["value"])}`;
    case "xt":
      return `xt ${textIn(facts, "type") ?? ""} ${textIn(facts, "name") ?? ""}`.trim();
    default:
      return isObject(expression[kind]) ? `${kind} …` : kind;
  }
}

function match({ op, left, right }: IpObject): string {
  const isDevice = isObject(left) && /^[io]ifname$/.test(textIn(objectIn(left, "meta"), "key") ?? "");
  const shown = isDevice && typeof right === "string" ? `"${right}"` : value(right);
  return [subject(left), ...(op === "==" || op === "in" ? [] : [value(op)]), shown].join(" ");
}

function rewriting(kind: string, facts: IpObject): string {
  const { addr, port, flags } = facts;
  const family = textIn(facts, "family");
  const to =
    addr === undefined && port === undefined ? [] : ["to", `${value(addr)}${port === undefined ? "" : `:${value(port)}`}`];
  return [kind, ...(family === null ? [] : [family]), ...to, ...(flags === undefined ? [] : [value(flags)])].join(" ");
}

/** What nft prints without the word `meta`. */
const BARE = new Set(["iif", "iifname", "oif", "oifname", "iiftype", "oiftype"]);

function subject(left: unknown): string {
  if (!isObject(left)) return value(left);
  const [kind = ""] = Object.keys(left);
  const facts = objectIn(left, kind);
  switch (kind) {
    case "payload":
      return `${textIn(facts, "protocol") ?? "payload"} ${textIn(facts, "field") ?? "…"}`;
    case "meta": {
      const key = textIn(facts, "key") ?? "";
      return BARE.has(key) ? key : `meta ${key}`;
    }
    case "ct":
      return `ct ${textIn(facts, "key") ?? ""}`;
    case "fib":
      return `fib ${value(facts["flags"])} ${textIn(facts, "result") ?? ""}`;
    default:
      return value(left);
  }
}

/** A value as it is typed; of what is not known here, that there is something. */
function value(given: unknown): string {
  if (typeof given === "string") return given;
  if (typeof given === "number") return String(given);
  if (Array.isArray(given)) return given.map(value).join(",");
  if (!isObject(given)) return "";
  const [kind = ""] = Object.keys(given);
  const inner = given[kind];
  const list: readonly unknown[] = Array.isArray(inner) ? inner : [];
  switch (kind) {
    case "prefix":
      return `${textIn(objectIn(given, kind), "addr") ?? ""}/${numberIn(objectIn(given, kind), "len") ?? ""}`;
    case "range":
      return list.map(value).join("-");
    case "set":
      return `{ ${list.map(element).join(", ")} }`;
    case "concat":
      return list.map(subject).join(" . ");
    case "elem":
      return value(objectIn(given, kind)["val"]);
    case "map":
      return `${subject(objectIn(given, kind)["key"])} map ${value(objectIn(given, kind)["data"])}`;
    case "payload":
    case "meta":
    case "ct":
    case "fib":
      return subject(given);
    default:
      return "…";
  }
}

/** Of a map, the value and what becomes of it. */
function element(given: unknown): string {
  if (!Array.isArray(given)) return value(given);
  const [key, to] = given as readonly unknown[];
  return `${value(key)} : ${isObject(to) && typeof to["prefix"] !== "object" ? statement(to) : value(to)}`;
}
