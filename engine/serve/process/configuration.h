// What the operator decides: a YAML file, then flags on top. docs/configuration.md explains each key.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/source/result.h"
#include "engine/serve/calls/limits.h"

namespace nextmove::serve {

struct Configuration {
  std::string rules;                                            // the rule folder
  std::vector<std::pair<std::string, std::string>> catalogues;  // name, file
  std::string listen = "127.0.0.1:50051";
  std::string metrics = "127.0.0.1:9464";  // empty: off
  std::string port_file;                   // empty: none
  int threads = 0;                         // 0: one for each core
  std::string tenant = "default";
  std::string log_level = "info";
  int connection_age_ms = 0;  // 0: no limit
  int drain_delay_ms = 0;     // between NOT_SERVING and the last call taken
  int drain_timeout_ms = 10'000;
  std::size_t metric_rules = 1'000;  // names of rules that become labels
  std::size_t metric_placements = 200;
  Limits limits;
};

// `over` with what the YAML sets. Each mistake is told as `nextmoved.yaml:3: unknown key `lisen`; did you mean
// `listen`?`; `path` is for these only. Never throws.
Result<Configuration, Errors> ReadConfiguration(std::string_view yaml, const std::string& path, Configuration over);

// What is wrong with the values, each by its form or several together, wherever they were set; empty when they can be
// used.
Errors CheckConfiguration(const Configuration& configuration);

struct Address {
  std::string host;  // `[::1]` with its brackets
  int port = 0;
};
// `127.0.0.1:50051` as host and port.
Result<Address> SplitAddress(std::string_view address);

}  // namespace nextmove::serve
