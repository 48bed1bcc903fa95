import { say, verbatim } from "../src/say/message.ts";
import { type Check, checkId, verdict } from "./check.ts";
import { lookIn, typeIn } from "./networks.ts";
import { isNotRun, probe } from "./probe.ts";
import { WORLD } from "./world.ts";

/** A UDP packet with this source address has arrived at the internet's server, which keeps a list of what it saw. */
export function farEndSaw(source: string): Check {
  const expected = say`a packet with the source ${{ source }} has arrived at ${{ server: WORLD.web }}`;
  const look = lookIn("host", `curl -s http://${WORLD.web}/seen`);
  return {
    id: checkId("far-end-saw", source),
    name: expected,
    kind: "active",
    within: 1000,
    programs: ["curl"],
    judge: async (scene) => {
      // asked from the server's own place, so that the look neither needs the host's way out nor leaves a trace
      const ran = await probe(
        scene,
        { world: "internet" },
        ["curl", "-q", "-s", "-S", "-m", "1", `http://${WORLD.web}/seen`],
        expected,
        look,
      );
      if (isNotRun(ran)) return ran;
      const lines = ran.stdout.trim().split("\n");
      const last = lines.slice(-3).join(", ");
      return verdict(
        lines.some((line) => line.startsWith(`udp ${source}:`)),
        {
          expected,
          observed:
            ran.code !== 0
              ? verbatim(ran.stderr.trim())
              : last === ""
                ? say`the last it saw: nothing yet`
                : say`the last it saw: ${{ last }}`,
          look,
          cause: say`No UDP packet was sent from the container, or it did not leave the host, or its source was rewritten on the way.`,
          next: typeIn("container", `echo hello > /dev/udp/${WORLD.web}/7`),
        },
      );
    },
  };
}
