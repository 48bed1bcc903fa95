import type { MessageDocument } from "../../../src/player/check-document.ts";
import { verbatim } from "../../../src/say/message.ts";
import type { VerifyDocument } from "../../../src/ui/report/document.ts";

/** What is the same in every language. */
export function saying(text: string): MessageDocument {
  return { text, ...verbatim(text) };
}

/** A document with a step of each status, and with characters that the formats must escape. */
export const SAMPLE: VerifyDocument = {
  format: 2,
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
              id: "bridge/add/check-1",
              kind: "state",
              name: saying("there is a bridge docker0"),
              before: "fail",
              verdict: "pass",
              expected: saying("docker0"),
              observed: saying("docker0"),
              look: saying("on the host: ip link"),
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
            {
              id: "bridge/ping/check-2",
              kind: "state",
              name: saying("it answers"),
              before: "fail",
              verdict: "pass",
              expected: saying("an answer"),
              observed: saying("an answer"),
              look: saying("ping"),
            },
            {
              id: "bridge/ping/check-3",
              kind: "state",
              name: saying('says "a<b> & c" ✓'),
              before: "fail",
              verdict: "fail",
              expected: saying("<one> & two"),
              observed: saying("\u001b[31mnothing\u001b[0m\u0000\nat all"),
              look: saying("in the terminal container: cat <file>"),
              cause: saying("It was not written."),
              next: saying("Write it."),
            },
          ],
        },
        {
          id: "route",
          terminal: "container",
          command: "",
          status: "skipped",
          reason: saying("the step ping before it did not pass"),
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
          reason: saying("This lab has no cgroups: none are delegated.\nRun nslab as root."),
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
          reason: saying('"sleep 60" did not come back within 20 s'),
          ms: 20_000,
          checks: [],
        },
        {
          id: "lazy",
          terminal: "host",
          command: "true",
          status: "failed",
          reason: saying("passed before the command, so it proves nothing: it is so"),
          ms: 3,
          checks: [
            {
              id: "memory/lazy/check-4",
              kind: "state",
              name: saying("it is so"),
              before: "pass",
              verdict: "pass",
              expected: saying("so"),
              observed: saying("so"),
              look: saying("look"),
            },
          ],
        },
      ],
    },
  ],
  summary: { passed: 1, failed: 3, skipped: 2, ms: 21_055 },
};
