import type { TypedLesson } from "../../support/learner-data.ts";

const CONTAINER = "$(lsns -nr -t uts -o PID | grep -vx 1)";

const uts: TypedLesson = {
  lesson: "uts",
  steps: {
    without: [
      [
        { in: "host", line: "uname -n" },
        "unshare --fork --pid --mount-proc",
        "hostname container1",
        { in: "host", line: "uname -n" },
      ],
      ["unshare -fp --mount-proc bash", "echo container1 > name", "hostname -F name"],
    ],
    "put-right": [["hostname -F /etc/hostname"], [{ in: "container", line: "hostname host" }]],
    unshare: [["exit", "unshare --fork --pid --mount-proc --uts"], ["unshare --uts bash"]],
    copy: [["uname -n"], ["cat /proc/sys/kernel/hostname"], ["uname -a"], ["sysctl kernel.hostname"]],
    rename: [
      ["hostname container1"],
      ["echo container1 > name", "hostname --file name"],
      [{ in: "host", line: `nsenter --uts=/proc/${CONTAINER}/ns/uts hostname container1` }],
    ],
    outside: [["uname -n"], ["uname -a"], ["cat /proc/sys/kernel/hostname"], ["sysctl kernel.hostname"]],
    inodes: [
      [{ in: "host", line: "ls -l /proc/self/ns" }, "ls -l /proc/self/ns"],
      [{ in: "host", line: "lsns -t uts" }, "lsns -t uts"],
      [{ in: "host", line: "stat -L -c %i /proc/self/ns/uts" }, "stat -L -c %i /proc/self/ns/uts"],
    ],
    "one-kernel": [
      [{ in: "host", line: "uname -a" }, "uname -a"],
      [{ in: "host", line: "cat /proc/version" }, "cat /proc/version"],
      [{ in: "host", line: "cat /proc/sys/kernel/osrelease" }, "uname --kernel-release"],
    ],
    "no-address": [["getent hosts container1"], ["cat /etc/hosts"], ["grep -c container1 /etc/hosts", "echo $?"]],
    address: [
      [
        "cat /etc/hosts - > my-hosts <<< '127.0.1.1 container1'",
        "mount -o bind my-hosts /etc/hosts",
        "grep container1 /etc/hosts",
      ],
      ["cp /etc/hosts /tmp/hosts", "mount --bind /tmp/hosts /etc/hosts", "echo '127.0.1.1 container1' >> /etc/hosts"],
    ],
    challenge: [
      ["unshare --fork --pid --mount-proc --uts", "hostname web"],
      ["unshare -fpm --mount-proc --uts bash -c 'hostname web; exec bash'"],
    ],
  },
};

export default uts;
