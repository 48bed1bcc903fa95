import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { PACKAGE_ROOT } from "./support/test-lab.ts";

/** CONTRIBUTING.md, "The layers": each may import from those before it. */
const LAYERS = [
  "src/say",
  "src/lab",
  "src/setup",
  "src/kernel",
  "src/map",
  "src/terminal",
  "checks",
  "src/course",
  "lessons",
  "src/player",
  "src/progress",
  "src/ui",
  "src/cli",
];

type Imports = ReadonlyMap<string, readonly string[]>;

/** What each source file imports of the project, by paths from its root: types and lazy imports too. */
function importsOfAll(): Imports {
  const files = ["src", "checks", "lessons"].flatMap((folder) =>
    readdirSync(join(PACKAGE_ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(ts|mjs)$/.test(name) && !/\.d\.[cm]?ts$/.test(name))
      .map((name) => join(folder, name)),
  );
  return new Map(files.map((file) => [file, importsOf(file, readFileSync(join(PACKAGE_ROOT, file), "utf8"))]));
}

function importsOf(file: string, text: string): readonly string[] {
  return Array.from(text.matchAll(/(?:\bfrom|\bimport|\bimport\()\s*"(\.[^"]+)"/g), ([, path = ""]) => join(dirname(file), path));
}

function layerOf(file: string): number {
  return LAYERS.findIndex((layer) => !relative(layer, file).startsWith(".."));
}

/** Imports that point down the list, or out of it. */
function pointingDown(imports: Imports): readonly string[] {
  return [...imports].flatMap(([file, targets]) =>
    targets.filter((target) => layerOf(target) > layerOf(file) || layerOf(target) === -1).map((target) => `${file} -> ${target}`),
  );
}

/** The first circle that is found, its files in order, or null. */
function circleIn(imports: Imports): readonly string[] | null {
  const done = new Set<string>();
  const from = (file: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const target of imports.get(file) ?? []) {
      const circle = from(target, [...way, file]);
      if (circle !== null) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of imports.keys()) {
    const circle = from(file, []);
    if (circle !== null) return circle;
  }
  return null;
}

describe("the imports of the project", () => {
  const imports = importsOfAll();

  test("are read", () => {
    expect(imports.size).toBeGreaterThan(300);
    expect([...imports.values()].flat().length).toBeGreaterThan(1000);
  });

  test("point up the list of layers only", () => {
    expect(pointingDown(imports)).toEqual([]);
  });

  test("never go in a circle", () => {
    expect(circleIn(imports)).toBeNull();
  });

  test("would be found, did they point down or go in a circle", () => {
    const wrong = new Map([
      ["src/lab/one.ts", importsOf("src/lab/one.ts", 'import type { Two } from "../kernel/two.ts";')],
      ["src/kernel/two.ts", importsOf("src/kernel/two.ts", 'const { one } = await import("../lab/one.ts");')],
    ]);
    expect(pointingDown(wrong)).toEqual(["src/lab/one.ts -> src/kernel/two.ts"]);
    expect(circleIn(wrong)).toEqual(["src/lab/one.ts", "src/kernel/two.ts", "src/lab/one.ts"]);
  });
});
