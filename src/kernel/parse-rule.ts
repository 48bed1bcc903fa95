/** What a rule asks of a packet, and what it does with one that answers to all of it. */
export interface RuleParts {
  readonly matches: readonly RuleMatch[];
  /** What follows `-j` or `-g`, or null for a rule that only counts. */
  readonly target: string | null;
  /** Options of the target, `--to-destination` → `172.17.0.2:3000`. */
  readonly options: ReadonlyMap<string, string>;
}

export interface RuleMatch {
  /** As in `-s` or `--dport`. */
  readonly option: string;
  readonly value: string;
  readonly negated: boolean;
}

/** Takes a rule apart that iptables-save(8) printed: everything after `-A CHAIN`. */
export function parseRule(rule: string): RuleParts {
  const matches: RuleMatch[] = [];
  const options = new Map<string, string>();
  let target: string | null = null;
  for (const { option, value, negated } of optionsOf(rule)) {
    if (option === "-j" || option === "-g") target = value;
    else if (target !== null) options.set(option, value);
    // `-m tcp` only names the extension whose options follow
    else if (option !== "-m") matches.push({ option, value, negated });
  }
  return { matches, target, options };
}

/** Every `[!] -option value…` of a rule. */
function optionsOf(rule: string): readonly RuleMatch[] {
  const found: { option: string; values: string[]; negated: boolean }[] = [];
  let negated = false;
  for (const { text, quoted } of wordsOf(rule)) {
    if (text === "!" && !quoted) negated = true;
    else if (text.startsWith("-") && !quoted) {
      found.push({ option: text, values: [], negated });
      negated = false;
    } else found.at(-1)?.values.push(text);
  }
  return found.map(({ option, values, negated: not }) => ({ option, value: values.join(" "), negated: not }));
}

function wordsOf(rule: string): readonly { readonly text: string; readonly quoted: boolean }[] {
  return [...rule.matchAll(/"((?:\\[^]|[^"\\])*)"|(\S+)/g)].map(([, quoted, bare]) =>
    quoted === undefined ? { text: bare ?? "", quoted: false } : { text: quoted.replace(/\\([^])/g, "$1"), quoted: true },
  );
}

/** Whether a pattern of iptables(8) stands for a device: `docker0`, or `veth+` for all whose names begin like that. */
export function namesDevice(pattern: string, device: string): boolean {
  return pattern.endsWith("+") ? device.startsWith(pattern.slice(0, -1)) : device === pattern;
}

/** Whether a port is among those of a rule, as in `3000`, `3000:3100` or `80,443`. */
export function namesPort(ranges: string, port: number): boolean {
  return ranges.split(",").some((range) => {
    const [first = "", last = first] = range.split(":");
    return port >= Number(first) && port <= Number(last);
  });
}
