import type { Joint } from "../message.ts";
import { besideEachOther, type Phrases, type Words } from "../words.ts";
import { COMMANDS } from "./commands.ts";
import { COMMON } from "./common.ts";
import { CONTAINERS } from "./containers.ts";
import { COURSES } from "./courses.ts";
import { DEATHS } from "./deaths.ts";
import { ENGINE } from "./engine.ts";
import { FAILURES } from "./failures.ts";
import { FILES } from "./files.ts";
import { GROUPS } from "./groups.ts";
import { HELP } from "./help.ts";
import { HELP_PAGES } from "./help-pages.ts";
import { HELP_PAGES_LAB } from "./help-pages-lab.ts";
import { LESSONS } from "./lessons.ts";
import { MACHINE } from "./machine.ts";
import { NETWORK } from "./network.ts";
import { PERSON } from "./person.ts";
import { PROCESSES } from "./processes.ts";
import { REACH } from "./reach.ts";
import { REPORTS } from "./reports.ts";
import { OUTSIDE } from "./outside.ts";
import { RULES } from "./rules.ts";
import { SHOWN } from "./shown.ts";
import { UNREAD } from "./unread.ts";

/** A file a subject; no sentence is in two of them. */
export const CATALOGUES: readonly Phrases[] = [
  COMMON,
  FILES,
  SHOWN,
  NETWORK,
  UNREAD,
  REACH,
  DEATHS,
  RULES,
  PROCESSES,
  CONTAINERS,
  GROUPS,
  LESSONS,
  ENGINE,
  COURSES,
  OUTSIDE,
  COMMANDS,
  REPORTS,
  FAILURES,
  PERSON,
  HELP,
  HELP_PAGES,
  HELP_PAGES_LAB,
  MACHINE,
];

function jointOf(by: Joint, isLast: boolean): string {
  if (by === ";") return "；";
  if (by === "," || !isLast) return "、";
  return by === "and" ? " 和 " : " 或 ";
}

/** How Chinese says messages. */
export const CHINESE_WORDS: Words = {
  phrases: Object.assign({}, ...CATALOGUES) as Phrases,
  isWide: true,
  list(items, by) {
    return items
      .flatMap((item, at) => (at === 0 ? [item] : [jointOf(by, at === items.length - 1), item]))
      .reduce(besideEachOther, "");
  },
};
