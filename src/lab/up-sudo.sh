# `sudo` and `doas` of the learner's machines: sourced by up.sh, written into each of them by up-tree.sh.
#
# The lines of most tutorials begin with them. Who types in a lab is root already, so they run the rest of the line.
# They come first in PATH: a lab has neither the rules nor the rights that the machine's own ask for.

sudo_files() { # DIRECTORY: somebody else makes them executable
  local name
  for name in sudo doas; do { echo '#!/bin/bash' && declare -f as_root && echo 'as_root "$@"'; } >"$1/$name"; done
}

as_root() { # ARGUMENTS: as sudo(8) takes them; those of doas(1) are a part of that
  local name=${0##*/} user=root mode=run shell='' directory='' root='' background='' settings=() word letters letter value line
  local long=' user:u group:g prompt:p host:h chdir:D chroot:R close-from:C command-timeout:T other-user:U role:r type:t login:i
 shell:s background:b edit:e list:l validate:v reset-timestamp:k remove-timestamp:K version:V help:? preserve-env:E set-home:H
 non-interactive:n stdin:S askpass:A bell:B preserve-groups:P no-update:N '
  if [ "$EUID" != 0 ]; then
    echo "$name: this shell is not root's, and no password makes it so: exit leads back to one that is" >&2
    exit 1
  fi
  while [[ ${1:-} =~ ^(-.|[A-Za-z_][A-Za-z0-9_]*=) ]]; do
    word=$1 letters=''
    shift
    case $word in
      --) break ;;
      [!-]*) settings+=("$word") ;;
      --*)
        letters=${word#--} letters=${letters%%=*}
        case $long in *" $letters:"*) letters=${long#*" $letters:"} letters=${letters%%[[:space:]]*} ;; *) letters=? ;; esac
        [[ $word != *=* || $letters != [ugphDRCTUrt] ]] || set -- "${word#*=}" "$@"
        ;;
      *) letters=${word#-} ;;
    esac
    while [ -n "$letters" ]; do
      letter=${letters:0:1} letters=${letters:1} value=''
      case $letter in
        [ugphDRCTUrt])
          if [ -n "$letters" ]; then
            value=$letters letters=''
          elif [ $# -gt 0 ]; then
            value=$1
            shift
          else
            letter=? # as in `sudo -h`
          fi
          ;;
      esac
      case $letter in
        u) user=$value ;;
        D) directory=$value ;;
        R) root=$value ;;
        i | s) shell=$letter ;;
        b) background=yes ;;
        e) mode=edit ;;
        l) mode=list ;;
        v | K | L) mode=nothing ;;
        k) [ $# -gt 0 ] || mode=nothing ;;
        V) mode=version ;;
        [EHnSABPNgphCTUrt]) ;; # about passwords, environments and limits, which are root's here already
        *)
          mode=usage
          break 2
          ;;
      esac
    done
  done
  case $mode in
    nothing) exit 0 ;;
    version)
      echo "$name of this lab: it runs the rest of the line, since you are root already"
      exit 0
      ;;
    list)
      echo "User root may run the following commands on $HOSTNAME:"
      echo '    (ALL : ALL) ALL'
      exit 0
      ;;
    edit) set -- "${SUDO_EDITOR:-${VISUAL:-${EDITOR:-vi}}}" "$@" ;;
  esac
  if [ "$mode" = usage ] || { [ $# = 0 ] && [ -z "$shell" ]; }; then
    echo "usage: $name [-u USER] [-n] [-E] [VAR=value] COMMAND …, or $name -s or -i for a shell
You are root in this lab already: $name runs the rest of the line, and needs no password." >&2
    exit 1
  fi
  if [ "$shell" = i ]; then cd || exit 1; fi
  if [ -n "$directory" ]; then cd -- "$directory" || exit 1; fi
  if [ -n "$shell" ] && [ $# -gt 0 ]; then
    printf -v line '%q ' "$@" # all but letters, digits, _, - and $ stands for itself
    set -- "${SHELL:-/bin/bash}" -c "${line//\\\$/\$}"
  elif [ -n "$shell" ]; then
    set -- "${SHELL:-/bin/bash}" # no login shell: nothing that one reads is in a lab
  elif [ -z "$root" ] && ! type -P -- "$1" >/dev/null; then
    case $(type -t -- "$1") in
      builtin | keyword) echo "$name: $1 is a part of the shell, no program: $name cannot run it" >&2 ;;
      *) echo "$name: $1: command not found" >&2 ;;
    esac
    exit 1
  fi
  [ ${#settings[@]} = 0 ] || set -- env "${settings[@]}" "$@"
  case $user in
    root | '#0' | 0) [ -z "$root" ] || set -- chroot "$root" "$@" ;;
    *)
      if ! id -u -- "${user#'#'}" >/dev/null 2>&1; then
        echo "$name: unknown user $user" >&2
        exit 1
      fi
      # The map of ids of an ordinary user's lab holds one, and its groups cannot be set (user_namespaces(7)).
      if read -r line 2>/dev/null </proc/self/setgroups && [ "$line" = deny ]; then
        echo "$name: this lab was started by an ordinary user, so root is the only user in it: $user cannot be had here" >&2
        exit 1
      fi
      user=${user/#'#'/+}
      if [ -n "$root" ]; then set -- chroot --userspec="$user" "$root" "$@"; else set -- chroot --skip-chdir --userspec="$user" / "$@"; fi
      ;;
  esac
  if [ -n "$background" ]; then
    "$@" &
    exit 0
  fi
  exec -- "$@"
}
