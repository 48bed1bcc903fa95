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
    ["is the one of NSLAB_LANGUAGE before the one that was chosen", null, "en", { NSLAB_LANGUAGE: "zh" }, "zh"],
    ["is the one that was asked for before that of NSLAB_LANGUAGE", "en", null, { NSLAB_LANGUAGE: "zh" }, "en"],
    ["passes over a NSLAB_LANGUAGE that is none, which is told where it is read", null, null, { NSLAB_LANGUAGE: "fr" }, "en"],
    [
      "is the first of LANGUAGE that there is, before the locale",
      null,
      null,
      { LANG: "de_DE.UTF-8", LANGUAGE: "de:zh_CN:en" },
      "zh",
    ],
    ["is that of LANGUAGE before LC_ALL", null, null, { LC_ALL: "zh_CN.UTF-8", LANGUAGE: "en_GB:zh" }, "en"],
    ["is English where LANGUAGE has none that there is", null, null, { ...CHINESE, LANGUAGE: "fr:de" }, "en"],
    ["is English in the locale C, whatever LANGUAGE says", null, null, { LANG: "C", LANGUAGE: "zh_CN" }, "en"],
    ["is English in the locale POSIX, whatever LANGUAGE says", null, null, { LC_ALL: "POSIX", LANGUAGE: "zh_CN" }, "en"],
    ["is English without a locale, whatever LANGUAGE says", null, null, { LANGUAGE: "zh_CN" }, "en"],
    ["is not Chinese in a locale whose name begins like it", null, null, { LANG: "zha_CN.UTF-8" }, "en"],
    ["is English in other locales", null, null, { LANG: "de_DE.UTF-8" }, "en"],
    ["heeds LC_MESSAGES before LANG", null, null, { LANG: "en_US.UTF-8", LC_MESSAGES: "zh_CN.UTF-8" }, "zh"],
    ["heeds LC_ALL before all", null, null, { LC_ALL: "C.UTF-8", LC_MESSAGES: "zh_CN.UTF-8" }, "en"],
    ["passes over what is set to nothing", null, null, { LC_ALL: "", LC_MESSAGES: "", ...CHINESE }, "zh"],
    ["is English where the terminal takes another character set", null, null, { LANG: "zh_CN.GB18030" }, "en"],
    ["is English on the kernel's own console, which has no Chinese", null, null, { ...CHINESE, TERM: "linux" }, "en"],
    ["is Chinese there for who asks for it", "zh", null, { TERM: "linux" }, "zh"],
  ] as const)("%s", (_, asked, chosen, environment, language) => {
    expect(languageFor(asked, () => chosen, environment)).toBe(language);
  });
});
