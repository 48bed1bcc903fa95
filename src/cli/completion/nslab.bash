# Completion of nslab's command line for bash. nslab itself knows what may stand where.

_nslab() {
  local current=${COMP_WORDS[COMP_CWORD]} value about
  local -a words=("${COMP_WORDS[@]:1:COMP_CWORD}")
  # Readline takes --option=value apart at the sign, which then is a word of its own.
  [[ $current == = ]] && current=
  current=${current#[\"\']} # an open quote is not of the word
  COMPREPLY=()
  while IFS=$'\t' read -r value about; do
    if [[ $value == :files ]]; then
      compopt -o default # readline's own names of files, since there is nothing else
      return
    fi
    [[ $value == "$current"* ]] && COMPREPLY+=("$value")
  done < <(nslab __complete -- "${words[@]}" 2>/dev/null)
}

# In their own order, which bash can keep from 4.4 on.
complete -o nosort -F _nslab nslab 2>/dev/null || complete -F _nslab nslab
