/**
 * The server that the container runs, a line each; without single quotes, since a shell writes it to
 * a file. It tells the caller which address it saw, and prints nothing for a request: the checks
 * make some too.
 */
export const APP: readonly string[] = [
  'const { createServer } = require("node:http");',
  "",
  "const server = createServer((request, response) => {",
  '  response.setHeader("Content-Type", "application/json; charset=utf-8");',
  '  response.end(JSON.stringify({ news: ["a container answers"], you: request.socket.remoteAddress }) + "\\n");',
  "});",
  "",
  'server.listen(3000, "0.0.0.0", () => console.log("Server started responding on port 3000."));',
];
