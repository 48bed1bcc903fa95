import { listed, type Message, say, verbatim } from "../say/message.ts";
import { howToInstall, type PackageManager, type Tool } from "./system-packages.mjs";

/** What a person types to get these tools; which they are, where no known package manager is there. */
export function toInstall(manager: PackageManager | null, tools: readonly Tool[], options: { readonly sudo: boolean }): Message {
  return manager === null ? byOwnMeans(tools.map(({ name }) => name)) : verbatim(howToInstall(manager, tools, options));
}

export function byOwnMeans(programs: readonly string[]): Message {
  return say`install ${{ programs: listed(programs) }} by this system's own means`;
}
