// The decision: a pure function of world, visitor, request, time and seed. No clock, lock, I/O or randomness of its
// own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dsl/evaluate/evaluate.h"
#include "dsl/program/program.h"
#include "engine/catalogue/catalogue.h"
#include "engine/match/facts.h"
#include "engine/visitor/state.h"

namespace nextmove::engine {

// Immutable parts, each with its own version, pinned for one decision.
struct World {
  std::shared_ptr<const dsl::Program> program;
  std::shared_ptr<const Catalogues> catalogues;
};

// The call as views, whoever decoded it. The bytes belong to the caller and outlive the decision.
struct Request {
  std::string_view tenant;
  std::string_view visitor_id;
  std::string_view request_id;
  std::string_view moment;                   // empty: `page_load`
  std::span<const std::string_view> wanted;  // placements, groups; empty: all of the channel
  std::string_view channel;                  // empty: `web`
  std::span<const AttributeView> attributes;
  std::span<const Consent> consents;
  std::string_view locale;  // BCP 47
  std::string_view currency_code;
  std::string_view time_zone;
  std::string_view session_id;
  bool want_segments = false, want_texts = false, want_ranks = false;
};

// Same numbers as nextmove.v1.ReasonCode.
enum class ReasonCode {
  kNone = 0,
  kOnlyEligible = 1,
  kPriority = 2,
  kRank = 3,
  kTieBreak = 4,
  kOverrides = 5,
  kBestForCustomer = 6,
  kOtherwise = 7,
  kExplored = 8,
  kNotInAudience = 20,
  kConditionFalse = 21,
  kConditionUnknown = 22,
  kConsentMissing = 23,
  kOtherMoment = 24,
  kOutsideSchedule = 25,
  kNothingToPick = 31,
  kNoContent = 32,
  kRuleFailed = 35,
  kNoPlace = 36,
  kNoEffect = 37,
  kOverridden = 50,
  kLowerPriority = 51,
  kLowerRank = 52,
  kLostTie = 53,
  kGroupFull = 54,
  kUnknownPlacement = 70,
  kNoRule = 71,
  kNoneEligible = 72,
};
std::string_view ReasonName(ReasonCode code);      // `CONDITION_FALSE`
std::string_view ReasonSentence(ReasonCode code);  // `a condition was not met`

struct PartValue {
  std::string name;
  bool is_text = false;  // `say`, or a `show` with holes: text for people
  dsl::Value value;      // a text, or data typed by `type`
  dsl::Type type;
};
struct Creative {
  std::vector<PartValue> parts;
};
struct Grant {
  enum class Kind { kPercent, kFixed, kPerk } kind = Kind::kPercent;
  std::int32_t percent_hundredths = 0;
  dsl::Money fixed;
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

struct Action {
  int rule = -1;       // index in the program; -1: a placement's `otherwise`
  std::string name;    // rule or content
  int placement = -1;  // -1: none
  ReasonCode reason = ReasonCode::kNone;
  std::optional<dsl::Instant> expire_time;
  std::string why;            // with want_texts
  std::vector<double> ranks;  // with want_ranks
  std::variant<OverlayContent, BannerContent, DiscountContent, NavigationContent> content;
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
  std::vector<std::string> segments;  // with want_segments; sorted
};
struct Effects {
  Delta visitor;
};
struct Outcome {
  Decision decision;
  Effects effects;
};

// ---- explanation ----

// One condition in preorder: the clause (`when`, `for`), then its parts.
struct ConditionNode {
  int depth = 0;
  dsl::Truth truth = dsl::Truth::kUnknown;
  std::string text;      // as written in the source
  std::string observed;  // values seen: `cart.total = 34.90 EUR`
  dsl::Span span;
};
struct RuleTrace {
  int rule = -1;
  ReasonCode outcome = ReasonCode::kNone;
  std::string clause;  // the first clause to stop it: `when`; empty when it won
  std::string text;    // one sentence
  std::vector<ConditionNode> nodes;
  std::string beaten_by;  // a rule
  std::string beaten_in;  // placement or group
};
struct Explanation {
  std::vector<RuleTrace> rules;  // one for each rule of the program, by name
};

struct Mode {
  Explanation* explanation = nullptr;                                    // filled when not null
  const std::vector<std::pair<int, dsl::Value>>* likelihoods = nullptr;  // of tests: rule, percent
};

// Decides. `outcome` is overwritten. Never throws; unknown placements, locales, zones and currencies are warnings.
void Decide(const World& world, const VisitorState& visitor, const Request& request, dsl::Instant now,
            std::uint64_t seed, const Mode& mode, Outcome& outcome);

}  // namespace nextmove::engine
