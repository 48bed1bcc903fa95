import { closeSync, writeFileSync } from "node:fs";
import { systemReason } from "../say/system-reason.ts";
import { awaitLab } from "../lab/owner-labs.ts";
import { type LabRecord, runtimeDirectories } from "../lab/record.ts";
import { drawingOf } from "../map/arrange.ts";
import { layoutOf } from "../map/build-layout.ts";
import { UNICODE_SYMBOLS } from "../map/sheet.ts";
import { drawSvg } from "../map/svg.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { drawn, type Look, lookAt, type MapOptions, mapTexts, withMark } from "./look-at-map.ts";
import { openOwnFile } from "./own-file.ts";
import { ownerOf } from "./owner.ts";
import { tell, told } from "./telling.ts";
import { meant, othersThan, tellNoSuchLab, tellOthers } from "./which-lab.ts";

/** An SVG has room for what a terminal would have to wrap. */
const SVG_COLUMNS = 110;

/** `nslab map`: the running lab as a drawing or a document. */
export async function map(context: Context, options: MapOptions): Promise<ExitCode> {
  const { mapScreen } = mapTexts(context);
  const places = runtimeDirectories(context.machine.environment, context.machine.uid);
  let all: readonly LabRecord[] = [];
  const newest = (running: readonly LabRecord[]) => {
    all = running;
    return lookAt(meant(running, options).at(-1));
  };
  const found = await awaitLab(places, newest, context.stop, options.lab);
  if (context.stop.aborted) return EXIT.interrupted;
  if (found === null && options.lab !== undefined) {
    tellNoSuchLab(context, options, all);
    return EXIT.failed;
  }
  if (found === null || found === "being-made") {
    context.errors.write(`${found === null ? mapScreen.noLab : mapScreen.beingMade}\n`);
    return EXIT.failed;
  }
  tellOthers(context, found.running, all);
  const look = await withMark(context, found);
  if (options.svg !== undefined) return writeSvg(context, look, options.svg, options);
  const isOneOfSeveral = othersThan(found.running, all).length > 0;
  if (options.watch) return (await import("./watch-map.ts")).watchMap(context, look, options, isOneOfSeveral);
  context.output.write(`${drawn(context, look, options)}\n`);
  return EXIT.ok;
}

function writeSvg(context: Context, { snapshot, terminals, mark }: Look, file: string, options: MapOptions): ExitCode {
  const { map: words, mapScreen } = mapTexts(context);
  const drawing = drawingOf(layoutOf(snapshot, { terminals }), SVG_COLUMNS, { words, symbols: UNICODE_SYMBOLS, mark });
  const opened = openOwnFile(file, ownerOf(context).ids, options.force);
  if (opened.type === "not-opened") {
    tell(context, opened.message);
    return EXIT.usage;
  }
  try {
    writeFileSync(opened.descriptor, drawSvg(drawing, options.theme, mapScreen.title));
  } catch (error) {
    context.errors.write(`${mapScreen.notWritten(file, told(context, systemReason(error)))}\n`);
    return EXIT.failed;
  } finally {
    closeSync(opened.descriptor);
  }
  context.errors.write(`${mapScreen.written(file)}\n`);
  return EXIT.ok;
}
