#!/usr/bin/env bash
# The measures, side by side: tests/bench/run.sh BUILD_FOLDER [SECONDS]. `./dev bench` builds and calls it.
# Everything runs on loopback and ends by itself.
set -euo pipefail
build=$(realpath "$1")
seconds=${2:-5}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT

for rules in 100 1000 10000; do python3 "$here/make_folder.py" "$work/rules$rules" "$rules"; done

echo "== check of 10,000 rules (seconds, five runs) and its peak memory"
for _ in 1 2 3 4 5; do
  /usr/bin/time -f "%e s  %M kB" "$build/bin/nextmove" check "$work/rules10000" >"$work/log" 2>"$work/time" || {
    tail -n 20 "$work/log" "$work/time" >&2 # a folder with errors is not what is measured
    exit 1
  }
  tail -n 1 "$work/time"
done

echo "== what loading 10,000 rules takes from the heap"
"$build/tests/bench/load_memory" "$work/rules10000"

echo "== one decision by the reference evaluator"
"$build/tests/bench/decide_bench" "$work/rules100" "$work/rules1000" --benchmark_repetitions=5 --benchmark_report_aggregates_only=true

echo "== one decision about a visitor with events, 50 windows"
"$build/tests/bench/history_bench" --benchmark_repetitions=5 --benchmark_report_aggregates_only=true

wait_for() { for _ in $(seq 200); do [ -s "$1" ] && return 0; sleep 0.05; done; echo "no port file" >&2; return 1; }
address() { sed -n 's/^grpc=//p' "$1"; }

python3 "$here/make_request.py" >"$work/request.txtpb"
protoc -I "$root/proto" --encode=nextmove.v1.DecideRequest nextmove/v1/decision.proto <"$work/request.txtpb" >"$work/request.bin"

echo "== server start to ready (milliseconds, 1,000 rules, five runs)"
for _ in 1 2 3 4 5; do
  rm -f "$work/port"
  start=$(date +%s%N)
  "$build/bin/nextmoved" --rules "$work/rules1000" --listen 127.0.0.1:0 --metrics 127.0.0.1:0 --port-file "$work/port" >"$work/log" 2>&1 &
  pid=$!
  while [ ! -s "$work/port" ]; do sleep 0.002; done
  echo $((($(date +%s%N) - start) / 1000000))
  kill "$pid"; wait "$pid" || true
done

echo "== Decide over loopback against an empty call with the same bytes, in turn ($(stat -c %s "$work/request.bin") bytes request)"
for rules in 100 1000; do
  rm -f "$work/port"
  "$build/bin/nextmoved" --rules "$work/rules$rules" --listen 127.0.0.1:0 --metrics 127.0.0.1:0 --port-file "$work/port" >"$work/log" 2>&1 &
  real=$!; pids+=("$real")
  wait_for "$work/port"; real_address=$(address "$work/port")
  "$build/tests/bench/load" "$real_address" 0 "$work/request.bin" 0 >"$work/response.bin"
  rm -f "$work/empty_port"
  "$build/tests/bench/empty_server" "$work/response.bin" "$work/empty_port" & empty=$!; pids+=("$empty")
  wait_for "$work/empty_port"; empty_address=$(address "$work/empty_port")
  echo "-- $rules rules, $(stat -c %s "$work/response.bin") bytes response"
  for _ in 1 2 3; do
    echo "empty  $("$build/tests/bench/load" "$empty_address" "$empty" "$work/request.bin" "$seconds")"
    echo "decide $("$build/tests/bench/load" "$real_address" "$real" "$work/request.bin" "$seconds")"
  done
  kill "$real" "$empty"; wait "$real" "$empty" || true
  pids=()
done
