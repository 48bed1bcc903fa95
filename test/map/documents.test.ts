import { describe, expect, test } from "vitest";
import { layoutOf } from "../../src/map/build-layout.ts";
import { sheetOf } from "../../src/map/build-sheet.ts";
import { mapDocument } from "../../src/map/json.ts";
import { mermaidOf } from "../../src/map/mermaid.ts";
import { UNICODE_SYMBOLS } from "../../src/map/sheet.ts";
import { drawSvg, escapeXml, type Theme } from "../../src/map/svg.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";
import { aContainer, drawingFor } from "./maps.ts";

const svg = (theme: Theme, name = "ns1") => drawSvg(drawingFor(aContainer({ name })), theme, "The lab");

describe("the map as SVG", () => {
  test("has boxes and cables as shapes, and text that is as wide as its columns", () => {
    const text = svg("light");
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox=/);
    expect(text.match(/<rect class="box"/g)).toHaveLength(3);
    expect(text.match(/<line class="bridge"/g)).toHaveLength(1);
    expect(text.match(/<line class="cable"/g)?.length).toBeGreaterThanOrEqual(2);
  });

  test("has the colours of the theme, and asks the reader's browser only for auto", () => {
    expect(svg("light")).not.toContain("prefers-color-scheme");
    expect(svg("dark")).not.toContain("prefers-color-scheme");
    expect(svg("light")).not.toBe(svg("dark"));
    expect(svg("auto")).toContain("@media(prefers-color-scheme:dark)");
  });

  test.each(["a<b>&\"c'", "</text><script>alert(1)</script>", "\u0000\ud800x\ufffe", "容器"])(
    "stays well-formed with the name %j",
    (name) => {
      expect(openElements(svg("auto", name))).toEqual([]);
      expect(svg("auto", name)).not.toContain("<script");
    },
  );

  test("leaves out what XML has no character for", () => {
    expect(escapeXml("a\u0001b\ufffec<")).toBe("abc&lt;");
  });
});

describe("the map as Mermaid", () => {
  const text = (name?: string) =>
    mermaidOf(
      sheetOf(layoutOf(aContainer(name === undefined ? {} : { name })), {
        words: ENGLISH.map,
        symbols: UNICODE_SYMBOLS,
        cables: true,
      }),
    );

  test("has a node for each box and the bridge, with the cables between them", () => {
    expect(
      text()
        .split("\n")
        .map((line) => line.trim().split(/[[{(]/)[0]),
    ).toEqual([
      "flowchart TB",
      "outside",
      "outside --- host",
      "host",
      "place1",
      "bridge1",
      "host --- bridge1",
      'bridge1 ---|"veth0 - veth1 172.17.0.2/16"| place1',
      "cgroup1",
      "",
    ]);
  });

  test("writes characters that mean something there as their numbers", () => {
    const line = text('a"];x<b>')
      .split("\n")
      .find((each) => each.includes("place1["));
    expect(line).toContain("a#34;#93;;x#60;b#62;");
  });
});

describe("the map as JSON", () => {
  const document = mapDocument(layoutOf(aContainer(), { terminals: {} }));

  test("names the places, and the ends of each cable by them", () => {
    expect(document.format).toBe(1);
    expect(document.outside).toEqual({ link: "enp0s3", prefix: "192.168.102.0/24" });
    expect(document.places.map(({ id, inside }) => [id, inside])).toEqual([
      ["host", null],
      ["place1", null],
    ]);
    expect(document.places[1]?.network?.links[0]).toEqual({
      name: "veth1",
      kind: "veth",
      up: true,
      carrier: true,
      addresses: ["172.17.0.2/16"],
      bridge: null,
      peer: { place: "host", link: "veth0" },
    });
  });

  test("tells of rules, processes and limits", () => {
    expect(document.places[0]?.network?.rules).toEqual([
      { table: "nat", chain: "POSTROUTING", rule: "-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE" },
    ]);
    expect(document.places[1]?.group?.processes).toEqual([{ name: "bash", pids: [20, 1], zombie: false, root: "/" }]);
    expect(document.cgroups).toMatchObject([{ path: "/box", cpuQuota: 0.2, members: [{ name: "bash", place: "place1" }] }]);
  });

  test("holds no number that differs from lab to lab", () => {
    expect(JSON.stringify(document)).not.toMatch(/1020|"inode"|"key"/);
  });
});

/** Elements that are opened and not closed; throws where one is closed that is not open. Text must have its `<` and `&` escaped. */
function openElements(xml: string): readonly string[] {
  const open: string[] = [];
  for (const [, text = "", close, name = "", empty] of xml.matchAll(/([^<]*)(?:<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>|$)/g)) {
    expect(text).not.toMatch(/&(?!(amp|lt|gt|quot|apos);)/);
    if (name === "") continue;
    if (close === "/") expect(open.pop()).toBe(name);
    else if (empty !== "/") open.push(name);
  }
  return open;
}
