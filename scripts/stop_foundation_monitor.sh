#!/bin/sh
# Kept for scripts that call it by this name: stops drover; the agents go on.
. "$(dirname "$0")/drover_bin.sh"
exec "$node" "$bin" down "$@"
