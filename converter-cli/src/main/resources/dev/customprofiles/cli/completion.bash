
# Completes values that are looked up on demand, in bash and in zsh.

# Prints the profiles in the recordings on the command line, one per line.
function _jfr2pprof_profiles() {
  local typed word before="" recordings limit
  recordings=()
  typed=("${COMP_WORDS[@]}")
  typed[COMP_CWORD]=""
  for word in "${typed[@]:1}"; do
    # Unquotes the word without executing anything in it.
    word=${word//[\\\'\"]/}
    word=${word/#\~\//$HOME/}
    case $before in
      -o | --output | --pid) ;;
      *) if [[ $word != -* && (-e $word || $word == *[*?]*) ]]; then recordings+=("$word"); fi ;;
    esac
    before=$word
  done
  if [ ${#recordings[@]} -eq 0 ]; then return; fi
  limit=()
  if command -v timeout > /dev/null; then limit=(timeout 1); fi
  "${limit[@]}" "${COMP_WORDS[0]/#\~\//$HOME/}" list --names "${recordings[@]}" 2> /dev/null
}

# Prints the process ids of JVMs that this user can look into. Only Linux says what is loaded; elsewhere, those that jps finds.
function _jfr2pprof_pids() {
  local file
  if [ -n "$ZSH_VERSION" ]; then setopt localoptions glob nullglob; fi
  if [ -e /proc/self/maps ]; then
    grep -lsF libjvm /proc/[0-9]*/maps | while read -r file; do
      file=${file%/maps}
      echo "${file##*/}"
    done
  else
    for file in "${TMPDIR:-/tmp}"/hsperfdata_*/[0-9]*; do
      if [[ -O $file ]] && kill -0 "${file##*/}" 2> /dev/null; then echo "${file##*/}"; fi
    done
  fi | sort -n
}

# Completes the value of --profile or --pid; fails after any other word.
function _jfr2pprof_values() {
  local option=${COMP_WORDS[COMP_CWORD-1]} current=${COMP_WORDS[COMP_CWORD]} found value
  # Bash splits --profile=NAME into three words.
  if [ "$current" = "=" ]; then
    current=""
  elif [ "$option" = "=" ] && [ "$COMP_CWORD" -gt 1 ]; then
    option=${COMP_WORDS[COMP_CWORD-2]}
  fi
  case $option in
    --profile) found=$(_jfr2pprof_profiles) ;;
    --pid) found=$(_jfr2pprof_pids) ;;
    *) return 1 ;;
  esac
  COMPREPLY=()
  while read -r value; do
    if [[ -n $value && $value == "$current"* ]]; then COMPREPLY+=("$(printf %q "$value")"); fi
  done <<< "$found"
  compopt +o default 2> /dev/null
  return 0
}
