import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Language, LANGUAGES } from "../course/language.ts";
import { KeptFile, type NotSaved } from "./kept-file.ts";
import { say } from "../say/message.ts";
import type { Owner } from "./owner.ts";

const FORMAT = 1;

/** What a person has chosen once and for all, kept beside his progress. */
export class Choices {
  readonly file: string;
  readonly #kept: KeptFile;

  constructor(owner: Owner) {
    this.file = join(owner.directory, "choices.json");
    this.#kept = new KeptFile(this.file, owner);
  }

  /** Null where none was chosen, or where that cannot be read: then the locale decides, which harms nobody. */
  get language(): Language | null {
    const language = this.#read()["language"];
    return LANGUAGES.find((each) => each === language) ?? null;
  }

  /** Returns what kept it from being saved. */
  chooseLanguage(language: Language): NotSaved | null {
    return this.#kept.change((descriptor) => {
      const known = this.#read();
      const { format = FORMAT } = known;
      if (typeof format === "number" && format > FORMAT)
        return this.#kept.notSaved(say`it was written by a later nslab (it has format ${{ format }}), and is left as it is`);
      if (known["language"] === language && format === FORMAT) return "kept";
      writeFileSync(descriptor, `${JSON.stringify({ ...known, format: FORMAT, language }, null, 2)}\n`);
      return "replaced";
    });
  }

  /** All that stands there, known or not; nothing where there is no such file, or none that nslab wrote. */
  #read(): Readonly<Record<string, unknown>> {
    try {
      const value: unknown = JSON.parse(readFileSync(this.file, "utf8"));
      return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
    } catch {
      return {};
    }
  }
}
