/** The output of one command among several in one stream. */
export interface Section {
  readonly name: string;
  readonly code: number;
  readonly text: string;
}

/** Splits a stream whose sections each end with a line `MARK NAME CODE`. Text after the last such line is no section. */
export function splitSections(stream: string, mark: string): readonly Section[] {
  const sections: Section[] = [];
  let text: string[] = [];
  for (const line of stream.split("\n")) {
    const [first, name, code] = line.split(" ");
    if (first === mark && name !== undefined) {
      sections.push({ name, code: Number(code), text: text.join("\n") });
      text = [];
    } else {
      text.push(line);
    }
  }
  return sections;
}
