# The file trees of a lab: sourced by up.sh, which says where each function runs.

# The lab's root: a tmpfs, with /usr from the machine and everything else fresh.
tree() {
  local root=$1 dir link links=()
  mount -t tmpfs -o mode=755,size=1g,nr_inodes=200k nslab "$root" || fail tmpfs
  mkdir -p "$root"/{etc,proc,sys,run,tmp,home,mnt,srv,opt/nslab,root/docker,var/{tmp,log,lib,cache}} \
    "$root"/{dev/{pts,shm,mqueue},run/{lock,netns},.lab/{old,proc,sys,cow}} || fail tmpfs
  chmod 1777 "$root"/{tmp,var/tmp,dev/shm}
  mkfifo "$root"/.lab/{never,ready}
  for dir in usr bin sbin lib lib64 lib32 libx32; do
    if link=$(readlink "/$dir"); then links+=("$link"); elif [ -d "/$dir" ]; then programs "$root" "$dir"; fi
  done
  [ ${#links[@]} = 0 ] || ln -s "${links[@]}" "$root"
  ln -s /run /run/lock "$root/var"
  for dir in opt/nslab/{node,world.mjs} dev/{null,zero,full,random,urandom,tty}; do : >"$root/$dir"; done
  cp -P /dev/{fd,stdin,stdout,stderr} "$root/dev"
  ln -s pts/ptmx "$root/dev"
  mount_all "$root/.lab/fstab" "proc $root/.lab/proc proc nosuid,nodev,noexec
$NSLAB_STAGE/node $root/opt/nslab/node none bind
$NSLAB_STAGE/world.mjs $root/opt/nslab/world.mjs none bind
/dev/null $root/dev/null none bind
/dev/zero $root/dev/zero none bind
/dev/full $root/dev/full none bind
/dev/random $root/dev/random none bind
/dev/urandom $root/dev/urandom none bind
/dev/tty $root/dev/tty none bind
devpts $root/dev/pts devpts newinstance,ptmxmode=0666,mode=620,max=256" || fail mounts
  etc "$root/etc"
  printf '%s' "$NSLAB_BASHRC" >"$root/root/.bashrc"
  echo 'while :; do read -r _; done # bash reaps what it adopts' >"$root/.lab/init"
}

programs() { # ROOT DIR: copy-on-write where the kernel can, else read-only
  local root=$1 dir=$2
  mkdir -p "$root/$dir" "$root/.lab/cow/$dir" "$root/.lab/cow/$dir.work"
  if [ "$dir" = usr ] && [ ! -e /usr/bin/bash ]; then # /bin is apart from /usr, and lessons start usr/bin/bash
    mkdir "$root/.lab/cow/usr/bin"
    ln -s ../../bin/bash "$root/.lab/cow/usr/bin" # relative: it is followed from outside of a root as well
  fi
  mount -t overlay -o "userxattr,lowerdir=/$dir,upperdir=$root/.lab/cow/$dir,workdir=$root/.lab/cow/$dir.work" "/$dir" "$root/$dir" 2>/dev/null && return
  mount --rbind "/$dir" "$root/$dir" && mount -o remount,bind,ro "$root/$dir" || fail usr
}

# An own copy of the parts that programs need: files of an unmapped owner could not be changed.
etc() {
  local name have=()
  for name in alternatives ld.so.cache ld.so.conf ld.so.conf.d protocols services ethertypes nsswitch.conf host.conf \
    gai.conf localtime os-release terminfo inputrc vim iproute2 login.defs shells mtab bash_completion crypto-policies; do
    [ -e "/etc/$name" ] && have+=("/etc/$name")
  done
  cp -r --no-dereference "${have[@]}" "$1" || fail etc
  printf 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n' >"$1/passwd"
  printf 'root:x:0:\ntty:x:5:\nnogroup:x:65534:\n' >"$1/group"
  printf '127.0.0.1 localhost\n192.168.102.253 host\n192.168.102.10 neighbor\n' >"$1/hosts"
  echo 'nameserver 203.0.113.53' >"$1/resolv.conf"
  echo host >"$1/hostname"
}

# --- the host: what the course calls 宿主机 ------------------------------------------------------

host() {
  local hierarchy name pid machine rest
  read -r pid rest </.lab/proc/self/stat
  read -r machine rest </.lab/old/proc/self/stat
  no_source_check /.lab/proc
  echo 0 >/.lab/proc/sys/net/ipv4/ip_forward
  name=/.lab/proc/sys/net/bridge/bridge-nf-call-iptables
  [ ! -w "$name" ] || echo 0 >"$name"
  echo "$pid $machine"
  # `ip netns exec` mounts /sys anew; in a user namespace that needs one fully visible elsewhere.
  mount_all /.lab/fstab.host "proc /proc proc nosuid,nodev,noexec
sysfs /sys sysfs nosuid,nodev,noexec
sysfs /.lab/sys sysfs nosuid,nodev,noexec
tmpfs /run tmpfs mode=755,size=64m
tmpfs /dev/shm tmpfs mode=1777,size=64m
$(cgroup_mounts)" || fail host
  mkdir -p /run/{lock,netns}
  for hierarchy in $NSLAB_CGROUP_V1; do
    case $hierarchy in *,*) for name in ${hierarchy//,/ }; do ln -s "$hierarchy" "/sys/fs/cgroup/$name"; done ;; esac
  done
  umount -l /.lab/old /.lab/proc || fail pivot_root
  hostname host
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
