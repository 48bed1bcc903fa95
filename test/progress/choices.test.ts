import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Choices } from "../../src/progress/choices.ts";

let home: string;
let choices: Choices;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "nslab-choices-"));
  choices = new Choices({ directory: join(home, "state/nslab"), ids: null });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function write(text: string): void {
  mkdirSync(join(home, "state/nslab"), { recursive: true });
  writeFileSync(choices.file, text);
}

function kept(): unknown {
  return JSON.parse(readFileSync(choices.file, "utf8"));
}

describe("the language that a person chose", () => {
  test("is none at first", () => {
    expect(choices.language).toBeNull();
  });

  test("is kept with a format number, for him alone, and can be changed", () => {
    expect(choices.chooseLanguage("zh")).toBeNull();
    expect(choices.language).toBe("zh");
    expect(kept()).toEqual({ format: 1, language: "zh" });
    expect(statSync(choices.file).mode & 0o077).toBe(0);
    expect(choices.chooseLanguage("en")).toBeNull();
    expect(choices.language).toBe("en");
  });

  test("chosen again is not written again", () => {
    choices.chooseLanguage("zh");
    const before = statSync(choices.file).ino;
    expect(choices.chooseLanguage("zh")).toBeNull();
    expect(statSync(choices.file).ino).toBe(before);
  });

  test("leaves alone what else stands there", () => {
    write('{"format":1,"language":"en","colours":"few"}');
    choices.chooseLanguage("zh");
    expect(kept()).toEqual({ format: 1, language: "zh", colours: "few" });
  });

  test.each([
    ["is cut off", '{"format":1,"lang'],
    ["is no object", "[1]"],
    ["names a language that nobody speaks", '{"format":1,"language":"xx"}'],
  ])("is none where the file %s, and can be chosen anew", (_, text) => {
    write(text);
    expect(choices.language).toBeNull();
    expect(choices.chooseLanguage("zh")).toBeNull();
    expect(choices.language).toBe("zh");
  });

  test("is not written over what a later nslab has written", () => {
    write('{"format":2,"language":"en"}');
    expect(choices.chooseLanguage("zh")).toMatchObject({ type: "not-saved", file: choices.file });
    expect(kept()).toEqual({ format: 2, language: "en" });
    expect(choices.language).toBe("en");
  });

  test("that cannot be saved is told", () => {
    writeFileSync(join(home, "state"), "in the way");
    expect(choices.chooseLanguage("zh")).toMatchObject({ type: "not-saved", file: choices.file });
  });
});
