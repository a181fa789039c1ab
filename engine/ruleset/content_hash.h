// The version of a rule folder: what its files say, whatever the folder is called. Pure.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace nextmove::engine {

// SHA-256 in hex over path length, path, text length and text of each file; lengths are eight bytes, big end first.
// REQUIRES: files are sorted by path; paths are relative to the folder, with `/`.
std::string ContentHash(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace nextmove::engine
