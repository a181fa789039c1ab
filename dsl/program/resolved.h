// What a decision looks up by name or goes through in order, found once for each program: positions, no pointers.
// Immutable.
#pragma once

#include <span>
#include <vector>

namespace nextmove::dsl {

// A list of positions for each of some things, kept in two flat arrays.
class PositionLists {
 public:
  PositionLists() = default;
  explicit PositionLists(const std::vector<std::vector<int>>& lists);
  // Empty for what is out of range.
  std::span<const int> operator[](int index) const;

 private:
  std::vector<int> begins_;  // one more than there are lists
  std::vector<int> positions_;
};

// Where a list of lines keeps what a discount reads; -1: it has no such field.
struct LineFields {
  int price = -1, quantity = -1, product = -1;
};

struct Resolved {
  std::vector<int> placements_by_name, groups_by_name;
  // Rules in ascending order. A rule is listed everywhere that it may ask in at least one arm of its experiments.
  PositionLists rules_of_placement, rules_of_group;
  std::vector<int> rules_without_slot;       // with neither placement nor group
  PositionLists overridden_by;               // by rule: those that name it in `overrides`, in some arm
  PositionLists experiments_of;              // by rule; those with an arm that runs one rule only come first
  std::vector<int> waiting;                  // rules that win some time after a moment and have no timer
  std::vector<int> messages;                 // rules
  std::vector<LineFields> lines;             // by attribute
  std::vector<int> price_fields;             // by catalogue; -1: it has no `price`
  int shown = -1, answered = -1, sent = -1;  // kinds of events
  int shown_action = -1;                     // field `action` of `shown`
};

}  // namespace nextmove::dsl
