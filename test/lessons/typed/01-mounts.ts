import type { TypedLesson } from "../../support/learner-data.ts";

const NS_OF_FRONT = "lsns -n -o NS -t mnt -p $$";

const mounts: TypedLesson = {
  lesson: "mounts",
  steps: {
    workdir: [
      ["install -d /data1 ./data", "printf '%s\\n' 'Words of my own.' > /data1/note"],
      ["cd /", "mkdir data1 && mkdir /root/docker/data", "tee /data1/note <<< 'This file is on the host.'", "cd -"],
    ],
    unshare: [["unshare --mount"], ["unshare --mount --propagation private /bin/bash"], ["unshare --mount --fork bash"]],
    bind: [["mount -o bind /data1 /root/docker/data"], ["cd data", "mount --rbind /data1 .", "cd .."]],
    "look-inside": [
      ["findmnt data", "cat data/note"],
      ["cat /proc/self/mountinfo | grep docker", "less -FX data/note"],
      ["mount", "head data/*"],
    ],
    "look-outside": [
      ["ls -la data", "findmnt data"],
      ["grep docker/data /proc/self/mounts", "ls data"],
      ["mountpoint data"],
      ["cat /proc/self/mountinfo"],
    ],
    inodes: [
      [{ in: "host", line: "ls -l /proc/self/ns" }, "ls -l /proc/self/ns"],
      [{ in: "host", line: NS_OF_FRONT }, NS_OF_FRONT],
      [{ in: "host", line: "stat -L -c %i /proc/self/ns/mnt" }, "stat -L -c %i /proc/self/ns/mnt"],
      [{ in: "host", line: "lsns -t mnt" }, "lsns"],
    ],
    propagation: [
      [{ in: "host", line: "findmnt -n -o PROPAGATION /" }, "findmnt -n -o PROPAGATION /"],
      [{ in: "host", line: "findmnt -o +PROPAGATION" }, "findmnt -o +PROPAGATION"],
      [{ in: "host", line: "head -1 /proc/self/mountinfo" }, "grep ' / / ' /proc/self/mountinfo"],
    ],
    "unshare-shared": [
      ["exit", "unshare --mount --propagation unchanged"],
      ["exit", "unshare --mount --propagation=shared /bin/bash"],
    ],
    leak: [["mount -o bind /data1 data"], [{ in: "host", line: "mount --bind /data1 data" }]],
    "leak-seen": [["findmnt /root/docker/data"], ["cat /proc/mounts"], ["grep docker /proc/self/mountinfo"]],
    "make-private": [
      ["umount /root/docker/data", "mount --make-rprivate /"],
      ["mount --make-rprivate /", { in: "host", line: "umount data" }, "umount data"],
      [{ in: "host", line: "umount data" }, "mount --make-private /"],
    ],
    "bind-again": [["mount -B /data1 data"]],
    challenge: [
      [
        "unshare --mount --propagation private bash",
        "mkdir secret",
        "cd secret",
        "mount -t tmpfs none /root/docker/secret",
        "echo 1234 > /root/docker/secret/key",
      ],
      ["mkdir secret", "unshare -m", "mount -t tmpfs -o size=1m,mode=700 tmpfs secret/", "cp /data1/note secret/key"],
    ],
  },
};

export default mounts;
