// The internet of a lab. Runs inside the lab, in the internet's network namespace, by the node that
// runs nslab. One file without dependencies: it is all of nslab that the lab holds.
//
//   203.0.113.53  DNS on port 53, UDP and TCP
//   203.0.113.80  HTTP on port 80; UDP echo on port 7 (RFC 862)
//
// Says "world-ready" on standard output when all of them answer, and nothing else there.
import { createSocket } from "node:dgram";
import { realpathSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { fileURLToPath } from "node:url";

const DNS_ADDRESS = "203.0.113.53";
const WEB_ADDRESS = "203.0.113.80";

/** @type {ReadonlyMap<string, string>} IPv4 addresses by name */
const ADDRESSES = new Map([
  ["example.com", WEB_ADDRESS],
  ["www.example.com", WEB_ADDRESS],
  ["dns.example.com", DNS_ADDRESS],
]);

/** @type {ReadonlyMap<string, string>} names by the reversed form of their address (RFC 1035, 3.5) */
const POINTERS = new Map([
  [reverseName(WEB_ADDRESS), "example.com"],
  [reverseName(DNS_ADDRESS), "dns.example.com"],
]);

const TYPE = { A: 1, PTR: 12, ANY: 255 };
const CLASS_IN = 1;
const RCODE = { noError: 0, formatError: 1, noSuchName: 3, notImplemented: 4, refused: 5 };
const HEADER = 12;
const TTL_SECONDS = 60;
/** Of each server's callers: who keeps more waiting, or does not read his answers, is a learner at play. */
const MOST_CONNECTIONS = 64;
const MOST_UNREAD = 64 * 1024;
const PATIENCE_MS = 5000;

/** @param {string} address */
function reverseName(address) {
  return `${address.split(".").reverse().join(".")}.in-addr.arpa`;
}

/**
 * Answers one DNS message (RFC 1035).
 * @param {Buffer} query
 * @returns {Buffer | null} null for what deserves no answer: fragments, and answers sent to us
 */
export function answerDns(query) {
  if (query.length < HEADER || (query.readUInt8(2) & 0x80) !== 0) return null;
  const opcode = (query.readUInt8(2) >> 3) & 0x0f;
  if (opcode !== 0) return dnsMessage(query, RCODE.notImplemented, null, null);
  const question = readQuestion(query);
  if (question === null) return dnsMessage(query, RCODE.formatError, null, null);
  const { name, type, end } = question;
  const asked = query.subarray(HEADER, end);
  if (question.class !== CLASS_IN && question.class !== TYPE.ANY) return dnsMessage(query, RCODE.refused, asked, null);
  const address = ADDRESSES.get(name);
  const pointer = POINTERS.get(name);
  if (address === undefined && pointer === undefined) return dnsMessage(query, RCODE.noSuchName, asked, null);
  if (address !== undefined && (type === TYPE.A || type === TYPE.ANY)) {
    return dnsMessage(query, RCODE.noError, asked, record(TYPE.A, Buffer.from(address.split(".").map(Number))));
  }
  if (pointer !== undefined && (type === TYPE.PTR || type === TYPE.ANY)) {
    return dnsMessage(query, RCODE.noError, asked, record(TYPE.PTR, encodeName(pointer)));
  }
  return dnsMessage(query, RCODE.noError, asked, null); // the name exists, the type does not: AAAA, say
}

/**
 * @param {Buffer} query
 * @returns {{ name: string, type: number, class: number, end: number } | null} null when malformed
 */
function readQuestion(query) {
  if (query.readUInt16BE(4) !== 1) return null;
  const labels = [];
  let at = HEADER;
  for (;;) {
    const length = query[at];
    if (length === undefined || length > 63) return null; // above 63: a pointer, and there is nothing to point to yet
    at += 1;
    if (length === 0) break;
    if (at + length - HEADER > 255) return null;
    labels.push(query.toString("latin1", at, at + length).toLowerCase());
    at += length;
  }
  if (at + 4 > query.length) return null;
  return { name: labels.join("."), type: query.readUInt16BE(at), class: query.readUInt16BE(at + 2), end: at + 4 };
}

/**
 * @param {Buffer} query
 * @param {number} rcode
 * @param {Buffer | null} question repeated byte for byte, as resolvers that mix cases demand
 * @param {Buffer | null} answer
 */
function dnsMessage(query, rcode, question, answer) {
  const header = Buffer.alloc(HEADER);
  query.copy(header, 0, 0, 2);
  // QR and AA set, the opcode and RD as asked; RA set, or a resolver warns of a server that does not recurse.
  header.writeUInt8(0x84 | (query.readUInt8(2) & 0x79), 2);
  header.writeUInt8(0x80 | rcode, 3);
  header.writeUInt16BE(question === null ? 0 : 1, 4);
  header.writeUInt16BE(answer === null ? 0 : 1, 6);
  return Buffer.concat([header, question ?? Buffer.alloc(0), answer ?? Buffer.alloc(0)]);
}

/**
 * @param {number} type
 * @param {Buffer} data
 */
function record(type, data) {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc000 | HEADER, 0); // the name: that of the question
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(CLASS_IN, 4);
  head.writeUInt32BE(TTL_SECONDS, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

/** @param {string} name */
function encodeName(name) {
  const labels = name.split(".").map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, "latin1")]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

/**
 * What HTTP answers, as text.
 * @param {string} path
 * @param {string} peer the address the request came from
 * @param {readonly string[]} seen
 * @returns {{ status: number, body: string }}
 */
export function answerHttp(path, peer, seen) {
  switch (path) {
    case "/":
      return { status: 200, body: `you are ${peer}\n` };
    case "/ip":
      return { status: 200, body: `${peer}\n` };
    case "/seen":
      return { status: 200, body: seen.map((line) => `${line}\n`).join("") };
    default:
      return { status: 404, body: "There is no such page here. Try /, /ip or /seen.\n" };
  }
}

/** The newest lines, the oldest of them first. */
export class Seen {
  /** @type {string[]} */
  lines = [];

  /** @param {string} line */
  add(line) {
    this.lines.push(line);
    if (this.lines.length > 50) this.lines.shift();
  }
}

/**
 * @param {Seen} seen
 * @returns {Promise<void>} resolves when it listens
 */
function serveDnsOverUdp(seen) {
  return serveUdp(DNS_ADDRESS, 53, (message, port, address) => {
    seen.add(`udp ${address}:${port}`);
    return answerDns(message);
  });
}

/**
 * What arrives from an address without a way back is seen here, and the echo is lost: of TCP not
 * even the SYN could be accepted.
 * @param {Seen} seen
 */
function serveEcho(seen) {
  return serveUdp(WEB_ADDRESS, 7, (message, port, address) => {
    seen.add(`udp ${address}:${port}`);
    return port === 7 ? null : message; // two echoes would talk for ever
  });
}

/**
 * @param {string} address
 * @param {number} port
 * @param {(message: Buffer, port: number, address: string) => Buffer | null} answer
 * @returns {Promise<void>}
 */
function serveUdp(address, port, answer) {
  const socket = createSocket("udp4");
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(port, address, () => {
      socket.off("error", reject);
      socket.on("error", () => undefined); // one answer that could not be sent concerns nobody else
      resolve();
    });
    socket.on("message", (message, peer) => {
      if (peer.port === 0) return; // a packet may say so (RFC 768); nothing can be sent there
      const reply = answer(message, peer.port, peer.address);
      // "Network is unreachable" is what a private source address gets: the lesson, not an error.
      if (reply !== null) socket.send(reply, peer.port, peer.address, () => undefined);
    });
  });
}

