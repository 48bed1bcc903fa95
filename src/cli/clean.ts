import { readCgroupFacts } from "../lab/cgroup-facts.ts";
import { cgroupMountPoints } from "../lab/cgroup-plan.ts";
import { readRecords, runtimeDirectories } from "../lab/record.ts";
import { runningLabs } from "../lab/running-labs.ts";
import { sweepDeadLabs } from "../lab/sweep.ts";
import { removeUnclaimed } from "../lab/unclaimed.ts";
import { type Message, say } from "../say/message.ts";
import { asCalled } from "../ui/called.ts";
import { wrappingStream } from "../ui/wrapping-stream.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { tell, told } from "./telling.ts";

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
  const output = wrappingStream(context.output, asCalled(context.machine.environment));
  for (const said of cleanText(removed, running)) output.write(`${told(context, said)}\n`);
  if (left.length === 0) return EXIT.ok;
  tell(context, leftText(left));
  return EXIT.failed;
}

function cleanText(removed: readonly string[], running: number): readonly Message[] {
  const did =
    removed.length === 0
      ? say`Nothing to remove: no lab of yours has left anything.`
      : say`Removed, left by labs that were ended together with what cleans up after them:\n${{ paths: list(removed) }}`;
  if (running === 0) return [did];
  return [
    did,
    running === 1
      ? say`Not touched: one lab of yours that is running.`
      : say`Not touched: ${{ running }} labs of yours that are running.`,
  ];
}

function leftText(left: readonly string[]): Message {
  const command = `cat ${left[0]}/cgroup.procs`;
  return say`Still there, since processes are in it that you may not end, or you may not remove it:\n${{ paths: list(left) }}\nLook who is in there with: ${{ command }}\nThen run nslab clean again, as the person who started the lab (with sudo, if it was started so).`;
}

function list(paths: readonly string[]): string {
  return paths.map((path) => `  ${path}`).join("\n");
}
