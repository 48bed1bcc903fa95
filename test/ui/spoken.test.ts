import { describe, expect, test } from "vitest";
import { languageFor } from "../../src/ui/spoken.ts";

const CHINESE = { LANG: "zh_CN.UTF-8" };

describe("the language that is spoken", () => {
  test.each([
    ["is the one that was asked for, whatever else there is", "en", "zh", CHINESE, "en"],
    ["is the one that was chosen once", null, "en", CHINESE, "en"],
    ["is else the one of the locale", null, null, CHINESE, "zh"],
    ["is the one of any Chinese locale", null, null, { LANG: "zh_TW.utf8" }, "zh"],
    ["is English without a locale", null, null, {}, "en"],
    ["is English in other locales", null, null, { LANG: "de_DE.UTF-8" }, "en"],
    ["heeds LC_MESSAGES before LANG", null, null, { LANG: "en_US.UTF-8", LC_MESSAGES: "zh_CN.UTF-8" }, "zh"],
    ["heeds LC_ALL before all", null, null, { LC_ALL: "C.UTF-8", LC_MESSAGES: "zh_CN.UTF-8" }, "en"],
    ["passes over what is set to nothing", null, null, { LC_ALL: "", LC_MESSAGES: "", ...CHINESE }, "zh"],
    ["is English where the terminal takes another character set", null, null, { LANG: "zh_CN.GB18030" }, "en"],
    ["is English on the kernel's own console, which has no Chinese", null, null, { ...CHINESE, TERM: "linux" }, "en"],
    ["is Chinese there for who asks for it", "zh", null, { TERM: "linux" }, "zh"],
  ] as const)("%s", (_, asked, chosen, environment, language) => {
    expect(languageFor(asked, chosen, environment)).toBe(language);
  });
});
