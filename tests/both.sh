#!/bin/sh
# The whole suite, first on SQLite, then on a PostgreSQL that the tests start and stop themselves. Arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."

if [ -z "${CHROMIUM:-}" ]; then
	CHROMIUM=$(command -v chromium || command -v chromium-browser || find .node/browsers -type f -name chrome 2>/dev/null | head -n 1 || true)
	export CHROMIUM
fi
[ -d .node/node_modules ] && export PROBE_NODE_MODULES="${PROBE_NODE_MODULES:-$PWD/.node/node_modules}"

status=0
echo "On SQLite:"
.venv/bin/python -m pytest -rs "$@" || status=$?
if command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
	echo "On PostgreSQL:"
	.venv/bin/python -m pytest --engine postgresql -rs "$@" || status=$?
else
	echo "PostgreSQL is not installed: the second round is left out."
	[ -z "${CI:-}" ] || status=1
fi
exit "$status"
