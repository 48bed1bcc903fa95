import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Place } from "../../src/lab/enter.ts";
import type { Lab } from "../../src/lab/lab.ts";
import { createLab } from "../../src/lab/machine.ts";
import { runInLab } from "../../src/lab/run-in-lab.ts";
import { inEnglish } from "../../src/say/words.ts";

const PACKAGE_ROOT = fileURLToPath(new URL("../..", import.meta.url));

let lab: Lab;

beforeAll(async () => {
  const made = await createLab({ packageRoot: PACKAGE_ROOT, uid: process.getuid?.() ?? 0, environment: process.env });
  if ("type" in made) throw new Error(`no lab: ${made.part}: ${inEnglish(made.complaint)}`);
  lab = made;
  await lab.worldReady();
});

afterAll(() => lab.down());

const fromHost = (argv: readonly string[], place: Place = {}) => runInLab(lab, place, argv, { timeout: 5000 });
const bash = (script: string) => fromHost(["bash", "-c", script]);
const seen = async () => (await fromHost(["curl", "-s", "http://203.0.113.80/seen"])).stdout;

describe("the internet of a lab", () => {
  test("tells the host the address it comes from", async () => {
    expect((await fromHost(["curl", "-s", "http://203.0.113.80/"])).stdout).toBe("you are 192.168.102.253\n");
    expect((await fromHost(["curl", "-s", "http://203.0.113.80/ip"])).stdout).toBe("192.168.102.253\n");
  });

  test("answers HEAD with the head alone", async () => {
    const head = await fromHost(["curl", "-sI", "http://203.0.113.80/"]);
    expect(head.stdout).toMatch(/^HTTP\/1\.1 200 OK\n/);
    expect(head.stdout).toContain("content-length: 24\n");
  });

  test("answers only what it has, and only GET and HEAD", async () => {
    const status = ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}"];
    expect((await fromHost([...status, "http://203.0.113.80/nothing"])).stdout).toBe("404");
    expect((await fromHost([...status, "-X", "POST", "http://203.0.113.80/"])).stdout).toBe("405");
  });

  test("resolves names with the lab's own resolv.conf", async () => {
    const hosts = (name: string) => lab.runAsLearner(["getent", "hosts", name], 5000);
    expect((await hosts("example.com")).output).toMatch(/^203\.0\.113\.80\s+example\.com\n$/);
    expect((await hosts("dns.example.com")).output).toMatch(/^203\.0\.113\.53\s/);
    expect((await hosts("203.0.113.80")).output).toMatch(/example\.com\n$/);
    expect((await hosts("nowhere.example.com")).code).toBe(2);
  });

  test("answers DNS over TCP too, even in two pieces", async () => {
    const query = "\\xab\\xcd\\x01\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x07example\\x03com\\x00\\x00\\x01\\x00\\x01";
    const ran = await bash(
      `exec 3<>/dev/tcp/203.0.113.53/53; printf '\\x00' >&3; printf '\\x1d${query}' >&3; head -c 47 <&3 | tail -c 4 | od -An -tu1`,
    );
    expect(ran.stdout.trim().split(/\s+/)).toEqual(["203", "0", "113", "80"]);
  });

  test("outlives nonsense on every port", async () => {
    await bash(
      "for to in udp/203.0.113.53/53 tcp/203.0.113.53/53 tcp/203.0.113.80/80; do head -c 700 /dev/urandom >/dev/$to; done; printf '\\x00' >/dev/udp/203.0.113.53/53",
    );
    expect((await fromHost(["curl", "-s", "http://203.0.113.80/ip"])).stdout).toBe("192.168.102.253\n");
    expect((await lab.runAsLearner(["getent", "hosts", "example.com"], 5000)).code).toBe(0);
  });

  test.each(["203.0.113.53:53", "203.0.113.80:7"])("outlives packets to %s that say they come from port 0", async (to) => {
    const [address = "", port = ""] = to.split(":");
    const ran = await fromHost(["perl", "-e", FROM_PORT_0, address, port]);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect((await lab.runAsLearner(["getent", "hosts", "example.com"], 5000)).code).toBe(0);
    expect(await seen()).not.toContain(":0\n");
  });

  test("serves on beside callers who never read, and those who never come to the point", async () => {
    const rude = `(exec 3<>/dev/tcp/203.0.113.80/80; printf 'GET / HTTP/1.1\\r\\nX: ' >&3; sleep 3) &`;
    const deaf = `(exec 3<>/dev/tcp/203.0.113.53/53; printf '${"\\x00\\x1d\\xab\\xcd\\x01\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x07example\\x03com\\x00\\x00\\x01\\x00\\x01".repeat(50)}' >&3; sleep 3) &`;
    await bash(`for i in 1 2 3 4 5 6 7 8; do ${rude} ${deaf} done >/dev/null 2>&1`);
    expect((await fromHost(["curl", "-s", "-m", "2", "http://203.0.113.80/ip"])).stdout).toBe("192.168.102.253\n");
    expect((await lab.runAsLearner(["getent", "hosts", "example.com"], 5000)).code).toBe(0);
  });

  test("echoes UDP and remembers who sent it; who asks for the list is not on it", async () => {
    const echo = await bash("exec 3<>/dev/udp/203.0.113.80/7; echo hello >&3; head -n 1 <&3");
    expect(echo.stdout).toBe("hello\n");
    const before = await seen();
    expect(before.trimEnd().split("\n").at(-1)).toMatch(/^udp 192\.168\.102\.253:\d+$/);
    expect(await seen()).toBe(before);
    await fromHost(["curl", "-s", "http://203.0.113.80/"]);
    expect((await seen()).trimEnd().split("\n").at(-1)).toBe("tcp 192.168.102.253");
  });

  test("sees a packet with a private source, but its answer finds no way back", async () => {
    const ran = await bash(
      `ip addr add 172.17.0.2/32 dev lo && ${process.execPath} --input-type=module -e '${PRIVATE_SOURCE}'; ip addr del 172.17.0.2/32 dev lo`,
    );
    expect(ran).toMatchObject({ code: 0, stdout: "seen, no answer\n", stderr: "" });
  });
});

/** A UDP datagram whose header says: from port 0 (RFC 768); with a DNS question in it. */
const FROM_PORT_0 = `
use Socket;
my ($address, $port) = @ARGV;
socket(my $raw, PF_INET, SOCK_RAW, 17) or die $!;
my $data = pack("H*", "abcd01000001000000000000076578616d706c6503636f6d0000010001");
send($raw, pack("nnnn", 0, $port, 8 + length $data, 0) . $data, 0, sockaddr_in($port, inet_aton($address))) or die $! for 1 .. 3;
`;

// The internet would have answered before it lists the sender, so nothing need be waited for beyond that.
const PRIVATE_SOURCE = `
import { createSocket } from "node:dgram";
import { get } from "node:http";
let answers = 0;
const socket = createSocket("udp4");
socket.on("message", () => { answers += 1; });
socket.bind(4711, "172.17.0.2", () => socket.send("x", 7, "203.0.113.80", look));
function look() {
  get({ host: "203.0.113.80", path: "/seen", localAddress: "192.168.102.253" }, async (response) => {
    let text = "";
    for await (const chunk of response) text += chunk;
    if (!text.includes("udp 172.17.0.2:4711")) return look();
    setImmediate(() => { console.log(answers === 0 ? "seen, no answer" : "answered"); socket.close(); });
  });
}`;
