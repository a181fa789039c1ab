// The answer of a decision, and the change of the visitor that comes with it. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dsl/value/value.h"
#include "engine/decide/reasons.h"
#include "engine/match/facts.h"
#include "engine/visitor/state.h"

namespace nextmove::engine {

struct PartValue {
  std::string name;
  bool is_text = false;  // `say`, or a `show` with holes: text for people
  dsl::Value value;      // a text, or data typed by `type`
  dsl::Type type;
};
struct Creative {
  std::vector<PartValue> parts;
};
struct ShelfItem {
  std::string id;
  std::string source;  // `similar to`, `viewed`, ...
};
struct Grant {
  enum class Kind { kPercent, kFixed, kSetPrice, kPerk } kind = Kind::kPercent;
  std::int32_t percent_hundredths = 0;
  dsl::Money fixed;  // or the price of a set
  std::optional<dsl::Money> at_most;
  std::string scope_kind, scope_value;  // `cart`, `category`, `product`, `lines`
  std::string perk, perk_value;         // `free_delivery`, `gift`, `points`
};
struct LineSaving {
  std::string product_id;
  dsl::Money saving;
  int line = 0;  // index in cart.items
};
struct DiscountContent {
  std::vector<Grant> grants;
  std::optional<dsl::Money> saving;  // none: the cart is empty or unknown
  std::vector<LineSaving> lines;
  std::vector<std::string> reasons;  // the guard that cut it
  Creative creative;
};
struct NavigationContent {
  std::string menu;
  std::vector<std::string> items;
};
struct OverlayContent {
  Creative creative;
};
struct BannerContent {
  Creative creative;
};

struct RecommendationContent {
  std::vector<ShelfItem> items;
  Creative creative;
};
struct MessageContent {
  Creative creative;
  std::vector<ShelfItem> items;
};
struct SearchContent {
  std::vector<std::string> pinned;
  std::vector<std::string> items;  // in the new order, when results were sent
};
struct PriceContent {
  std::string product;
  dsl::Money price, reference;       // after all rules (the same in each action of the placement), and before them
  std::vector<std::string> reasons;  // in the order of rank
};
struct QuestionContent {
  struct Option {
    dsl::Value value;
    std::string text;
  };
  int attribute = -1;  // the attribute that keeps the reply
  Creative creative;
  std::vector<Option> options;
};
struct AudienceContent {
  struct Export {
    int attribute = -1;
    dsl::Value value;
    std::vector<std::string> to;
  };
  std::vector<Export> exports;
};

struct Action {
  int rule = -1;       // index in the program; -1: a placement's `otherwise`
  std::string name;    // rule or content
  int placement = -1;  // -1: none
  ReasonCode reason = ReasonCode::kNone;
  std::optional<dsl::Instant> expire_time;
  std::string why;                                        // with want_texts
  std::vector<double> ranks;                              // with want_ranks
  std::vector<std::string> variants;                      // `experiment/arm`
  std::optional<double> propensity;                       // chance of this choice where the slot explores
  std::vector<std::pair<std::string, dsl::Value>> picks;  // by name
  std::variant<OverlayContent, BannerContent, DiscountContent, NavigationContent, RecommendationContent, MessageContent,
               SearchContent, PriceContent, QuestionContent, AudienceContent>
      content;
};
struct Unfilled {
  std::string wanted;
  ReasonCode reason = ReasonCode::kNone;
  std::string text;
};
struct Decision {
  std::vector<Action> actions;  // best first: by placement wanted, then discounts without a place
  std::vector<Unfilled> unfilled;
  Warnings warnings;
  std::vector<std::string> segments;       // with want_segments; sorted
  std::optional<dsl::Instant> ask_again;   // a rule `on ... after` waits until then
  std::vector<std::string> broken_guards;  // guards without `otherwise enforce` that this decision breaks
};
struct Effects {
  Delta visitor;
};
struct Outcome {
  Decision decision;
  Effects effects;
  std::vector<int> failed_rules;  // rules that could not be evaluated and were passed over; ascending
};

}  // namespace nextmove::engine
