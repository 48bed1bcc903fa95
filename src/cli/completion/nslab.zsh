#compdef nslab
# Completion of nslab's command line for zsh. nslab itself knows what may stand where.

_nslab() {
  local line value about
  local -a candidates
  for line in "${(@f)$(nslab __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == :files ]]; then
      compset -P '--[^=]#='
      _files
      return
    fi
    value=${line%%$'\t'*} about=${line#*$'\t'}
    # _describe takes value:description; a colon of the value's own is escaped
    [[ -n $value ]] && candidates+=("${value//:/\\:}${about:+:$about}")
  done
  _describe -V nslab candidates
}

# As a file in fpath it is loaded when it is needed; sourced, it has to be made known.
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _nslab "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
  compdef _nslab nslab
fi
