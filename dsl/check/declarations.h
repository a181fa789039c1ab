// What names mean in a folder: filled in a first pass over all heads, read by the rest of the checker.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/source/source.h"
#include "dsl/syntax/tree.h"

namespace nextmove::dsl {

// A declared name: its head, and its index in the Program's vector of that kind (-1: its head is broken).
struct Declaration {
  HeadWord word;
  const tree::Head* head = nullptr;
  int index = -1;
};

struct Declarations {
  std::map<std::string, Declaration, std::less<>> by_name;
  const Declaration* Find(std::string_view name) const {
    const auto it = by_name.find(name);
    return it == by_name.end() ? nullptr : &it->second;
  }
  // How many more searches for a near name one Check makes: they read all names, so only so many are worth it.
  mutable int searches_left = 100;
};

// Of `cart.total`, what stands before the first dot and after the last.
inline std::string_view FirstPart(std::string_view name) { return name.substr(0, name.find('.')); }
inline std::string_view LastPart(std::string_view name) { return name.substr(name.rfind('.') + 1); }

// The nearest declared name of one of the kinds, for `did you mean`; empty when none is near.
std::string Nearest(std::string_view name, const Declarations& declarations, std::initializer_list<HeadWord> kinds);

}  // namespace nextmove::dsl
