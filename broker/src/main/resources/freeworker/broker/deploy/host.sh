# What deploy does on a host. It arrives behind the host's settings and launch.sh, whose find_java it uses, and is
# evaluated by any POSIX sh; what is copied follows on standard input. Lines that begin with @@ are its answer.
# Told before: $verb, $name of the crew, $folder, $checksum and $sums of the distribution, $jdk, $spec, $key bytes,
# $patience seconds, and as arguments those of the worker command.
set -eu
mask=${FREEWORKER_MASK:-$(umask)}
umask 077
unset CDPATH

say() {
  printf '@@ %s %s\n' "$1" "$2"
}

# Sets up where everything is.
places() {
  case $folder in
    '') folder=$HOME/.freeworker/deploy ;;
    '~'/*) folder=$HOME/${folder#??} ;;
    /*) ;;
    *) folder=$HOME/$folder ;;
  esac
  crew=$folder/crews/$name
  distribution=$folder/$checksum
  if [ -n "$jdk" ]; then
    export JAVA_HOME="$jdk"
  fi
}

# What tells process $1 from all others that ever had its number; nothing when it is no more.
stamp() {
  if [ -r /proc/self/stat ]; then
    boot=
    read -r boot </proc/sys/kernel/random/boot_id 2>/dev/null || true
    line=
    { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 0
    # Behind the name, which may hold anything: the state first, the time of its start as the 20th.
    # shellcheck disable=SC2086 # fields
    set -- ${line##*) }
    if [ "$1" != Z ]; then
      echo "$boot:${20}"
    fi
  else
    # shellcheck disable=SC2046 # without the blanks around it
    echo $(ps -o lstart= -p "$1" 2>/dev/null)
  fi
}

# Whether the crew that was started here runs still; sets $pid and, in seconds since 1970, $began.
running() {
  pid=
  began=
  born=
  { read -r pid began && read -r born; } 2>/dev/null <"$crew/pid" || return 1
  [ -n "$born" ] && [ "$(stamp "$pid")" = "$born" ]
}

# Prints parent, group and command of each process that runs.
processes() {
  if [ -r /proc/self/stat ]; then
    for stat in /proc/[0-9]*/stat; do
      line=
      { read -r line <"$stat"; } 2>/dev/null || continue
      # shellcheck disable=SC2086 # fields
      set -- ${line##*) }
      if [ "$1" != Z ] && { [ "$2" = "$pid" ] || [ "$3" = "$pid" ]; }; then
        printf '%s %s ' "$2" "$3"
        { tr '\0\n' '  ' <"${stat%stat}cmdline"; } 2>/dev/null || true
        echo
      fi
    done
  else
    ps -A -o ppid= -o pgid= -o args= | sed 's/^ *//; s/  */ /'
  fi
}

# How many worker processes $pid has, a spare one among them.
workers() {
  processes | grep -c "^$pid [0-9]* .*WorkerMain" || true
}

# Whether anything is left in the process group of $pid.
grouped() {
  processes | grep -q "^[0-9]* $pid "
}

# What all files in a folder sum up to.
sum() {
  (cd "$1" && find . -type f -exec cksum {} + | LC_ALL=C sort | cksum)
}

# The line of the log that says most: why the command failed, or else the last one.
last() {
  why=$(sed -n 's/^worker: //p' "$crew/log" 2>/dev/null | tail -n 1)
  if [ -n "$why" ]; then
    echo "$why"
  else
    tail -n 1 "$crew/log" 2>/dev/null || true
  fi
}

nap() {
  sleep 0.2 2>/dev/null || sleep 1
}

# Tells how the crew stands, if there is one.
told() {
  if [ -f "$crew/spec" ]; then
    say spec "$(cat "$crew/spec")"
    say borrowed "$(sed -n '/can be borrowed/{p;q;}' "$crew/log" 2>/dev/null)"
    if running; then
      now=$(date +%s)
      say running "$pid $((now - began))"
      say processes "$(workers)"
    fi
    say last "$(last)"
  fi
}

look() {
  say folder "$folder"
  if found=$( (find_java && echo "$feature $java") 2>&1); then
    say java "$found"
  else
    say javaless "$(echo "$found" | head -n 1)"
  fi
  if [ -n "$checksum" ] && [ -d "$distribution" ]; then
    if [ "$(sum "$distribution")" = "$sums" ]; then
      say distribution whole
    else
      say distribution damaged
    fi
  fi
  told
}

