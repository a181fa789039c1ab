// What decisions are made from besides the visitor and the request: rules, catalogues, tables. Immutable.
#pragma once

#include <memory>
#include <string>

#include "dsl/program/program.h"
#include "engine/catalogue/catalogue.h"

namespace nextmove::engine {

// Immutable parts, kept alive for one decision; each can be replaced without the others. The program has its own
// version.
struct World {
  std::shared_ptr<const dsl::Program> program;
  std::shared_ptr<const Catalogues> catalogues;
  std::shared_ptr<const Tables> tables;  // null: nothing is known of all visitors
  std::string data_version;              // of the files of catalogues and tables: 64 hex digits; empty without any
};

}  // namespace nextmove::engine
