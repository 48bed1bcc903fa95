import { createServer, type Server } from "node:net";

/** Servers of the machine's, which nobody in a lab can reach. */
export interface Listeners {
  readonly port: string;
  readonly abstractSocket: string;
  /** Who came, since it was asked last. */
  came(): readonly string[];
  close(): void;
}

const ABSTRACT = "nslab-outside";

export async function listen(): Promise<Listeners> {
  const came: string[] = [];
  const servers: Server[] = [];
  const serve = async (name: string, at: { readonly path: string } | { readonly port: number; readonly host: string }) => {
    const server = createServer((socket) => {
      came.push(`somebody came to ${name}`);
      socket.on("error", () => undefined);
      socket.end("nslab-was-here\n");
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(at, resolve));
    return server;
  };
  const tcp = await serve("the loopback's server", { port: 0, host: "127.0.0.1" });
  await serve("the abstract socket", { path: `\0${ABSTRACT}` });
  await serve("the socket in /run", { path: "/run/outside.sock" });
  const address = tcp.address();
  return {
    port: String(typeof address === "object" ? address?.port : 0),
    abstractSocket: ABSTRACT,
    came: () => came.splice(0),
    close: () => {
      for (const server of servers) server.close();
    },
  };
}
