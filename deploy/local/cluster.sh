#!/bin/sh
# Builds parts of a real Kubernetes, and tools that work on it, from the Go modules of their projects, each once, into a cache folder of
# the checkout.
#
#     sh deploy/local/cluster.sh FOLDER PART…
#
# apiserver     etcd, kube-apiserver, kubectl                   about 5 minutes on two cores, 3 GB of Go's own caches
# controllers   kube-controller-manager, kube-scheduler         2 minutes after that
# helm          helm                                            1 minute
# unittest      helm-unittest, the plug-in's program            1 minute
# kwok          kwok, nodes and pods that run nothing           1 minute
# kinds         what the Prometheus Operator and cert-manager add to the API    some seconds
# readme        helm-docs, which writes the chart's README      some seconds
# tilt          tilt, with a C compiler                         5 minutes
# compose       docker compose, which reads its files without an engine          2 minutes
# workflows     actionlint                                      some seconds
set -eu
kubernetes=1.37.2
etcd=3.7.0
helm=3.22.0
unittest=1.1.2
kwok=0.8.0
readme=1.14.2
tilt=0.33.0
compose=2.40.3
workflows=1.7.12
monitoring=0.85.0
certificates=1.19.1

cache=$(mkdir -p "$1/bin" && cd "$1" && pwd)
shift
bin=$cache/bin

wants() { # NAME VERSION: true when this version is not built yet
    [ ! -e "$bin/.$1-$2" ]
}

built() { # NAME VERSION
    rm -f "$bin/.$1-"*
    touch "$bin/.$1-$2"
}

needs_go() {
    if ! command -v go >/dev/null 2>&1; then
        echo "error: Go 1.26 or newer is needed to build $1; install it (https://go.dev/doc/install) and try again" >&2
        exit 1
    fi
    echo "Building $1 into $bin ($2) ..." >&2
}

