import { describe, expect, test } from "vitest";
import { answerIn } from "../../checks/ping-shown.ts";
import { allInEnglish } from "../support/in-english.ts";

const QUIET = `PING 10.0.0.2 (10.0.0.2) 56(84) bytes of data.

--- 10.0.0.2 ping statistics ---
2 packets transmitted, 2 received, 0% packet loss, time 1001ms
rtt min/avg/max/mdev = 0.040/0.051/0.062/0.011 ms
`;

describe("an answer to a ping is seen", () => {
  test.each([
    ["by its own line", "64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=0.05 ms"],
    ["by its own line behind a name", "64 bytes from ns1 (10.0.0.2): icmp_seq=1 ttl=64 time=0.05 ms"],
    ["in the count of ping -q", QUIET],
    ["in the count of busybox", QUIET.replace("2 received", "2 packets received")],
    ["after another ping", `${QUIET.replaceAll("10.0.0.2", "10.0.0.9").replace("2 received", "0 received")}${QUIET}`],
  ])("%s", (_, output) => {
    expect(answerIn(output, "10.0.0.2").passed).toBe(true);
  });

  test("and not where none came", () => {
    expect(allInEnglish(answerIn(QUIET.replace("2 received", "0 received"), "10.0.0.2"))).toEqual({
      passed: false,
      observed: "10.0.0.2 was pinged, and no answer came",
    });
  });

  test("and not where another address was pinged, which is said", () => {
    expect(allInEnglish(answerIn(QUIET, "10.0.0.1"))).toMatchObject({
      passed: false,
      cause: "The ping went to another address, 10.0.0.2.",
    });
    expect(answerIn("64 bytes from 10.0.0.22: icmp_seq=1", "10.0.0.2").passed).toBe(false);
  });
});
