import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "rolldown/parseAst";
import { PACKAGE_ROOT } from "../support/test-lab.ts";

/** A sentence as it stands in the source. */
export interface Sentence {
  readonly text: string;
  /** FILE:LINE */
  readonly place: string;
}

/** All that is written with the tag `say`, in nslab and its course. */
export function sentencesOfAll(): readonly Sentence[] {
  return ["src", "checks", "lessons"].flatMap((folder) => sentencesIn(folder, ".ts"));
}

/** Likewise in the set-up, which has words of its own: it runs before nslab is built. */
export function sentencesOfSetup(): readonly Sentence[] {
  return sentencesIn("src/setup", ".mjs");
}

/** Likewise in the tools of the repository, which are no part of nslab. */
export function sentencesOfTools(): readonly Sentence[] {
  const folders = ["bench", "pictures", "ruin", "settings", "vm", "wall"];
  return folders.flatMap((folder) => sentencesIn(`test/${folder}`, ".ts"));
}

function sentencesIn(folder: string, ending: string): readonly Sentence[] {
  return readdirSync(join(PACKAGE_ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .flatMap((file) => sentencesOf(file, readFileSync(join(PACKAGE_ROOT, file), "utf8")));
}

/** @throws Error where a hole has not one name that can be read in the source: that would be no key */
export function sentencesOf(file: string, source: string): readonly Sentence[] {
  if (!source.includes("say`")) return [];
  return nodesIn(parseAst(source, { lang: "ts" }))
    .filter(isSaid)
    .map(({ quasi, start }) => {
      const place = `${file}:${source.slice(0, start).split("\n").length}`;
      return { text: textOf(quasi, place), place };
    });
}

/** The nodes that are looked for, as ESTree has them. */
interface Said {
  readonly type: "TaggedTemplateExpression";
  readonly tag: { readonly type: string; readonly name?: string };
  readonly quasi: Template;
  readonly start: number;
}

interface Template {
  readonly quasis: readonly { readonly value: { readonly cooked: string | null } }[];
  readonly expressions: readonly Hole[];
}

interface Hole {
  readonly type: string;
  readonly properties?: readonly {
    readonly type: string;
    readonly computed?: boolean;
    readonly key?: { readonly name?: string };
  }[];
}

function nodesIn(value: unknown): readonly object[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(nodesIn);
  return "type" in value ? [value, ...inside] : inside;
}

function isSaid(node: object): node is Said {
  const { type, tag } = node as Partial<Said>;
  return type === "TaggedTemplateExpression" && tag?.type === "Identifier" && tag.name === "say";
}

function textOf({ quasis, expressions }: Template, place: string): string {
  return quasis
    .map(({ value }, at) => {
      if (value.cooked === null || /[{}]/.test(value.cooked)) throw new Error(`${place}: braces belong into a hole`);
      const hole = expressions[at];
      return `${value.cooked}${hole === undefined ? "" : `{${nameOf(hole, place)}}`}`;
    })
    .join("");
}

function nameOf({ type, properties = [] }: Hole, place: string): string {
  const [property, ...more] = properties;
  const name = property?.computed === true ? undefined : property?.key?.name;
  if (type !== "ObjectExpression" || name === undefined || more.length > 0)
    throw new Error(`${place}: a hole is written {{ name }} or {{ name: value }}`);
  return name;
}
