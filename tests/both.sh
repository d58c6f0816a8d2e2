#!/bin/sh
# The whole suite, first on SQLite, then on a PostgreSQL that the tests start and stop themselves. Arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."

if [ -z "${CHROMIUM:-}" ]; then
	CHROMIUM=$(command -v chromium || command -v chromium-browser || find .node/browsers -type f -name chrome 2>/dev/null | head -n 1 || true)
	export CHROMIUM
fi
[ -d .node/node_modules ] && export PROBE_NODE_MODULES="${PROBE_NODE_MODULES:-$PWD/.node/node_modules}"

# Two at a time; what measures or kills runs alone. What no database can change (`once`) runs in the first round only.
status=0
round() { # engine, marks that are left out
	echo "On $1:"
	engine=$1
	left_out=$2
	shift 2
	.venv/bin/python -m pytest --engine "$engine" -n 2 --dist worksteal -m "not alone$left_out" -rs "$@" || status=$?
	.venv/bin/python -m pytest --engine "$engine" -m "alone$left_out" -rs "$@" || [ $? = 5 ] || status=1
}
round sqlite "" "$@"
if command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
	round postgresql " and not once" "$@"
else
	echo "PostgreSQL is not installed: the second round is left out."
	[ -z "${CI:-}" ] || status=1
fi
exit "$status"
