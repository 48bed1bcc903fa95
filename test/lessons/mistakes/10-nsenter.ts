import { exitLines } from "../../../src/course/exit-lines.ts";
import type { Situation } from "../../../src/course/command.ts";
import type { MistakesOfLesson } from "../../support/learner-data.ts";

const pid = (situation: Situation) => situation.front("container");
const leave = (situation: Situation) => exitLines(situation, "container2");

export default {
  lesson: "nsenter",
  mistakes: [
    {
      step: "find",
      who: "lists only his own terminal's processes",
      types: "ps",
      told: /leaves this process out, as ps without -e does/,
      cure: "ps -ef",
    },
    {
      step: "find",
      who: "looks inside the container",
      types: { in: "container", line: "ps -ef" },
      told: /In the terminal host: ps -ef/,
      cure: "ps -ef",
    },
    {
      step: "namespaces",
      who: "lists those of his own shell",
      types: "lsns -p $$",
      told: /The namespaces of another process were listed/,
      cure: (situation) => `lsns -p ${pid(situation)}`,
    },
    {
      step: "network-only",
      who: "forgets -n",
      types: (situation) => `nsenter -t ${pid(situation)} ip -br addr`,
      told: /the host's own, without -n/,
      cure: (situation) => `nsenter -t ${pid(situation)} -n ip -br addr`,
    },
    {
      step: "without-root",
      who: "forgets -p",
      types: (situation) => [`nsenter -t ${pid(situation)} -m -u -i -n bash`, "cat /inside.txt"],
      told: /nsenter ran without -p/,
    },
    {
      step: "without-root",
      who: "writes the flags together, so that the others are taken for the name of a file",
      types: (situation) => `nsenter -t ${pid(situation)} -muinp bash`,
      told: /its flags are written apart/,
      cure: (situation) => [`nsenter -t ${pid(situation)} -m -u -i -n -p usr/bin/bash`, "cat /inside.txt"],
    },
    {
      step: "without-root",
      who: "takes the PID of a shell on the host",
      types: ["nsenter -t 1 -m -u -i -n -p bash", "cat /inside.txt"],
      told: /the PID of a process on the host/,
    },
    {
      step: "join",
      who: "forgets -r again",
      types: (situation) => [...leave(situation), `nsenter -t ${pid(situation)} -m -u -i -n -p bash`, "cat /inside.txt"],
      told: /nsenter ran without -r/,
    },
    {
      step: "join",
      who: "forgets the namespace of the host's name",
      types: (situation) => [...leave(situation), `nsenter -t ${pid(situation)} -m -i -n -p -r usr/bin/bash`, "cat /inside.txt"],
      told: /nsenter ran without -u/,
    },
    {
      step: "inside",
      who: "goes to the directory it was called before",
      types: "cd /root/docker",
      told: /nsenter -r changes the root directory and leaves the working directory where it was/,
      cure: "cd /",
    },
    {
      step: "without-pid",
      who: "joins the PID namespace as well",
      types: (situation) => [...leave(situation), `nsenter -t ${pid(situation)} -m -u -i -n -p -r -w usr/bin/bash`, "ps -ef"],
      told: /nsenter ran with -p too/,
    },
    {
      step: "with-pid",
      who: "forgets -w and does not look",
      types: (situation) => [...leave(situation), `nsenter -t ${pid(situation)} -m -u -i -n -p -r usr/bin/bash`],
      told: /ps was not run|nothing was printed/,
      cure: "ps -ef",
    },
    {
      step: "challenge",
      who: "starts it in the container itself",
      types: { in: "container", line: "sleep 1000 &" },
      told: /or it was started by the container's own shell/,
    },
    {
      step: "challenge",
      who: "forgets the working directory",
      types: (situation) => `nsenter -t ${pid(situation)} -m -u -i -n -p -r sleep 1000 &`,
      told: /A namespace, the root or the working directory was not joined/,
    },
  ],
} satisfies MistakesOfLesson as MistakesOfLesson;
