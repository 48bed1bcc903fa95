import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseListeners } from "../../src/kernel/listening-ports.ts";
import {
  parseCfsQuota,
  parseCpuMax,
  parseKeyed,
  parseLimit,
  parseProcessCgroups,
  parseV1Limit,
  toNumber,
} from "../../src/kernel/parse-cgroup.ts";
import { parseConntrack } from "../../src/kernel/parse-conntrack.ts";
import { parseIpAnswers, parseLinks, parseNeighbours, parseRoutes } from "../../src/kernel/parse-ip-json.ts";
import { interpreterOf } from "../../src/kernel/parse-elf.ts";
import { parseIptablesSave } from "../../src/kernel/parse-iptables-save.ts";
import { parseMountinfo } from "../../src/kernel/parse-mountinfo.ts";
import { parseNft } from "../../src/kernel/parse-nft.ts";
import { parseRule } from "../../src/kernel/parse-rule.ts";
import { parseStat } from "../../src/kernel/parse-stat.ts";
import { parseNamespacePids } from "../../src/kernel/parse-status.ts";
import { parseSystemV } from "../../src/kernel/parse-sysvipc.ts";
import { parseNameServers } from "../../src/kernel/resolv-conf.ts";
import { Sections } from "../../src/kernel/sections.ts";
import { parseRouteAnswer } from "../../src/kernel/way/parse-answers.ts";
import { parseIdMap } from "../../src/lab/door/rights.ts";
import { printableName } from "../../src/lab/printable.ts";
import { parseSupervisorLine } from "../../src/lab/supervisor-lines.ts";
import { inPieces, textWith, tried } from "./fuzz.ts";

/** What a learner may name a process, a directory, a link or a rule's comment: it stands in the kernel's texts as it is. */
const NAME = fc.string({ unit: "binary", minLength: 1, maxLength: 15 }).filter((name) => !/[\u0000\n/]/.test(name));
const ANY = textWith([
  "\n",
  " - ",
  " ",
  "(",
  ")",
  "\\040",
  ":",
  "0::/",
  "*nat\n",
  ":PREROUTING ACCEPT [0:0]\n",
  "[0:0] -A ",
  '-m comment --comment "',
  '"',
  "\\",
  "src=",
  "dst=",
  "max",
  "-1",
  "key shmid",
  "[",
  "]",
  "{",
  "}",
  '"ifname":"x"',
  ",",
  "nameserver ",
  "0 1000 1\n",
  "\u0000",
]);

