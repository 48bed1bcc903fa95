# Runs a command where programs of another processor run too, by qemu-user, and leaves nothing of that on the
# machine: what the kernel hands such programs to (binfmt_misc) is said in a user namespace of its own, which it can
# be since kernel 6.7. All ids are mapped to themselves there.
#
#   bash foreign.sh CPU COMMAND [ARGUMENT…]    CPU as qemu calls it: aarch64
set -eu
cpu=$1
shift

# Who writes the maps has to be outside; this one holds the namespace until its standard input ends.
coproc HOLDER { exec unshare --user sh -c 'echo made; read -r _ || :'; }
holder=$HOLDER_PID
read -r _ <&"${HOLDER[0]}"
for map in uid_map gid_map; do echo '0 0 4294967295' >"/proc/$holder/$map"; done

exec nsenter --user="/proc/$holder/ns/user" -- unshare --mount -- bash -euc '
mount -t binfmt_misc none /proc/sys/fs/binfmt_misc
cat "/usr/lib/binfmt.d/qemu-$1.conf" >/proc/sys/fs/binfmt_misc/register
shift
exec "$@"' foreign "$cpu" "$@"
