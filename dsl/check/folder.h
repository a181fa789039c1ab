// What the parts of one Check share: the heads of all files, what their names mean, the Program being built.
// Thread-compatible; lives for one Check.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/check/declarations.h"
#include "dsl/check/options.h"
#include "dsl/check/typing.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/program/program.h"
#include "dsl/syntax/tree.h"
#include "dsl/value/text.h"

namespace nextmove::dsl {

// The attribute or kind of event by which something needs a consent purpose, and where it is read.
struct Read {
  int attribute = -1;
  int event = -1;
  Span span;
  std::string through;  // the segment, value or tiers it is read through; empty when read directly
};
using Reads = std::vector<Read>;  // by index of the purpose

// The heads of rules.
inline constexpr std::initializer_list<HeadWord> kRuleHeads = {
    HeadWord::kOverlay, HeadWord::kBanner, HeadWord::kDiscount, HeadWord::kNavigation, HeadWord::kRecommend,
    HeadWord::kMessage, HeadWord::kSearch, HeadWord::kPricing,  HeadWord::kAsk,        HeadWord::kAudience};
// What a list of rules may name: a group stands for its members, and so does a placement.
inline constexpr std::initializer_list<HeadWord> kRuleAndGroupHeads = {
    HeadWord::kOverlay,   HeadWord::kBanner,   HeadWord::kDiscount, HeadWord::kNavigation,
    HeadWord::kRecommend, HeadWord::kMessage,  HeadWord::kSearch,   HeadWord::kPricing,
    HeadWord::kAsk,       HeadWord::kAudience, HeadWord::kGroup};
inline constexpr std::initializer_list<HeadWord> kRuleAndSlotHeads = {
    HeadWord::kOverlay,   HeadWord::kBanner,   HeadWord::kDiscount, HeadWord::kNavigation,
    HeadWord::kRecommend, HeadWord::kMessage,  HeadWord::kSearch,   HeadWord::kPricing,
    HeadWord::kAsk,       HeadWord::kAudience, HeadWord::kGroup,    HeadWord::kPlacement};

// Heads of one kind, in the order of the Program's vector of that kind.
using Heads = std::vector<const tree::Head*>;

struct Folder {
  Folder(const SourceSet& the_sources, const CheckOptions& the_options, Program& the_program, DiagnosticSink& the_sink)
      : sources(the_sources),
        options(the_options),
        program(the_program),
        sink(the_sink),
        typing{declarations, the_sources, the_program, the_sink} {}

  const SourceSet& sources;
  const CheckOptions& options;
  Program& program;
  DiagnosticSink& sink;
  Declarations declarations;
  Typing typing;

  Heads all;  // in order of path and place
  const tree::Head* project = nullptr;
  Heads attributes, events, catalogues, signals, scores, clusters, placements, groups, contents, values, tiers,
      segments, rules, experiments, guards, tests;
  Heads in_order;  // values, tiers, segments and what is computed, each after what it reads
  std::vector<Reads> value_reads, tiers_reads, segment_reads, signal_reads;

  Diagnostic& Report(DiagnosticKind kind, const Span& span, std::string message) {
    return sink.Report(kind, span, std::move(message));
  }
};

// Finds out inside a clause whether an error was reported since: one error a clause is enough.
class ErrorWatch {
 public:
  explicit ErrorWatch(const Folder& folder) : folder_(folder), before_(folder.sink.errors()) {}
  bool failed() const { return folder_.sink.errors() != before_; }

 private:
  const Folder& folder_;
  std::size_t before_;
};

// The first sound clause of this word; null when there is none.
const tree::Clause* FindClause(const tree::Head& head, ClauseWord word);
// The payload of that clause, null as well when it has another shape.
template <typename Payload>
const Payload* FindPayload(const tree::Head& head, ClauseWord word) {
  const tree::Clause* clause = FindClause(head, word);
  return clause == nullptr ? nullptr : std::get_if<Payload>(&clause->payload);
}
// Calls `visit(const tree::Clause&, const Payload&)` for each sound clause of this word.
template <typename Payload, typename Visit>
void ForEachClause(const tree::Head& head, ClauseWord word, Visit&& visit) {
  for (const tree::Clause& clause : head.clauses) {
    if (clause.word != word || clause.broken) continue;
    if (const auto* payload = std::get_if<Payload>(&clause.payload)) visit(clause, *payload);
  }
}

// `an overlay`, `a segment`: the head's word with its article.
std::string WithArticle(HeadWord word);

// The declaration that `name` means, of one of `kinds`; null after an error of `unknown` or kWrongKindOfName.
// `what` is the word for it: `segment`.
const Declaration* Resolve(Folder& folder, const tree::Name& name, std::initializer_list<HeadWord> kinds,
                           DiagnosticKind unknown, std::string_view what);
// Indices of all names of the clause, without repeats; stops at the first error. Names of broken heads are left out.
std::vector<int> ResolveAll(Folder& folder, const tree::Names& names, std::initializer_list<HeadWord> kinds,
                            DiagnosticKind unknown, std::string_view what);
// Index of a purpose in Project::purposes; -1 after an error.
int ResolvePurpose(Folder& folder, const tree::Name& name);
// Purposes that a clause names, as indices into Project::purposes, each once; stops at the first error.
std::vector<int> LowerPurposes(Folder& folder, const tree::Head& head, ClauseWord word);
// Index into Program::zones; 0 (the project's) after an error.
int ResolveZone(Folder& folder, const tree::ZonePayload& zone);
// The zone of a head: its own clause, else the project's.
int ZoneOf(Folder& folder, const tree::Head& head);
// Says that `word` is none of `words`, with the nearest.
void ReportUnknownWord(Folder& folder, const tree::Name& word, std::string_view of,
                       const std::vector<std::string>& words);

// Reports a word that is neither `skip` nor `allow`.
void CheckOffline(Folder& folder, const tree::Names& names);
// The code of the project's currency, for what can be pasted; `EUR` while there is none.
std::string CodeOf(const Folder& folder);

// Name, place, why, owner, formerly.
void FillDeclared(const tree::Head& head, Declared& declared);

}  // namespace nextmove::dsl
