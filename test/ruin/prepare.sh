# Prepares a virtual machine for being ruined: what a fingerprint is to compare, and who is to be a learner.
set -e
PS4="prepare: "; exec 2>/dev/console; set -x
secret=nslab-secret-$(cat /proc/sys/kernel/random/uuid)
for home in /root /home/learner; do
  echo "$secret" >$home/secret
  chmod 600 $home/secret
  mkdir -p $home/work && head -c 20000 /dev/urandom >$home/work/thesis
done
# What belongs to the learner is his to break: nslab and its node are installed in his home, as many have them.
mkdir -p /home/learner/bin /home/learner/lib
cp "$(command -v node)" /home/learner/bin/node
cp -r /usr/local/lib/node_modules/nslab /home/learner/lib/nslab
chown -R learner: /home/learner
# Disks to be overwritten: one with a file system, and swap.
truncate -s 8M /srv/disk.img && mkfs.ext4 -q /srv/disk.img && losetup /dev/loop0 /srv/disk.img
dd if=/dev/zero of=/swapfile bs=1M count=64 status=none && chmod 600 /swapfile && mkswap -q /swapfile && swapon /swapfile
# Rules, a route and a name to be lost.
iptables -A INPUT -p tcp --dport 1 -j DROP
iptables -t nat -A POSTROUTING -s 10.1.0.0/16 -j MASQUERADE
ip link add machine0 type dummy && ip addr add 10.1.1.1/24 dev machine0 && ip link set machine0 up
ip route add 10.2.0.0/16 via 10.1.1.2
# Nothing of the machine's own is to come and go meanwhile.
systemctl stop '*.timer' cron.service 2>/dev/null || true
loginctl enable-linger learner
systemctl start user@1000.service
# Modules that labs need, as after the first one.
for module in overlay veth bridge br_netfilter iptable_nat nf_conntrack_netlink; do modprobe $module || true; done
ls /proc/sys/fs/binfmt_misc >/dev/null # mounted when it is looked at
