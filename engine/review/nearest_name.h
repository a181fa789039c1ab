// `did you mean`: the known name that is nearest to what was written. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nextmove::engine {

// The nearest of `known`, the first of equals; empty when none is near enough to be meant.
std::string NearestName(std::string_view written, const std::vector<std::string_view>& known);
// "; did you mean `known`?", or empty.
std::string DidYouMean(std::string_view written, const std::vector<std::string_view>& known);

}  // namespace nextmove::engine