# `go install` refuses a module whose go.mod replaces others, so it is built from a module of our own that repeats what it says.
build_from() { # MODULE VERSION SED-EXPRESSION REQUIRES PACKAGE…
    module=$1 version=$2 change=$3 requires=$4
    shift 4
    work=$(mktemp -d "$cache/build.XXXXXX")
    from=$(cd "$work" && GOFLAGS=-mod=mod go mod download -json "$module@$version" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
    sed -E -e 's#^module .*#module xiheng.dev/cluster#' -e "$change" "$from/go.mod" >"$work/go.mod"
    cp "$from/go.sum" "$work/go.sum"
    chmod u+w "$work/go.sum"
    printf '\nrequire %s %s\n%s\n' "$module" "$version" "$requires" >>"$work/go.mod"
    (cd "$work" && CGO_ENABLED=${c:-0} GOFLAGS="-mod=mod -buildvcs=false -trimpath" nice go build -o "$bin/" -ldflags "-s -w ${named:-}" "$@")
    rm -rf "$work"
}

install_from() { # PACKAGE@VERSION
    GOBIN=$bin CGO_ENABLED=0 GOFLAGS="-buildvcs=false -trimpath" nice go install -ldflags "-s -w" "$1"
}

kubernetes_programs() { # PACKAGE…
    # Without it they say that they are of no version, and charts refuse them.
    version=k8s.io/component-base/version
    named="-X $version.gitVersion=v$kubernetes -X $version.gitMajor=1 -X $version.gitMinor=37"
    staging='s#=> \./staging/src/(k8s\.io/[a-z-]+)#=> \1 v'"0.${kubernetes#*.}"'#'
    build_from k8s.io/kubernetes "v$kubernetes" "$staging" "require go.etcd.io/etcd/server/v3 v$etcd" "$@"
}

copy_from() { # FOLDER MODULE VERSION FILE…
    folder=$1 module=$2 version=$3
    shift 3
    work=$(mktemp -d "$cache/build.XXXXXX")
    from=$(cd "$work" && go mod download -json "$module@$version" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
    for file in "$@"; do
        install -m 644 "$from/$file" "$cache/$folder/"
    done
    rm -rf "$work"
}

for part in "$@"; do
    case $part in
    kinds)
        wants kinds "$monitoring-$certificates" || continue
        needs_go "the kinds of the Prometheus Operator and of cert-manager" "once, some seconds"
        mkdir -p "$cache/kinds"
        crds=example/prometheus-operator-crd/monitoring.coreos.com
        copy_from kinds github.com/prometheus-operator/prometheus-operator "v$monitoring" "${crds}_servicemonitors.yaml" "${crds}_prometheusrules.yaml"
        copy_from kinds github.com/cert-manager/cert-manager "v$certificates" deploy/crds/cert-manager.io_certificates.yaml
        built kinds "$monitoring-$certificates"
        ;;
    apiserver)
        wants apiserver "$kubernetes-$etcd-named" || continue
        needs_go "etcd, kube-apiserver and kubectl" "once, about 5 minutes on two cores"
        kubernetes_programs k8s.io/kubernetes/cmd/kube-apiserver k8s.io/kubernetes/cmd/kubectl go.etcd.io/etcd/server/v3
        mv "$bin/server" "$bin/etcd"
        built apiserver "$kubernetes-$etcd-named"
        ;;
    controllers)
        wants controllers "$kubernetes" || continue
        needs_go "kube-controller-manager and kube-scheduler" "once, about 2 minutes"
        kubernetes_programs k8s.io/kubernetes/cmd/kube-controller-manager k8s.io/kubernetes/cmd/kube-scheduler
        built controllers "$kubernetes"
        ;;
    helm)
        wants helm "$helm" || continue
        needs_go helm "once, about a minute"
        install_from "helm.sh/helm/v3/cmd/helm@v$helm"
        built helm "$helm"
        ;;
    unittest)
        wants unittest "$unittest" || continue
        needs_go helm-unittest "once, about a minute"
        build_from github.com/helm-unittest/helm-unittest "v$unittest" '' '' github.com/helm-unittest/helm-unittest/cmd/helm-unittest
        built unittest "$unittest"
        ;;
    kwok)
        wants kwok "$kwok" || continue
        needs_go kwok "once, about a minute"
        install_from "sigs.k8s.io/kwok/cmd/kwok@v$kwok"
        mkdir -p "$cache/stages"
        stages=kustomize/stage
        copy_from stages sigs.k8s.io/kwok "v$kwok" "$stages/node/fast/node-initialize.yaml" \
            "$stages/node/heartbeat-with-lease/node-heartbeat-with-lease.yaml" "$stages/pod/fast/pod-ready.yaml" \
            "$stages/pod/fast/pod-complete.yaml" "$stages/pod/fast/pod-delete.yaml"
        built kwok "$kwok"
        ;;
    readme)
        wants readme "$readme" || continue
        needs_go helm-docs "once, some seconds"
        install_from "github.com/norwoodj/helm-docs/cmd/helm-docs@v$readme"
        built readme "$readme"
        ;;
    tilt)
        wants tilt "$tilt" || continue
        needs_go tilt "once, about 5 minutes on two cores"
        c=1 build_from github.com/tilt-dev/tilt "v$tilt" '' '' github.com/tilt-dev/tilt/cmd/tilt
        built tilt "$tilt"
        ;;
    compose)
        wants compose "$compose" || continue
        needs_go "docker compose" "once, about 2 minutes"
        build_from github.com/docker/compose/v2 "v$compose" '' '' github.com/docker/compose/v2/cmd
        mv "$bin/cmd" "$bin/docker-compose"
        built compose "$compose"
        ;;
    workflows)
        wants workflows "$workflows" || continue
        needs_go actionlint "once, some seconds"
        install_from "github.com/rhysd/actionlint/cmd/actionlint@v$workflows"
        built workflows "$workflows"
        ;;
    *)
        echo "error: $part is none of apiserver, controllers, helm, unittest, kwok, kinds, readme, tilt, compose, workflows" >&2
        exit 2
        ;;
    esac
done
