# syntax=docker/dockerfile:1
# One image a component:  docker build --build-arg COMPONENT=registry -t xiheng-registry .
# With --target inner-loop one whose files can be replaced while it runs, for the Tiltfile.
# Tag and digest go up together: Python 3.12.14 on Debian 12, as the list of its maintainers (docker-library/repo-info) has it.
ARG PYTHON=3.12-slim-bookworm@sha256:0f5b26b9518d002b6173fd61daad821fa340635ebfec5bba471013f9ca114579
ARG COMPONENT=registry

FROM python:${PYTHON} AS packages
ARG COMPONENT
ENV PIP_CACHE_DIR=/pip-cache PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /build
COPY pyproject.toml requirements.lock deploy/images/packages.py ./
# Only what the component's extra needs, as the lock names it, checked by hash; nothing is resolved or built here.
RUN --mount=type=cache,target=/pip-cache \
    python packages.py "$COMPONENT" >requirements.txt && python -m venv --without-pip /packages && \
    pip --python /packages/bin/python install --no-compile --no-deps --require-hashes --only-binary :all: -r requirements.txt

FROM python:${PYTHON} AS component
ARG COMPONENT
LABEL org.opencontainers.image.title="xiheng-${COMPONENT}" org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --gid 10001 xiheng && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin xiheng && \
    install -d -o 10001 -g 10001 /data
COPY --from=packages /packages /packages
# What the image's bill of materials is made of (deploy/images/bill.sh).
COPY --from=packages /build/requirements.txt /app/requirements.txt
COPY services/__init__.py /app/services/__init__.py
COPY services/${COMPONENT} /app/services/${COMPONENT}
COPY shared /app/shared
COPY protos/gen /app/protos/gen
# Bytecode is written here, for the file system of a pod is read-only; it is found by content, so that it is the same in every build.
RUN /packages/bin/python -m compileall -q --invalidation-mode unchecked-hash /app /packages/lib
ENV PATH=/packages/bin:$PATH PYTHONPATH=/app:/app/protos/gen PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MALLOC_ARENA_MAX=2 \
    COMPONENT=${COMPONENT}
USER 10001:10001
WORKDIR /app
# exec: signals reach the process itself, so that it stops in order.
ENTRYPOINT ["/bin/sh", "-c", "exec python -m services.$COMPONENT"]

FROM component AS inner-loop
USER 0
COPY deploy/local/reloading.py /reloading.py
# Files are replaced by the user that runs them, and bytecode that is found by content would hide the new ones.
RUN find /app -name __pycache__ -exec rm -r {} + && chown -R 10001:10001 /app
USER 10001:10001
ENTRYPOINT ["/bin/sh", "-c", "exec python /reloading.py /tmp/changed services.$COMPONENT"]

FROM component
