import { describe, expect, test } from "vitest";
import type { Said } from "../../../src/say/message.ts";
import { inEnglish, inWords } from "../../../src/say/words.ts";
import { CHINESE_WORDS } from "../../../src/say/zh/words.ts";
import { writeJson } from "../../../src/ui/report/json.ts";
import { writeJunit } from "../../../src/ui/report/junit.ts";
import { prettyLesson, prettySummary, type ReportStyle } from "../../../src/ui/report/pretty.ts";
import { writeTap } from "../../../src/ui/report/tap.ts";
import { SAMPLE, saying } from "./sample.ts";

const EMPTY = { ...SAMPLE, lab: null, lessons: [], summary: { passed: 0, failed: 0, skipped: 0, ms: 1 } };

describe("the report as JSON", () => {
  test("is the document, with a line's end behind it", () => {
    const text = writeJson(SAMPLE);
    expect(JSON.parse(text)).toEqual(SAMPLE);
    expect(text.endsWith("}\n")).toBe(true);
  });
});

describe("the report as JUnit XML", () => {
  test("has a testsuite a lesson and a testcase a step", () => {
    expect(writeJunit(SAMPLE, inEnglish)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="nslab" tests="6" failures="3" errors="0" time="21.055">
  <testsuite name="7 bridge" tests="3" failures="1" errors="0" skipped="1" time="1.052">
    <testcase classname="nslab.bridge" name="add" time="0.012"/>
    <testcase classname="nslab.bridge" name="ping" time="1.040">
      <failure type="failed" message="a check failed">it answers&#10;  before: fail, after: pass&#10;  expected: an answer&#10;  observed: an answer&#10;  look: ping&#10;says &quot;a&lt;b&gt; &amp; c&quot; ✓&#10;  before: fail, after: fail&#10;  expected: &lt;one&gt; &amp; two&#10;  observed: [31mnothing[0m&#10;at all&#10;  look: in the terminal container: cat &lt;file&gt;</failure>
    </testcase>
    <testcase classname="nslab.bridge" name="route" time="0.000">
      <skipped message="the step ping before it did not pass"/>
    </testcase>
  </testsuite>
  <testsuite name="11 cpu" tests="1" failures="0" errors="0" skipped="1" time="0.000">
    <testcase classname="nslab.cpu" name="loop" time="0.000">
      <skipped message="This lab has no cgroups: none are delegated.&#10;Run nslab as root."/>
    </testcase>
  </testsuite>
  <testsuite name="12 memory" tests="2" failures="2" errors="0" skipped="0" time="20.003">
    <testcase classname="nslab.memory" name="limit" time="20.000">
      <failure type="error" message="&quot;sleep 60&quot; did not come back within 20 s"></failure>
    </testcase>
    <testcase classname="nslab.memory" name="lazy" time="0.003">
      <failure type="failed" message="passed before the command, so it proves nothing: it is so">it is so&#10;  before: pass, after: pass&#10;  expected: so&#10;  observed: so&#10;  look: look</failure>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  test("holds no character that XML cannot", () => {
    const all = Array.from({ length: 0x100 }, (_, code) => String.fromCharCode(code)).join("");
    const odd = `${all}\ufffe\uffff`;
    const text = writeJunit(
      {
        ...SAMPLE,
        lessons: [
          {
            number: 1,
            id: "x",
            steps: [{ id: "y", terminal: "host", command: "", status: "error", reason: saying(odd), ms: 0, checks: [] }],
          },
        ],
      },
      inEnglish,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    expect(text).toContain("&#9;&#10;&#13;");
  });

  test("is well-formed for a run without lessons", () => {
    expect(writeJunit(EMPTY, inEnglish)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="nslab" tests="0" failures="0" errors="0" time="0.001">\n</testsuites>\n',
    );
  });
});

describe("the report as TAP", () => {
  test("has a line a step, and YAML below those that did not pass", () => {
    expect(writeTap(SAMPLE)).toBe(`TAP version 13
1..6
ok 1 - 7 bridge: add
not ok 2 - 7 bridge: ping
  ---
  checks:
  - check: "says \\"a<b> & c\\" ✓"
    before: fail
    after: fail
    expected: "<one> & two"
    observed: "\\u001b[31mnothing\\u001b[0m\\u0000\\nat all"
    look: "in the terminal container: cat <file>"
  ...
ok 3 - 7 bridge: route # SKIP the step ping before it did not pass
ok 4 - 11 cpu: loop # SKIP This lab has no cgroups: none are delegated. Run nslab as root.
not ok 5 - 12 memory: limit
  ---
  reason: "\\"sleep 60\\" did not come back within 20 s"
  ...
not ok 6 - 12 memory: lazy
  ---
  reason: "passed before the command, so it proves nothing: it is so"
  checks:
  - check: "it is so"
    before: pass
    after: pass
    expected: "so"
    observed: "so"
    look: "look"
  ...
`);
  });

  test("plans nothing for a run without lessons", () => {
    expect(writeTap(EMPTY)).toBe("TAP version 13\n1..0\n");
  });
});

describe("the report for people", () => {
  const style: ReportStyle = {
    good: (text) => text,
    bad: (text) => text,
    quiet: (text) => text,
    pass: "ok",
    fail: "FAIL",
    skip: "--",
    fit: (text) => text,
    width: 88,
    told: inEnglish,
  };
  const [bridge, cpu, memory] = SAMPLE.lessons;

  test("tells what failed, what was expected and found, and where to look", () => {
    expect(bridge && prettyLesson(bridge, style)).toBe(`FAIL  7 bridge       1 passed, 1 failed, 1 skipped 1.1 s
     FAIL ping in the terminal container: ping -c 1 172.17.0.1 ; echo 'a<b> & "c"'
       says "a<b> & c" ✓
         expected  <one> & two
         found     nothing
                   at all
         look      in the terminal container: cat <file>
`);
  });

  test("tells why a lesson was skipped", () => {
    expect(cpu && prettyLesson(cpu, style)).toBe(
      "-- 11 cpu          0 passed, 1 skipped 0.0 s\n     skipped: This lab has no cgroups: none are delegated.\n              Run nslab as root.\n",
    );
  });

  test("tells of what could not be judged, and of checks that prove nothing", () => {
    expect(memory && prettyLesson(memory, style)).toBe(`FAIL 12 memory       0 passed, 2 failed 20 s
     FAIL limit in the terminal host: sleep 60
       "sleep 60" did not come back within 20 s
     FAIL lazy in the terminal host: true
       passed before the command, so it proves nothing: it is so
       it is so
         expected  so
         found     so
         look      look
`);
  });

  test("is as straight in Chinese", () => {
    const chinese = { ...style, told: (said: Said) => inWords(said, CHINESE_WORDS) };
    expect(memory && prettyLesson(memory, chinese)).toBe(`FAIL 12 memory       通过 0 步、失败 2 步 20 秒
     FAIL limit（终端 host）：sleep 60
       "sleep 60" did not come back within 20 s
     FAIL lazy（终端 host）：true
       passed before the command, so it proves nothing: it is so
       it is so
         期望      so
         实际      so
         自己查看  look
`);
    expect(cpu && prettyLesson(cpu, chinese)).toBe(
      "-- 11 cpu          通过 0 步、跳过 1 步 0.0 秒\n     跳过：This lab has no cgroups: none are delegated.\n           Run nslab as root.\n",
    );
    expect(prettySummary(SAMPLE, chinese)).toBe("\n通过 1 步、失败 3 步、跳过 2 步，用时 21 秒\n");
  });

  test("ends with the counts", () => {
    expect(prettySummary(SAMPLE, style)).toBe("\n1 passed, 3 failed, 2 skipped in 21 s\n");
    expect(prettySummary(EMPTY, style)).toBe("\n0 passed, 0 failed in 0.0 s\n");
  });
});
