import { describe, expect, test } from "vitest";
import { asCalled, CALLED_ROOT, CALLED_SELF, howCalled } from "../../src/ui/called.ts";

const ARGV = ["/home/me/.nvm/bin/node", "/home/me/my nslab/dist/main.js"];
const BY_PATH = "sudo /home/me/.nvm/bin/node '/home/me/my nslab/dist/main.js'";
const everywhere = () => true;
const nowhere = () => false;

describe("how nslab was called", () => {
  test.each<[string, NodeJS.ProcessEnv, (program: string) => boolean, string, string]>([
    ["as it is installed", {}, everywhere, "nslab", "sudo nslab"],
    ["where sudo's PATH has none", {}, nowhere, "nslab", BY_PATH],
    ["where sudo's PATH has no node", {}, (program) => program === "nslab", "nslab", BY_PATH],
    ["by npx", { npm_command: "exec" }, everywhere, "npx nslab", BY_PATH],
    ["by npm start", { [CALLED_SELF]: "npm start --", npm_command: "start" }, everywhere, "npm start --", BY_PATH],
  ])("is known %s", (_, environment, isThere, self, root) => {
    expect(howCalled(environment, ARGV, isThere)).toEqual({ self, root });
  });
});

describe("a message", () => {
  const say = (self: string, root = "sudo /bin/node /opt/main.js") => asCalled({ [CALLED_SELF]: self, [CALLED_ROOT]: root });

  test("is as it was written where nslab is installed", () => {
    const text = "Start one: nslab start, sudo nslab doctor";
    expect(asCalled({})(text)).toBe(text);
  });

  test.each([
    ["Start one in another window: nslab start", "Start one in another window: npm start"],
    ["nslab start goes on in a fresh one.", "npm start goes on in a fresh one."],
    ["nslab start --plain, then", "npm start -- start --plain, then"],
    ["then `nslab lesson uts` opens it", "then `npm start -- lesson uts` opens it"],
    ["nslab list 3 shows its steps.", "npm start -- list 3 shows its steps."],
    ["nslab --language zh", "npm start -- --language zh"],
    ["nslab [command] [options]", "npm start -- [command] [options]"],
    ["nslab [命令] [选项]", "npm start -- [命令] [选项]"],
    ["Your place is kept: `nslab` goes on there.", "Your place is kept: `npm start` goes on there."],
    ["see: nslab doctor", "see: npm start -- doctor"],
    ["nslab has a defect; start nslab again, in nslab's window", "nslab has a defect; start nslab again, in nslab's window"],
    ["nslab listens, nslab-start, mynslab start", "nslab listens, nslab-start, mynslab start"],
    ["nslab [command] [options]", "npm start -- [command] [options]"],
    ["nslab COMMAND --help or nslab help COMMAND says", "npm start -- COMMAND --help or npm start -- help COMMAND says"],
    ["nslab helps", "nslab helps"],
    ["nslab", "npm start"],
    // npm's own lines are not for who reads the output.
    ["nslab list --format json | jq '.lessons[].id'", "npm start -s -- list --format json | jq '.lessons[].id'"],
    ["nslab map --format mermaid >lab.mmd", "npm start -s -- map --format mermaid >lab.mmd"],
    ["nslab start </dev/null >course.log", "npm start -s </dev/null >course.log"],
    ["source <(nslab completion bash)' >>~/.bashrc", "source <(npm start -s -- completion bash)' >>~/.bashrc"],
    ["echo 'ip -br addr' | nslab shell", "echo 'ip -br addr' | npm start -- shell"],
    ["run nslab as root (sudo nslab), or", "run nslab as root (sudo /bin/node /opt/main.js), or"],
    ["sudo nslab lesson cpu", "sudo /bin/node /opt/main.js lesson cpu"],
  ])("says what works for somebody who has only npm start: %s", (written, said) => {
    expect(say("npm start --")(written)).toBe(said);
  });

  test("says what works with npx", () => {
    expect(say("npx nslab")("nslab goes on; nslab lesson 3, `nslab`")).toBe("nslab goes on; npx nslab lesson 3, `npx nslab`");
  });

  test("says it where only root needs another word", () => {
    expect(asCalled({ [CALLED_ROOT]: BY_PATH })("nslab doctor, or sudo nslab")).toBe(`nslab doctor, or ${BY_PATH}`);
  });
});
