// The reserved first words and the one table of heads and clauses (language reference, Heads). Constant data.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace nextmove::dsl {

enum class HeadWord : std::uint8_t {
  kProject,
  kAttribute,
  kEvent,
  kCatalogue,
  kSignal,
  kPlacement,
  kGroup,
  kContent,
  kValue,
  kTiers,
  kScore,
  kClusters,
  kSegment,
  kOverlay,
  kDiscount,
  kNavigation,
  kBanner,
  kRecommend,
  kMessage,
  kSearch,
  kPricing,
  kAsk,
  kAudience,
  kExperiment,
  kGuard,
  kTest,
};
inline constexpr int kHeadWords = 26;

enum class ClauseWord : std::uint8_t {
  kWhy,
  kOwner,
  kFormerly,
  kEdition,
  kTimeZone,
  kCurrency,
  kLocales,
  kConsents,
  kSessions,
  kOptional,
  kOtherwise,
  kConsent,
  kOrigin,
  kKept,
  kUndoes,
  kAllows,
  kHeld,
  kChannels,
  kHalves,
  kFires,
  kPredicts,
  kLearns,
  kFinds,
  kOffers,
  kCounts,
  kStep,
  kFor,
  kExcept,
  kNeeds,
  kUses,
  kWhen,
  kOn,
  kActive,
  kPick,
  kPlace,
  kSay,
  kShow,
  kUse,
  kBuy,
  kGive,
  kValid,
  kRank,
  kTies,
  kPin,
  kMove,
  kFrom,
  kFill,
  kTake,
  kRaise,
  kLower,
  kSet,
  kFloor,
  kCeiling,
  kRound,
  kAnswer,
  kOption,
  kExport,
  kPriority,
  kOverrides,
  kCompetes,
  kWorth,
  kLikelihood,
  kLimit,
  kBudget,
  kStop,
  kQuiet,
  kExplore,
  kOffline,
  kChanges,
  kSplit,
  kHoldout,
  kVariant,
  kMeasure,
  kNever,
  kNow,
  kGiven,
  kWait,
  kExpect,
};
inline constexpr int kClauseWords = 78;

struct HeadRow {
  HeadWord word;
  std::string_view text;     // `discount`
  bool decision;             // has the common part D
  std::string_view meaning;  // one line for documentation
};
struct ClauseRow {
  ClauseWord word;
  std::string_view text;  // `time zone`
  std::string_view meaning;
  std::string_view example;
  // Its position, from 1, in the order in which the clauses of a rule are judged. Such a clause can stop the rule, and
  // a test names it by its word (`because when`). 0: the clause never stops a rule by itself.
  int judged = 0;
};
// One cell: which clause fits which head, and how often. A clause that is required and may be repeated has two rows.
enum class Occurs { kRequired, kOnce, kMany };
struct FitRow {
  HeadWord head;
  ClauseWord clause;
  Occurs occurs;
};

std::span<const HeadRow> HeadTable();      // in the order of HeadWord
std::span<const ClauseRow> ClauseTable();  // in the order of ClauseWord
// All cells, the common clauses (why, owner, formerly, time zone) and D written out.
std::span<const FitRow> FitTable();
const HeadRow& RowOf(HeadWord word);
const ClauseRow& RowOf(ClauseWord word);
// The clauses that can stop a rule, in the order of judging.
std::span<const ClauseWord> StoppingClauses();
// The clause of a whole text, `time zone`; none when there is no such clause.
std::optional<ClauseWord> ClauseByText(std::string_view text);
// How often: kMany wins over kRequired; whether it is required is in FitTable. None when it does not fit.
std::optional<Occurs> FitOf(HeadWord head, ClauseWord clause);

}  // namespace nextmove::dsl
