import { type Check, verdict } from "./check.ts";
import { isNotRun, probe } from "./probe.ts";
import { WORLD } from "./world.ts";

/** A UDP packet with this source address has arrived at the internet's server, which keeps a list of what it saw. */
export function farEndSaw(source: string): Check {
  const expected = `a packet with the source ${source} has arrived at ${WORLD.web}`;
  const look = `on the host: curl -s http://${WORLD.web}/seen`;
  return {
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
      return verdict(
        lines.some((line) => line.startsWith(`udp ${source}:`)),
        {
          expected,
          observed: ran.code === 0 ? `the last it saw: ${lines.slice(-3).join(", ") || "nothing yet"}` : ran.stderr.trim(),
          look,
          cause:
            "No UDP packet was sent from the container, or it did not leave the host, or its source was rewritten on the way.",
          next: `Type in the terminal container: echo hello > /dev/udp/${WORLD.web}/7`,
        },
      );
    },
  };
}
