# Where drover's bin is: in a checkout its source, run by the Node that came along; in a package the bundle.
home=$(dirname "$0")/..
bin=$home/dist/bin.js
node=node
if [ -f "$home/cli/bin.js" ]; then bin=$home/cli/bin.js; fi
if [ -x "$home/node_modules/.bin/node" ]; then node=$home/node_modules/.bin/node; fi
