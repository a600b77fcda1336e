#!/usr/bin/env bash
# Keeps the journals of a commit: builds its programs beside this checkout, plays every recipe with them, and puts here what they leave.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  cat >&2 <<'HELP'
tests/Journals/keep.sh COMMIT [RECIPE,RECIPE...]
  COMMIT  whose programs are run; its short name is the folder's
  RECIPE  only these of tests/BackoutBot.EndToEnd.Tests/OldJournals/Writing/Recipes*.cs (default: all)
BACKOUTBOT_PROGRAMS, if set, is a checkout of that commit which is built already.
HELP
  exit 2
fi

commit=$(git rev-parse --short=7 "$1^{commit}")
if [ -z "${BACKOUTBOT_PROGRAMS:-}" ]; then
  folder=$(mktemp -d)
  trap 'git worktree remove --force "$folder/programs"; rm -rf "$folder"' EXIT
  git worktree add --detach "$folder/programs" "$commit"
  "$folder/programs/dev" build
  ./dev build
  export BACKOUTBOT_PROGRAMS=$folder/programs
fi

BACKOUTBOT_KEEP_JOURNALS=$commit BACKOUTBOT_KEEP_ONLY=${2:-} dotnet test tests/BackoutBot.EndToEnd.Tests \
  -c "${CONFIGURATION:-Release}" --no-build --nologo --filter FullyQualifiedName~WriteJournals --logger "console;verbosity=detailed"
