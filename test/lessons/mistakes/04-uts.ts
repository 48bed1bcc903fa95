import type { MistakesOfLesson } from "../../support/learner-data.ts";

const host = (line: string) => ({ in: "host", line }) as const;
const START = "unshare -fpmu --mount-proc bash";
const NAME = "hostname container1";
const BIND = "mount --bind hosts /etc/hosts";
const ADD = 'echo "127.0.1.1 container1" >> hosts';

const uts: MistakesOfLesson = {
  lesson: "uts",
  mistakes: [
    {
      step: "without",
      who: "gives -u already",
      types: [START, NAME],
      told: /`-u` was given, which comes later/,
      cure: ["exit", "unshare -fpm --mount-proc bash", NAME],
    },
    {
      step: "without",
      who: "renames without starting a container",
      types: [NAME],
      told: /shares a PID and a mount namespace with the host/,
      cure: ["unshare -fpm --mount-proc bash"],
    },
    {
      step: "put-right",
      who: "gives another name",
      types: ["hostname localhost"],
      told: /it is localhost[^]*hostname host/,
      cure: ["hostname host"],
    },
    {
      step: "unshare",
      who: "forgets -u",
      types: ["exit", "unshare -fpm --mount-proc bash"],
      told: /shares a UTS namespace with the host/,
      cure: ["exit", START],
    },
    {
      step: "unshare",
      who: "forgets -f",
      types: ["exit", "unshare -pmu bash"],
      told: /shares a PID namespace with the host/,
      cure: ["exit", "unshare -fpmu --mount-proc bash"],
    },
    {
      step: "unshare",
      who: "types it in the terminal host",
      types: [host(START)],
      told: /The terminal `host` has left the host/,
      cure: [host("exit"), "exit", START],
    },
    {
      step: "copy",
      who: "has left the shell",
      types: ["exit", "hostname"],
      told: /is on the host: the one that `unshare` started has ended/,
      cure: [START, "hostname"],
    },
    {
      step: "copy",
      who: "renames it too early",
      types: ["hostname container1", "hostname"],
      told: /it is container1[^]*It was set there already, to container1/,
      cure: ["hostname host", "hostname"],
    },
    {
      step: "rename",
      who: "renames the host",
      types: [host(NAME)],
      told: /The name was set on the host\.[^]*on the host: hostname host/,
      cure: [host("hostname host"), NAME],
    },
    {
      step: "rename",
      who: "has left the shell, and renames the host",
      types: ["exit", NAME],
      told: /is on the host: the one that `unshare` started has ended[^]*Put the host right/,
      cure: [host("hostname host"), START, NAME],
    },
    {
      step: "rename",
      who: "misspells the name",
      types: ["hostname container"],
      told: /is called container, and the host is called host[^]*hostname container1/,
      cure: [NAME],
    },
    {
      step: "outside",
      who: "asks in the container",
      types: [{ in: "container", line: "hostname" }],
      told: /nothing was printed[^]*Type in the terminal host: hostname/,
      cure: ["hostname"],
    },
    {
      step: "address",
      who: "changes the host's own file",
      types: ['echo "127.0.1.1 container1" >> /etc/hosts'],
      told: /The host's own `\/etc\/hosts` has the new name in it now/,
      cure: [host("sed -i /container1/d /etc/hosts"), "cp /etc/hosts hosts", ADD, BIND],
    },
    {
      step: "address",
      who: "changes the host's own file, and covers it with a copy",
      types: [host("echo '127.0.1.1 container1' >> /etc/hosts"), "cp /etc/hosts hosts", BIND],
      told: /The host's own `\/etc\/hosts` has the new name in it now[^]*the host has it there as well/,
      // sed -i would put another file there, and the kernel takes away what is mounted on one that goes.
      cure: [host('echo "$(grep -v container1 /etc/hosts)" > /etc/hosts')],
    },
    {
      step: "address",
      who: "mounts on the host",
      types: ["cp /etc/hosts hosts", ADD, host(BIND)],
      told: /The mount on `\/etc\/hosts` is on the host's list/,
      cure: [host("umount /etc/hosts"), BIND],
    },
    {
      step: "address",
      who: "swaps the two files",
      types: ["cp /etc/hosts hosts", ADD, "mount --bind /etc/hosts hosts"],
      told: /the two files changed places/,
      cure: ["umount hosts", BIND],
    },
    {
      step: "address",
      who: "adds the name to the copy and does not show it",
      types: ["cp /etc/hosts hosts", ADD],
      told: /holds something else[^]*mount --bind hosts \/etc\/hosts/,
      cure: [BIND],
    },
    {
      step: "challenge",
      who: "forgets -u and renames the host",
      types: ["unshare -fpm --mount-proc bash", "hostname web"],
      told: /shares a UTS namespace with the host/,
      cure: [host("hostname host"), "exit", START, "hostname web"],
    },
    {
      step: "challenge",
      who: "renames the other container",
      types: [START, "hostname web", { in: "container", line: "hostname web" }],
      told: /the terminal container is called web[^]*in the terminal container: hostname container1/,
      cure: [{ in: "container", line: NAME }],
    },
  ],
};

export default uts;
