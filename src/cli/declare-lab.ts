import { Option } from "commander";
import { say } from "../say/message.ts";
import type { Cli } from "./declared.ts";
import type { MapOptions } from "./look-at-map.ts";
import { labOption, PLAIN } from "./options.ts";
import type { LabOptions } from "./which-lab.ts";

/** The running lab, and the machine. */
export function declareLab({ program, context, told, does }: Cli): void {
  program
    .command("shell")
    .description(told(say`a shell of your own in the running lab`))
    .argument("[terminal]", told(say`where: host (default), neighbor, or where one of the lesson's terminals is now`))
    .addOption(labOption(told))
    .action(
      does(async (terminal: string | undefined, options: LabOptions) =>
        (await import("./shell.ts")).shell(context, terminal, options),
      ),
    );

  program
    .command("map")
    .description(told(say`draw the running lab: namespaces, cables, addresses, rules, processes, limits`))
    .addOption(labOption(told))
    .option("--watch", told(say`draw it anew whenever the lab changes; q ends`), false)
    .option("--ascii", told(say`lines of ASCII characters`), false)
    .option("--plain", told(PLAIN), false)
    .addOption(new Option("--format <format>", told(say`what is printed`)).choices(["text", "json", "mermaid"]).default("text"))
    .addOption(new Option("--svg <file>", told(say`write an SVG picture instead`)).conflicts(["watch", "format"]))
    .option("--force", told(say`write over a picture of that name`), false)
    .addOption(
      new Option("--theme <theme>", told(say`colours of the SVG; auto follows its reader`))
        .choices(["light", "dark", "auto"])
        .default("auto"),
    )
    .action(does(async (options: MapOptions) => (await import("./map.ts")).map(context, options)));

  program
    .command("script")
    .description(told(say`print the commands that build container N`))
    .argument("<N>", told(say`its number, from 1`))
    .action(does(async (number: string) => (await import("./script.ts")).script(context, number)));

  program
    .command("doctor")
    .description(told(say`what this machine can and cannot do, found out by doing it, with the exact fix`))
    .option("--fix", told(say`install missing tools with the machine's package manager`), false)
    .option("--plain", told(PLAIN), false)
    .action(
      does(async (options: { fix: boolean; plain: boolean }) => (await import("./run-doctor.ts")).runDoctor(context, options)),
    );
}
