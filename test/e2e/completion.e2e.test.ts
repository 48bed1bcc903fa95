import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { programExists } from "../../src/lab/programs.ts";
import { install, type Installed } from "../support/installed.ts";
import { canTest } from "../support/must-work.ts";
import { Person } from "../support/person.ts";

interface ShellUnderTest {
  readonly name: string;
  readonly command: string;
  readonly load: string;
  /** A command whose output becomes part of the line, as that shell writes it. */
  readonly substitution: (command: string) => string;
  /** Whether it shows what its candidates mean. */
  readonly explains: boolean;
}

const SHELLS: readonly ShellUnderTest[] = [
  {
    name: "bash",
    command: "bash --norc -i",
    load: "source <(nslab completion bash)",
    substitution: (command) => `$(${command})`,
    explains: false,
  },
  {
    name: "zsh",
    command: "zsh -f -i",
    load: "source <(nslab completion zsh)",
    substitution: (command) => `$(${command})`,
    explains: true,
  },
  {
    name: "fish",
    command: "fish --no-config -i",
    load: "nslab completion fish | source",
    substitution: (command) => `(${command})`,
    explains: true,
  },
];

const CLEAR_LINE = "\u0015";

let installed: Installed;
let folder = "";

beforeAll(async () => {
  installed = await install();
  folder = mkdtempSync(join(tmpdir(), "nslab-completion-"));
  mkdirSync(join(folder, "bin"));
  symlinkSync(installed.program, join(folder, "bin/nslab"));
});
afterEach(() => Person.closeAll());
afterAll(() => {
  installed.remove();
  rmSync(folder, { recursive: true, force: true });
});

function environment(): Record<string, string> {
  return { PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`, HOME: folder, XDG_RUNTIME_DIR: folder };
}

/** Somebody at a prompt of that shell, which has read the script. */
async function personIn(shell: ShellUnderTest): Promise<Person> {
  const person = Person.start(shell.command, { columns: 120, rows: 24, environment: environment() });
  await person.sees(/[#$%>]\s*$/);
  person.press(`${shell.load}; echo lo''aded\r`);
  await person.sees(/^loaded\n.*[#$%>]\s*$/m);
  return person;
}

/** Clears the line, types and presses Tab. */
async function completes(person: Person, typed: string, wanted: RegExp): Promise<void> {
  person.press(`${CLEAR_LINE}${typed}\t`);
  await person.sees(wanted);
}

/** Leaves the shell, without running what stands on its line. */
async function leave(person: Person): Promise<number> {
  person.press(`${CLEAR_LINE}exit\r`);
  return person.exited;
}

for (const shell of SHELLS) {
  describe.runIf(canTest(programExists(shell.name), `${shell.name} is not installed`))(`in a real ${shell.name}, Tab`, () => {
    test("completes commands, lessons, options, their values and files", async () => {
      const person = await personIn(shell);
      await completes(person, "nslab les", /nslab lesson $|nslab lesson\s*$/m);
      await completes(person, "nslab lesson br", /nslab lesson bridge/);
      await completes(person, "nslab lesson bridge --re", /nslab lesson bridge --record/);
      await completes(person, "nslab start --record /etc/hostn", /--record \/etc\/hostname/);
      await completes(person, "nslab map --theme li", /--theme light/);
      await completes(person, "nslab map --format=js", /--format=json/);
      await completes(person, "nslab verify 7 co", /verify 7 container/);
      await completes(person, "nslab completion fi", /completion fish/);
      expect(await leave(person)).toBe(0);
      expect(person.printed).not.toMatch(/not found|error|usage|unknown/i);
    });

    test("shows what there is, and lessons by number where a number is begun", async () => {
      const person = await personIn(shell);
      await completes(person, "nslab lesson \t", shell.explains ? /bridge .*7: The bridge/ : /mounts [\s\S]*nsenter/);
      await completes(person, "nslab lesson 1\t", shell.explains ? /13 .*container: A container/ : /10 +11 +12 +13/);
      expect(await leave(person)).toBe(0);
    });

    test("runs nothing of what is typed", async () => {
      const person = await personIn(shell);
      const file = join(folder, `touched-by-${shell.name}`);
      await completes(person, `nslab lesson ${shell.substitution(`touch ${file}`)} --au`, /--auto/);
      expect(await leave(person)).toBe(0);
      expect(existsSync(file)).toBe(false);
    });
  });
}

describe("nslab completion", () => {
  const nslab = (given: readonly string[], variables: Readonly<Record<string, string>>) =>
    spawnSync(join(folder, "bin/nslab"), ["completion", ...given], { env: { ...environment(), ...variables }, encoding: "utf8" });

  test("prints the script of the shell that is named, whatever SHELL says", () => {
    for (const { name } of SHELLS) {
      const { status, stdout, stderr } = nslab([name], { SHELL: "/bin/tcsh" });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toContain(`for ${name}`);
    }
  });

  test("prints, in a pipe, the script of the shell that SHELL names, or asks which one", () => {
    expect(nslab([], { SHELL: "/usr/bin/zsh" }).stdout).toBe(nslab(["zsh"], {}).stdout);
    const unknown = nslab([], { SHELL: "/bin/tcsh" });
    expect(unknown).toMatchObject({ status: 2, stdout: "" });
    expect(unknown.stderr).toContain("nslab completion bash, nslab completion zsh, nslab completion fish");
    expect(nslab(["tcsh"], {})).toMatchObject({ status: 2, stdout: "" });
  });

  test("says at a terminal what to type, for one's own shell first", async () => {
    const person = Person.start(`${join(folder, "bin/nslab")} completion`, {
      columns: 80,
      rows: 24,
      environment: { ...environment(), SHELL: "/usr/bin/fish" },
    });
    expect(await person.exited).toBe(0);
    const said = person.rows.join("\n");
    expect(said).toMatch(/fish, which is your shell\n[\s\S]*bash\n {2}echo 'source <\(nslab completion bash\)' >>~\/\.bashrc\n/);
    expect(said).toContain("nslab completion fish >~/.config/fish/completions/nslab.fish");
  });

  test("answers with nothing where nothing fits, and never complains", () => {
    for (const words of [
      ["frobnicate", ""],
      ["--", ""],
      ["lesson", "=", "="],
      ["", "", ""],
      ["verify", "--jobs", ""],
    ]) {
      const { status, stderr } = spawnSync(join(folder, "bin/nslab"), ["__complete", "--", ...words], {
        env: environment(),
        encoding: "utf8",
      });
      expect({ words, status, stderr }).toEqual({ words, status: 0, stderr: "" });
    }
  });
});
