# What is outside of the learner's machines: sourced by up.sh, which says where each function runs.

# --- the world: a router (this network namespace), a neighbor on the LAN, an internet ------------

world() { # HOST: the PID of the host's init
  usual_network /proc
  echo 1 >/proc/sys/net/ipv4/ip_forward
  # The neighbor's network belongs to the learner's user namespace, as its shells do.
  ip -batch - <<ROUTER || fail world
netns add internet
netns attach neighbor $LEARNER_PID
netns attach host $1
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
ROUTER
  ip -n host -batch - <<HOST || fail world
link set lo up
addr add 192.168.102.253/24 brd + dev enp0s3
link set enp0s3 up
route add default via 192.168.102.1
HOST
  ip -n neighbor -batch - <<NEIGHBOR || fail world
link set lo up
addr add 192.168.102.10/24 brd + dev eth0
link set eth0 up
route add default via 192.168.102.1
NEIGHBOR
  # No way back to 172.17.0.0/16: what leaves the host with a private source is never answered.
  nsenter --net=/run/netns/internet bash -c "${NEXT}usual_network /proc; exec ip -batch -" <<INTERNET || fail world
link set lo up
addr add 203.0.113.53/24 dev eth0
addr add 203.0.113.80/24 dev eth0
link set eth0 up
route add 192.168.102.0/24 via 203.0.113.1
INTERNET
}

# A new network namespace takes its settings from the machine's (Documentation/networking/ip-sysctl, net.core.devconf_inherit_init_net),
# where a container engine, a VPN or the distribution has changed them. These are the kernel's own, source checks off.
usual_network() { # PROC
  local conf setting
  echo 0 >"$1/sys/net/ipv4/ip_forward"
  for conf in "$1"/sys/net/ipv4/conf/*; do
    for setting in rp_filter=0 accept_local=0 route_localnet=0 arp_ignore=0 arp_announce=0 arp_filter=0 proxy_arp=0 send_redirects=1 log_martians=0; do
      echo "${setting#*=}" >"$conf/${setting%=*}"
    done
  done
}
