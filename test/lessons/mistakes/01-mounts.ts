import type { MistakesOfLesson } from "../../support/learner-data.ts";

const host = (line: string) => ({ in: "host", line }) as const;
const BIND = "mount --bind /data1 data";

const mounts: MistakesOfLesson = {
  lesson: "mounts",
  mistakes: [
    {
      step: "workdir",
      who: "forgets the slash of /data1",
      types: ["mkdir -p data1 data", "echo 'This file is on the host.' > /data1/note"],
      told: /there is no \/data1\/note[^]*mkdir -p \/data1; echo/,
      cure: ["mkdir -p /data1; echo 'This file is on the host.' > /data1/note"],
    },
    {
      step: "workdir",
      who: "stands in another directory",
      types: ["cd /tmp", "mkdir -p /data1 data", "echo mine > /data1/note"],
      told: /there is no \/root\/docker\/data[^]*under another path/,
      cure: ["mkdir -p /root/docker/data"],
    },
    {
      step: "unshare",
      who: "leaves the host in the terminal host",
      types: [host("unshare -m bash")],
      told: /The terminal `host` has left the host/,
      cure: [host("exit"), "unshare -m bash"],
    },
    {
      step: "unshare",
      who: "forgets -m",
      types: ["unshare bash"],
      told: /shares a mount namespace with the host[^]*not started by unshare with that flag/,
      cure: ["exit", "unshare -m bash"],
    },
    {
      step: "unshare",
      who: "leaves the new shell at once",
      types: ["unshare -m bash", "exit"],
      told: /left again with exit/,
      cure: ["unshare -m bash"],
    },
    {
      step: "bind",
      who: "mounts on the host",
      types: [host(BIND)],
      told: /on the host's own list/,
      cure: [host("umount data"), BIND],
    },
    {
      step: "bind",
      who: "swaps the two directories",
      types: ["mount --bind data /data1"],
      told: /the two directories changed places/,
      cure: ["umount /data1", BIND],
    },
    {
      step: "bind",
      who: "copies instead",
      types: ["cp -r /data1/. data"],
      told: /nothing is mounted on \/root\/docker\/data there[^]*not mounted yet/,
      cure: [BIND],
    },
    {
      step: "bind",
      who: "has left the shell, and mounts in the terminal container",
      types: ["exit", BIND],
      told: /The shell that `unshare` started has ended, so the mount is on the host's own list/,
      cure: ["umount data", "unshare -m bash", BIND],
    },
    {
      step: "look-inside",
      who: "has left the shell",
      types: ["exit", "mount | grep data"],
      told: /the one that `unshare` started has ended\. Start it again there: `unshare -m bash`, then `mount --bind \/data1 data`/,
      cure: ["unshare -m bash", BIND, "mount | grep data", "cat data/note"],
    },
    {
      step: "look-inside",
      who: "only looks at the list",
      types: ["mount | grep data"],
      told: /showed what the file data\/note holds[^]*cat data\/note/,
      cure: ["cat data/note"],
    },
    {
      step: "look-outside",
      who: "looks in the terminal container",
      types: [{ in: "container", line: "findmnt data" }],
      told: /no command has ended yet[^]*typed in the terminal container[^]*Go to the terminal host/,
      cure: ["mount | grep data"],
    },
    {
      step: "look-outside",
      who: "has mounted it on the host as well",
      types: [BIND, "mount | grep data"],
      told: /The host does have a mount on `data`/,
      cure: ["umount data", "mount | grep data"],
    },
    {
      step: "inodes",
      who: "reads both in one terminal",
      types: ["readlink /proc/self/ns/mnt", "readlink /proc/1/ns/mnt"],
      told: /the terminal host showed the number of the host's mount namespace/,
      cure: [host("readlink /proc/self/ns/mnt")],
    },
    {
      step: "unshare-shared",
      who: "does not leave the private shell first",
      types: ["unshare -m --propagation shared bash"],
      told: /started inside one whose mounts were private/,
      cure: ["exit", "exit", "unshare -m --propagation shared bash"],
    },
    {
      step: "unshare-shared",
      who: "forgets the propagation",
      types: ["exit", "unshare -m bash"],
      told: /makes all mounts of the new namespace private/,
      cure: ["exit", "unshare -m --propagation shared bash"],
    },
    {
      step: "make-private",
      who: "cuts the connection before the mount is gone from the host",
      types: ["mount --make-rprivate /", "umount data"],
      told: /on the host: umount \/root\/docker\/data/,
      cure: [host("umount /root/docker/data")],
    },
    {
      step: "make-private",
      who: "makes the host's mounts private",
      types: ["umount data", host("mount --make-rprivate /")],
      told: /the propagation of \/ is shared[^]*in the terminal container: mount --make-rprivate \//,
      cure: ["mount --make-rprivate /"],
    },
    {
      step: "bind-again",
      who: "has made the mounts shared again",
      types: ["exit", "unshare -m --propagation shared bash", BIND],
      told: /The host sees a mount on `data`/,
      cure: ["mount --make-rprivate /", "umount data", host("umount data"), BIND],
    },
    {
      step: "challenge",
      who: "mounts on the host",
      types: ["mkdir secret", "mount -t tmpfs tmpfs secret", "touch secret/key"],
      told: /The mount on `secret` was made on the host/,
      cure: ["umount secret", "unshare -m bash", "mount -t tmpfs tmpfs secret", "touch secret/key"],
    },
    {
      step: "challenge",
      who: "makes the key before the mount covers it",
      types: ["mkdir secret", "unshare -m bash", "touch secret/key", "mount -t tmpfs tmpfs secret"],
      told: /there is no \/root\/docker\/secret\/key[^]*once the tmpfs is mounted: touch secret\/key/,
      cure: ["touch secret/key"],
    },
  ],
};

export default mounts;
