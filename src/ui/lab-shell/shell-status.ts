import { stringWidth } from "../../map/text-width.ts";
import type { Layout } from "../layout.ts";

/** The line below a shell in the lab, as much of it as there is room for: where it is matters most. */
export function shellStatus({ style, texts }: Pick<Layout, "style" | "texts">, place: string, columns: number): string {
  const { status } = texts.shell;
  const forms = [
    [status.place(place), status.keys.long],
    [status.place(place), status.keys.short],
    [place, status.keys.short],
    [place],
  ].map((parts) => parts.join("  "));
  // The last column stays free: a terminal may wrap when it is written to.
  return style.quiet(forms.find((form) => stringWidth(form) < columns) ?? "");
}
