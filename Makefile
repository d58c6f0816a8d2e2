# Two commands are enough: `make run` and `make test`. Longer set-up stands in tests/machine.sh.

PORT ?= 8000
PYTHON := $(shell for one in python3.13 python3.12 python3.11 python3; do $$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$one; break; }; done)
PIP := .venv/bin/python -m pip --quiet --disable-pip-version-check install

.PHONY: run test check languages bench strings clean

run: .venv/portal               ## the demo on http://127.0.0.1:$(PORT)/
	PORT=$(PORT) .venv/bin/portal demo

test: .venv/test                ## the whole suite, on SQLite and on PostgreSQL
	tests/machine.sh
	tests/both.sh

check: .venv/test               ## format, lint, types, imports, tests, translations
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(MAKE) --no-print-directory test      # with the translations: tests/house/test_locales.py

languages: .venv/test           ## every page in every language through axe, and on a narrow screen
	EVERY_LANGUAGE=yes .venv/bin/python -m pytest tests/house/test_axe.py tests/house/test_languages.py -k "every_page"

bench: .venv/test               ## how fast it is, as a table
	.venv/bin/python -m tests.bench

strings: .venv/test             ## bring the catalogues up to date with the code
	.venv/bin/pybabel --quiet extract -F pyproject.toml -k _l -k ngettext:1,2 -k pgettext:1c,2 -c "Translators:" -s --no-location -o .hearback.pot .
	.venv/bin/pybabel --quiet update -i .hearback.pot -d locales -D portal --no-fuzzy-matching --ignore-obsolete --no-wrap
	rm .hearback.pot

clean:                          ## forget what was set up; the demo's data stay in .hearback
	rm -rf .venv .node

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Hearback needs Python 3.11 or newer, and found none that runs."; exit 1; }
	$(PYTHON) -m venv .venv || { rm -rf .venv; test "$$(id -u)" = 0 && apt-get install -y -qq python3-venv && $(PYTHON) -m venv .venv; }

.venv/portal: .venv/bin/python requirements.lock pyproject.toml
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test: .venv/portal requirements-test.lock
	$(PIP) --require-hashes -r requirements-test.lock
	@touch $@
