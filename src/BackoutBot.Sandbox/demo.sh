#!/usr/bin/env bash
# Starts the sandbox and the bot, and stops both on Ctrl-C. Called by ./dev demo, which builds first.
set -euo pipefail
root=$(dirname "$(readlink -f "$0")")/../..
configuration=${CONFIGURATION:-Release}
sandbox=$root/src/BackoutBot.Sandbox/bin/$configuration/net10.0/BackoutBot.Sandbox
bot=$root/src/BackoutBot/bin/$configuration/net10.0/backoutbot

usage() {
  cat <<'HELP'
./dev demo [--script [--deny | --slow-burn[=twice|=fail-over]]] [--data FOLDER]
  --script       play the story in the terminal; ends with 0 when it came to its good end
  --deny         with --script: the plan is denied, and nothing may be changed
  --slow-burn    with --script: the release looks well first, and fails when nobody watches it any more;
                 =twice: so does the next release; =fail-over: the on-call moves the record in between, which must stay
  --data FOLDER  keep journal and account there, to go on with later (default: a temporary folder)
HELP
}

script= deny= slow= data=
while [ $# -gt 0 ]; do
  case $1 in
    --script) script=yes ;;
    --deny) deny=--deny ;;
    --slow-burn | --slow-burn=twice | --slow-burn=fail-over) slow=$1 ;;
    --data) data=${2:?"--data needs a folder"}; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; echo "demo: unknown option '$1'" >&2; exit 2 ;;
  esac
  shift
done
[ -z "$deny" ] || [ -n "$script" ] || { echo "demo: --deny goes with --script" >&2; exit 2; }
[ -z "$slow" ] || [ -n "$script" ] || { echo "demo: --slow-burn goes with --script" >&2; exit 2; }
[ -z "$slow" ] || [ -z "$deny" ] || { echo "demo: --slow-burn and --deny are two stories" >&2; exit 2; }
for binary in "$sandbox" "$bot"; do
  [ -x "$binary" ] || { echo "demo: $binary is not built: run ./dev demo" >&2; exit 2; }
done

temporary=
if [ -z "$data" ]; then temporary=$(mktemp -d); data=$temporary; fi
mkdir -p "$data/sandbox" "$data/bot"
data=$(cd "$data" && pwd)

pids=()
stop() {
  trap - EXIT INT TERM
  local pid
  for pid in ${pids[@]+"${pids[@]}"}; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in ${pids[@]+"${pids[@]}"}; do wait "$pid" 2>/dev/null || true; done
  [ -z "$temporary" ] || rm -rf "$temporary"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port() { local p=$1; while taken "$p"; do p=$((p + 2)); done; echo "$p"; }

# Waits until the process says that it listens, and answers well: what else answers there is not ours.
ready() {
  local name=$1 says=$2 url=$3 pid=$4 log=$5 i
  for ((i = 0; i < 300; i++)); do
    kill -0 "$pid" 2>/dev/null || break
    grep -qF "$says" "$log" && curl -sf -o /dev/null "$url" && return
    sleep 0.1
  done
  echo "demo: $name did not get ready; its last words ($log):" >&2
  tail -n 20 "$log" >&2
  ! kill -0 "$pid" 2>/dev/null || curl -s "$url" >&2 || true
  exit 1
}

console_url=http://127.0.0.1:$(port 5080)
sandbox_url=http://127.0.0.1:$(port 5081)

# In the terminal the script breaks production; in the browser the story begins by itself, or by the button.
story=(--break-after 20)
[ -z "$script" ] || story=()
# Long enough that the watch of the deployment has ended, and that the release was read once it was out.
[ -z "$slow" ] || story=(--release-fails-after 40)
"$sandbox" --urls "$sandbox_url" --data "$data/sandbox" --webhook "$console_url/sns/sandbox" ${story[@]+"${story[@]}"} >"$data/sandbox.log" 2>&1 &
pids+=($!)
ready "the sandbox" "listens on $sandbox_url" "$sandbox_url/_sandbox/healthz" $! "$data/sandbox.log"

# From the root, where plans/ is.
(cd "$root" && exec "$bot" --sandbox "$sandbox_url" --urls "$console_url" --data "$data/bot") >"$data/bot.log" 2>&1 &
pids+=($!)
ready "the bot" "listening on: $console_url" "$console_url/readyz" $! "$data/bot.log"

if [ -n "$script" ]; then
  "$sandbox" play --console "$console_url" --sandbox "$sandbox_url" $deny $slow && status=0 || status=$?
  if [ "$status" -ne 0 ]; then
    echo "demo: the bot's last words:" >&2
    tail -n 20 "$data/bot.log" >&2
  fi
  exit "$status"
fi

echo
echo "  The console:  $console_url"
echo "  Production breaks by itself in about 20 seconds, or at once by the button. When the bot proposes a backout, type"
echo "  /backout start checkout-api as alice, then switch to bob and approve the plan. Ctrl-C stops everything."
echo
wait "${pids[1]}"
