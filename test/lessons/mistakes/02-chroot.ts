import type { MistakesOfLesson } from "../../support/learner-data.ts";

const host = (line: string) => ({ in: "host", line }) as const;
const LIBRARIES = "$(ldd /bin/bash | grep -o '/[^ ]*\\.so[^ ]*' | sort -u)";
const PROGRAMS = "ls cat ps mkdir cp rm mount umount hostname ip ifconfig route ping chroot nsenter sleep";
const COPY_BASH = "mkdir -p /root/docker/usr/bin; cp --remove-destination /bin/bash /root/docker/usr/bin/";
const COPY_LIBRARIES = `cp --parents --remove-destination ${LIBRARIES} .`;
const COPY_PROGRAMS = `programs=$(type -P ${PROGRAMS}); cp -u --parents $programs $(ldd $programs | grep -o '/[^ ]*\\.so[^ ]*' | sort -u) .`;
const ENTER = "chroot . usr/bin/bash";

const chroot: MistakesOfLesson = {
  lesson: "chroot",
  mistakes: [
    {
      step: "bash-alone",
      who: "copies to the host's own directory",
      types: ["mkdir -p /usr/bin", "cp /bin/bash /usr/bin/bash-copy"],
      told: /there is no \/root\/docker\/usr\/bin\/bash[^]*without a slash in front/,
      cure: [COPY_BASH],
    },
    {
      step: "bash-alone",
      who: "makes a link instead of a copy",
      types: ["mkdir -p usr/bin", "ln -s /bin/bash usr/bin/bash"],
      told: /a link that leads out of \/root\/docker[^]*A link is only a path/,
      cure: [COPY_BASH],
    },
    {
      step: "no-loader",
      who: "forgets the directory",
      types: ["chroot usr/bin/bash"],
      told: /exit code was 125[^]*Type in the terminal container: chroot \. usr\/bin\/bash/,
      cure: [ENTER],
    },
    {
      step: "no-loader",
      who: "types it on the host",
      types: [host(ENTER)],
      told: /nothing was printed[^]*the command was typed in the terminal host[^]*Go to the terminal container/,
      cure: [ENTER],
    },
    {
      step: "libraries",
      who: "forgets --parents",
      types: ["cp $(ldd /bin/bash | grep -o '/[^ ]*\\.so[^ ]*') ."],
      told: /not under the path where it is looked for[^]*--parents/,
      cure: [COPY_LIBRARIES],
    },
    {
      step: "libraries",
      who: "forgets the loader",
      types: ["cp --parents $(ldd /bin/bash | awk '$2 == \"=>\" {print $3}') ."],
      told: /No such file or directory[^]*A program, its loader or one of its libraries is not in the tree/,
      cure: [COPY_LIBRARIES],
    },
    {
      step: "libraries",
      who: "copies links as links",
      types: [`for file in ${LIBRARIES}; do mkdir -p .$(dirname $file); ln -sf $file .$file; done`],
      told: /is not in the tree, or not under the path/,
      cure: [COPY_LIBRARIES],
    },
    {
      step: "enter",
      who: "enters in the terminal host",
      types: [host(ENTER)],
      told: /It is the shell in the terminal `host` that is inside now/,
      cure: [host("exit"), ENTER],
    },
    {
      step: "enter",
      who: "stands in another directory",
      types: ["cd /", ENTER],
      told: /has the root directory \/[^]*chroot \/root\/docker usr\/bin\/bash/,
      cure: ["chroot /root/docker usr/bin/bash"],
    },
    {
      step: "enter",
      who: "has lost the loader",
      types: [host("rm -r lib*"), ENTER],
      told: /It failed, and said: chroot: failed to run command[^]*is not in the tree\.[^]*ldd \/root\/docker\/usr\/bin\/bash/,
    },
    {
      step: "programs",
      who: "copies only ls, mount and ps",
      types: [
        "programs=$(type -P ls mount ps); cp -u --parents $programs $(ldd $programs | grep -o '/[^ ]*\\.so[^ ]*' | sort -u) .",
        "mkdir -p proc etc",
      ],
      told: /mkdir: command not found[^]*On the host, in \/root\/docker: programs=/,
      cure: [COPY_PROGRAMS],
    },
    {
      step: "no-programs",
      who: "has left the chroot",
      types: ["exit", "pwd", "ls"],
      told: /is not inside `\/root\/docker`[^]*it was left with `exit`/,
      cure: [ENTER, "pwd", "ls"],
    },
    {
      step: "programs",
      who: "copies the programs without their libraries",
      types: [`cp -u --parents $(type -P ${PROGRAMS}) .`, "mkdir -p proc etc"],
      told: /error while loading shared libraries[^]*one of its libraries is not in the tree/,
      cure: [COPY_PROGRAMS],
    },
    {
      step: "programs",
      who: "tries to copy from inside the chroot",
      types: [{ in: "container", line: `cp -u --parents $(type -P ${PROGRAMS}) .` }],
      told: /On the host, in \/root\/docker: programs=/,
      cure: [COPY_PROGRAMS, "mkdir -p proc etc"],
    },
    {
      step: "look-around",
      who: "looks around on the host",
      types: [host("pwd"), host("ls")],
      told: /the terminal container showed[^]*Type in the terminal container: ls \//,
      cure: ["pwd", "ls"],
    },
    {
      step: "proc",
      who: "mounts over the host's own /proc",
      types: [host("mount -t proc proc /proc")],
      told: /Something was mounted over the host's own `\/proc`/,
      cure: [host("umount /proc"), "mount -t proc proc /proc"],
    },
    {
      step: "proc",
      who: "has left the chroot",
      inFreshLab: true,
      types: ["exit"],
      told: /was left with `exit`, or never entered/,
      cure: [ENTER, "mount -t proc proc /proc"],
    },
    {
      step: "all-processes",
      who: "asks on the host",
      types: [host("ps -ef")],
      told: /nothing was printed[^]*Type in the terminal container: ps -ef/,
      cure: ["ps -ef"],
    },
    {
      step: "escape-by-proc",
      who: "leaves by exit",
      types: ["exit", "ls /"],
      told: /was left with `exit`/,
      cure: [ENTER, "chroot /proc/1/root", "ls /"],
    },
    {
      step: "above-the-root",
      who: "forgets that he has escaped, and makes inner on the host",
      types: ["mkdir inner"],
      told: /still the one that got out/,
      cure: ["rm -r /inner", "exit", "mkdir inner", "cp -r usr lib* inner", "nsenter --uts=/proc/self/ns/uts --root=inner bash"],
    },
    {
      step: "above-the-root",
      who: "uses chroot, which moves him along",
      types: ["exit", "mkdir inner", "cp -r usr lib* inner", "chroot inner bash"],
      told: /changed together with the working directory, as chroot\(1\) does/,
      cure: ["exit", "nsenter --uts=/proc/self/ns/uts --root=inner bash"],
    },
    {
      step: "escape",
      who: "is in a root that pivot_root made",
      types: [
        "exit",
        "exit",
        "unshare -m bash",
        "mount --rbind . . && cd /root/docker && mkdir -p old && pivot_root . old && exec /usr/bin/bash",
        "nsenter --uts=/proc/self/ns/uts --root=inner bash",
        "cd -P ../../..",
        "chroot . bash",
        "ls /",
      ],
      told: /`\.\.` ends there, and this way out is shut[^]*`exit` until `ls \/` shows the host's files/,
      cure: [
        "exit",
        "exit",
        "exit",
        ENTER,
        "nsenter --uts=/proc/self/ns/uts --root=inner bash",
        "cd -P ../../..",
        "chroot . bash",
        "ls /",
      ],
    },
    {
      step: "challenge",
      who: "builds below the other tree",
      types: [
        "mkdir tiny",
        "cp --parents /bin/bash /bin/cat $(ldd /bin/bash /bin/cat | grep -o '/[^ :]*\\.so[^ :]*' | sort -u) tiny",
        "echo hello > tiny/motd",
        "chroot tiny bash",
      ],
      told: /This tree is to stand on its own, in `\/root\/tiny`/,
    },
    {
      step: "challenge",
      who: "forgets what cat needs",
      types: [
        "mkdir /root/tiny",
        `cp --parents /bin/bash ${LIBRARIES} /root/tiny`,
        "echo hello > /root/tiny/motd",
        "chroot /root/tiny bash",
      ],
      told: /cat: command not found[^]*Copy what ldd lists for bash and for cat/,
    },
  ],
};

export default chroot;
