import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Check } from "../../checks/check.ts";
import { holdsProgram, lacksLoader, runsIn, showsLibraries, showsTree } from "../../checks/root-trees.ts";
import { chrooted, escaped, standsOutsideRoot } from "../../checks/roots.ts";
import { identityOf } from "../../src/lab/record.ts";
import { say } from "../../src/say/message.ts";
import { aProcess, aSnapshot } from "../kernel/build-snapshot.ts";
import { aScene } from "../support/a-scene.ts";
import { verdictInChinese } from "../support/in-chinese.ts";

/** This process stands for the host and for what is in front in each terminal: the files are the machine's. */
const self = aProcess(1020, { ...identityOf(process.pid), pids: [20] });
const snapshot = { ...aSnapshot(), host: self, processes: [self] };
const tree = realpathSync(mkdtempSync(join(tmpdir(), "nslab-tree-")));
const next = say`On the host: ${{ lines: "cp it" }}`;

mkdirSync(join(tree, "bin"));
writeFileSync(join(tree, "bin/text"), "text");
chmodSync(join(tree, "bin/text"), 0o644);
symlinkSync("/etc/hostname", join(tree, "bin/link"));
afterAll(() => rmSync(tree, { recursive: true }));

test.each<[string, Check, object]>([
  [
    "a shell that is in no chroot",
    chrooted("container", tree),
    {
      expected: `终端 container 的前台进程以 ${tree} 为根目录`,
      observed: "bash（PID 20）的根目录是 /",
      look: "在宿主机上：ls -ld /proc/20/root",
      cause: "没有执行 chroot，或者它失败了，或者又用 exit 退出了它的 shell。",
      next: `在终端 container 里输入：chroot ${tree} usr/bin/bash`,
    },
  ],
  [
    "a shell inside its root",
    standsOutsideRoot("container"),
    {
      expected: "终端 container 的前台进程，当前目录在自己的根目录之外",
      observed: "bash（PID 20）的根目录是 /，当前目录是 /root",
      cause: "根目录和当前目录是一起换的（chroot 命令就是这样），或者根本没有换。",
    },
  ],
  [
    "a shell that needed no escape",
    escaped("container"),
    {
      expected: "终端 container 的前台进程是在 chroot 里启动的，却以宿主机的 / 为根目录",
      observed: "bash（PID 20）的根目录是 /；它上面没有 shell 在 chroot 里",
      cause: "是用 exit 退出 chroot 的，而不是从里面走出来的。",
      next: "再进去一次。在终端 container 里：chroot . usr/bin/bash",
    },
  ],
  [
    "a program that was not copied",
    holdsProgram(tree, "bin/bash"),
    {
      expected: `宿主机上有可执行文件 ${tree}/bin/bash`,
      observed: `没有 ${tree}/bin/bash`,
      cause: "还没有复制，或者复制到了别的目录：文件树里的路径从 /root/docker 开始，前面没有斜杠。",
    },
  ],
  [
    "a link in place of a program",
    holdsProgram(tree, "bin/link"),
    {
      observed: `${tree}/bin/link 是一个链接，通向 ${tree} 之外`,
      cause: "链接只是一个路径，在文件树里面，这个路径哪儿也通不到：必须有文件本身。",
    },
  ],
  ["a text in place of a program", holdsProgram(tree, "bin/text"), { observed: `${tree}/bin/text 是文件，但不可执行` }],
  [
    "a program without a loader",
    lacksLoader(tree, "bin/text"),
    { expected: `${tree} 里有 bin/text，却没有它需要的加载器`, observed: `${tree}/bin/text 不需要加载器` },
  ],
  [
    "libraries that were not shown",
    showsLibraries("host", `${tree}/bin/text`),
    {
      expected: `终端 host 里显示了 ${tree}/bin/text 需要的库和它的加载器`,
      observed: `${tree}/bin/text 没有加载器`,
      cause: "用 ldd 查的是别的程序，或者输入的是别的命令。",
    },
  ],
  [
    "a root directory that was not shown",
    showsTree("container"),
    { expected: "终端 container 里显示了根目录里的全部内容", observed: "终端 container 里的 shell 以宿主机的根目录为根目录" },
  ],
])("a verdict about %s reads well in Chinese", async (_, check, said) => {
  expect(verdictInChinese(await check.judge(aScene(snapshot)))).toMatchObject({ type: "fail", ...said });
});

test.each([
  [1, "bash: it: No such file", { observed: "它结束了，退出码是 1：bash: it: No such file", cause: "程序能够运行，但失败了。" }],
  [125, "", { cause: "chroot 本身就失败了：/nowhere 已经没有了。" }],
  [127, "", { cause: "程序、它的加载器或某个库不在文件树里，或者不在查找它的路径下。", next: "在宿主机上：cp it" }],
  [null, "", { type: "error", observed: "它没有结束", next: "看看这台机器缺什么：nslab doctor" }],
])("a command in a tree that ended with %s is told in Chinese", async (code, output, said) => {
  const scene = { ...aScene(snapshot), asLearner: async () => ({ code, output }) };
  const verdict = await runsIn("/nowhere", "bash", "it", say`bash runs`, next).judge(scene);
  expect(verdictInChinese(verdict)).toMatchObject({ expected: "在 /nowhere 里，bash 能够运行", ...said });
});
