#!/usr/bin/env bash
# Measures the bot, each figure beside its peer in the same run: docs/benchmarks.md says what and how.
#   bench.sh [--quick] [--only intake|cards|slack|start|memory|aws]... [--rounds N]   the figures: a table, and artifacts/bench.json
#   bench.sh --micro [arguments of BenchmarkDotNet]                         the inner parts alone
# Ends with 1 where a target is missed (not with --quick), with 2 where something could not be measured.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
project=tests/BackoutBot.Benchmarks
folder=artifacts/bench
benchmarks=$project/bin/Release/net10.0/BackoutBot.Benchmarks
rid=linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
mkdir -p "$folder"

quietly() { "$@" >"$folder/build.log" 2>&1 || { cat "$folder/build.log" >&2; echo "bench: failed: $*" >&2; exit 2; }; }

# As a release is published: compiled ahead of time where the runtime can use it (ReadyToRun), on the shared runtime.
publish() { quietly dotnet publish "$1" -c Release -r "$rid" --self-contained false -p:PublishReadyToRun=true -o "$folder/$2" -v quiet; }

[ -x "$benchmarks" ] || quietly dotnet build "$project" -c Release -v quiet -m:2
if [ "${1:-}" = --micro ]; then
  shift
  [ $# -gt 0 ] || set -- --filter '*'
  exec "$benchmarks" --micro --inProcess --artifacts "$folder/micro" "$@"
fi

command -v node >/dev/null && command -v npm >/dev/null || { echo "bench: the peer sns-validator needs node and npm: install them, then run this again" >&2; exit 2; }
publish src/BackoutBot/BackoutBot.csproj bot
publish "$project/Peers/BareApp/BareApp.csproj" bare-app
mkdir -p "$folder/npm"
quietly npm install --prefix "$folder/npm" --ignore-scripts --no-audit --no-fund sns-validator@0.3.5 @slack/bolt@5.1.0

rm -rf "$folder"/data-* "$folder"/*.log
trap 'rm -rf "$folder"/data-*' EXIT
# The load generator shares the cores with what it measures: its sockets answer on the thread that polls them, without a hop.
DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1 DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT=1 DOTNET_TieredPGO=0 \
  "$benchmarks" --bot "$folder/bot/backoutbot" --bare-app "$folder/bare-app/BareApp" --sns-validator "$folder/npm/node_modules/sns-validator" \
  --bolt "$folder/npm/node_modules/@slack/bolt" \
  --folder "$folder" --json artifacts/bench.json "$@"