describe("the readers of the kernel's texts", () => {
  test.each([
    ["mountinfo", parseMountinfo],
    ["stat", parseStat],
    ["status", parseNamespacePids],
    ["iptables-save", parseIptablesSave],
    ["a rule", parseRule],
    ["conntrack", parseConntrack],
    ["System V objects", parseSystemV],
    ["listeners", parseListeners],
    [
      "cgroups",
      (text: string) => [
        parseProcessCgroups(text, ["nslab-1-1"]),
        parseLimit(text),
        parseV1Limit(text),
        parseCpuMax(text),
        parseCfsQuota(text, text),
        parseKeyed(text, "max"),
        toNumber(text),
      ],
    ],
    ["an ELF file", (text: string) => interpreterOf(Buffer.from(`\u007fELF${text}`, "latin1"))],
    ["the supervisor", parseSupervisorLine],
    ["ip", parseIpAnswers],
    ["a list of ip", (text: string) => [parseLinks(text), parseRoutes(text), parseNeighbours(text)]],
    ["an answer about a route", (text: string) => parseRouteAnswer({ code: 0, stdout: text, stderr: text })],
    ["resolv.conf", parseNameServers],
    ["id maps", parseIdMap],
    ["sections", (text: string) => new Sections("max", 20).push(Buffer.from(text))],
  ] as const)("take whatever stands in %s", (_, parse) => {
    fc.assert(
      fc.property(ANY, (text) => {
        expect(() => parse(text)).not.toThrow();
      }),
      tried(250),
    );
  });

  test("take whatever an expression of nft's may be, and show it on one line", () => {
    const kinds = [
      "match",
      "payload",
      "meta",
      "ct",
      "fib",
      "op",
      "left",
      "right",
      "set",
      "map",
      "vmap",
      "key",
      "data",
      "snat",
      "addr",
      "jump",
    ];
    const deeper = fc.letrec<{ value: unknown; object: object }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.jsonValue({ maxDepth: 1 }),
        NAME,
        fc.array(tie("value"), { maxLength: 3 }),
        tie("object"),
      ),
      object: fc.dictionary(fc.constantFrom(...kinds), tie("value"), { maxKeys: 4 }),
    }));
    fc.assert(
      fc.property(fc.array(deeper.object, { maxLength: 4 }), NAME, (expr, name) => {
        const of = { family: "ip", table: name, chain: name };
        const chain = { family: "ip", table: name, name };
        const objects = [{ table: { family: "ip", name } }, { chain }, { rule: { ...of, comment: name, expr } }];
        const ruleset = parseNft(JSON.stringify({ nftables: objects }), parseIptablesSave(""));
        const rules =
          ruleset === null || ruleset === "too-many"
            ? []
            : ruleset.tables.flatMap(({ chains }) => chains.flatMap((each) => each.rules));
        expect(rules).toHaveLength(1);
        expect(rules[0]?.[0]?.nft?.text).not.toMatch(/\p{Cc}/u);
      }),
      tried(250),
    );
  });

  test("find a process by its fields, whatever its name is", () => {
    fc.assert(
      fc.property(NAME, fc.nat(), fc.nat(), (name, pid, parent) => {
        expect(parseStat(`${pid} (${name}) S ${parent} 7 7 34816 7 0 0 0 0 0 0 0 0 0 20 0 1 0 99 1 1\n`)).toMatchObject({
          pid,
          name,
          state: "S",
          parent,
          startTime: 99,
        });
      }),
      tried(400),
    );
  });

  test("find a mount by its path, whatever it is called", () => {
    const escaped = (path: string) =>
      path.replace(/[ \t\n\\]/g, (each) => `\\${each.charCodeAt(0).toString(8).padStart(3, "0")}`);
    fc.assert(
      fc.property(NAME, NAME, (name, source) => {
        const line = `36 35 98:0 / ${escaped(`/mnt/${name}`)} rw,noatime shared:1 - ext4 ${escaped(source)} rw\n`;
        const [mount, ...more] = parseMountinfo(Buffer.from(line).toString("latin1"));
        expect(more).toEqual([]);
        expect(mount).toMatchObject({ id: 36, mountPoint: `/mnt/${name}`, source, type: "ext4", propagation: ["shared:1"] });
      }),
      tried(400),
    );
  });

  test("give names of links that are fit to be shown, whatever they are", () => {
    const printed = (name: string) => name.replace(/["\\]/g, "\\$&").replace(/'/g, "\\'");
    fc.assert(
      fc.property(NAME, (name) => {
        const [link] = parseLinks(`[{"ifindex":3,"ifname":"${printed(name)}"},{}]`) ?? [];
        expect(link?.index).toBe(3);
        expect(link?.name).toBe(printableName(name));
        expect(link?.name).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      tried(400),
    );
  });

  test("take a stream apart in the same way however it comes in pieces", () => {
    fc.assert(
      // a character a byte, so that letters are cut into pieces, too
      fc.property(inPieces(textWith(["\n", "MARK ", "\nMARK ip 0\n", "\nMARK end 1\n", "\u00c3\u00bc"])), (pieces) => {
        const bytes = (text: string) => Buffer.from(text, "latin1");
        const whole = new Sections("MARK", 10_000).push(bytes(pieces.join("")));
        const sections = new Sections("MARK", 10_000);
        expect(pieces.flatMap((piece) => sections.push(bytes(piece)))).toEqual(whole);
      }),
      tried(400),
    );
  });

  test("find the rules after one whose comment is whatever it is", () => {
    const quoted = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;
    fc.assert(
      fc.property(
        fc.oneof(
          NAME,
          ANY.map((text) => text.replaceAll("\u0000", "")),
        ),
        (comment) => {
          const saved = parseIptablesSave(
            `*nat\n:POSTROUTING ACCEPT [1:2]\n[3:4] -A POSTROUTING -m comment --comment ${quoted(comment)} -j MASQUERADE\n[5:6] -A POSTROUTING -s 172.17.0.0/16 -j MASQUERADE\nCOMMIT\n`,
          );
          expect(saved.rules.at(-1)).toEqual({
            table: "nat",
            chain: "POSTROUTING",
            rule: "-s 172.17.0.0/16 -j MASQUERADE",
            packets: 5,
            bytes: 6,
          });
          expect(parseRule(saved.rules[0]?.rule ?? "")).toMatchObject({ target: "MASQUERADE" });
        },
      ),
      tried(400),
    );
  });
});
