import { expect, test } from "vitest";
import { mapText } from "../../src/ui/map-text.ts";
import { createStyle } from "../../src/ui/style.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";
import { aContainer, mapFor } from "../map/maps.ts";

const screen = (colour: 0 | 1, unicode = true) => ({
  style: createStyle({ colour, unicode, plain: !unicode }),
  texts: ENGLISH,
  width: () => 80,
});

test("without colours the map is its drawing, with no blanks at line ends", () => {
  expect(mapText(screen(0), aContainer())).toBe(mapFor(aContainer()));
});

test("where nothing beyond ASCII may be drawn, nothing is", () => {
  expect(mapText(screen(0, false), aContainer())).toBe(mapFor(aContainer(), { ascii: true }));
});

test("colours change no character", () => {
  const coloured = mapText(screen(1), aContainer(), { before: aContainer({ command: "sh" }) });
  expect(coloured).toContain("\u001b[1m");
  expect(coloured.replaceAll(/\u001b\[[\d;]*m/g, "")).toBe(
    mapText(screen(0), aContainer(), { before: aContainer({ command: "sh" }) }),
  );
});
