// Lowers `pick`, in an order in which each may read the picks before it.
#include "dsl/check/rules/picks.h"

#include <algorithm>

#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/sources/choices.h"
#include "dsl/check/sources/sources.h"
#include "dsl/check/type_words.h"
#include "dsl/syntax/walk.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

// Names that mean something else already.
bool NameIsFree(Folder& folder, const tree::Name& name, const std::vector<PickName>& names) {
  const Declaration* declared = folder.declarations.Find(name.text);
  const bool twice =
      std::any_of(names.begin(), names.end(), [&](const PickName& pick) { return pick.name == name.text; });
  const bool own = name.text == "action" || name.text == "decision" || folder.program.event_names.contains(name.text);
  if (declared == nullptr && !twice && !own) return true;
  Diagnostic& report = folder.Report(DiagnosticKind::kDuplicateName, name.span,
                                     "the pick " + Ticked(name.text) +
                                         (twice                 ? " stands twice in the rule"
                                          : declared != nullptr ? " has the name of " + WithArticle(declared->word)
                                                                : " has a name with a meaning of its own"));
  report.label = twice ? "second time" : "can't be told apart";
  if (declared != nullptr) report.related.push_back({declared->head->span, "declared here"});
  report.help.push_back("give the pick another name, like " + Ticked("chosen_" + name.text));
  return false;
}

// Whether the source names a pick, that is bound later or at this very place.
const tree::Name* NamedIn(const tree::Source& source, std::string_view pick) {
  for (const auto* sets : {&source.sets, &source.but_not}) {
    for (const tree::SourceSet& set : *sets) {
      if (set.nested) {
        if (const tree::Name* name = NamedIn(*set.nested, pick)) return name;
      }
      if (set.kind == tree::SourceSet::Kind::kPath && !set.of_this && FirstPart(set.occurrence.event.text) == pick)
        return &set.occurrence.event;
    }
  }
  return nullptr;
}

// The place where `clause` reads a pick that is bound only by `later`. A pick may be read in its own choice.
std::optional<Span> UseBefore(const tree::Clause& clause, const tree::PickPayload& pick, const tree::Name& later) {
  if (pick.source) {
    if (const tree::Name* name = NamedIn(*pick.source, later.text)) return name->span;
  }
  const tree::Expr* choice = pick.choice && pick.choice->value ? pick.choice->value.get() : nullptr;
  const tree::Expr* filter = pick.choice && pick.choice->latest ? pick.choice->latest->value.get() : nullptr;
  std::optional<Span> found;
  for (const tree::Expr* root : ExpressionsOf(clause)) {
    if (pick.name.text == later.text && (root == choice || root == filter)) continue;
    ForEachExpr(*root, [&](const tree::Expr& expr) {
      const bool here = expr.kind == tree::ExprKind::kPath && !expr.of_this && FirstPart(expr.text) == later.text;
      if (here && (!found || expr.span.begin < found->begin)) found = expr.span;
    });
  }
  return found;
}

struct PickClause {
  const tree::Clause* clause;
  const tree::PickPayload* pick;
};

bool IsBound(Folder& folder, const std::vector<PickClause>& clauses, std::size_t at) {
  for (std::size_t i = at; i < clauses.size(); ++i) {
    const tree::Name& later = clauses[i].pick->name;
    const auto use = UseBefore(*clauses[at].clause, *clauses[at].pick, later);
    if (!use) continue;
    Diagnostic& report = folder.Report(
        DiagnosticKind::kPickNotBound, *use,
        Ticked(later.text) + (i == at ? " is not known while it is being picked" : " is picked only after this line"));
    report.label = "not bound yet";
    if (i != at) report.related.push_back({clauses[i].clause->span, "bound here"});
    report.help.push_back(i == at ? "in `where` name the fields of the candidate alone, like `price`"
                                  : "move this line below " + Ticked("pick " + later.text));
    return false;
  }
  return true;
}

