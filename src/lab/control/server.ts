import { chmodSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { ControlConnection } from "./connection.ts";
import type { Controlled } from "./controlled.ts";

/** Connections, those of which nothing is known yet among them. */
const MOST_CONNECTIONS = 16;
/** What a path of a socket has room for in bytes, without the zero behind it (unix(7), sun_path). */
const LONGEST_PATH = 107;

/** A lab's control socket. Whoever reaches its file may use it: it stands in a directory of one person's. */
export class ControlServer {
  readonly path: string;
  readonly #server: Server;
  readonly #connections = new Set<ControlConnection>();

  private constructor(server: Server, path: string, controlled: Controlled) {
    this.#server = server;
    this.path = path;
    const others = { terminals: 0, commands: 0 };
    server.maxConnections = MOST_CONNECTIONS;
    server.on("connection", (socket: Socket) => {
      const connection = new ControlConnection(socket, controlled, others);
      this.#connections.add(connection);
      socket.once("close", () => void this.#connections.delete(connection));
    });
    server.on("error", () => undefined); // no descriptor left for one that connects, say: the others go on
    server.unref();
  }

  /** Listens from now on; null where no socket can be made there. A stale one in its place is removed. */
  static listen(path: string, controlled: Controlled): ControlServer | null {
    if (Buffer.byteLength(path) > LONGEST_PATH) return null;
    const server = createServer();
    const control = new ControlServer(server, path, controlled);
    rmSync(path, { force: true });
    // It is bound when this returns; a failure is told by an event alone.
    server.listen(path);
    if (!server.listening) return null;
    try {
      chmodSync(path, 0o600);
    } catch {
      control.close();
      return null;
    }
    return control;
  }

  /** Ends all connections, and removes the socket. */
  close(): void {
    for (const connection of this.#connections) connection.end();
    if (this.#server.listening) this.#server.close();
  }
}
