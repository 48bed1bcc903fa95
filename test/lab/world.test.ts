import { describe, expect, test } from "vitest";
import { answerDns, answerHttp, Seen } from "../../src/lab/world.mjs";

const A = 1;
const PTR = 12;
const AAAA = 28;

function query(name: string, type: number, change: { class?: number; flags?: number; questions?: number } = {}): Buffer {
  const labels = name.split(".").map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  const header = Buffer.from([0xab, 0xcd, change.flags ?? 1, 0, 0, change.questions ?? 1, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([header, ...labels, Buffer.from([0, 0, type, 0, change.class ?? 1])]);
}

/** Fields of an answer that decide; `data` is the record's. */
function decode(answer: Buffer | null) {
  if (answer === null) return null;
  const data = answer.readUInt16BE(6) === 0 ? null : answer;
  return { id: answer.readUInt16BE(0), isAnswer: (answer.readUInt8(2) & 0x80) !== 0, rcode: answer.readUInt8(3) & 0x0f, data };
}

describe("the internet's DNS", () => {
  test.each([
    ["example.com", [203, 0, 113, 80]],
    ["www.example.com", [203, 0, 113, 80]],
    ["dns.example.com", [203, 0, 113, 53]],
    ["ExAmPlE.CoM", [203, 0, 113, 80]],
  ])("gives the address of %s", (name, address) => {
    const answer = decode(answerDns(query(name, A)));
    expect(answer).toMatchObject({ id: 0xabcd, isAnswer: true, rcode: 0 });
    expect([...(answer?.data?.subarray(-4) ?? [])]).toEqual(address);
  });

  test.each([
    ["80.113.0.203.in-addr.arpa", "example"],
    ["53.113.0.203.in-addr.arpa", "dns"],
  ])("gives the name behind %s", (name, firstLabel) => {
    const answer = decode(answerDns(query(name, PTR)));
    expect(answer?.rcode).toBe(0);
    const question = query(name, PTR);
    const data = answer?.data?.subarray(question.length + 12);
    expect(data?.toString("latin1", 1, 1 + (data[0] ?? 0))).toBe(firstLabel);
  });

  test("has no IPv6 address of a name it knows, and says so without an error", () => {
    expect(decode(answerDns(query("example.com", AAAA)))).toMatchObject({ rcode: 0, data: null });
  });

  test.each([["nowhere.example.com"], ["example.org"], ["1.102.168.192.in-addr.arpa"]])("knows no %s", (name) => {
    expect(decode(answerDns(query(name, A)))).toMatchObject({ rcode: 3, data: null });
  });

  test("repeats the question byte for byte", () => {
    const question = query("WWW.example.com", A);
    expect(answerDns(question)?.subarray(12, question.length)).toEqual(question.subarray(12));
  });

  test("answers neither fragments nor answers", () => {
    expect(answerDns(Buffer.alloc(0))).toBeNull();
    expect(answerDns(query("example.com", A).subarray(0, 11))).toBeNull();
    expect(answerDns(query("example.com", A, { flags: 0x81 }))).toBeNull();
  });

  test.each([
    ["a name cut off", query("example.com", A).subarray(0, 20), 1],
    ["a name without its type", query("example.com", A).subarray(0, -3), 1],
    ["two questions", query("example.com", A, { questions: 2 }), 1],
    ["a name that points to itself", Buffer.concat([query("x", A).subarray(0, 12), Buffer.from([0xc0, 12, 0, 1, 0, 1])]), 1],
    ["an update", query("example.com", A, { flags: 5 << 3 }), 4],
    ["another class", query("example.com", A, { class: 3 }), 5],
  ])("refuses %s", (_what, message, rcode) => {
    expect(decode(answerDns(message))).toMatchObject({ isAnswer: true, rcode, data: null });
  });

  test("lives through any bytes whatever", () => {
    let seed = 1;
    const random = () => (seed = (seed * 16807) % 2147483647);
    const messages = Array.from({ length: 5000 }, () =>
      Buffer.from(Array.from({ length: random() % 80 }, () => random() & 0xff)),
    );
    const answers = messages.map((message) => answerDns(message)).filter((answer) => answer !== null);
    expect(answers.length).toBeGreaterThan(100);
    expect(answers.every((answer) => answer.length >= 12)).toBe(true);
  });
});

describe("the internet's HTTP", () => {
  test.each([
    ["/", 200, "you are 192.0.2.1\n"],
    ["/ip", 200, "192.0.2.1\n"],
    ["/seen", 200, "udp 172.17.0.2:4711\ntcp 192.0.2.9\n"],
  ])("%s tells what it saw", (path, status, body) => {
    expect(answerHttp(path, "192.0.2.1", ["udp 172.17.0.2:4711", "tcp 192.0.2.9"])).toEqual({ status, body });
  });

  test("has no other page", () => {
    expect(answerHttp("/etc/passwd", "192.0.2.1", []).status).toBe(404);
  });

  test("remembers the last 50", () => {
    const seen = new Seen();
    for (let index = 1; index <= 60; index += 1) seen.add(String(index));
    expect(seen.lines).toHaveLength(50);
    expect(seen.lines.at(0)).toBe("11");
    expect(seen.lines.at(-1)).toBe("60");
  });
});
