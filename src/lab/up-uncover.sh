# A /proc and a /sys for machines that cover parts of theirs: sourced by up.sh and preflight.sh.

# Containers cover parts of /proc and /sys, or make them read-only. A user namespace may then mount neither,
# unless it sees one that is whole (mount_too_revealing() in the kernel's fs/namespace.c). Root shows it both.
uncover() { # DIRECTORY: of a file system of our own
  case "$(</proc/self/mountinfo)" in
    *" /proc/"* | *" /proc ro"* | *" /sys/firmware "* | *" /sys ro"*) ;;
    *) return 0 ;;
  esac
  mkdir -p "$1/proc" "$1/sys"
  # What is refused here is refused in the lab as well, which says so by its part.
  mount -t proc -o nosuid,nodev,noexec proc "$1/proc" 2>/dev/null
  mount -t sysfs -o nosuid,nodev,noexec sysfs "$1/sys" 2>/dev/null
  return 0
}
