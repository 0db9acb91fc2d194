# What a person types. Everything runs in .venv, whose packages come from the locked, hashed
# requirements files and from nowhere else; nothing here needs root, Node or a running service.

PYTHON ?= python3
N ?= 100000
PORT ?= 8000
ADDRESS ?= 127.0.0.1
ARGS ?=
ONLY ?=
UPGRADE ?=
TEMPORAL ?= ../shared/temporal

PY := .venv/bin/python
UV := .venv/bin/uv
# Packages come from the lock, whatever else the shell or the user's home has on offer.
export PYTHONNOUSERSITE := 1
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV
# The checks start hundreds of processes: without compiled code, each would compile Django again.
unexport PYTHONDONTWRITEBYTECODE
# uv trusts the certificates that the system trusts, not only those it ships: behind a proxy with a
# certificate authority of its own it would fail where pip works. A system without any: UV_SYSTEM_CERTS=0.
export UV_SYSTEM_CERTS ?= 1
# pip and uv keep their downloads in the user's cache or, if that cannot be written, in .venv.
export XDG_CACHE_HOME := $(shell cache="$${XDG_CACHE_HOME:-$${HOME:-/dev/null}/.cache}"; \
	if mkdir -p "$$cache/uv" 2>/dev/null && test -w "$$cache" -a -w "$$cache/uv"; \
	then echo "$$cache"; else echo "$(CURDIR)/.venv/cache"; fi)

LOCK := $(UV) pip compile --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-strip-extras --custom-compile-command "make lock" --quiet $(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help env demo test check format lock openapi codebook meaning messages docs bench bench-data bench-dates bench-cases clean

help: ## Say what there is
	@echo "make demo     create the environment, load the demo, serve it on http://$(ADDRESS):$(PORT) (PORT= for another)"
	@echo "make test     the whole suite on SQLite, then on PostgreSQL the tests that use a database (ARGS='-k dates')"
	@echo "make check    the static gate: format, lint, types, imports, templates, lock, docs (ONLY=types)"
	@echo "make env      create or refresh .venv for development"
	@echo "make format   let ruff and djade rewrite what they can"
	@echo "make lock     bring the requirements files in line with pyproject.toml (UPGRADE=1 for newer versions)"
	@echo "make openapi  write docs/openapi.yaml from the API"
	@echo "make codebook write docs/codebook.md from the declaration of the record"
	@echo "make meaning  write docs/meaning.md from the table of meaning"
	@echo "make messages compile the .po files under locale/ into the committed .mo files"
	@echo "make bench-data   fill the empty archive of DATABASE_URL with made-up events (N=100000)"
	@echo "make bench        measure every kind of request beside the yardsticks (DATABASE_URL=)"
	@echo "make bench-dates  measure the reading of dates (TEMPORAL= the folder with scorer and gold)"
	@echo "make bench-cases  score single phrases of dates (CASES= other files of cases)"
	@echo "make docs     build the documentation into docs/_build/html"
	@echo "make clean    remove caches and the environment; the data in var/ stays"

# --- The environment: rebuilt only when what it is made from has changed -----------------------------
.venv/uv.stamp: requirements-uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.11 ...")'
	@test -x $(PY) || $(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $@

.venv/runtime.stamp: .venv/uv.stamp requirements.txt
	@echo "Installing what the server needs ..."
	@$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements.txt
	@touch $@

.venv/dev.stamp: .venv/uv.stamp requirements-dev.txt
	@echo "Installing what development needs ..."
	@$(UV) pip sync --quiet --python $(PY) --require-hashes requirements-dev.txt
	@touch .venv/runtime.stamp $@

env: .venv/dev.stamp ## Create or refresh .venv

# --- The two commands ------------------------------------------------------------------------------
# One worker: SQLite has one writer, and threads serve the readers meanwhile. The demo sees only these
# variables: what a shell holds for another installation (production's database, say) does not matter.
DEMO_ENV := env -i PATH="$$PATH" HOME="$$HOME" $${LANG:+"LANG=$$LANG"} $${LC_ALL:+"LC_ALL=$$LC_ALL"} \
	$${TMPDIR:+"TMPDIR=$$TMPDIR"} $${LD_LIBRARY_PATH:+"LD_LIBRARY_PATH=$$LD_LIBRARY_PATH"} \
	PYTHONNOUSERSITE=1 DEMO=1 ADDRESS="$$ADDRESS" PORT="$$PORT" \
	ALLOWED_HOSTS="$$ADDRESS,127.0.0.1,localhost,[::1]"
demo: export PORT := $(PORT)
demo: export ADDRESS := $(ADDRESS)
demo: .venv/runtime.stamp
	@$(DEMO_ENV) $(PY) manage.py demo
	@exec $(DEMO_ENV) $(PY) -m tracker.serving --bind "$$ADDRESS:$$PORT" $(ARGS)

test: .venv/dev.stamp
	@$(PY) .ci/test.py $(ARGS)

check: .venv/dev.stamp
	@$(PY) .ci/check.py $(ONLY)

# --- Upkeep ----------------------------------------------------------------------------------------
format: .venv/dev.stamp
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format .
	@$(PY) .ci/templates.py --write

lock: .venv/uv.stamp
	@echo uv | $(LOCK) - --output-file requirements-uv.txt
	@$(LOCK) pyproject.toml --output-file requirements.txt
	@$(LOCK) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt

openapi: .venv/dev.stamp
	@$(PY) .ci/openapi.py --write

codebook: .venv/dev.stamp
	@$(PY) .ci/codebook.py --write

meaning: .venv/dev.stamp
	@$(PY) .ci/meaning.py --write

messages: .venv/dev.stamp
	@$(PY) .ci/catalogues.py --write

docs: .venv/dev.stamp
	@$(PY) -m sphinx -W --keep-going --quiet -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

bench-data bench: export DJANGO_SETTINGS_MODULE := bench.settings
bench-data: .venv/runtime.stamp
	@$(PY) -m bench.data $(N) $(ARGS)

bench: .venv/runtime.stamp
	@$(PY) -m bench.run $(ARGS)

bench-cases: .venv/runtime.stamp
	@$(PY) bench/dates/score_cases.py $(or $(CASES),bench/dates/cases/seen.tsv bench/dates/cases/unseen.tsv)

bench-dates: .venv/runtime.stamp
	@$(PY) bench/dates/report.py $(TEMPORAL)

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis docs/_build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
