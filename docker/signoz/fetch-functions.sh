#!/bin/bash
# Fetches SigNoz' percentile function into a volume of ClickHouse, once. Run by compose.yaml's "signoz-functions".
set -euo pipefail

target=/functions/histogramQuantile
[ -x "$target" ] && exit 0
case "$(uname -m)" in
  x86_64) machine=amd64 ;;
  aarch64) machine=arm64 ;;
  *) echo "there is no percentile function for $(uname -m)" >&2; exit 1 ;;
esac
cd "$(mktemp -d)"
wget -q -O archive.tar.gz "https://github.com/SigNoz/signoz/releases/download/histogram-quantile%2Fv0.0.1/histogram-quantile_linux_$machine.tar.gz"
tar -xzf archive.tar.gz
install -m 755 histogram-quantile "$target"
