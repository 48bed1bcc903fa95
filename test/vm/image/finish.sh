# Finishes the file tree of an image; mmdebstrap runs it (test/vm/image/recipe.ts).
#
#   finish.sh initrd TREE FILES              before the kernel is installed: what its initrd is to hold
#   finish.sh system TREE FILES [PACKAGE…]   at the end: the agent, a user, and a folder with these packages
set -eu
part=$1 tree=$2 files=$3
shift 3

# Only what it takes to mount the disk, so that the machine boots sooner.
initrd() {
  mkdir -p "$tree/etc/initramfs-tools/conf.d" "$tree/etc/initramfs-tools/hooks"
  echo MODULES=list >"$tree/etc/initramfs-tools/conf.d/nslab"
  cat >"$tree/etc/initramfs-tools/hooks/nslab" <<'HOOK'
#!/bin/sh
[ "$1" != prereqs ] || exit 0
. /usr/share/initramfs-tools/hook-functions
manual_add_modules virtio_pci virtio_blk ext4
HOOK
  chmod 755 "$tree/etc/initramfs-tools/hooks/nslab"
}

system() {
  mkdir -p "$tree/usr/local/lib"
  cp "$files/agent.sh" "$tree/usr/local/lib/nslab-agent.sh"
  cp "$files/nslab-agent.service" "$tree/etc/systemd/system"
  mkdir -p "$tree/etc/systemd/system/multi-user.target.wants"
  ln -s ../nslab-agent.service "$tree/etc/systemd/system/multi-user.target.wants"
  echo stock >"$tree/etc/hostname"
  printf '127.0.0.1 localhost\n127.0.1.1 stock\n' >"$tree/etc/hosts"
  chroot "$tree" useradd --create-home --shell /bin/bash learner
  package_folder "$@"
}

# A repository as apt wants one, in a folder of the machine; nothing else is reachable from there.
package_folder() {
  packages=$tree/srv/packages
  mkdir -p "$packages"
  if [ $# -gt 0 ]; then
    chroot "$tree" apt-get -q -y --no-install-recommends --download-only install "$@"
    mv "$tree"/var/cache/apt/archives/*.deb "$packages"
  fi
  for package in "$packages"/*.deb; do
    [ -e "$package" ] || continue
    dpkg-deb --field "$package" | grep -v '^ ' | grep -v '^Description'
    printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' "${package##*/}" "$(stat -c %s "$package")" \
      "$(sha256sum "$package" | cut -d' ' -f1)"
  done >"$packages/Packages"
  rm -f "$tree"/etc/apt/sources.list.d/*
  echo 'deb [trusted=yes] file:/srv/packages ./' >"$tree/etc/apt/sources.list"
}

"$part" "$@"
