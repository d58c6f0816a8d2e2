#!/bin/sh
# What the tests need beside Python: a browser, two text browsers, PostgreSQL, fonts and readers of PDF, and the checkers of books and of the shared probes.
# As root on Debian or Ubuntu it installs what is missing; elsewhere it says so, and the tests concerned skip and say why.
set -eu
cd "$(dirname "$0")/.."

missing=""
need() { # program, Debian package
	command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need lynx lynx
need w3m w3m
need node nodejs
need npm npm
need java default-jre-headless
need pdftotext poppler-utils
need epubcheck epubcheck
[ -e /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf ] || missing="$missing fonts-noto-core"
[ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ] || missing="$missing fonts-noto-cjk"
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing="$missing chromium"
command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"

if [ -n "$missing" ]; then
	if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
		echo "Installing for the tests:$missing"
		export DEBIAN_FRONTEND=noninteractive
		apt-get -qq update
		# shellcheck disable=SC2086  # several packages
		apt-get -qq install -y --no-install-recommends $missing >/dev/null
	else
		echo "Not installed here, so the tests that need them will skip:$missing"
	fi
fi

# A browser of our own where the system has none and cannot get one.
if ! command -v chromium >/dev/null 2>&1 && ! command -v chromium-browser >/dev/null 2>&1; then
	PLAYWRIGHT_BROWSERS_PATH="$PWD/.node/browsers" .venv/bin/python -m playwright install chromium >/dev/null 2>&1 ||
		echo "No Chromium could be fetched: the tests with a real browser will skip."
fi

# Exact versions stand here, because npm's own lock file would record where it downloaded from.
tools="axe-core@4.14.1 vnu-jar@26.9.27 html-validate@11.18.0"
# npm trusts a list of its own; behind a proxy the machine's own list is the right one.
machine_trusts=/etc/ssl/certs/ca-certificates.crt
if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -r "$machine_trusts" ]; then
	export NODE_EXTRA_CA_CERTS="$machine_trusts"
fi
if command -v npm >/dev/null 2>&1 && [ "$(cat .node/tools 2>/dev/null || true)" != "$tools" ]; then
	mkdir -p .node
	# shellcheck disable=SC2086  # several packages
	if npm install --prefix .node --no-save --no-package-lock --no-audit --no-fund --ignore-scripts --fetch-retries=1 --loglevel=error $tools >/dev/null; then
		echo "$tools" >.node/tools
	else
		echo "npm could not fetch $tools: the tests that need them will skip."
	fi
fi
