import { type Listed, listed, type Message, say } from "../src/say/message.ts";
import { type Connection, parseConntrack } from "../src/kernel/parse-conntrack.ts";
import { runInLab } from "../src/lab/run-in-lab.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { type Check, checkId, couldNotLook, type Scene, type Verdict, verdict } from "./check.ts";
import { outputUnknown } from "./output.ts";

/** A connection that was rewritten: sent to one address, answered from another. */
export interface Translation {
  readonly source: string;
  /** `192.168.102.253:3033` */
  readonly sentTo: string;
  /** `172.17.0.2:3000` */
  readonly answeredBy: string;
}

/** The kernel's record of a rewritten connection was seen in a terminal, and the host's kernel has it. */
export function sawTranslation(terminal: TerminalName, translation: Translation): Check {
  const expected = say`the terminal ${{ terminal }} showed a connection from ${{ source: translation.source }} to ${{ sentTo: translation.sentTo }} that ${{ answeredBy: translation.answeredBy }} answers`;
  return {
    id: checkId("shows-translation", translation.source, translation.sentTo, translation.answeredBy, terminal),
    name: expected,
    kind: "seen",
    within: 1000,
    shownIn: terminal,
    judge: (scene) => judge(scene, terminal, translation, expected),
  };
}

async function judge(scene: Scene, terminal: TerminalName, translation: Translation, expected: Message): Promise<Verdict> {
  const output = scene.terminal(terminal)?.output ?? null;
  const look = say`on the host: conntrack -L, or cat /proc/net/nf_conntrack`;
  if (output === null) return outputUnknown(expected, look);
  const known = await connections(scene);
  if ("items" in known) {
    return couldNotLook({
      expected,
      observed: say`the kernel's list of connections could not be read: ${{ complaint: known }}`,
      look,
      cause: say`This kernel offers no /proc/net/nf_conntrack, and the program conntrack is missing.`,
      next: say`Install it (its package is conntrack or conntrack-tools): nslab doctor --fix`,
    });
  }
  const seen = parseConntrack(output).filter((connection) => isTranslation(connection, translation));
  const real = seen.filter((connection) => known.some((each) => isSame(each, connection)));
  return verdict(real.length > 0, {
    expected,
    observed:
      real.length > 0
        ? say`${{ connections: listed(seen.map(describe), ";") }}`
        : seen.length === 0
          ? say`no such line was printed; the kernel has ${{ count: known.length }} connections`
          : say`a line was printed that the kernel does not have; the kernel has ${{ count: known.length }} connections`,
    look,
    cause: say`Nothing has used the published port for two minutes, so the kernel has forgotten it; or the list was not shown in this terminal.`,
    next: say`Type in the terminal neighbor: ${{ command: `curl -s ${translation.sentTo}/news/all` }}. Then show the list in the terminal ${{ terminal }}.`,
  });
}

/** The host's connections by conntrack(8), or by the file where that is not installed; else what both complain of. */
async function connections(scene: Scene): Promise<readonly Connection[] | Listed> {
  const program = await runInLab(scene.lab, {}, ["conntrack", "-L"]);
  if (program.code === 0) return parseConntrack(program.stdout);
  const file = await runInLab(scene.lab, {}, ["cat", "/proc/net/nf_conntrack"]);
  if (file.code === 0) return parseConntrack(file.stdout);
  return listed(
    [program, file].map(({ problem, stderr }) => problem ?? stderr.trim()),
    ";",
  );
}

function isTranslation({ protocol, original, reply }: Connection, { source, sentTo, answeredBy }: Translation): boolean {
  return (
    protocol === "tcp" &&
    original.source === source &&
    `${original.destination}:${original.destinationPort}` === sentTo &&
    `${reply.source}:${reply.sourcePort}` === answeredBy
  );
}

/** The same connection, whatever state it has reached meanwhile. */
function isSame(one: Connection, other: Connection): boolean {
  return (
    one.original.source === other.original.source &&
    one.original.sourcePort === other.original.sourcePort &&
    one.reply.source === other.reply.source
  );
}

function describe({ original, reply }: Connection): Message {
  const from = `${original.source}:${original.sourcePort}`;
  const to = `${original.destination}:${original.destinationPort}`;
  return say`${{ from }} → ${{ to }}, answered by ${{ by: `${reply.source}:${reply.sourcePort}` }}`;
}
