declare module "marked-terminal" {
  import type { MarkedExtension } from "marked";
  /** Renderers for a terminal; see its README for the options. */
  export function markedTerminal(options?: Readonly<Record<string, unknown>>): MarkedExtension;
}
