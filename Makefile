# The manual of the workshop. `make demo` and `make test` work on a fresh Debian 12 with the Swift toolchain.
.DEFAULT_GOAL := help
SHELL := /bin/bash

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: deps
deps: ## install the Debian packages that the program, its tests and its PDF need
	@scripts/install-packages.sh

.PHONY: build
build: ## release build: .build/release/tally-maild and .build/release/tally-report
	swift build -c release --static-swift-stdlib

.PHONY: test
test: deps ## every test, end-to-end ones against real servers included
	swift build --build-tests
	swift test --disable-xctest --parallel

.PHONY: format-lint
format-lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

.PHONY: check
check: format-lint ## format lint, warnings-as-errors build, fast tests, tidy tests
	swift build --build-tests
	swift test --disable-xctest --parallel --skip EndToEndTests
