import type { Ran } from "../src/lab/run-in-lab.ts";
import { type Check, type Scene, verdict } from "./check.ts";
import { BEYOND, type BrokenHop, brokenPublishing } from "./hops.ts";
import { isNoPlace, lookIn, placeName, probePlace, type ProbePlace } from "./networks.ts";
import { isNotRun, likelyHop, PATIENCE, probe } from "./probe.ts";
import { WORLD } from "./world.ts";

/** A GET is answered with 200. */
export function answersHttp(from: ProbePlace, url: string): Check {
  return httpCheck(from, url, `${placeName(from)} gets an answer from http://${url}`, (answer) => answer.status === 200, describe);
}

/** … and the server, which reports it, saw the request come from this address. */
export function seenAs(from: ProbePlace, url: string, address: string): Check {
  return httpCheck(
    from,
    url,
    `the server at http://${url} sees ${placeName(from)} as ${address}`,
    (answer) => answer.status === 200 && answer.peer === address,
    (answer) => (answer.peer === null ? describe(answer) : `it saw ${answer.peer}`),
  );
}

/** Nobody listens: the connection is refused at once. */
export function refusesHttp(from: ProbePlace, url: string): Check {
  return httpCheck(from, url, `${placeName(from)} is refused at http://${url}`, (answer) => answer.code === CURL.refused, describe);
}

/** The request disappears: neither an answer nor a refusal. */
export function silentHttp(from: ProbePlace, url: string): Check {
  return httpCheck(from, url, `${placeName(from)} gets neither an answer nor a refusal from http://${url}`, (answer) => answer.code === CURL.timedOut, describe);
}

/** No answer, however it fails. */
export function noHttp(from: ProbePlace, url: string): Check {
  return httpCheck(from, url, `${placeName(from)} gets no answer from http://${url}`, (answer) => answer.status === 0, describe);
}

/** Exit codes of curl(1). */
const CURL = { refused: 7, timedOut: 28 } as const;

interface HttpAnswer {
  /** curl's exit code. */
  readonly code: number | null;
  /** 0 without an answer. */
  readonly status: number;
  /** First IPv4 address in the body: both servers of the course report the peer there. */
  readonly peer: string | null;
  readonly complaint: string;
}

function httpCheck(from: ProbePlace, url: string, expected: string, wanted: (answer: HttpAnswer) => boolean, observed: (answer: HttpAnswer) => string): Check {
  return {
    name: expected,
    kind: "active",
    within: 3000,
    judge: async (scene) => {
      const place = await probePlace(scene, from, expected);
      if (isNoPlace(place)) return place;
      const broken = await likelyBroken(scene, from, url);
      const look = lookIn(from, `curl -i -m 1 ${url}`);
      const seconds = (broken === null ? PATIENCE.hopeful : PATIENCE.hopeless) / 1000;
      const ran = await probe(scene, place, ["curl", "-q", "-s", "-S", "-m", String(seconds), "-w", "\\n%{http_code}", `http://${url}`], expected, look);
      if (isNotRun(ran)) return ran;
      const answer = readAnswer(ran);
      return verdict(wanted(answer), { expected, observed: observed(answer), look, ...explain(answer, broken) });
    },
  };
}

function readAnswer({ code, stdout, stderr }: Ran): HttpAnswer {
  const end = stdout.lastIndexOf("\n");
  const body = stdout.slice(0, Math.max(end, 0));
  return { code, status: Number(stdout.slice(end + 1)) || 0, peer: /\b\d{1,3}(?:\.\d{1,3}){3}\b/.exec(body)?.[0] ?? null, complaint: stderr.trim() };
}

function describe({ status, complaint }: HttpAnswer): string {
  return status === 0 ? complaint : `HTTP status ${status}`;
}

/** A published port is looked for behind the host's rules, everything else along the way there. */
function likelyBroken(scene: Scene, from: ProbePlace, url: string): Promise<BrokenHop | null> {
  const { hostname, port } = new URL(`http://${url}`);
  if (typeof from === "object" && "world" in from && hostname === WORLD.host) return scene.snapshot().then((snapshot) => brokenPublishing(snapshot, Number(port)));
  return likelyHop(scene, from, hostname);
}

function explain({ code, status }: HttpAnswer, broken: BrokenHop | null): { cause: string; next: string } {
  if (broken !== null) return broken;
  if (code === CURL.refused) return { cause: "The packet arrives, and no program listens on that port there.", next: "Start the server, or see what listens: ss -ltn, in the namespace where it runs." };
  if (status !== 0) return { cause: "Something answers, but another server, on another path, or to another source address.", next: "See the answer with the command above, and the rules with iptables -t nat -S, on the host." };
  return BEYOND;
}
