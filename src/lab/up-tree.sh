# The file trees of the learner's machines: sourced by up.sh, which says where each function runs.
#
# A machine of his is the course's host (宿主机), or the neighbor: a root of its own on a tmpfs, with /usr from the machine
# and everything else fresh. Made in his user namespace, so that it is his to change, and nothing else is.

host() {
  local pid machine forwards rest
  read -r pid rest <"$TOOLS/proc/self/stat"
  read -r machine rest </proc/self/stat # this /proc is still the machine's
  read -r forwards </proc/sys/net/ipv4/ip_forward
  echo "$pid $machine ${forwards:-0}"
  tree "$NSLAB_STAGE/host" "$TOOLS/dev/pts" "$NSLAB_STAGE/node"
  own_root "$NSLAB_STAGE/host" "$(cgroup_mounts)"
  usual_network /proc
  [ ! -w /proc/sys/net/bridge/bridge-nf-call-iptables ] || echo 0 >/proc/sys/net/bridge/bridge-nf-call-iptables
  cgroup_links
  begin_machine host
}

# Another machine on the LAN, made when somebody first wants its terminal: from the tools' tree, since the machine's
# own is out of reach by then.
neighbor() {
  local pid rest
  read -r pid rest </proc/self/stat
  echo "$pid"
  tree /neighbor /dev/pts /opt/nslab/node
  rmdir /neighbor/root/docker
  own_root /neighbor ''
  begin_machine neighbor
}

# The root of a machine: a tmpfs, with /usr from the machine and everything else fresh.
tree() { # ROOT PTS NODE: the lab's devpts, and the node that runs nslab
  local root=$1 cow=$1/.lab/cow dir dirs=() overlays=''
  mount -n -t tmpfs -o mode=755,size=1g,nr_inodes=200k nslab "$root" || fail tmpfs
  for dir in $NSLAB_PROGRAM_DIRS; do
    dirs+=("$root/$dir" "$cow/$dir" "$cow/$dir.work")
    overlays+="/$dir $root/$dir overlay userxattr,lowerdir=/$dir,upperdir=$cow/$dir,workdir=$cow/$dir.work"$'\n'
  done
  # A directory of the machine's root, whom the lab does not know, could not be written to: the lab's own is laid over it.
  for dir in usr/{bin,sbin,lib,share,include} usr/local{,/bin,/sbin,/lib,/share,/include}; do
    [ ! -d "/$dir" ] || [ -L "/$dir" ] || dirs+=("$cow/$dir")
  done
  mkdir -p "$root"/{etc/pam.d,proc,sys,run/{lock,netns},tmp,home,mnt,srv,opt/nslab,root/docker,var/{tmp,log,lib,cache}} \
    "$root"/{dev/{pts,shm,mqueue},.lab/{old,sys}} "${dirs[@]}" || fail tmpfs
  sudo_files "$root/opt/nslab"
  chmod 1777 "$root"/{tmp,var/tmp,dev/shm,opt/nslab/{sudo,doas}} # one program for all: no harm in these being anybody's
  if [ ! -e /usr/bin/bash ]; then # /bin is apart from /usr, and lessons start usr/bin/bash
    mkdir -p "$cow/usr/bin"
    ln -s ../../bin/bash "$cow/usr/bin" # relative: it is followed from outside of a root as well
  fi
  machine_files "$root"
  : >"$root/opt/nslab/node"
  devices "$root/dev" "$2"
  # Copy-on-write where the kernel can, else read-only.
  mount_all "$root/.lab/fstab" "$overlays$3 $root/opt/nslab/node none bind
$2 $root/dev/pts none bind
$DEVICE_LINES" 2>/dev/null || read_only "$root"
  printf 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n' >"$root/etc/passwd"
  printf 'root:x:0:\ntty:x:5:\nnogroup:x:65534:\n' >"$root/etc/group"
  # Root becomes whom he likes (su, runuser); nobody else in a lab has a password.
  printf '%s required %s.so\n' auth pam_rootok account pam_permit password pam_deny session pam_permit >"$root/etc/pam.d/other"
  printf '127.0.0.1 localhost\n192.168.102.253 host\n192.168.102.10 neighbor\n' >"$root/etc/hosts"
  echo 'nameserver 203.0.113.53' >"$root/etc/resolv.conf"
  printf '%s' "$NSLAB_BASHRC" >"$root/root/.bashrc"
  echo 'while :; do read -r _; done # bash reaps what it adopts' >"$root/.lab/init"
}

