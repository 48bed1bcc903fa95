import { existsSync } from "node:fs";
import { TOOL_PATH } from "./system-packages.mjs";

/** Whether the machine has a program where system tools are; a lab shows the same /usr. */
export function programExists(program: string): boolean {
  return TOOL_PATH.split(":").some((directory) => existsSync(`${directory}/${program}`));
}