std::optional<Wanted> WantedBy(Folder& folder, const tree::PickPayload& pick) {
  const Declaration* declared = folder.declarations.Find(pick.kind.text);
  if (declared != nullptr && declared->word == HeadWord::kCatalogue) {
    if (declared->index < 0) return std::nullopt;
    return Wanted{ItemOf(pick.kind.text), {}};
  }
  if (pick.source) {
    if (const auto type = FieldOfSource(folder, *pick.source, pick.kind.text)) {
      if (type->kind == TypeKind::kItem) return Wanted{*type, {}};
      return Wanted{*type, pick.kind.text};
    }
  }
  const std::string near = Nearest(pick.kind.text, folder.declarations, {HeadWord::kCatalogue});
  Diagnostic& report =
      folder.Report(DiagnosticKind::kUnknownPickKind, pick.kind.span,
                    Ticked(pick.kind.text) +
                        (pick.source ? " is no catalogue, and no field of what is drawn from" : " is no catalogue"));
  report.label = "picks what?";
  if (!near.empty()) {
    report.help.push_back("did you mean " + Ticked(near) + "?");
    report.fixes.push_back({pick.kind.span, near, false});
  } else {
    report.help.push_back("name a catalogue, like " + Ticked("pick " + pick.name.text + ": product") +
                          ", or a field of the event, like `brand`");
  }
  return std::nullopt;
}

// `product where (c)`: all items of the catalogue.
Source AllItems(const Folder& folder, const Wanted& wanted, const Span& span) {
  Source source;
  source.type = wanted.type;
  source.span = span;
  SourcePart& all = source.sets.emplace_back();
  all.kind = SourcePart::Kind::kCatalogue;
  all.catalogue = CatalogueOf(folder, wanted.type);
  all.span = span;
  return source;
}

void LowerPick(Folder& folder, const tree::PickPayload& payload, const ExprContext& context,
               std::vector<PickName>& names, Pick& pick) {
  const auto wanted = WantedBy(folder, payload);
  if (!wanted) return;
  const ErrorWatch watch(folder);
  if (payload.source) {
    pick.source = LowerSource(folder, *payload.source, *wanted, context);
  } else {
    pick.source = AllItems(folder, *wanted, payload.kind.span);
    ExprContext item = context;
    item.item_catalogue = CatalogueOf(folder, wanted->type);
    if (payload.where) pick.where = CheckCondition(folder.typing, *payload.where, item);
  }
  pick.type = names.back().type = wanted->type;
  if (!payload.choice || !pick.source || watch.failed()) return;
  Expr candidate;
  candidate.op = Op::kPicked;
  candidate.type = wanted->type;
  candidate.index = static_cast<int>(names.size()) - 1;
  candidate.span = payload.choice->span;
  pick.choice = LowerChoice(folder, *payload.choice, *pick.source, *wanted, candidate, context);
}

}  // namespace

void LowerPicks(Folder& folder, const tree::Head& head, const ExprContext& context, std::vector<PickName>& names,
                Rule& rule) {
  std::vector<PickClause> clauses;
  ForEachClause<tree::PickPayload>(head, ClauseWord::kPick,
                                   [&](const tree::Clause& clause, const tree::PickPayload& pick) {
                                     clauses.push_back({&clause, &pick});
                                   });
  names.reserve(clauses.size());
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const tree::PickPayload& payload = *clauses[i].pick;
    const bool sound = NameIsFree(folder, payload.name, names) && IsBound(folder, clauses, i);
    Pick pick;
    pick.name = payload.name.text;
    pick.span = clauses[i].clause->span;
    names.push_back({pick.name, Type{}});
    if (sound) LowerPick(folder, payload, context, names, pick);
    rule.picks.push_back(std::move(pick));
  }
}

void MoveConditions(Rule& rule) {
  std::vector<Expr> stay;
  for (Expr& when : rule.when) {
    const int last = LastPickIn(when);
    if (last >= 0 && At(last) < rule.picks.size()) {
      rule.picks[At(last)].conditions.push_back(std::move(when));
    } else {
      stay.push_back(std::move(when));
    }
  }
  rule.when = std::move(stay);
}

}  // namespace nextmove::dsl
