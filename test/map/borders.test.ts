import stringWidth from "fast-string-width";
import { expect, test } from "vitest";
import type { Link, Network, Process, Snapshot } from "../../src/kernel/snapshot.ts";
import type { Drawing } from "../../src/map/drawing.ts";
import { TEXTS } from "../../src/ui/texts/texts.ts";
import { aCgroup, aLink, aMount, aNetwork, aProcess, aRule, aSnapshot, HOST } from "../kernel/build-snapshot.ts";
import { BRIDGE, drawingFor, linesFor, WAY_OUT } from "./maps.ts";

/** Numbers that are the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const NAMES = [
  "ns1",
  "容器",
  "a-very-long-name-for-a-namespace-indeed",
  "é",
  "かな",
  "x y",
  "👩‍💻",
  "ü".repeat(30),
  "\u001b[1mbold",
  "e\u0301",
];

/** A lab with some of everything in it, whose names are of every kind. */
function aLab(seed: number): Snapshot {
  const random = randomFrom(seed);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const name = () => NAMES[upTo(NAMES.length - 1)] ?? "";
  const networks: Network[] = [];
  const ports: Link[] = [];
  for (let index = 0; index < upTo(4); index += 1) {
    const inode = 100 + index;
    const ends = { peerIndex: 50 + index, peerNamespaceId: 0, up: random() < 0.7, carrier: random() < 0.7 };
    const address = { family: "inet", address: `172.17.0.${index + 2}`, prefix: 16, scope: "global" } as const;
    networks.push(aNetwork(inode, { names: [name()], links: [aLink(3, name(), { ...ends, addresses: [address] })] }));
    ports.push(
      aLink(50 + index, name(), {
        peerIndex: 3,
        peerNamespaceId: index + 1,
        master: random() < 0.6 ? "docker0" : null,
        up: true,
      }),
    );
  }
  const processes = Array.from({ length: upTo(9) }, (_, index): Process => {
    const kind = upTo(networks.length);
    const namespaces = { ...HOST, mnt: upTo(1) * 200 + 1, pid: upTo(1) * 210 + 3, net: kind === 0 ? HOST.net : 99 + kind };
    const pids = namespaces.pid === HOST.pid ? [30 + index] : [30 + index, index + 1];
    return aProcess(1030 + index, {
      name: name(),
      command: [name(), name()],
      namespaces,
      pids,
      root: random() < 0.3 ? `/root/${name()}` : "/",
    });
  });
  const rules = Array.from({ length: upTo(5) }, () =>
    aRule(`-s 10.0.0.0/8 -m comment --comment "${"long ".repeat(upTo(20))}" -j ${name()}`),
  );
  return aSnapshot({
    processes,
    mounts: { 201: [aMount(10, "/"), aMount(11, `/root/${name()}`, { device: "0:77" })] },
    networks: [aNetwork(HOST.net, { links: [WAY_OUT, BRIDGE, ...ports], rules, forwarding: random() < 0.5 }), ...networks],
    cgroups: Array.from({ length: upTo(3) }, () =>
      aCgroup(`/${name()}`, { cpuQuota: random(), members: processes.map(({ machinePid }) => machinePid) }),
    ),
  });
}

const SEEDS = Array.from({ length: 60 }, (_, seed) => seed);

test.each([16, 25, 40, 80, 120, 200])("at %i columns every line of every lab is equally wide, and not wider", (columns) => {
  for (const seed of SEEDS) {
    for (const ascii of [false, true]) {
      const words = TEXTS[seed % 2 === 0 ? "en" : "zh"].map;
      const lines = linesFor(aLab(seed), { columns, ascii, words, before: aLab(seed + 1) });
      const widths = new Set(lines.map((line) => stringWidth(line)));
      expect(widths.size, `seed ${seed}`).toBe(1);
      expect(Math.max(...widths), `seed ${seed}`).toBeLessThanOrEqual(columns);
    }
  }
});

test.each([40, 80, 120])(
  "at %i columns no text covers another or leaves its box, and boxes lie beside or inside each other",
  (columns) => {
    for (const seed of SEEDS) {
      const drawing = drawingFor(aLab(seed), { columns, words: TEXTS[seed % 2 === 0 ? "en" : "zh"].map });
      expect(overlapping(drawing), `seed ${seed}`).toEqual([]);
      for (const [index, a] of drawing.boxes.entries()) {
        for (const b of drawing.boxes.slice(index + 1)) {
          const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
          const inside = b.x > a.x && b.x + b.width < a.x + a.width && b.y > a.y && b.y + b.height < a.y + a.height;
          expect(apart || inside, `seed ${seed}`).toBe(true);
        }
      }
    }
  },
);

/** Texts that share a cell with another text, or with the side of a box. */
function overlapping({ texts, boxes }: Drawing): readonly string[] {
  const taken = new Map<string, string>();
  for (const { x, y, width, height } of boxes)
    for (let row = y; row < y + height; row += 1) for (const side of [x, x + width - 1]) taken.set(`${side} ${row}`, "a border");
  return texts.flatMap(({ x, y, text }) => {
    const cells = Array.from({ length: stringWidth(text) }, (_, index) => `${x + index} ${y}`);
    const others = cells.flatMap((cell) => taken.get(cell) ?? []);
    for (const cell of cells) taken.set(cell, text);
    return others.map((other) => `${text} over ${other}`);
  });
}