# Takes the distribution in, written beside and renamed.
copy() {
  mkdir -p "$folder"
  rm -rf "$folder/.part-$name".*
  part=$folder/.part-$name.$$
  trap 'rm -rf "$part" "$part.old"' EXIT
  mkdir "$part"
  (cd "$part" && tar -xof -) || fail 75 "the copy broke off."
  if [ "$(sum "$part")" != "$sums" ]; then
    fail 75 "the copy is not what was sent."
  fi
  if [ -d "$distribution" ]; then
    mv "$distribution" "$part.old"
  fi
  mv "$part" "$distribution"
  # Where another host with the same home was faster, mv went into its folder.
  rm -rf "$distribution/${part##*/}"
}

# One deploy at a time works on a crew. The claim is a symbolic link to its owner's pid.
claim() {
  mkdir -p "$crew"
  until ln -s "$$" "$crew/claim" 2>/dev/null; do
    owner=$(readlink "$crew/claim" || true)
    if [ -n "$owner" ] && [ -n "$(stamp "$owner")" ]; then
      fail 75 "process $owner there works on these workers already."
    fi
    rm -f "$crew/claim"
  done
  trap 'rm -f "$crew/claim"' EXIT
}

# Ends the crew: asked first, and after $patience seconds by force, with all that it started.
end() {
  if running; then
    kill -TERM "$pid" 2>/dev/null || true
    naps=0
    while running || grouped; do
      naps=$((naps + 1))
      if [ "$naps" -gt $((patience * 5)) ]; then
        say forced "$pid"
        # The whole group, in the one form that every shell understands.
        kill -9 "-$pid" 2>/dev/null || kill -9 "$pid" 2>/dev/null || true
        break
      fi
      nap
    done
    while running; do
      nap
    done
  fi
  rm -f "$crew/pid"
}

# Removes distributions that no crew here was started from.
sweep() {
  for old in "$folder"/*; do
    sum=${old##*/}
    case $sum in
      *[!0-9a-f]*) continue ;;
    esac
    if [ "${#sum}" -eq 16 ] && [ "$sum" != "$1" ] && ! grep -q "checksum=$sum" "$folder"/crews/*/spec 2>/dev/null; then
      rm -rf "$old"
    fi
  done
}

# Starts the crew, in place of one that runs, and waits until it can be borrowed.
start() {
  claim
  dd bs=1 count="$key" 2>/dev/null >"$crew/key.new"
  if [ "$(($(wc -c <"$crew/key.new")))" -ne "$key" ]; then
    fail 75 "the key broke off."
  fi
  end
  mv "$crew/key.new" "$crew/key"
  printf '%s\n' "$spec" >"$crew/spec.new"
  mv "$crew/spec.new" "$crew/spec"
  if [ -f "$crew/log" ]; then
    mv "$crew/log" "$crew/log.old"
  fi
  : >"$crew/log"
  detached=nohup
  if command -v setsid >/dev/null 2>&1; then
    detached=setsid
  fi
  (cd "$crew" && FREEWORKER_DEPLOY=become FREEWORKER_MASK=$mask exec "$detached" sh -c "$script") </dev/null >>"$crew/log" 2>&1 &
  naps=0
  until grep -q 'can be borrowed' "$crew/log"; do
    naps=$((naps + 1))
    if [ -f "$crew/pid" ] && ! running; then
      said=$(last)
      fail 69 "${said:-the workers ended without a word.}"
    fi
    if [ "$naps" -gt $((patience * 5)) ]; then
      said=$(last)
      end
      fail 75 "no worker was ready within $patience s: ${said:-its log is empty.}"
    fi
    nap
  done
  running || fail 69 "$(last)"
  told
  sweep "$checksum"
}

# The process that becomes the crew: it outlives whoever started it, in the environment of a shell of that user.
become() {
  echo "$$ $(date +%s)" >"$crew/pid.new"
  stamp "$$" >>"$crew/pid.new"
  mv "$crew/pid.new" "$crew/pid"
  unset FREEWORKER_DEPLOY FREEWORKER_MASK
  umask "$mask"
  exec "$distribution/bin/worker" "$@" --key "$crew/key"
}

# Ends the crew and removes all that was put here.
remove() {
  if [ -d "$crew" ]; then
    claim
    if running; then
      say ended "$pid"
    fi
    end
    rm -rf "$crew"
    trap - EXIT
    say removed "$crew"
  fi
  if [ -d "$folder" ]; then
    rm -rf "$folder/.part-$name".*
    sweep ''
    rmdir "$folder/crews" "$folder" 2>/dev/null || true
    case $folder in
      "$HOME/.freeworker/deploy") rmdir "$HOME/.freeworker" 2>/dev/null || true ;;
    esac
  fi
}

verb=${FREEWORKER_DEPLOY:-$verb}
places
"$verb" "$@"
if [ "$verb" != become ]; then
  say end ok
fi
