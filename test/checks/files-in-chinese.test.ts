import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Check } from "../../checks/check.ts";
import { showsFile } from "../../checks/files-shown.ts";
import { hasFile, isDirectory } from "../../checks/files.ts";
import { identityOf } from "../../src/lab/record.ts";
import { say } from "../../src/say/message.ts";
import { aProcess, aSnapshot } from "../kernel/build-snapshot.ts";
import { aScene } from "../support/a-scene.ts";
import { verdictInChinese } from "../support/in-chinese.ts";

/** This process stands for the host and for what is in front in each terminal: the files are the machine's. */
const self = aProcess(1020, { ...identityOf(process.pid), pids: [20] });
const snapshot = { ...aSnapshot(), host: self, processes: [self] };
const folder = mkdtempSync(join(tmpdir(), "nslab-files-"));
const [note, empty, nothing] = ["note", "empty", "nothing"].map((name) => join(folder, name)) as [string, string, string];
writeFileSync(note, "text\n");
writeFileSync(empty, "");
mkdirSync(join(folder, "dir"));
afterAll(() => rmSync(folder, { recursive: true }));

const next = say`In the terminal container: ${{ lines: "touch it" }}`;
test.each<[string, Check, object]>([
  [
    "a directory that is not there",
    isDirectory("host", nothing),
    {
      expected: `宿主机上的 ${nothing} 是目录`,
      observed: `没有 ${nothing}`,
      look: `在宿主机上：ls -ld ${nothing}`,
      cause: "还没有创建，或者建在了别的路径下。",
      next: `在宿主机上输入：mkdir -p ${nothing}`,
    },
  ],
  [
    "a file in place of a directory",
    isDirectory("container", note),
    {
      observed: `${note} 是文件`,
      cause: "占用这个名字的是别的东西。",
      next: `在终端 container 里输入：rm ${note}; mkdir -p ${note}`,
    },
  ],
  [
    "a directory in place of a file",
    hasFile("host", join(folder, "dir"), { next }),
    { observed: `${folder}/dir 是目录`, next: `先删除它，在宿主机上：rm -r ${folder}/dir。然后在终端 container 里：touch it` },
  ],
  [
    "a file that holds something else",
    hasFile("container", note, { holding: "web", next }),
    {
      expected: `终端 container 里有文件 ${note}，其中有 web`,
      observed: `${note} 是文件，但内容不符`,
      cause: "还没有写入内容，或者写的是别的内容。",
    },
  ],
  [
    "a file that is no program",
    hasFile("host", note, { executable: true, next }),
    { expected: `宿主机上有可执行文件 ${note}`, observed: `${note} 是文件，但不可执行` },
  ],
  [
    "a file that the host sees, too",
    hasFile("container", note, { onlyThere: true, next }),
    {
      expected: `终端 container 里有文件 ${note}，宿主机上则没有`,
      observed: `${note} 是文件；宿主机看到的是同一个文件`,
      look: `在终端 container 里：ls -l ${note}；在宿主机上：ls -l ${note}`,
      cause: "它所在的那部分文件树，双方都看得见。",
      next: `宿主机也看得见它，先删除，在终端 container 里：rm ${note}。然后在宿主机看不见的地方：在终端 container 里：touch it`,
    },
  ],
  [
    "an empty file that was to be shown",
    showsFile("container", empty, { name: "data/note", write: next }),
    {
      expected: "终端 container 里显示了文件 data/note 的内容",
      observed: `${empty} 是空的`,
      next: "在终端 container 里输入：cat data/note。文件里要有内容：在终端 container 里：touch it",
    },
  ],
])("a verdict about %s reads well in Chinese", async (_, check, said) => {
  expect(verdictInChinese(await check.judge(aScene(snapshot)))).toMatchObject({ type: "fail", ...said });
});
