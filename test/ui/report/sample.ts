import type { VerifyDocument } from "../../../src/ui/report/document.ts";

/** A document with a step of each status, and with characters that the formats must escape. */
export const SAMPLE: VerifyDocument = {
  format: 1,
  version: "0.1.0",
  mode: "replay",
  lab: { privilege: "mapped-root", cgroup: "v1" },
  lessons: [
    {
      number: 7,
      id: "bridge",
      steps: [
        {
          id: "add",
          terminal: "host",
          command: "brctl addbr docker0",
          status: "passed",
          ms: 12,
          checks: [
            {
              name: "there is a bridge docker0",
              before: "fail",
              after: "pass",
              expected: "docker0",
              observed: "docker0",
              look: "on the host: ip link",
            },
          ],
        },
        {
          id: "ping",
          terminal: "container",
          command: "ping -c 1 172.17.0.1\necho 'a<b> & \"c\"'",
          status: "failed",
          ms: 1040,
          checks: [
            { name: "it answers", before: "fail", after: "pass", expected: "an answer", observed: "an answer", look: "ping" },
            {
              name: 'says "a<b> & c" ✓',
              before: "fail",
              after: "fail",
              expected: "<one> & two",
              observed: "\u001b[31mnothing\u001b[0m\u0000\nat all",
              look: "in the terminal container: cat <file>",
            },
          ],
        },
        {
          id: "route",
          terminal: "container",
          command: "",
          status: "skipped",
          reason: "the step ping before it did not pass",
          blockedBy: "ping",
          ms: 0,
          checks: [],
        },
      ],
    },
    {
      number: 11,
      id: "cpu",
      steps: [
        {
          id: "loop",
          terminal: "host",
          command: "",
          status: "skipped",
          reason: "This lab has no cgroups: none are delegated.\nRun nslab as root.",
          ms: 0,
          checks: [],
        },
      ],
    },
    {
      number: 12,
      id: "memory",
      steps: [
        {
          id: "limit",
          terminal: "host",
          command: "sleep 60",
          status: "error",
          reason: '"sleep 60" did not come back within 20 s',
          ms: 20_000,
          checks: [],
        },
        {
          id: "lazy",
          terminal: "host",
          command: "true",
          status: "failed",
          reason: "passed before the command, so it proves nothing: it is so",
          ms: 3,
          checks: [{ name: "it is so", before: "pass", after: "pass", expected: "so", observed: "so", look: "look" }],
        },
      ],
    },
  ],
  summary: { passed: 1, failed: 3, skipped: 2, ms: 21_055 },
};
