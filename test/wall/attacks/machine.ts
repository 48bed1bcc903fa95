import { type Attack, attack, type } from "./attack.ts";

/** What could do harm to a machine if nothing stopped it, and so is tried in virtual machines alone. */
export const MACHINE: readonly Attack[] = [
  attack(
    "limits",
    "the machine's programs made writable again",
    [
      type(
        "mount -o remount,bind,rw /usr; touch /usr/nslab-was-here && rm /usr/nslab-was-here; mount -o remount,rw /usr; echo harmed >/usr/share/nslab-harm 2>/dev/null; ls /usr/share/nslab-harm",
      ),
    ],
    {
      here: [],
      proofs: [
        {
          type: "machine-can",
          program: "process.exit(require('node:fs').existsSync('/usr/share/nslab-harm') ? 1 : 0)",
          why: "a lab wrote into the machine's /usr",
        },
      ],
    },
  ),
];
