# syntax=docker/dockerfile:1
# One image a component:  docker build --build-arg COMPONENT=registry -t xiheng-registry .
ARG PYTHON=3.12-slim-bookworm

FROM python:${PYTHON} AS packages
ENV PIP_CACHE_DIR=/pip-cache PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PYTHONDONTWRITEBYTECODE=1
COPY requirements.lock /
# Only what the lock names, checked by hash; nothing is resolved or built here.
RUN --mount=type=cache,target=/pip-cache \
    python -m venv /packages && /packages/bin/pip install --no-deps --require-hashes --only-binary :all: -r /requirements.lock

FROM python:${PYTHON}
ARG COMPONENT=registry
RUN groupadd --gid 10001 xiheng && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin xiheng
COPY --from=packages /packages /packages
COPY services /app/services
COPY shared /app/shared
COPY protos/gen /app/protos/gen
# Bytecode is written here: the file system of a pod is read-only.
RUN /packages/bin/python -m compileall -q /app
ENV PATH=/packages/bin:$PATH PYTHONPATH=/app:/app/protos/gen PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MALLOC_ARENA_MAX=2 \
    COMPONENT=${COMPONENT}
USER 10001:10001
WORKDIR /app
# exec: signals reach the process itself, so that it stops in order.
ENTRYPOINT ["/bin/sh", "-c", "exec python -m services.$COMPONENT"]
