# What bin/demo --machines does: a broker, and two machines from which deploy brings a worker each. A machine is a
# network, a home and an ssh server of its own. Sourced by the demo with its $bin, $root, $java and $work. POSIX sh.
# What takes a while runs in the background and is waited for, as only a shell that waits hears a signal at once.

net=      # what the names of the three networks begin with; empty where there are none
input=    # what the next command reads
current=  # the command that is waited for
broker=   # the broker's process
servers=  # those of the ssh servers
told=0    # how many lines of the broker were repeated
deployed= # whether anything may be on the machines

# Sets $sshd; nothing is begun where a program is missing.
find_ssh() {
  missing=
  sshd=$(PATH=$PATH:/usr/sbin:/usr/local/sbin && command -v sshd) || missing=' sshd'
  for program in ssh ssh-keygen; do
    command -v "$program" >/dev/null || missing="$missing $program"
  done
  if [ -n "$missing" ]; then
    fail 69 "demo: --machines needs a whole ssh on this machine; not found:$missing." \
      "  Debian, Ubuntu: sudo apt-get install openssh-server openssh-client"
  fi
}

nap() {
  sleep 0.1 2>/dev/null || sleep 1
}

# start PLACE COMMAND...: the command begins there; $! is its process.
start() {
  place=$1
  shift
  if [ -n "$net" ]; then
    set -- ip netns exec "$net-$place" "$@"
  fi
  "$@" <"${input:-/dev/null}" &
}

# Ends processes of the demo; false when one of them failed.
stop() {
  stopped=0
  for pid in "$@"; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" || stopped=1
  done
  return "$stopped"
}

# Shows a command of ours, and runs it where the broker is.
run() {
  say "$*"
  program=$1
  shift
  start broker "$bin/$program" "$@"
  current=$!
  status=0
  wait "$current" || status=$?
  current=
  repeat
  if [ "$status" -ne 0 ]; then
    say "$program ended with exit code $status."
    exit 1
  fi
}

# cable PLACE ADDRESS PLACE ADDRESS: joins two networks.
cable() {
  ip -n "$net-$1" link add "to-$3" type veth peer name "to-$1" netns "$net-$3" &&
    ip -n "$net-$1" addr add "$2" peer "$4" dev "to-$3" &&
    ip -n "$net-$3" addr add "$4" peer "$2" dev "to-$1" &&
    ip -n "$net-$1" link set "to-$3" up &&
    ip -n "$net-$3" link set "to-$1" up
}

# Three networks, each joined with the other two alone: no address and no firewall outside matters to them.
lay() {
  for place in broker lab1 lab2; do
    ip netns add "$net-$place" && ip -n "$net-$place" link set lo up || return 1
  done
  cable broker 10.0.0.5 lab1 10.0.0.1 && cable broker 10.0.0.5 lab2 10.0.0.2 && cable lab1 10.0.0.1 lab2 10.0.0.2
}

# The cables go with their ends.
lift() {
  for place in broker lab1 lab2; do
    ip netns del "$net-$place" 2>/dev/null || true
  done
  net=
}

