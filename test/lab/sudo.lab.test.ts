import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lab } from "../../src/lab/lab.ts";
import { Terminal } from "../../src/terminal/terminal.ts";
import { canTest } from "../support/must-work.ts";
import { SIZE, startTestLab, typed } from "../support/test-lab.ts";

describe("sudo and doas in a lab", () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await startTestLab();
  });
  afterAll(() => lab.down());

  test.each<[typed: string, printed: string]>([
    ["sudo id -u; doas id -u", "0\n0\n"],
    ["type -P sudo; sudo sudo doas echo thrice", "/opt/nslab/sudo\nthrice\n"],
    [
      "sudo -nE -H -u root -- echo all; sudo -uroot --non-interactive echo of; sudo --user=root --user root -p '' echo it",
      "all\nof\nit\n",
    ],
    ["doas -nu root echo doas", "doas\n"],
    ["sudo A=1 -E name='two words' bash -c 'echo $A, $name'", "1, two words\n"],
    ["sudo mount -t tmpfs none /mnt && sudo umount /mnt; echo $?", "0\n"],
    ["sudo sh -c 'exit 7'; echo $?", "7\n"],
    ["echo text | sudo tee /tmp/file; sudo cat /tmp/file", "text\ntext\n"],
    [
      "(exec sudo bash -c 'echo $$ $BASHPID $SHLVL') | { read -r one same level; echo $((one - same)) $((level - SHLVL)); }",
      "0 1\n",
    ],
    ["sudo -s echo '$HOME' 'a  b'; cd /tmp; sudo -i pwd; sudo -D /usr pwd; cd", "/root a  b\n/root\n/usr\n"],
    ["sudo -v; sudo -k; doas -L; echo $?", "0\n"],
    ["sudo no-such-program; echo $?", "sudo: no-such-program: command not found\n1\n"],
    ["sudo export A=1; echo $?", "sudo: export is a part of the shell, no program: sudo cannot run it\n1\n"],
    ["sudo -u no-such-person id; echo $?", "sudo: unknown user no-such-person\n1\n"],
    ["sudo -u '#5' id; echo $?", "sudo: unknown user #5\n1\n"],
    ["sudo su -c 'echo $UID'", "0\n"],
    [
      "unshare -U -r sudo -u nobody id; echo $?",
      "sudo: this lab was started by an ordinary user, so root is the only user in it: nobody cannot be had here\n1\n",
    ],
    ["echo 1 | sudo tee /proc/sys/net/ipv4/ip_forward; sudo bash -c 'echo 0 > /proc/sys/net/ipv4/ip_forward'; echo $?", "1\n0\n"],
    ["sudo -b sleep 0; echo $?", "0\n"],
    [
      "unshare -U sudo id; echo $?",
      "sudo: this shell is not root's, and no password makes it so: exit leads back to one that is\n1\n",
    ],
  ])("%s", async (line, printed) => {
    expect(await typed(lab, line)).toBe(printed);
  });

  test.runIf(canTest(process.getuid?.() === 0, "this is not root"))(
    "run things as somebody else, as su and runuser do",
    async () => {
      const line = "sudo -u nobody whoami; sudo -u '#65534' whoami; sudo -unobody bash -c 'echo $UID'";
      expect(await typed(lab, line)).toBe("nobody\nnobody\n65534\n");
      expect(await typed(lab, "su -s /bin/sh nobody -c whoami; sudo runuser -u nobody whoami")).toBe("nobody\nnobody\n");
    },
  );

  test.each(["sudo", "doas", "sudo -n", "sudo --no-such-option ls", "sudo -u"])("say what they are for: %s", async (line) => {
    expect(await typed(lab, `${line}; echo $?`)).toMatch(
      /^usage: (sudo|doas) .*\nYou are root in this lab already: \1 runs the rest of the line, and needs no password\.\n1\n$/,
    );
  });

  test.each(["sudo -s", "sudo -i", "doas -s", "sudo bash", "sudo su"])(
    "open a shell that is followed as any: %s",
    async (line) => {
      const terminal = await Terminal.open(lab, "host", "host", SIZE);
      await terminal.run(line);
      terminal.forget();
      await terminal.run("echo $SHLVL $UID");
      expect(terminal.output).toBe("2 0\n");
      await terminal.run("exit");
      terminal.forget();
      await terminal.run("echo $SHLVL");
      expect(terminal.output).toBe("1\n");
      await terminal.run("exit");
    },
  );

  test("are what they are on the neighbor, too, and are not in a root directory of a learner's own", async () => {
    const neighbor = await Terminal.open(lab, "neighbor", "neighbor", SIZE);
    await neighbor.run("sudo -n hostname");
    expect(neighbor.output).toBe("neighbor\n");
    await neighbor.run("exit");
    expect(
      await typed(
        lab,
        "cp -L --parents /usr/bin/bash $(ldd /bin/bash | grep -o '/[^ ]*') /tmp; sudo chroot /tmp /usr/bin/bash -c 'sudo id'",
      ),
    ).toMatch(/^\/usr\/bin\/bash: line 1: sudo: (command not found|No such file or directory)\n$/);
  });
});
