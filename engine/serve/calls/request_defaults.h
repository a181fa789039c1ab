// Fills what an item of a batch leaves empty from what the batch has in common. Thread-compatible; reusable.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "engine/serve/calls/request.h"

namespace nextmove::serve {

class RequestDefaults {
 public:
  // `own` with the fields of `common` where it has none, attributes by key (a name and its id are one key). The result
  // views what both view, and lives until the next call.
  const CallRequest& Fill(const CallRequest& own, const CallRequest& common);

 private:
  void FillAttributes(std::span<const engine::AttributeView> common);

  CallRequest filled_;
  std::vector<engine::AttributeView> attributes_;
  absl::flat_hash_set<std::uint32_t> keys_;
};

}  // namespace nextmove::serve
