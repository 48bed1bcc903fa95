import { mounted, notMounted } from "../../checks/mounts.ts";
import { shown } from "../../checks/output.ts";
import { defineLesson } from "../../src/course/lesson.ts";

const DATA = "/root/docker/data";

export default defineLesson({
  id: "mounts",
  startsFrom: [{ terminal: "host", command: "mkdir -p /data1 data" }, { terminal: "container", command: "unshare -m bash" }],
  steps: [
    {
      id: "bind",
      terminal: "container",
      command: "mount --bind /data1 data",
      checks: [mounted("container", DATA), notMounted("host", DATA)],
    },
    {
      id: "look-inside",
      terminal: "container",
      command: "mount | grep data",
      checks: [shown("container", /on \/root\/docker\/data type/, "the mount of data")],
    },
  ],
  challenge: {
    terminal: "container",
    command: "umount data",
    checks: [notMounted("container", DATA)],
  },
});
