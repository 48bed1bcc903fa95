import type { TypedLesson } from "../../support/learner-data.ts";

const chroot: TypedLesson = {
  lesson: "chroot",
  steps: {
    "bash-alone": [["install -D /bin/bash usr/bin/bash"], ["mkdir usr usr/bin", "cp $(type -P bash) /root/docker/usr/bin/"]],
    "no-loader": [["chroot /root/docker /usr/bin/bash"], ["unshare --root=/root/docker /usr/bin/bash"], ["chroot . bash"]],
    ldd: [["ldd $(type -P bash)"], ["LD_TRACE_LOADED_OBJECTS=1 /bin/bash"], ["ldd usr/bin/bash"]],
    libraries: [
      ["for file in $(ldd /bin/bash | grep -o '/[^ ]*'); do install -D $file .$file; done"],
      ["tar -chf - $(ldd /bin/bash | grep -o '/[^ ]*') | tar -xf -"],
      ["cp -L --parents $(ldd usr/bin/bash | awk '$2 == \"=>\" {print $3} $1 ~ /^\\// {print $1}') /root/docker"],
    ],
    enter: [["chroot /root/docker /usr/bin/bash"], ["unshare --root=/root/docker bash"], ["cd usr", "chroot .. bash"]],
    "no-programs": [
      ["echo $PWD", "ls -l /"],
      ["pwd -P", "/bin/ls"],
      ["ls", "pwd"],
    ],
    programs: [
      [
        "programs=$(type -P ls cat ps mkdir cp rm mount umount hostname ip ping chroot nsenter sleep)",
        "for file in $programs $(ldd $programs | grep -o '/[^ :]*\\.so[^ :]*'); do [ -e .$file ] || cp --parents $file .; done",
        "mkdir proc",
      ],
      [
        "mkdir -p proc etc",
        "for name in ls cat ps mkdir cp rm mount umount chroot nsenter; do cp -u $(type -P $name) usr/bin/; done",
        "for name in usr/bin/*; do cp -u --parents $(ldd $name | grep -o '/[^ ]*\\.so[^ ]*') .; done",
      ],
    ],
    "look-around": [
      ["echo $PWD", "ls -la /"],
      ["pwd -P", "ls -F"],
      ["cd /", "pwd", "echo /*"],
    ],
    "no-proc": [["ps"], ["ps aux"]],
    proc: [
      ["mount -t proc none proc"],
      [{ in: "host", line: "mount --bind /proc proc" }],
      [{ in: "host", line: "mount -t proc proc /root/docker/proc" }],
    ],
    "all-processes": [["ps ax"], ["ps aux"], ["ps -eo pid,comm"], ["ps -eo pid,args"]],
    "escape-by-proc": [
      ["nsenter --uts=/proc/1/ns/uts --root=/proc/1/root bash", "ls /"],
      ["cd /proc/1/root", "chroot ."],
      ["chroot /proc/1/root/ /bin/bash"],
    ],
    "above-the-root": [
      ["exit", "mkdir -p /inner", "cp -a usr lib* inner/", "nsenter --uts=/proc/1/ns/uts --root=inner -- /usr/bin/bash"],
      [{ in: "host", line: "mkdir inner; cp -r usr lib* inner" }, "exit", "cd /", "nsenter -u/proc/self/ns/uts -rinner bash"],
    ],
    escape: [
      ["cd -P ..", "cd -P ..", "cd -P ..", "chroot . /bin/bash"],
      ["cd -P ../../../../..", "nsenter --uts=proc/self/ns/uts --root=. bash", "ls /"],
    ],
    challenge: [
      [
        "mkdir -p /root/tiny/bin",
        "cd /root/tiny",
        "cp /bin/bash /bin/cat bin/",
        "cp --parents $(ldd /bin/bash /bin/cat | grep -o '/[^ :]*\\.so[^ :]*' | sort -u) .",
        "echo hi > motd",
        "chroot . bin/bash",
      ],
      [
        { in: "host", line: "mkdir /root/tiny" },
        {
          in: "host",
          line: "for file in /usr/bin/{bash,cat} $(ldd /bin/bash /bin/cat | grep -o '/[^ :]*\\.so[^ :]*'); do install -D $file /root/tiny$file; done",
        },
        { in: "host", line: "date > /root/tiny/motd" },
        "unshare --root=/root/tiny /usr/bin/bash",
      ],
    ],
  },
};

export default chroot;
