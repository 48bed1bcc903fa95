import type { TypedLesson } from "../../support/learner-data.ts";
import mounts from "./01-mounts.ts";
import chroot from "./02-chroot.ts";
import pid from "./03-pid.ts";
import uts from "./04-uts.ts";
import ipc from "./05-ipc.ts";
import veth from "./06-veth.ts";
import bridge from "./07-bridge.ts";
import snat from "./08-snat.ts";
import dnat from "./09-dnat.ts";
import nsenter from "./10-nsenter.ts";
import cpu from "./11-cpu.ts";
import memory from "./12-memory.ts";
import container from "./13-container.ts";

/** What learners type who type everything themselves, by lesson. */
export const TYPED: readonly TypedLesson[] = [
  mounts,
  chroot,
  pid,
  uts,
  ipc,
  veth,
  bridge,
  snat,
  dnat,
  nsenter,
  cpu,
  memory,
  container,
];
