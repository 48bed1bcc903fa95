import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { Ground } from "../bench.ts";
import { type Finding, finding } from "./finding.ts";
import { judgeSecrets } from "./texts.ts";

const MOST_BYTES = 64 * 2 ** 20;

/** What nslab keeps of a person (progress, journal, recordings, maps) holds nothing of the machine's; and no mark came into being. */
export function secretsInFiles({ home, canaries, mark }: Pick<Ground, "home" | "canaries" | "mark">): readonly Finding[] {
  const marked = existsSync(mark)
    ? [finding("secret", "a line that was typed in the lab, or for it, was run by the machine")]
    : [];
  const kept = filesBelow(home).flatMap((file) =>
    judgeSecrets(`~/${relative(home, file)}`, readFileSync(file, "utf8"), canaries),
  );
  return [...marked, ...kept];
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() && statSync(path).size <= MOST_BYTES ? [path] : [];
  });
}
