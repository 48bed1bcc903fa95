import { describe, expect, test } from "vitest";
import { verdict } from "../../checks/check.ts";
import { say } from "../../src/say/message.ts";
import { englishIn, englishOfVerdict } from "./english-left.ts";

describe("English in what is shown in Chinese", () => {
  test.each([
    ["docker0 里没有地址：the address was not given to any link there", "the address was not given to any link there"],
    ["It has ended。", "It has ended"],
    ["看：no link, as it seems", "no link, as it seems"],
  ])("is found: %s", (text, english) => {
    expect(englishIn(text)).toEqual([english]);
  });

  test.each([
    "在宿主机上：ip route add default via 172.17.0.1 dev veth0",
    "在终端 container 里输入：mount --make-rprivate /; chroot . usr/bin/bash",
    "网桥 docker0 已启用",
    "for i in 1 2 3; do echo $i; done",
  ])("is not seen in %s", (text) => {
    expect(englishIn(text)).toEqual([]);
  });

  test("is told by the part of a verdict", () => {
    const facts = { expected: say`the host`, observed: "it is not", look: "ip link", cause: say`the router`, next: "ip link" };
    expect(englishOfVerdict(verdict(false, facts))).toEqual(["observed: it is not"]);
    expect(englishOfVerdict(verdict(true, facts))).toEqual(["observed: it is not"]);
  });
});