# What could not be laid over is bound instead: a mount that came into this namespace read-only stays so.
read_only() { # ROOT
  local dir lines=''
  for dir in $NSLAB_PROGRAM_DIRS; do [ -n "$(echo "$1/$dir"/*)" ] && [ ! -e "$1/$dir/*" ] || lines+="/$dir $1/$dir none rbind,ro"$'\n'; done
  [ -n "$lines" ] && mount_all "$1/.lab/fstab" "$lines" || fail usr
  [ -e "$1/dev/pts/ptmx" ] && [ -s "$1/opt/nslab/node" ] && [ -c "$1/dev/tty" ] || fail mounts
}

# What programs need of the machine besides themselves: links, and an own copy of parts of /etc, since files of an
# unmapped owner could not be changed.
machine_files() { # ROOT
  local name have=()
  for name in $NSLAB_LINKS; do [ ! -L "$name" ] || have+=("$name"); done
  for name in alternatives ld.so.cache ld.so.conf ld.so.conf.d protocols services ethertypes nsswitch.conf host.conf \
    gai.conf localtime os-release terminfo inputrc vim iproute2 login.defs shells mtab bash_completion crypto-policies; do
    [ ! -e "/etc/$name" ] || have+=("/etc/$name")
  done
  cp -r --no-dereference --parents "${have[@]}" "$1" || fail etc
}

devices() { # DIRECTORY PTS: makes the files, and DEVICE_LINES, which mount devices over them
  local name
  : >"$1/ptmx"
  DEVICE_LINES="$2/ptmx $1/ptmx none bind"$'\n'
  for name in null zero full random urandom tty; do
    : >"$1/$name"
    DEVICE_LINES+="/dev/$name $1/$name none bind"$'\n'
  done
}

# Enters the root: its kernel file systems first, whose like is visible only as long as the old root is.
own_root() { # ROOT LINES: more fstab lines
  cd "$1" && pivot_root . .lab/old && cd / || fail pivot_root
  # `ip netns exec` mounts /sys anew; in a user namespace that needs one fully visible elsewhere.
  mount_all /.lab/fstab "proc /proc proc nosuid,nodev,noexec
sysfs /sys sysfs nosuid,nodev,noexec
sysfs /.lab/sys sysfs nosuid,nodev,noexec
tmpfs /dev/shm tmpfs mode=1777,size=64m
$2" || fail host
  mount -n --make-rshared / || fail host # as on most machines: what that leads to is a part of the course
}

# PID 1 from here on.
begin_machine() { # NAME
  umount -l /.lab/old || fail pivot_root
  hostname "$1"
  echo "$1" >/etc/hostname
  : >/.lab/fstab # it names places of the machine
  echo ready
  exec -c -a init bash /.lab/init >/dev/null 2>&1
}

# v1: every controller at its usual place, so that /sys/fs/cgroup/cpu/docker works as printed.
cgroup_mounts() {
  local hierarchy
  case $NSLAB_CGROUP in
    v1)
      echo "tmpfs /sys/fs/cgroup tmpfs mode=755,size=64k"
      for hierarchy in $NSLAB_CGROUP_V1; do
        echo "cgroup /sys/fs/cgroup/$hierarchy cgroup $hierarchy,x-mount.mkdir"
      done
      ;;
    v2) echo "cgroup2 /sys/fs/cgroup cgroup2 defaults" ;;
  esac
}

cgroup_links() {
  local hierarchy name
  for hierarchy in $NSLAB_CGROUP_V1; do
    case $hierarchy in *,*) for name in ${hierarchy//,/ }; do ln -s "$hierarchy" "/sys/fs/cgroup/$name"; done ;; esac
  done
}
