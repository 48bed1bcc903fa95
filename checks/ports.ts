import { listed, type Message, type Said, say } from "../src/say/message.ts";
import { type Listener, listeners, listeningPorts } from "../src/kernel/listening-ports.ts";
import type { Network, Snapshot } from "../src/kernel/snapshot.ts";
import { type Check, checkId, verdict } from "./check.ts";
import { isMissing, lookIn, networkAt, nameOfNetwork, placeId, placeName } from "./networks.ts";
import type { NetworkPlace } from "./network-places.ts";

/**
 * A program listens on this TCP port in a network namespace, on an address that its clients reach.
 *
 * @param next how it is started, for whoever is stuck
 * @param clients where they are: for those in the same namespace, 127.0.0.1 will do
 */
export function listensOn(
  place: NetworkPlace,
  port: number,
  next: Said = say`Start it in the terminal container, whose shell is in the namespace: node app.js`,
  clients: "elsewhere" | "there" = "elsewhere",
): Check {
  const expected = say`a program listens on port ${{ port }} in ${{ place: placeName(place) }}`;
  return {
    id: checkId("listens", port, placeId(place)),
    name: expected,
    kind: "state",
    within: 5000,
    judge: async (scene) => {
      const network = await networkAt(scene, place, expected);
      if (isMissing(network)) return network;
      const snapshot = await scene.snapshot();
      const inside = snapshot.processes.find((process) => process.namespaces.net === network.inode);
      const found = inside === undefined ? [] : listeners(inside);
      const isReached = (each: Listener) => each.port === port && (clients === "there" || !each.isLoopback);
      const isLoopbackOnly = found.some((each) => each.port === port && each.isLoopback);
      const elsewhere = found.some(isReached) ? undefined : listeningElsewhere(snapshot, network, port);
      return verdict(found.some(isReached), {
        expected,
        observed: inside === undefined ? say`no program runs in ${{ place: placeName(place) }}` : describe(found),
        look: lookIn(place, "ss -ltn"),
        ...(isLoopbackOnly
          ? {
              cause: say`The server listens on 127.0.0.1 alone, which only ${{ place: placeName(place) }} itself can reach.`,
              next: say`End it with Ctrl-C, let it listen on 0.0.0.0 (in app.js: the last line), and start it again.`,
            }
          : {
              cause:
                elsewhere === undefined
                  ? say`The server was not started, has ended, or listens on another port: read what it printed.`
                  : say`A program listens on port ${{ port }} in another network namespace, ${{ network: nameOfNetwork(snapshot, elsewhere) }}, which has ports of its own.`,
              next: elsewhere === undefined ? next : say`End it there with Ctrl-C. ${{ next }}`,
            }),
      });
    },
  };
}

/** Another network namespace in which a program listens on that port. */
function listeningElsewhere({ networks, processes }: Snapshot, network: Network, port: number): Network | undefined {
  return [...networks.values()].find((other) => {
    const inside = other === network ? undefined : processes.find((process) => process.namespaces.net === other.inode);
    return inside !== undefined && listeningPorts(inside).includes(port);
  });
}

/** `the ports listened on there: 3000, 8080 (on 127.0.0.1 alone)` */
function describe(found: readonly Listener[]): Message {
  if (found.length === 0) return say`the ports listened on there: none`;
  const each = new Map(found.map((listener) => [`${listener.port} ${listener.isLoopback}`, listener]));
  const ports = [...each.values()].map(({ port, isLoopback }) => (isLoopback ? say`${{ port }} (on 127.0.0.1 alone)` : port));
  return say`the ports listened on there: ${{ ports: listed(ports) }}`;
}
