import type { MistakesOfLesson } from "../../support/learner-data.ts";

export default {
  lesson: "mounts",
  mistakes: [
    {
      step: "bind",
      who: "mounts on the host",
      types: [{ in: "host", line: "mount --bind /data1 data" }],
      told: /made in the host's own list/,
      cure: [{ in: "host", line: "umount data" }, "mount --bind /data1 data"],
    },
  ],
} satisfies MistakesOfLesson as MistakesOfLesson;
