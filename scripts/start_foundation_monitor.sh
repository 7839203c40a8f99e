#!/bin/sh
# Kept for scripts that call it by this name: starts drover in the background.
. "$(dirname "$0")/drover_bin.sh"
exec "$node" "$bin" up --detach "$@"
