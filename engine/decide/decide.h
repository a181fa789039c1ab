// The decision: a pure function of world, visitor, request, time and seed. No clock, lock, I/O or randomness of its
// own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "dsl/evaluate/evaluate.h"
#include "dsl/program/program.h"
#include "engine/catalogue/catalogue.h"
#include "engine/match/facts.h"
#include "engine/visitor/state.h"
#include "engine/visitor/timers.h"

namespace nextmove::engine {

// Immutable parts, pinned for one decision; each may be replaced without the others. The program has its own version.
struct World {
  std::shared_ptr<const dsl::Program> program;
  std::shared_ptr<const Catalogues> catalogues;
  std::shared_ptr<const Tables> tables;  // null: nothing is known of all visitors
  std::string data_version;              // of the files of catalogues and tables: 64 hex digits; empty without any
};

// An event of the request: just happened, seen by this decision, and remembered.
struct EventView {
  std::string_view kind;
  std::string_view id;
  std::optional<dsl::Instant> time;  // none: now
  std::string_view session;
  std::span<const AttributeView> fields;
  bool consented = false;  // of tests: taken under its purpose whatever the present consents say
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
  std::span<const EventView> events;
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
  kCapReached = 26,
  kCapReserved = 27,
  kCooldown = 28,
  kBudgetSpent = 29,
  kHoldout = 30,
  kNothingToPick = 31,
  kNoContent = 32,
  kQuietHours = 33,
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
  dsl::Money price, reference;       // final, the same in each action of the place; what it was before
  std::vector<std::string> reasons;  // in the order of rank
};
struct QuestionContent {
  struct Option {
    dsl::Value value;
    std::string text;
  };
  int attribute = -1;  // that keeps the reply
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

// What is known of a visitor from outside the rules: models, budgets, drawn arms. Tests give it, the server's models
// and leases will.
struct Outside {
  using ByIndex = std::vector<std::pair<int, dsl::Value>>;
  ByIndex likelihoods;                            // by rule: percent
  ByIndex budgets_left;                           // by rule: money or number; not there: untouched
  ByIndex group_budgets_left;                     // by group: the same of what its members share
  ByIndex signals;                                // by signal: number, instead of what events say
  ByIndex scores;                                 // by score: percent
  ByIndex clusters;                               // by clusters: number
  std::vector<std::pair<int, std::string>> arms;  // by experiment; `holdout`
};

struct Mode {
  Explanation* explanation = nullptr;  // filled when not null
  const Outside* outside = nullptr;
  std::span<const Timer> timers;  // messages due at this instant: decided together, and nothing else
  bool no_experiments = false;    // of tests: in no experiment, but for the arms of `outside`
  bool no_exploring = false;      // of tests
};

// Decides. `outcome` is overwritten. Never throws; unknown placements, locales, zones and currencies are warnings.
void Decide(const World& world, const VisitorState& visitor, const Request& request, dsl::Instant now,
            std::uint64_t seed, const Mode& mode, Outcome& outcome);

}  // namespace nextmove::engine
