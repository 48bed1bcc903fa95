import { readFileSync } from "node:fs";

/** What a tool or the kernel printed once in a real lab. */
export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
}
