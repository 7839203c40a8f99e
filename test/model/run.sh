#!/bin/bash
# Searches the model of the delivery protocol exhaustively: npm run model [NAME]. Needs spin and gcc. No partial order
# reduction, no hashing: what is said to hold holds within the budgets. A search that must find an error, and does not,
# fails as well.
cd "$(dirname "$0")" || exit 1
out=$(mktemp -d) && trap 'rm -rf "$out"' EXIT
failed=0
while IFS=$'\t' read -r verdict name flags; do
  [[ -z "$name" || ( -n "${1:-}" && "$name" != "$1" ) ]] && continue
  mkdir "$out/$name" && cp delivery.pml "$out/$name"
  # shellcheck disable=SC2086
  (cd "$out/$name" && spin $flags -a delivery.pml >spin.log 2>&1 &&
    gcc -O2 -w -DNOREDUCE -DSAFETY -DVECTORSZ=2048 -DMEMLIM=7500 -DCOLLAPSE -o pan pan.c 2>gcc.log &&
    ./pan -m3000000 >pan.log 2>&1)
  errors=$(grep -oE 'errors: [0-9]+' "$out/$name/pan.log" | grep -oE '[0-9]+' || echo '?')
  states=$(grep -E 'states, stored' "$out/$name/pan.log" | head -1 | awk '{print $1}')
  why=$(grep -m1 -E 'violated|invalid end' "$out/$name/pan.log" | sed 's/^pan:[0-9]*: //')
  cut=$(grep -c 'depth too small\|not completed\|out of memory' "$out/$name/pan.log")
  [[ ( "$verdict" == holds && "$errors" == 0 && "$cut" == 0 ) || ( "$verdict" == breaks && "$errors" == 1 ) ]] && said=ok || { said=WRONG; failed=1; }
  printf '%-6s%-8s%-26s%12s states  %s\n' "$said" "$verdict" "$name" "$states" "$why"
  rm -rf "${out:?}/$name"
done <searches.txt
exit $failed
