import { withLastingZombies } from "../kernel/lasting-zombies.ts";
import { LabGone, readSnapshot } from "../kernel/read-snapshot.ts";
import type { Snapshot } from "../kernel/snapshot.ts";
import type { LabRecord } from "../lab/record.ts";
import { layoutOf } from "../map/build-layout.ts";
import { sheetOf } from "../map/build-sheet.ts";
import { mapDocument } from "../map/json.ts";
import { mermaidOf } from "../map/mermaid.ts";
import { type Mark, UNICODE_SYMBOLS } from "../map/sheet.ts";
import type { Theme } from "../map/svg.ts";
import { mapText } from "../ui/map-text.ts";
import { capabilitiesOf } from "../ui/streams.ts";
import { createStyle } from "../ui/style.ts";
import type { Texts } from "../ui/texts/english.ts";
import { TEXTS } from "../ui/texts/texts.ts";
import type { Context } from "./context.ts";
import { told } from "./telling.ts";
import type { LabOptions } from "./which-lab.ts";

export interface MapOptions extends LabOptions {
  readonly ascii: boolean;
  readonly watch: boolean;
  readonly plain: boolean;
  readonly svg?: string;
  /** Whether a picture of that name is written over. */
  readonly force: boolean;
  readonly theme: Theme;
  readonly format: "text" | "json" | "mermaid";
}

/** A look at this person's lab that runs now, with its terminals; null when none runs. */
export interface Look {
  readonly snapshot: Snapshot;
  readonly terminals: LabRecord["terminals"];
  /** The record it was found by. */
  readonly running: LabRecord;
  /** Where a packet ends that the open step wants to arrive. */
  readonly mark: Mark | null;
}

/** A lab as it is now; null for one that has ended. */
export async function lookAt(running: LabRecord | undefined): Promise<Look | null> {
  if (running === undefined) return null;
  try {
    const snapshot = await withLastingZombies(() => readSnapshot(running.reach));
    return { snapshot, terminals: running.terminals, running, mark: null };
  } catch (error) {
    if (error instanceof LabGone) return null;
    throw error;
  }
}

/** What stands on the map and is said around it. */
export function mapTexts({ spoken }: Context): Texts {
  return TEXTS[spoken.language];
}

/** The same look, with the place where a packet ends. */
export async function withMark(context: Context, look: Look): Promise<Look> {
  if ((look.running.position?.failed ?? null) === null) return look;
  const { liveMark } = await import("./live-mark.ts");
  try {
    return { ...look, mark: await liveMark(context, look.running) };
  } catch (error) {
    if (error instanceof LabGone) return look;
    throw error;
  }
}

/**
 * @param before an earlier look to compare with
 * @param rows that text should fit in
 */
export function drawn(
  context: Context,
  look: Look,
  options: MapOptions,
  before: Snapshot | null = null,
  rows: number | null = null,
): string {
  const layout = () => layoutOf(look.snapshot, look);
  switch (options.format) {
    case "json":
      return JSON.stringify(
        mapDocument(layout(), look.mark, (message) => told(context, message)),
        null,
        2,
      );
    case "mermaid":
      return mermaidOf(
        sheetOf(layout(), { words: mapTexts(context).map, symbols: UNICODE_SYMBOLS, cables: true, mark: look.mark }),
      ).trimEnd();
    case "text": {
      const capabilities = capabilitiesOf(context.output, context.machine.environment, options);
      const { columns } = capabilities;
      const screen = { style: createStyle(capabilities), texts: mapTexts(context), width: () => columns };
      return mapText(screen, look.snapshot, {
        ...(options.ascii ? { ascii: true } : {}),
        ...(rows === null ? {} : { rows }),
        terminals: look.terminals,
        before,
        mark: look.mark,
      });
    }
  }
}