# Sets the addresses of the machines and the first port to try there, and $net where they can have networks of their own.
find_networks() {
  why='that takes root'
  if [ "$(id -u)" -eq 0 ]; then
    why='that takes ip, of the package iproute2'
    if command -v ip >/dev/null; then
      # Neither another demo that lives has this name, nor one that was killed left it.
      net=freeworker-$$-${work##*.}
      lay 2>"$work/why" || {
        why=$(tail -n 1 "$work/why")
        lift
      }
    fi
  fi
  if [ -n "$net" ]; then
    here=10.0.0.5 lab1=10.0.0.1 lab2=10.0.0.2 port=2222
    return
  fi
  say "the machines have no networks of their own ($why), but addresses of this one."
  here= lab1=127.0.0.1 lab2=127.0.0.1 port=$((20000 + $$ % 20000))
  if [ "$(uname)" = Linux ]; then
    lab1=127.0.0.2 lab2=127.0.0.3
  fi
}

make_keys() {
  mkdir -p "$work/lab1/home" "$work/lab2/home"
  for key in user lab1/key lab2/key; do
    ssh-keygen -q -t ed25519 -N '' -C freeworker-demo -f "$work/$key"
  done
}

# Sets $unmade where root has not the folder in which ssh servers of root lock themselves in.
find_folder() {
  printf 'HostKey "%s"\n' "$work/lab1/key" >"$work/sshd_config"
  unmade=$("$sshd" -t -f "$work/sshd_config" 2>&1 | tr -d '\r' | sed -n 's/^Missing privilege separation directory: //p')
}

# Sets $pam: an account that no password opens, as root's often is, is let in only by a server that asks PAM.
find_pam() {
  pam=no
  if grep -q "^$(id -un):!" /etc/shadow 2>/dev/null; then
    pam=yes
  fi
}

# serve LAB ADDRESS: begins to let in who has the demo's key, at the next port that nobody has.
serve() {
  lab=$1
  until listens "$lab" "$2"; do
    if grep -q 'Address already in use' "$work/$lab/log" 2>/dev/null; then
      servers=${servers% *}
      port=$((port + 1))
    elif [ -n "$unmade" ]; then
      fail 69 "demo: an ssh server of root needs the folder $unmade, which is not there." "  Make it:  mkdir -m 755 $unmade"
    else
      fail 1 "demo: the ssh server of $lab ended: $(tail -n 1 "$work/$lab/log")"
    fi
  done
  cat >>"$work/ssh_config" <<END
Host $lab
  HostName $2
  Port $port
  HostKeyAlias $lab
  IdentityFile "$work/user"
  IdentitiesOnly yes
  IdentityAgent none
  GlobalKnownHostsFile none
  UserKnownHostsFile "$work/known_hosts"
END
  printf '%s %s\n' "$lab" "$(cat "$work/$lab/key.pub")" >>"$work/known_hosts"
  port=$((port + 1))
}

# listens LAB ADDRESS: whether a server that was started now does; all that it starts has the home of the machine.
listens() {
  rm -f "$work/$1/log"
  cat >"$work/$1/sshd_config" <<END
ListenAddress $2
Port $port
HostKey "$work/$1/key"
AuthorizedKeysFile "$work/user.pub"
AuthenticationMethods publickey
SetEnv "HOME=$work/$1/home"
StrictModes no
UsePAM $pam
PermitUserRC no
PidFile none
END
  lab=$1
  set -- "$sshd" -D -f "$work/$1/sshd_config" -E "$work/$1/log"
  if [ "$unmade" = /run/sshd ]; then
    # In a /run of its own, so that nothing is left in everybody's.
    set -- sh -c 'mount -t tmpfs -o mode=755 tmpfs /run && mkdir /run/sshd && exec "$@"' sh "$@"
    if [ -z "$net" ]; then
      set -- unshare -m "$@"
    fi
  fi
  start "$lab" "$@"
  servers="$servers $!"
  until grep -q 'Server listening' "$work/$lab/log" 2>/dev/null; do
    kill -0 "$!" 2>/dev/null || return 1
    nap
  done
}

# Starts a broker without workers, and sets its $address.
start_broker() {
  mkfifo "$work/said"
  # Opened there, as to open it waits for who reads.
  start broker sh -c 'exec "$@" >"$0" 2>&1' "$work/said" \
    "$bin/broker" 0 --port 0 ${here:+--listen "$here"} --profile profiling/machines.csv
  broker=$!
  exec 3<"$work/said"
  await_ready <&3 || exit 1
  while IFS= read -r line && [ "${line#*stop with}" = "$line" ]; do
    printf '%s\n' "$line" >&2
  done <&3
  cat <&3 >"$work/log" &
  teller=$!
  exec 3<&-
}

# Repeats what else the broker said, which would be in the way of a command's progress on a terminal.
repeat() {
  lines=$(($(wc -l <"$work/log")))
  sed -n "$((told + 1)),${lines}p" "$work/log" >&2
  told=$lines
}

# Some megabytes to count: what is written here about Freeworker, or else its launchers, over and over.
write_text() {
  set -- "$root"/docs/*.md
  if [ ! -f "$1" ]; then
    set -- "$bin"/*.sh
  fi
  cat "$@" >"$work/text"
  for times in 2 4 8 16 32 64; do
    cat "$work/text" "$work/text" >"$work/text.$times"
    mv "$work/text.$times" "$work/text"
  done
}

# Whether nobody but the demo ended a server.
serving() {
  for server in $servers; do
    kill -0 "$server" 2>/dev/null || return 1
  done
}

# What still runs on the machines.
left() {
  if [ -n "$net" ]; then
    ip netns pids "$net-lab1"
    ip netns pids "$net-lab2"
  else
    grep -lsF "HOME=$work/lab" /proc/[0-9]*/environ | cut -d / -f 3
  fi
}

# Takes everything away again, at whatever point the demo ends.
leave() {
  code=$?
  trap - EXIT
  trap '' INT TERM HUP PIPE
  set +e
  input=
  # shellcheck disable=SC2086 # none, or one
  stop $current
  # Who ends a whole process group, as a terminal that is closed, has ended the servers already.
  if [ -n "$deployed" ] && serving; then
    start broker "$bin/deploy" down "$work/lab.hosts" -F "$work/ssh_config" --patience 10 >&2
    wait "$!"
  fi
  # shellcheck disable=SC2086 # several
  stop $broker $servers
  wait
  if [ -f "$work/log" ]; then
    repeat
  fi
  tries=0
  while rest=$(left 2>/dev/null) && [ -n "$rest" ] && [ "$tries" -lt 50 ]; do
    # shellcheck disable=SC2086 # several
    case $tries in
      0) kill $rest 2>/dev/null ;;
      30 | 40) kill -KILL $rest 2>/dev/null ;;
    esac
    tries=$((tries + 1))
    nap
  done
  if [ -n "$net" ]; then
    lift
  fi
  rm -rf "$work"
  exit "$code"
}

machines() {
  trap leave EXIT
  trap 'exit 141' PIPE
  find_networks
  make_keys
  find_folder
  find_pam
  FREEWORKER_HOME=$work/home
  export FREEWORKER_HOME
  start_broker
  serve lab1 "$lab1"
  serve lab2 "$lab2"
  jdk=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
  cat >"$work/lab.hosts" <<END
* broker=$address workers=1 java="$jdk"
lab1
lab2
END

  deployed=yes
  run deploy up "$work/lab.hosts" -F "$work/ssh_config"
  run challenge squares --broker "$address" --count 8
  say 'where the workers are:'
  cat "$work/home/state/${address##*:}/workers.txt"
  echo 5 20 100 >"$work/numbers"
  input=$work/numbers
  run challenge factorial --broker "$address"
  input=
  write_text
  run challenge wordcount "$work/text" --send --broker "$address" --top 5 --output "$work/words" --record profiling/wordcount.csv
  run deploy down "$work/lab.hosts" -F "$work/ssh_config"
  deployed=
  ended=$broker
  broker=
  stop "$ended" || say 'the broker did not end well.'
  wait "$teller"
  repeat
  run grapher machines.csv
  run grapher wordcount.csv
  charts busy throughput wordcount
}
