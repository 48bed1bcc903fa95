import type { VerifyDocument } from "./document.ts";

export function writeJson(document: VerifyDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
