# Two commands matter: `make demo` shows the example framework, `make test` runs every check that CI runs.
# They need make and Python 3.11 or newer with venv and pip; everything else goes into the folders .venv and build.

PYTHON ?= python3
WORKERS ?= 2

# The newest Sphinx that PYTHON takes, and the oldest one that is promised.
NEWEST := .venv
OLDEST := .venv-oldest
OLDEST_SPHINX := 8.2.*

# Tests of everything that knows Sphinx or docutils, and those that take seconds in all.
KNOWING_SPHINX := tests/sphinx tests/book tests/docs tests/framework/test_reader_agrees.py tests/reading/source \
  tests/cli/test_build_command.py tests/importing
QUICK := tests/contract tests/editing tests/framework tests/language tests/printing tests/reading tests/rules \
  tests/test_house.py --ignore-glob '*/test_*against*' --ignore-glob '*/test_*limits*' \
  --ignore tests/framework/test_reader_agrees.py

BIN := $(NEWEST)/bin
SPHINX := $(BIN)/sphinx-build -q -E -n -W --keep-going

# What the tests run beside Python, each with the Debian package that has it; those of LaTeX only for test-latex.
PROGRAMS := pdftotext:poppler-utils chromium:chromium
MORE := fonts-liberation
TEX := xelatex:texlive-xetex latexmk:latexmk xindy:xindy
TEX_PACKAGES := texlive-latex-recommended texlive-latex-extra texlive-fonts-recommended fonts-freefont-otf tex-gyre

# An editable installation warns of folders named as the package, which is what it is meant to find.
INSTALL := -W ignore -m pip install --quiet --disable-pip-version-check

.PHONY: help
help:
	@echo 'make demo      install, lint and build the example framework, and say where its page is'
	@echo 'make test      every check that CI runs'
	@echo 'make check     style, types and layers only'
	@echo 'make quick     the same, and the tests that take seconds'
	@echo 'make test-latex  the example framework through LaTeX; installs 400 MB of it where it may'
	@echo 'make docs      build the manual'
	@echo 'make generate  rewrite the generated pages of the manual'
	@echo 'make screens   take the pictures of the manual anew'
	@echo 'make messages  bring the translations of what is printed up to date'
	@echo 'make format    let ruff mend what it can'
	@echo 'make clean     remove what the other commands made'

.PHONY: demo
demo: $(NEWEST)/installed
	$(BIN)/ihe lint example_framework
	$(SPHINX) example_framework build/example
	@echo
	@echo 'The example framework: file://$(CURDIR)/build/example/index.html'

.PHONY: test
test: check test-oldest test-documents test-newest

# Installs what is missing where it may, quietly, and else says what to install.
.PHONY: programs
programs:
	@missing=; for each in $(PROGRAMS); do \
	  command -v "$${each%%:*}" > /dev/null || missing="$$missing $${each#*:}"; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then \
	  echo "The tests need$$missing: sudo apt-get install$$missing $(MORE)" >&2; exit 1; fi; \
	echo "Installing$$missing"; \
	export DEBIAN_FRONTEND=noninteractive; \
	apt-get update -qq && apt-get install -qq -y --no-install-recommends $$missing $(MORE) > /dev/null

.PHONY: test-latex
test-latex: $(NEWEST)/installed
	@$(MAKE) --no-print-directory programs PROGRAMS='$(PROGRAMS) $(TEX)' MORE='$(TEX_PACKAGES)'
	mkdir -p build
	$(BIN)/sphinx-build -M latexpdf example_framework build/latex -q -D latex_engine=xelatex > build/latex.log 2>&1 \
	  || { tail -n 40 build/latex.log; exit 1; }
	pdftotext build/latex/latex/*.pdf - | grep -q 'Table 3.1-1: HDB Profile'

.PHONY: check
check: $(NEWEST)/installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

.PHONY: quick
quick: check
	$(BIN)/pytest -q -n $(WORKERS) $(QUICK)

.PHONY: test-oldest
test-oldest: programs $(OLDEST)/installed
	$(OLDEST)/bin/pytest -n $(WORKERS) $(KNOWING_SPHINX)

.PHONY: test-documents
test-documents: $(NEWEST)/installed
	$(BIN)/ihe lint example_framework
	$(BIN)/ihe lint docs
	$(SPHINX) example_framework build/example
	$(SPHINX) docs build/docs
	$(BIN)/python docs/generate.py --check

.PHONY: test-newest
test-newest: programs $(NEWEST)/installed
	$(BIN)/pytest -n $(WORKERS)

.PHONY: docs
docs: $(NEWEST)/installed
	$(SPHINX) docs build/docs
	@echo 'The manual: file://$(CURDIR)/build/docs/index.html'

.PHONY: generate
generate: $(NEWEST)/installed
	$(BIN)/python docs/generate.py

.PHONY: screens
screens: programs $(NEWEST)/installed
	$(BIN)/python docs/screens.py

.PHONY: messages
messages: $(NEWEST)/installed
	mkdir -p build
	$(BIN)/python -c 'import setuptools; setuptools.setup()' --quiet extract_messages update_catalog compile_catalog

.PHONY: format
format: $(NEWEST)/installed
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: clean
clean:
	rm -rf build $(NEWEST) $(OLDEST)

$(NEWEST)/installed: pyproject.toml
	$(PYTHON) -m venv $(NEWEST)
	$(NEWEST)/bin/python $(INSTALL) --upgrade pip
	$(NEWEST)/bin/python $(INSTALL) --editable . --group dev
	$(NEWEST)/bin/python -m compileall -q sphinx_ihe cli
	touch $@

$(OLDEST)/installed: pyproject.toml
	$(PYTHON) -m venv $(OLDEST)
	$(OLDEST)/bin/python $(INSTALL) --upgrade pip
	$(OLDEST)/bin/python $(INSTALL) --editable . --group test 'sphinx==$(OLDEST_SPHINX)'
	touch $@
