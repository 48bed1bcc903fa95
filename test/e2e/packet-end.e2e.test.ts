import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { install, type Installed } from "../support/installed.ts";
import { Person } from "../support/person.ts";
import { PROMPT, typeLine } from "../support/typing-person.ts";

// A learner whose host drops what it should pass on, and who looks at the map.
let installed: Installed;
let home = "";

beforeAll(async () => {
  installed = await install();
  return () => installed.remove();
});
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "nslab-packet-"));
  const state = join(home, ".local/state/nslab");
  mkdirSync(state, { recursive: true });
  const current = { lesson: "snat", step: "masquerade" };
  writeFileSync(join(state, "progress.json"), JSON.stringify({ format: 1, current, lessons: {} }));
});
afterEach(async () => {
  await Person.closeAll();
  rmSync(home, { recursive: true, force: true });
});

const environment = () => ({ PATH: process.env["PATH"] ?? "", HOME: home, XDG_RUNTIME_DIR: home, LANG: "C.UTF-8" });
const MASQUERADE = "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE";
const KEYS = /\? (more|help)\s*$/;

/** The map from beside the lesson. */
async function map(...options: readonly string[]): Promise<string> {
  const ran = await promisify(execFile)(process.execPath, [installed.program, "map", ...options], { env: environment() });
  return ran.stdout;
}

/** Types lines on the host and goes back to the lesson, where the checks are judged. */
async function type(person: Person, lines: string): Promise<void> {
  await person.sees(KEYS);
  const before = person.printed.length;
  person.press("t");
  await person.prints(/Ctrl-\] goes back to the lesson/, before);
  await person.sees(PROMPT);
  await typeLine(person, lines);
  await person.sees(PROMPT);
  person.press("\u001d");
  await person.prints(/Back in the lesson/, before);
}

test("the map marks the rule that drops the packet, as long as it does, by m and beside the lesson", async () => {
  const person = Person.start(`${process.execPath} ${installed.program} start`, {
    columns: 100,
    rows: 50,
    environment: environment(),
  });
  await person.sees(/Borrow the host's address[\s\S]*\? more\s*$/);
  expect(await map()).not.toContain("✗");

  await type(person, `iptables -P FORWARD DROP; ${MASQUERADE}`);
  await person.sees(/packet dies at +ns1 veth1, then docker0 of the host, FORWARD, policy DROP[\s\S]*\? more\s*$/);
  const asked = person.printed.length;
  person.press("m");
  await person.prints(/filter FORWARD +policy DROP *│\n│✗ the packet ends here: FORWARD, policy DROP +│/, asked);
  expect(await map()).toMatch(/filter FORWARD +policy DROP *│\n│✗ the packet ends here: FORWARD, policy DROP +│/);
  expect(await map("--plain")).toMatch(/policy DROP *\|\n\|X the packet ends here: FORWARD, policy DROP +\|/);
  expect(JSON.parse(await map("--format", "json"))).toMatchObject({
    packetEnds: { place: "host", link: "docker0", rule: { table: "filter", chain: "FORWARD", rule: "" }, leg: "request" },
  });
  expect(await map("--format", "mermaid")).toContain("policy DROP ✗ the packet ends here");
  await map("--svg", join(home, "lab.svg"));
  expect(readFileSync(join(home, "lab.svg"), "utf8")).toMatch(/class="dies"[^>]*>the packet ends here: FORWARD, policy DROP</);

  const watching = Person.start(`${process.execPath} ${installed.program} map --watch`, {
    columns: 80,
    rows: 40,
    environment: environment(),
  });
  await watching.sees(/✗ the packet ends here: FORWARD, policy DROP/);
  await type(person, "iptables -P FORWARD ACCEPT");
  await person.sees(/Enter next[\s\S]*\? more\s*$/);
  await watching.sees(/─ host ─(?![\s\S]*✗)[\s\S]*q quit/);
  expect(await map()).not.toContain("✗");
});
