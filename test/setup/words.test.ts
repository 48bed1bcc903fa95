import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { languageOfSetup } from "../../src/setup/language.mjs";
import { personsVoice, voice } from "../../src/setup/voice.mjs";
import { inLanguage, say } from "../../src/setup/words.mjs";
import { inEnglish } from "../../src/say/words.ts";

const TOOLS = { items: ["ip", "brctl"], by: "," } as const;
const MISSING = say`Missing on this system: ${{ tools: TOOLS }}. Install them by its own means; ${{ without: say`npm start -- doctor tells which lessons need them` }}.`;

describe("what the set-up says", () => {
  test("is a message as nslab's own are", () => {
    expect(inLanguage(MISSING, "en")).toBe(inEnglish(MISSING));
    expect(inLanguage(MISSING, "en")).toBe(
      "Missing on this system: ip, brctl. Install them by its own means; npm start -- doctor tells which lessons need them.",
    );
  });

  test("is said in Chinese, its lists and its parts as well", () => {
    expect(inLanguage(MISSING, "zh")).toBe(
      "这个系统上没有：ip、brctl。请用它自己的方式安装；哪几课需要它们，npm start -- doctor 会说明。",
    );
  });

  test("has holes that are filled once, by what stands there", () => {
    const text = say`This did not work: ${{ command: "echo {output}" }} ${{ output: 7 }}`;
    expect(inLanguage(text, "zh")).toBe("This did not work: echo {output} 7");
  });

  test("is told on lines, or written as it is", () => {
    let written = "";
    const { tell, write } = voice("zh", (text) => (written += text));
    tell(say`Installed in ${{ seconds: "1.2" }} s.`);
    write("\r");
    expect(written).toBe("安装完毕，用时 1.2 秒。\n\r");
  });
});

describe("the language of the set-up", () => {
  test.each<[string, readonly string[], Readonly<Record<string, string>>, unknown, "en" | "zh"]>([
    ["is English by itself", [], {}, null, "en"],
    ["is that of the locale", [], { LANG: "zh_CN.UTF-8" }, null, "zh"],
    ["is that of LC_ALL before LANG", [], { LANG: "zh_CN.UTF-8", LC_ALL: "en_US.UTF-8" }, null, "en"],
    ["is the first of LANGUAGE that there is", [], { LANG: "de_DE.UTF-8", LANGUAGE: "fr:zh_CN:en" }, null, "zh"],
    ["is English where LANGUAGE has none that there is", [], { LANG: "zh_CN.UTF-8", LANGUAGE: "fr" }, null, "en"],
    ["is English on the kernel's own console", [], { LANG: "zh_CN.UTF-8", TERM: "linux" }, null, "en"],
    ["is what was chosen before the locale", [], { LANG: "zh_CN.UTF-8" }, "en", "en"],
    ["is not what was written there by somebody else", [], { LANG: "zh_CN.UTF-8" }, 7, "zh"],
    ["is that of NSLAB_LANGUAGE before what was chosen", [], { NSLAB_LANGUAGE: "zh" }, "en", "zh"],
    ["passes over a NSLAB_LANGUAGE that is none", [], { NSLAB_LANGUAGE: "fr", LANG: "zh_CN.UTF-8" }, null, "zh"],
    ["is the one asked for before all", ["lesson", "4", "--language=zh"], { NSLAB_LANGUAGE: "en" }, "en", "zh"],
  ])("%s", (_, given, environment, chosen, expected) => {
    expect(languageOfSetup({ given, environment, chosen: () => chosen })).toBe(expected);
  });

  describe("that was chosen once", () => {
    let home: string;

    beforeEach(() => {
      home = mkdtempSync(join(tmpdir(), "nslab-chosen-"));
      for (const name of ["NSLAB_LANGUAGE", "LANGUAGE", "XDG_STATE_HOME"]) vi.stubEnv(name, undefined);
      vi.stubEnv("HOME", home);
      vi.stubEnv("LC_ALL", "en_US.UTF-8");
    });

    afterEach(() => {
      vi.unstubAllEnvs();
      rmSync(home, { recursive: true });
    });

    const told = () => personsVoice([]).told(say`Building nslab …`);

    test("is read where nslab keeps it", () => {
      expect(told()).toBe("Building nslab …");
      mkdirSync(join(home, ".local/state/nslab"), { recursive: true });
      writeFileSync(join(home, ".local/state/nslab/choices.json"), '{ "format": 1, "language": "zh" }');
      expect(told()).toBe("正在构建 nslab ……");
    });
  });
});
