// The files of a rule folder, found and read with bounds. Reads the disk; no function keeps anything.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dsl/source/result.h"

namespace nextmove::engine {

struct FoundFile {
  std::string name;  // a rule file's path in the folder, with `/`; a data file's catalogue or table
  std::string path;
};

// All `.rules` files below `folder`, sorted by name; stops at the first above `limit`. Hidden files and links out of
// the folder are left out. The error says why the folder can't be read.
Result<std::vector<FoundFile>> FindRuleFiles(const std::string& folder, std::size_t limit);
// The files `<name>.csv` and `<name>.jsonl` in the folder `part` of `folder`, sorted by name; none where it has none.
std::vector<FoundFile> FindDataFiles(const std::string& folder, const std::string& part);

// At most one byte more than `limit`, so that a file too large is noticed and never held.
Result<std::string> ReadBounded(const std::string& path, std::size_t limit);

}  // namespace nextmove::engine
