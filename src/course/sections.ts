/** A heading with what stands below it, up to the next heading. */
export interface Section {
  readonly level: number;
  readonly heading: string;
  /** 1 for the first line of the file. */
  readonly line: number;
  readonly body: string;
}

/** Splits Markdown at its headings; those inside fenced code are code. */
export function splitSections(markdown: string): readonly Section[] {
  const sections: { level: number; heading: string; line: number; body: string[] }[] = [];
  let fence: string | null = null;
  markdown.split(/\r?\n/).forEach((text, index) => {
    const mark = /^\s*(```+|~~~+)/.exec(text)?.[1] ?? null;
    if (mark !== null && fence === null) fence = mark;
    else if (mark !== null && fence !== null && text.trim().startsWith(fence)) fence = null;
    const heading = fence === null && mark === null ? /^(#{1,3})\s+(.+?)\s*$/.exec(text) : null;
    if (heading === null) sections.at(-1)?.body.push(text);
    else sections.push({ level: heading[1]?.length ?? 1, heading: heading[2] ?? "", line: index + 1, body: [] });
  });
  return sections.map((section) => ({ ...section, body: section.body.join("\n").trim() }));
}
