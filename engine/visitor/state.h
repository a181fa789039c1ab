// A visitor as a plain value, and one change of it. This edition remembers consents only; the stores come later.
// Plain data; pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nextmove::engine {

enum class ConsentState { kGiven, kRefused };
struct Consent {
  std::string purpose;
  ConsentState state = ConsentState::kGiven;
};

struct VisitorState {
  std::uint64_t version = 0;
  std::vector<Consent> consents;  // the newest statement of each purpose
};

// The only unit of writing: what one decision changes.
struct Delta {
  std::vector<Consent> consents;
  bool empty() const { return consents.empty(); }
};

// `state` after `delta`: the newest statement of a purpose counts.
VisitorState Apply(VisitorState state, const Delta& delta);
// Whether the purpose was agreed to; `necessary` always is.
bool HasConsent(const VisitorState& state, std::string_view purpose);

}  // namespace nextmove::engine
