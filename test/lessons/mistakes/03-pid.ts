import type { Snapshot } from "../../../src/kernel/snapshot.ts";
import type { MistakesOfLesson } from "../../support/learner-data.ts";

const host = (line: string) => ({ in: "host", line }) as const;
const START = "unshare -fpm --mount-proc bash";
const CARELESS = "unshare -fpm --mount-proc bash -c 'sleep 500 & exec sleep 1000'";

/** PID on the host of the container's `sleep` for so many seconds. */
const hostPidOf = ({ processes }: Snapshot, seconds: string) =>
  processes.find(({ name, command }) => name === "sleep" && command.at(-1) === seconds)?.pids[0] ?? 0;

const pid: MistakesOfLesson = {
  lesson: "pid",
  mistakes: [
    {
      step: "no-fork",
      who: "gives -f already",
      types: ["unshare -fpm bash", "date", "date"],
      told: /`-f` was given, which is the cure and comes next/,
      cure: ["exit", "unshare -pm bash", "date", "date"],
    },
    {
      step: "no-fork",
      who: "runs only one program",
      types: ["unshare -pm bash", "date"],
      told: /showed that bash cannot fork[^]*Type in the terminal container: date/,
      cure: ["date"],
    },
    {
      step: "fork",
      who: "does not leave the broken shell",
      types: ["unshare -fpm bash"],
      told: /in the host's PID namespace[^]*exit; unshare -fpm bash/,
      cure: ["exit", "unshare -fpm bash"],
    },
    {
      step: "fork",
      who: "forgets -f again",
      types: ["exit", "unshare -pm bash"],
      told: /unshare was not given -p and -f/,
      cure: ["exit", "unshare -fpm bash"],
    },
    {
      step: "mount-proc",
      who: "forgets --mount-proc",
      types: ["exit", "unshare -fpm bash"],
      told: /A proc file system shows the PID namespace of whoever mounted it/,
      cure: ["exit", START],
    },
    {
      step: "mount-proc",
      who: "does not leave the shell first",
      types: [START],
      told: /Shells were started inside one another/,
      cure: ["exit", "exit", START],
    },
    {
      step: "mount-proc",
      who: "forgets -f",
      types: ["exit", "unshare -pm --mount-proc bash"],
      told: /unshare was not given -p and -f/,
      cure: ["exit", START],
    },
    {
      step: "inside",
      who: "has left the shell",
      types: ["exit", "ps -ef"],
      told: /is on the host: the one that `unshare` started has ended/,
      cure: [START, "ps -ef"],
    },
    {
      step: "inside",
      who: "asks on the host",
      types: [host("ps -ef")],
      told: /nothing was printed[^]*In the terminal container: ps -ef/i,
      cure: ["ps -ef"],
    },
    {
      step: "outside",
      who: "reads the status of the host's PID 1",
      types: ["lsns -t pid", "grep NSpid /proc/1/status"],
      told: /The status of another process was read/,
      cure: (situation) => [`grep NSpid /proc/${situation.front("container")}/status`],
    },
    {
      step: "orphan",
      who: "starts it from the shell itself",
      types: ["sleep 300 &", "ps -f --forest"],
      told: /PID 1 has only children that it started itself/,
      cure: ["bash -c 'sleep 300 & ps -f'"],
    },
    {
      step: "kill",
      who: "kills the PID that the container sees",
      types: ["kill -9 1"],
      told: /another process was killed, or the signal was one that PID 1 ignores/,
      cure: (situation) => [`kill -9 ${situation.front("container")}`],
    },
    {
      step: "kill",
      who: "sends the ordinary signal",
      types: (situation) => [`kill ${situation.front("container")}`],
      told: /the signal was one that PID 1 ignores/,
      cure: (situation) => [`kill -9 ${situation.front("container")}`],
    },
    {
      step: "kill",
      who: "kills from inside",
      types: [{ in: "container", line: "kill -9 $$" }],
      told: /on the host: kill -9 \d+/,
      cure: (situation) => [`kill -9 ${situation.front("container")}`],
    },
    {
      step: "careless",
      who: "forgets exec",
      types: ["unshare -fpm --mount-proc bash -c 'sleep 500 & sleep 1000'"],
      told: /PID 1 is the shell because exec is missing[^]*Press Ctrl-C in the terminal container2, then type/,
      cure: [{ key: "Ctrl-C" }, CARELESS],
    },
    {
      step: "zombie",
      who: "kills PID 1 instead of its child",
      types: ["pkill -9 -x -f 'sleep 1000'"],
      told: /The `sleep` that was PID 1 has ended, and its namespace with it/,
    },
    {
      step: "zombie",
      who: "sends PID 1 the ordinary signal",
      types: ["pkill -x -f 'sleep 1000'"],
      told: /End the child of PID 1, not PID 1 itself/,
      cure: ({ snapshot }) => [`kill ${hostPidOf(snapshot, "500")}`],
    },
    {
      step: "bury",
      who: "kills the zombie",
      types: ["kill -9 $(pgrep -n -x sleep)"],
      told: /PID 1 of that namespace still runs: another process was killed/,
      cure: ({ snapshot }) => [`kill -9 ${hostPidOf(snapshot, "1000")}`],
    },
    {
      step: "challenge",
      who: "makes one namespace only",
      types: [START],
      told: /has the PIDs \d+, 1, from the host inwards/,
      cure: [START],
    },
    {
      step: "challenge",
      who: "makes one too many",
      types: [START, START, START],
      told: /Shells were started inside one another/,
      cure: ["exit", "exit", "exit", START, START],
    },
    {
      step: "challenge",
      who: "forgets the inner /proc",
      types: [START, "unshare -fpm bash"],
      told: /shows the PID namespace of whoever mounted it/,
      cure: ["exit", START],
    },
  ],
};

export default pid;
