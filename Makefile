# The manual of the workshop. `make demo` and `make test` work on a fresh Debian 12 with the Swift toolchain.
.DEFAULT_GOAL := help
SHELL := /bin/bash

DESTDIR :=
PREFIX := /usr
SECONDS_EACH := 60

RELEASE := .build/release
# All tests at once would each wait for all the others, until those with a time limit are over it.
FAST := --disable-xctest --skip-build --parallel --experimental-maximum-parallelization-width 8 --skip EndToEndTests

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: demo
demo: deps build ## a private mail system, the daemon, a real conversation; DEMO_EXIT=1 ends after it
	@scripts/demo.sh

.PHONY: test
test: deps ## every test, end-to-end ones against real servers included
	swift build --build-tests
	swift test $(FAST)
# Reading each cut of the corpus takes two minutes of work, which the end-to-end tests, that wait a lot, leave over.
	@nice -n 19 scripts/cuts.sh >.build/cuts.log 2>&1 & cuts=$$!; status=0; \
	scripts/end-to-end.sh || status=$$?; wait $$cuts || status=$$?; cat .build/cuts.log; exit $$status

.PHONY: deps
deps: ## install the Debian packages that the program, its tests and its PDF need
	@scripts/install-packages.sh

.PHONY: build
build: ## release build: .build/release/tally-maild and .build/release/tally-report
	swift build -c release --static-swift-stdlib

.PHONY: lint
lint: ## the formatter's opinion
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

.PHONY: check
check: lint ## format lint, warnings-as-errors build, fast tests, tidy tests
	swift build --build-tests
	swift test $(FAST)

.PHONY: corpus
corpus: ## scores against mail that others wrote, by source; every mail cut at every octet
	@scripts/corpus.sh

.PHONY: accept
accept: ## take mails and the table of rights as they are now for the goldens and for docs/rights.md
	swift build --build-tests
	TALLY_ACCEPT=1 swift test --disable-xctest --skip-build --filter "MailGoldenTests|TallyCoreTests.RightsTests"

.PHONY: pictures
pictures: ## pictures of every kind of mail, light and dark, into .build/mail-pictures (needs chromium)
	@scripts/mail-pictures.py

.PHONY: bench
bench: deps build ## measure the release build; writes bench/results.json
	@bench/run.py

.PHONY: peers
peers: deps build ## the WebSocket against Python's websockets and aiohttp (pinned, from PyPI into .build/peers)
	python3 -m venv .build/peers
	.build/peers/bin/pip install --quiet --disable-pip-version-check --requirement Tests/Peers/requirements.txt
	.build/peers/bin/python Tests/Peers/websocket.py

.PHONY: schemathesis
schemathesis: deps build ## the API tried by its own OpenAPI document as each role, over 20,000 cases (pinned, from PyPI into .build/peers)
	python3 -m venv .build/peers
	.build/peers/bin/pip install --quiet --disable-pip-version-check --requirement Tests/Peers/requirements.txt
	.build/peers/bin/python Tests/Peers/api.py

.PHONY: fuzz
fuzz: ## libFuzzer over every reader of foreign bytes, SECONDS_EACH=60 for each
	@scripts/fuzz.sh $(SECONDS_EACH)

.PHONY: install
install: ## what make build built: program, templates, console, unit files, manual pages: DESTDIR= PREFIX=/usr
	@test -x $(RELEASE)/tally-maild || { echo "make install: run \"make deps build\" first" >&2; exit 1; }
	install -D -m 755 -t $(DESTDIR)$(PREFIX)/bin $(RELEASE)/tally-maild $(RELEASE)/tally-report
	cd templates && find . -type f -exec install -D -m 644 {} $(abspath $(DESTDIR)$(PREFIX))/share/tally-maild/templates/{} \;
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/lib/systemd/system deploy/systemd/*.service deploy/systemd/*.socket
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/tally-maild/examples deploy/systemd/tally.json5
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man1 docs/man/*.1
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man5 docs/man/*.5
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man8 docs/man/*.8
