// The version of a rule folder: a hash of its files, independent of where the folder is. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nextmove::engine {

// SHA-256 in hex over the length of a name, the name, the length of a text and the text, pair after pair; lengths are
// eight bytes, big end first. The pairs of a folder are its files, sorted by path; paths are relative, with `/`.
std::string ContentHash(const std::vector<std::pair<std::string, std::string>>& pairs);
// The short form of a hash for people and metrics: its first 12 digits.
std::string_view ShortVersion(std::string_view hash);

}  // namespace nextmove::engine
