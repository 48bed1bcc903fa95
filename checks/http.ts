import { type Message, type Said, say, verbatim } from "../src/say/message.ts";
import type { Ran } from "../src/lab/run-in-lab.ts";
import { type Check, checkId, type LostPacket, verdict } from "./check.ts";
import { isNoPlace, lookIn, placeId, placeName, probePlace } from "./networks.ts";
import type { ProbePlace } from "./network-places.ts";
import { isNotRun, patience, probe } from "./probe.ts";
import { likelyDeath } from "./where-packet-dies.ts";

/** A GET is answered with 200. */
export function answersHttp(from: ProbePlace, url: string): Check {
  return httpCheck({
    id: checkId("answers-http", url, placeId(from)),
    from,
    url,
    expected: say`${{ place: placeName(from) }} gets an answer from ${{ url: `http://${url}` }}`,
    wanted: (answer) => answer.status === 200,
  });
}

/** … and the server, which reports it, saw the request come from this address. */
export function seenAs(from: ProbePlace, url: string, address: string): Check {
  return httpCheck({
    id: checkId("seen-as", url, placeId(from), address),
    from,
    url,
    expected: say`the server at ${{ url: `http://${url}` }} sees ${{ place: placeName(from) }} as ${{ address }}`,
    wanted: (answer) => answer.status === 200 && answer.peer === address,
    otherAnswer: {
      cause: say`The request arrives with another source: on its way another rule of POSTROUTING rewrites it, or none does.`,
      next: say`See the rules, on the host: iptables -t nat -S POSTROUTING; of nft: nft list ruleset`,
    },
  });
}

/** Nobody listens: the connection is refused at once. */
export function refusesHttp(from: ProbePlace, url: string): Check {
  return httpCheck({
    id: checkId("refuses-http", url, placeId(from)),
    from,
    url,
    expected: say`${{ place: placeName(from) }} is refused at ${{ url: `http://${url}` }}`,
    wanted: (answer) => answer.code === CURL.refused,
    isMeantToFail: true,
    otherAnswer: TOO_EARLY,
  });
}

/** The request disappears: neither an answer nor a refusal. */
export function silentHttp(from: ProbePlace, url: string): Check {
  return httpCheck({
    id: checkId("silent-http", url, placeId(from)),
    from,
    url,
    expected: say`${{ place: placeName(from) }} gets neither an answer nor a refusal from ${{ url: `http://${url}` }}`,
    wanted: (answer) => answer.code === CURL.timedOut,
    isMeantToFail: true,
    otherAnswer: TOO_EARLY,
  });
}

/**
 * No answer, however it fails.
 *
 * @param cause why there is one all the same
 */
export function noHttp(from: ProbePlace, url: string, cause: Said = say`The rules let this caller in as well.`): Check {
  return httpCheck({
    id: checkId("no-http", url, placeId(from)),
    from,
    url,
    expected: say`${{ place: placeName(from) }} gets no answer from ${{ url: `http://${url}` }}`,
    wanted: (answer) => answer.status === 0,
    isMeantToFail: true,
    otherAnswer: {
      cause,
      next: say`See them, on the host: iptables-save; of nft: nft list ruleset. A condition on the source tells callers apart: -s ADDRESS, or ip saddr ADDRESS`,
    },
  });
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

/** The likely reason, and what to do now. */
interface Advice {
  readonly cause: Said;
  readonly next: Said;
}

interface HttpExpectation {
  readonly id: string;
  readonly from: ProbePlace;
  /** Without the scheme: `172.17.0.2:3000/news/all`. */
  readonly url: string;
  readonly expected: Message;
  readonly isMeantToFail?: boolean;
  /** What to say when an answer comes that is not the one wanted. */
  readonly otherAnswer?: Advice;
  readonly wanted: (answer: HttpAnswer) => boolean;
}

function httpCheck({
  id,
  from,
  url,
  expected,
  isMeantToFail = false,
  otherAnswer = OTHER_SERVER,
  wanted,
}: HttpExpectation): Check {
  return {
    id,
    name: expected,
    kind: "active",
    within: 3000,
    programs: ["curl"],
    judge: async (scene) => {
      const place = await probePlace(scene, from, expected);
      if (isNoPlace(place)) return place;
      const packet = requestTo(from, url);
      const { death, otherwise } = await likelyDeath(scene, packet);
      const look = lookIn(from, `curl -i -m 1 ${url}`);
      const seconds = patience(scene, isMeantToFail || death !== null ? "hopeless" : "hopeful") / 1000;
      const ran = await probe(
        scene,
        place,
        ["curl", "-q", "-s", "-S", "-m", String(seconds), "-w", "\\n%{http_code}", `http://${url}`],
        expected,
        look,
      );
      if (isNotRun(ran)) return ran;
      const answer = readAnswer(ran);
      return verdict(wanted(answer), {
        expected,
        observed: describe(answer),
        look,
        ...(answer.status === 0 ? explain(answer, death, otherwise) : otherAnswer),
        lost: answer.status === 0 && !isMeantToFail ? packet : null,
      });
    },
  };
}

function requestTo(from: ProbePlace, url: string): LostPacket {
  const { hostname, port } = new URL(`http://${url}`);
  return { from, destination: hostname, protocol: "tcp", port: Number(port || 80) };
}

const OTHER_SERVER: Advice = {
  cause: say`Something answers, but it is another server, or has no such page.`,
  next: say`See the answer with the command above, and what listens there: ss -ltn`,
};

const TOO_EARLY: Advice = {
  cause: say`It is answered: a rule that a later step adds is there already, or another server runs.`,
  next: say`See the rules, on the host: iptables-save; of nft: nft list ruleset. Restart the lesson for a fresh start.`,
};

function readAnswer({ code, stdout, stderr }: Ran): HttpAnswer {
  const end = stdout.lastIndexOf("\n");
  const body = stdout.slice(0, Math.max(end, 0));
  return {
    code,
    status: Number(stdout.slice(end + 1)) || 0,
    peer: /\b\d{1,3}(?:\.\d{1,3}){3}\b/.exec(body)?.[0] ?? null,
    complaint: stderr.trim(),
  };
}

function describe({ status, peer, complaint }: HttpAnswer): Message {
  if (status === 0) return verbatim(complaint);
  return peer === null ? say`HTTP status ${{ status }}` : say`HTTP status ${{ status }}; the server saw ${{ peer }}`;
}

function explain({ code }: HttpAnswer, death: Advice | null, otherwise: Advice): Advice {
  if (death !== null) return death;
  if (code === CURL.refused)
    return {
      cause: say`The packet arrives, and no program listens on that port there.`,
      next: say`Start the server, or see what listens: ss -ltn, in the namespace where it runs.`,
    };
  return otherwise;
}
