# The supervisor's own file tree: sourced by up.sh, which says where each function runs.
#
# It holds the machine's programs, read-only, and nothing that a learner could change: what he does to his own
# /usr, /lib or /etc/ld.so.preload is done to his machines alone. Theirs are made in his user namespace, from copies
# of these mounts that he can neither lift nor make writable (mount_namespaces(7), "locked").

# Without these the learner's side cannot begin: processes by their numbers in here, and the terminals of all machines.
tools_begin() {
  mount -n -a -T "$NSLAB_STAGE/fstab.tools" || fail mounts
}

tools_rest() {
  local dir name binds=''
  mkdir -p "$TOOLS"/{usr,etc,sys,tmp,opt/nslab,run/netns,neighbor,.old} || fail tmpfs
  machine_files "$TOOLS"
  for dir in $NSLAB_PROGRAM_DIRS; do binds+="/$dir $TOOLS/$dir none rbind,ro,x-mount.mkdir"$'\n'; done
  for name in node world.mjs; do
    : >"$TOOLS/opt/nslab/$name"
    binds+="$NSLAB_STAGE/$name $TOOLS/opt/nslab/$name none bind"$'\n'
  done
  devices "$TOOLS/dev" "$TOOLS/dev/pts"
  mount_all "$TOOLS/fstab" "$binds$DEVICE_LINES
sysfs $TOOLS/sys sysfs nosuid,nodev,noexec" || fail mounts
}
