import { Option } from "commander";
import { say } from "../say/message.ts";
import { type Cli, type CourseOptions, inRecording, playing, withCourse } from "./declared.ts";
import type { ListOptions } from "./list.ts";
import { courseOption, labOption, PLAIN, TRUST, wholeNumber } from "./options.ts";
import type { RecordOptions } from "./record.ts";
import type { VerifyOptions } from "./verify-options.ts";

/** The course and its lessons. */
export function declareLessons({ program, context, told, does }: Cli): void {
  playing(
    program.command("start").description(told(say`go on where you stand; without a terminal, play the whole course unattended`)),
    told,
  ).action(
    does(async (options: { plain: boolean } & RecordOptions & CourseOptions) => {
      const { start } = await import("./start.ts");
      return withCourse(context, options, (opened) => inRecording(opened, options, (recorded) => start(recorded, options)));
    }),
  );

  playing(
    program
      .command("lesson")
      .description(told(say`open a lesson in a fresh lab at its starting point`))
      .argument("<lesson>", told(say`its number or its id, as nslab list shows them`))
      .option("--auto", told(say`play it unattended and print what happens`), false),
    told,
  ).action(
    does(async (name: string, options: { auto: boolean; plain: boolean } & RecordOptions & CourseOptions) => {
      const { lesson } = await import("./lesson.ts");
      return withCourse(context, options, (opened) =>
        inRecording(opened, options, (recorded) => lesson(recorded, name, options)),
      );
    }),
  );

  program
    .command("list")
    .description(told(say`the lessons, what each teaches, and how far you are`))
    .argument("[lesson]", told(say`one lesson, whose steps are listed`))
    .option("--long", told(say`what each lesson teaches, too`), false)
    .addOption(new Option("--format <format>", told(say`how it is written`)).choices(["pretty", "json"]).default("pretty"))
    .option("--plain", told(PLAIN), false)
    .addOption(courseOption(told))
    .option("--trust", told(TRUST), false)
    .action(
      does(async (lesson: string | undefined, options: Omit<ListOptions, "lesson"> & CourseOptions) => {
        const { list } = await import("./list.ts");
        return withCourse(context, options, (opened) => list(opened, { lesson, ...options }));
      }),
    );

  program
    .command("verify")
    .description(told(say`judge your running lab as it is now; with none running, replay lessons in throw-away labs`))
    .argument("[lesson...]", told(say`lessons by number or id; all of them by default`))
    .option("--replay", told(say`replay lessons even while a lab is running`), false)
    .addOption(
      new Option("--format <format>", told(say`how the report is written`))
        .choices(["pretty", "json", "junit", "tap"])
        .default("pretty"),
    )
    .option("--jobs <n>", told(say`lessons replayed side by side`), wholeNumber, 1)
    .addOption(labOption(told))
    .option("--plain", told(PLAIN), false)
    .addOption(courseOption(told))
    .option("--trust", told(TRUST), false)
    .action(
      does(async (lessons: string[], options: Omit<VerifyOptions, "lessons"> & CourseOptions) => {
        const { verify } = await import("./verify.ts");
        return withCourse(context, options, (opened) => verify(opened, { lessons, ...options }));
      }),
    );
}
