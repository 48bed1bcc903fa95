import { createLayout, type Layout } from "../../src/ui/layout.ts";
import type { Texts } from "../../src/ui/texts/english.ts";
import { type Capabilities, capabilitiesOf } from "../../src/ui/streams.ts";

export const TTY = { isTTY: true, columns: 80, rows: 24 };

export const PLAIN: Capabilities = capabilitiesOf(TTY, { TERM: "xterm", LANG: "C.UTF-8" }, { plain: true });
export const COLOUR: Capabilities = capabilitiesOf(TTY, { TERM: "xterm", LANG: "C.UTF-8" }, { plain: false });
export const NO_COLOUR: Capabilities = capabilitiesOf(TTY, { TERM: "xterm", NO_COLOR: "1", LANG: "C.UTF-8" }, { plain: false });
/** A pipe: symbols, but nothing that only a terminal understands. */
export const PIPE: Capabilities = capabilitiesOf({}, { LANG: "C.UTF-8" }, { plain: false });

export function layoutFor(capabilities: Capabilities, columns = 80, texts?: () => Texts): Promise<Layout> {
  return createLayout(capabilities, () => columns, texts);
}
