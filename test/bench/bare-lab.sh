# What a lab's start is held against: the same namespaces, mounts, links and addresses, and a shell on a terminal in the
# host, by a script that knows one machine and nothing else: no limits, no ids apart, no cgroups, no orders, no cleaning up.
# Ends when that shell has shown that it runs.
set -eu

outer() {
  mount -t tmpfs -o mode=755 tools "$STAGE"
  mkdir -p "$STAGE"/{usr,etc,sys,proc,dev/pts,tmp,opt,run/netns,.old,host}
  cp -r --no-dereference --parents $LINKS $ETC "$STAGE"
  files "$STAGE"
  cat >"$STAGE/fstab" <<FSTAB
proc $STAGE/proc proc nosuid,nodev,noexec
devpts $STAGE/dev/pts devpts newinstance,ptmxmode=0666,mode=620
$(binds "$STAGE")
sysfs $STAGE/sys sysfs nosuid,nodev,noexec
FSTAB
  mount -a -T "$STAGE/fstab"
  coproc INNER { exec unshare -U -r -n -C -m -p -u -i -f --kill-child --propagation private bash -c "$(declare -f); inner"; }
  read -r _ <&"${INNER[0]}"
  cd "$STAGE"
  pivot_root . .old
  cd /
  ip -batch - <<LINKS
netns add internet
netns attach neighbor $INNER_PID
netns attach host $INNER_PID
link set lo up
link add lan type bridge
link add to-host type veth peer name enp0s3 netns host
link add to-neighbor type veth peer name eth0 netns neighbor
link add wan type veth peer name eth0 netns internet
link set to-host master lan up
link set to-neighbor master lan up
addr add 192.168.102.1/24 dev lan
addr add 203.0.113.1/24 dev wan
link set lan up
link set wan up
LINKS
  ip -n host -batch - <<HOST
link set lo up
addr add 192.168.102.253/24 brd + dev enp0s3
link set enp0s3 up
route add default via 192.168.102.1
addr add 192.168.102.10/24 brd + dev eth0
link set eth0 up
HOST
  ip -n internet -batch - <<INTERNET
link set lo up
addr add 203.0.113.53/24 dev eth0
addr add 203.0.113.80/24 dev eth0
link set eth0 up
route add 192.168.102.0/24 via 203.0.113.1
INTERNET
  umount -l /.old
  script -qefc "nsenter -t $(cat /proc/"$INNER_PID"/task/"$INNER_PID"/children) -U --preserve-credentials -m -n -p -u -i bash -c 'exec bash --norc -c true'" /dev/null </dev/null
}

inner() {
  mount -t tmpfs -o mode=755 host "$STAGE/host"
  cd "$STAGE/host"
  mkdir -p etc proc sys run tmp home mnt srv opt root/docker var/tmp dev/{pts,shm} .old .sys .cow/{upper,work} usr
  chmod 1777 tmp var/tmp
  cp -r --no-dereference --parents $LINKS $ETC .
  files .
  cat >fstab <<FSTAB
overlay $PWD/usr overlay userxattr,lowerdir=/usr,upperdir=$PWD/.cow/upper,workdir=$PWD/.cow/work
$STAGE/dev/pts $PWD/dev/pts none bind
$(binds "$PWD" | grep -v "/usr ")
FSTAB
  mount -a -T "$PWD/fstab"
  pivot_root . .old
  cd /
  cat >fstab <<FSTAB
proc /proc proc nosuid,nodev,noexec
sysfs /sys sysfs nosuid,nodev,noexec
sysfs /.sys sysfs nosuid,nodev,noexec
tmpfs /dev/shm tmpfs mode=1777,size=64m
FSTAB
  mount -a -T /fstab
  mount --make-rshared /
  umount -l /.old
  hostname host
  echo ready
  read -r _ || :
}

files() { # ROOT: what devices are mounted on
  local name
  for name in ptmx null zero full random urandom tty; do : >"$1/dev/$name"; done
}

binds() { # ROOT
  local name
  echo "/usr $1/usr none rbind,ro"
  echo "$1/dev/pts/ptmx $1/dev/ptmx none bind"
  for name in null zero full random urandom tty; do echo "/dev/$name $1/dev/$name none bind"; done
}

STAGE=/mnt
LINKS=''
ETC=''
for name in /bin /sbin /lib /lib32 /lib64 /libx32 /dev/fd /dev/stdin /dev/stdout /dev/stderr; do [ ! -L $name ] || LINKS+=" $name"; done
for name in alternatives ld.so.cache ld.so.conf ld.so.conf.d protocols services nsswitch.conf host.conf terminfo inputrc iproute2 login.defs shells; do
  [ ! -e /etc/$name ] || ETC+=" /etc/$name"
done
export STAGE LINKS ETC
exec unshare -U -r -m -n -p -u -i -f --kill-child --propagation private bash -c "$(declare -f); set -eu; outer"
