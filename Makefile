# make serve | lab | hub | check | test | browsers | audit | benchmark | looks | soak | lock | clean
# Everything runs in .venv, made from requirements.lock. Nothing needs to be activated.

# The first Python that runs and is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
STAMP := .venv/.made

.PHONY: help env serve lab hub check test lint looks audit soak benchmark lock clean browser browsers proxy platforms dictionaries

help:
	@sed -n 's/^# make /make /p' Makefile

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || \
	  { echo "Python 3.11 or newer is needed and none was found. Install it, or run: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@"$(PYTHON)" -m venv --clear .venv || \
	  { echo "Could not make an environment. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $(STAMP)

env: $(STAMP)

serve: env
	$(BIN)/smertekurs serve

lab: env
	$(BIN)/smertekurs lab

# A whole JupyterHub to try: an instructor, graders, learners. Ctrl-C ends it and removes it.
hub: env proxy
	$(BIN)/python deploy/one-machine/trial.py

check: env
	$(BIN)/smertekurs check

browser: | env
	@sh tests/get-browser.sh

proxy:
	@sh deploy/get-locked.sh deploy/one-machine .bin/configurable-http-proxy "JupyterHub's proxy" --omit=dev

platforms:
	@sh deploy/get-locked.sh tests/lms scorm-again/dist/scorm-again.min.js "the tests of the exports"

dictionaries:
	@sh tests/get-dictionaries.sh

lint: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Whether a dependency has a known hole; says so when nobody could be asked.
audit: env
	$(BIN)/python tests/audit.py

# Two at a time: one waits for the network, the other reckons.
test:
	@$(MAKE) --no-print-directory -j 2 proxy env platforms dictionaries browser lint audit
	@# Three on two cores: each waits a sixth to a third of its time, for what has begun to start.
	$(BIN)/python -m pytest -n 3 --dist loadgroup --no-loadscope-reorder

# The course in Firefox and in WebKit, Safari's engine, with real input. Some ten minutes.
# Part of it: make browsers TOUR="-k 'webkit and disk'"
browsers: env
	@sh tests/browsers/get.sh
	$(BIN)/python -m pytest -q tests/browsers/tour_pages.py tests/browsers/tour_widgets.py $(TOUR)

# After a change of looks that you have looked at: keep the new pictures of the design page.
looks: env browser
	SMERTEKURS_RENEW_LOOKS=1 $(BIN)/python -m pytest -q tests/test_looks.py

benchmark: env browser
	$(BIN)/python -m benchmarks.pages

soak: env
	$(BIN)/python -m benchmarks.soak

# Needs uv (pip install uv); the locks hold for Linux and macOS, Python 3.11 and newer.
# Binder's and a learner's pod's have the same versions, without what a reader has no use for.
# Extras stay in the locks: pip 23, which many Pythons bring, else finds name[extra] without a version.
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header
lock:
	$(LOCK) --all-extras -o requirements.lock
	$(LOCK) --extra binder -c requirements.lock -o binder/requirements.lock
	$(LOCK) --extra binder --extra hub -c requirements.lock -o deploy/kubernetes/learner.lock

clean:
	rm -rf .venv build dist site test-artefacts .pytest_cache .mypy_cache .ruff_cache .hypothesis
