import { listeningPorts } from "../src/kernel/listening-ports.ts";
import { type Check, verdict } from "./check.ts";
import { isMissing, lookIn, networkAt, type NetworkPlace, placeName } from "./networks.ts";

/**
 * A program listens on this TCP port in a network namespace.
 *
 * @param next how it is started, for whoever is stuck
 */
export function listensOn(
  place: NetworkPlace,
  port: number,
  next = "Start it in the terminal container, whose shell is in the namespace: node app.js",
): Check {
  const expected = `a program listens on port ${port} in ${placeName(place)}`;
  return {
    name: expected,
    kind: "state",
    within: 5000,
    judge: async (scene) => {
      const network = await networkAt(scene, place, expected);
      if (isMissing(network)) return network;
      const snapshot = await scene.snapshot();
      const inside = snapshot.processes.find((process) => process.namespaces.net === network.inode);
      const ports = inside === undefined ? [] : listeningPorts(inside);
      const elsewhere = snapshot.processes.find(
        (process) => process.namespaces.net !== network.inode && listeningPorts(process).includes(port),
      );
      return verdict(ports.includes(port), {
        expected,
        observed:
          inside === undefined
            ? `no program runs in ${placeName(place)}`
            : `the ports listened on there: ${ports.join(", ") || "none"}`,
        look: lookIn(place, "ss -ltn"),
        cause:
          elsewhere === undefined
            ? "The server was not started, or has ended: read what it printed."
            : `A program listens on port ${port} in another network namespace, which has ports of its own.`,
        next,
      });
    },
  };
}
