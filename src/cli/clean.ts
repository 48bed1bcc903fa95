import { readCgroupFacts } from "../lab/cgroup-facts.ts";
import { cgroupMountPoints } from "../lab/cgroup-plan.ts";
import { readRecords, runtimeDirectories } from "../lab/record.ts";
import { runningLabs } from "../lab/running-labs.ts";
import { sweepDeadLabs } from "../lab/sweep.ts";
import { removeUnclaimed } from "../lab/unclaimed.ts";
import { asCalled } from "../ui/called.ts";
import { wrappingStream } from "../ui/wrapping-stream.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";

/** `nslab clean`: removes what dead labs of this person left, and says what. Running labs are not touched. */
export async function clean(context: Context): Promise<ExitCode> {
  const { environment, uid } = context.machine;
  const directories = runtimeDirectories(environment, uid);
  const claimed = directories
    .flatMap((directory) => readRecords(directory))
    .flatMap(({ record }) => record.reach.cgroupDirectories);
  const swept = directories.map((directory) => sweepDeadLabs(directory));
  swept.push(removeUnclaimed(cgroupMountPoints(readCgroupFacts(uid)), claimed));
  const running = directories.flatMap((directory) => runningLabs(directory)).length;
  const removed = swept.flatMap((each) => each.removed);
  const left = swept.flatMap((each) => each.left);
  wrappingStream(context.output, asCalled(context.machine.environment)).write(cleanText(removed, running));
  if (left.length === 0) return EXIT.ok;
  context.errors.write(leftText(left));
  return EXIT.failed;
}

function cleanText(removed: readonly string[], running: number): string {
  const did =
    removed.length === 0
      ? "Nothing to remove: no lab of yours has left anything.\n"
      : `Removed, left by labs that were ended together with what cleans up after them:\n${list(removed)}`;
  if (running === 0) return did;
  return `${did}Not touched: ${running === 1 ? "one lab of yours that is running" : `${running} labs of yours that are running`}.\n`;
}

function leftText(left: readonly string[]): string {
  return `Still there, since processes are in it that you may not end, or you may not remove it:\n${list(left)}Look who is in there with: cat ${left[0]}/cgroup.procs\nThen run nslab clean again, as the person who started the lab (with sudo, if it was started so).\n`;
}

function list(paths: readonly string[]): string {
  return paths.map((path) => `  ${path}\n`).join("");
}
