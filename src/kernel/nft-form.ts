import { parseRule, type RuleMatch } from "./parse-rule.ts";

/**
 * A rule of iptables(8) in words of nft(8), without table and chain: `-i docker0 ! -o docker0 -j ACCEPT` is
 * `iifname docker0 oifname != docker0 accept`. Null for one that asks or does more than the course's rules.
 */
export function nftForm(rule: string): string | null {
  const { matches, target, options } = parseRule(rule);
  const transport = matches.find(({ option, negated }) => option === "-p" && !negated)?.value ?? null;
  const hasPort = matches.some(({ option }) => /^--[sd]ports?$/.test(option));
  const asked = matches
    .filter(({ option, negated }) => !(option === "-p" && !negated && hasPort)) // `tcp dport` asks for the protocol as well
    .map((match) => conditionWords(match, transport));
  const words = [...asked, effectWords(target, options)];
  return words.includes(null) ? null : words.join(" ");
}

function conditionWords({ option, value, negated }: RuleMatch, transport: string | null): string | null {
  const not = negated ? "!= " : "";
  switch (option) {
    case "-i":
      return `iifname ${not}${value.replace(/\+$/, "*")}`;
    case "-o":
      return `oifname ${not}${value.replace(/\+$/, "*")}`;
    case "-s":
      return `ip saddr ${not}${value.replace(/\/32$/, "")}`;
    case "-d":
      return `ip daddr ${not}${value.replace(/\/32$/, "")}`;
    case "-p":
      return `ip protocol ${not}${value}`;
    case "--sport":
    case "--dport":
      return transport === null ? null : `${transport} ${option.slice(2)} ${not}${value.replace(":", "-")}`;
    case "--ctstate":
      return `ct state ${not}${value.toLowerCase()}`;
    case "--dst-type":
      return value === "LOCAL" ? `fib daddr type ${not}local` : null;
    default:
      return null;
  }
}

function effectWords(target: string | null, options: ReadonlyMap<string, string>): string | null {
  switch (target) {
    case "ACCEPT":
    case "DROP":
    case "MASQUERADE":
      return target.toLowerCase();
    case "SNAT":
      return `snat ip to ${options.get("--to-source") ?? ""}`;
    case "DNAT":
      return `dnat ip to ${options.get("--to-destination") ?? ""}`;
    default:
      return null;
  }
}
