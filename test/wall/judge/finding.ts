/** Something that must not be after an attack. */
export interface Finding {
  readonly what:
    | "answers" // a key was not answered in time
    | "memory"
    | "secret" // a byte of the machine's
    | "terminal" // what is written to the machine's terminal, or who holds it
    | "document" // what verify, map and notes print
    | "crash"
    | "limits"
    | "proof" // what the attack itself has to show
    | "quit"
    | "left";
  readonly text: string;
}

export function finding(what: Finding["what"], text: string): Finding {
  return { what, text };
}

/** Each once, in the order in which they were found. */
export function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map(findings.map((each) => [`${each.what} ${each.text}`, each]));
  return [...seen.values()];
}