/**
 * Messages with two bytes of length before them (RFC 1035, 4.2.2).
 * @param {Seen} seen
 * @returns {Promise<void>}
 */
function serveDnsOverTcp(seen) {
  const server = createTcpServer((connection) => {
    let received = Buffer.alloc(0);
    seen.add(`tcp ${connection.remoteAddress}`);
    connection.on("error", () => undefined);
    connection.setTimeout(PATIENCE_MS, () => connection.destroy());
    connection.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const end = 2 + received.readUInt16BE(0);
        const reply = answerDns(received.subarray(2, end));
        received = received.subarray(end);
        if (reply === null || connection.writableLength > MOST_UNREAD) return void connection.destroy();
        const length = Buffer.alloc(2);
        length.writeUInt16BE(reply.length);
        connection.write(Buffer.concat([length, reply]));
      }
    });
  });
  return listening(server, DNS_ADDRESS, 53);
}

/**
 * @param {Seen} seen
 * @returns {Promise<void>}
 */
function serveHttp(seen) {
  const patience = { headersTimeout: PATIENCE_MS, requestTimeout: PATIENCE_MS, keepAliveTimeout: PATIENCE_MS };
  const server = createHttpServer(patience, (request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const peer = request.socket.remoteAddress ?? "unknown";
    // Who looks at the list does not stand in it: a check's own look must not make the check true.
    if (path !== "/seen") seen.add(`tcp ${peer}`);
    const allowed = request.method === "GET" || request.method === "HEAD";
    const { status, body } = allowed ? answerHttp(path, peer, seen.lines) : { status: 405, body: "Only GET and HEAD.\n" };
    response.writeHead(status, {
      "content-type": "text/plain; charset=utf-8",
      "content-length": Buffer.byteLength(body),
      ...(allowed ? {} : { allow: "GET, HEAD" }),
    });
    response.end(request.method === "HEAD" ? "" : body);
  });
  return listening(server, WEB_ADDRESS, 80);
}

/**
 * @param {import("node:net").Server} server
 * @param {string} address
 * @param {number} port
 * @returns {Promise<void>}
 */
function listening(server, address, port) {
  server.maxConnections = MOST_CONNECTIONS;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

// Imported by a test, it serves nothing.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const seen = new Seen();
  await Promise.all([serveDnsOverUdp(seen), serveDnsOverTcp(seen), serveHttp(seen), serveEcho(seen)]);
  process.stdout.write("world-ready\n");
}
