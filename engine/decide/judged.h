// A rule as it was judged for one decision: what it would do, or the reason that stops it. Plain data, never changed
// once judged: what becomes of it when it competes with other rules is kept apart (allocate/winner.h).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "dsl/evaluate/situation.h"
#include "dsl/program/program.h"
#include "engine/decide/outcome.h"
#include "engine/decide/reuse.h"

namespace nextmove::engine {

// What one `give` saves.
struct Part {
  dsl::Decimal amount;  // money, with as many decimals as the currency has
  int list = -1;        // attribute of the lines that it falls on; -1: it falls on no line
  std::vector<std::pair<std::size_t, dsl::Decimal>> lines;  // index, share; in all `amount`
};

// What a discount gives.
struct Savings {
  std::vector<Grant> grants;
  std::vector<Part> parts;
  dsl::Decimal perks{0};  // what its perks save
  bool has_perk = false;
  std::optional<dsl::Money> saving;  // parts and perks together; none: the cart is empty or unknown
};

// What a pricing rule does to a price.
struct PriceMove {
  std::string product;
  dsl::Decimal start;
  std::optional<dsl::Decimal> set;
  dsl::Decimal factor{1};  // its `raise` and `lower` multiplied
  std::optional<dsl::Decimal> round_to, floor, ceiling;
};

// The items of a menu in a new order, for each of Judged::places.
struct MenuOrders {
  std::vector<std::vector<std::string>> by_place;
};

struct ShelfItems {
  std::vector<ShelfItem> items;
};

struct Question {
  std::vector<QuestionContent::Option> options;
};

struct Exports {
  std::vector<AudienceContent::Export> exports;
};

// An arm of an experiment: an index into its variants, or one of these.
struct ArmOf {
  static constexpr int kHoldout = -1;
  static constexpr int kAsWritten = -2;  // the share that no variant has
  int experiment = -1;
  int variant = kHoldout;
  bool operator==(const ArmOf&) const = default;
};

// Few rules are in more than two experiments.
using Arms = absl::InlinedVector<ArmOf, 2>;

struct Judged {
  int rule = -1;
  int id = -1;                          // the rules judged in one decision are numbered from 0 in the order of judging
  const dsl::Rule* in_force = nullptr;  // the rule with the clauses of the visitor's arms
  std::shared_ptr<const dsl::Rule> composed;  // owns `in_force` where arms of several experiments change one rule
  ReasonCode reason = ReasonCode::kNone;      // kNone: eligible
  std::string_view clause;                    // the clause that stopped it
  std::vector<int> places;                    // open placements that it asks for, in its order
  Arms arms;                                  // the arms that the visitor is in
  Arms drawn;                                 // drawn in this decision, neither given nor remembered; to be remembered
  bool held_out = false;                      // only a holdout stops it: without it, it could be shown
  dsl::ActionFacts facts;                     // of one whose terms were computed
  std::vector<dsl::Value> picks;
  int moment_kind = -1;                    // of `moment`
  const dsl::Event* moment = nullptr;      // the event that is the moment; null: none
  std::optional<dsl::Instant> open_until;  // end of the offer that is open for the visitor
  // Valid only for a rule that is eligible or held out, and only what its kind gives; else it holds leftovers of
  // earlier decisions.
  Creative creative;
  bool has_terms = false;
  std::variant<std::monostate, Savings, MenuOrders, ShelfItems, PriceMove, Question, Exports> terms;  // by its kind

  // Resets the fields and keeps their memory; `facts` hold old values until they are computed again, and
  // `terms` are not given.
  void Restart(int rule_to_judge);
  bool eligible() const { return reason == ReasonCode::kNone; }
  // Begins what the rule gives, in the memory that it has.
  template <typename T>
  T& Terms() {
    has_terms = true;
    return Held<T>(terms);
  }
  // What the rule gives; null: something else, or it was not computed.
  template <typename T>
  const T* Given() const {
    return has_terms ? std::get_if<T>(&terms) : nullptr;
  }
  const Savings* savings() const { return Given<Savings>(); }
  const PriceMove* move() const { return Given<PriceMove>(); }
  // The scope in which its expressions are evaluated after judging.
  dsl::EvaluationScope scope() const {
    return {.picks = &picks, .action = &facts, .moment_kind = moment_kind, .moment = moment};
  }
};

}  // namespace nextmove::engine
