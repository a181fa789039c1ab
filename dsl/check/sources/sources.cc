// Lowers the sets of a source, one function for each kind of set.
#include "dsl/check/sources/sources.h"

#include <algorithm>

#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/events.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/expressions/lines.h"
#include "dsl/check/sources/choices.h"
#include "dsl/check/sources/names.h"
#include "dsl/check/type_words.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

bool Gives(const Type& given, const Type& wanted) {
  if (IsUnknown(given) || IsUnknown(wanted)) return true;
  if (wanted.kind == TypeKind::kItem) return given.kind == TypeKind::kItem && given.catalogue() == wanted.catalogue();
  return given.kind == wanted.kind || (given.is_text_like() && wanted.is_text_like());
}

void ReportOtherItems(Folder& folder, const Span& span, const Type& given, const Wanted& wanted) {
  const std::string text(folder.sources.TextOf(span));
  Diagnostic& report = folder.Report(DiagnosticKind::kSourceType, span,
                                     Ticked(text) + " is " + Describe(given) + ", but here stands " +
                                         (wanted.field.empty() ? "an item of " : "a ") + Ticked(WhatIsWanted(wanted)));
  report.label = "gives something else";
  const std::string other = EventWith(folder, wanted);
  report.help.push_back("name what gives it" + (other.empty() ? std::string() : ", like " + Ticked(other)));
}

bool WholeDays(const HistoryWindow& window) {
  using Kind = HistoryWindow::Kind;
  switch (window.kind) {
    case Kind::kInTheLast:
      return window.duration.milliseconds % 86'400'000 == 0;
    case Kind::kThisSession:
    case Kind::kSinceEvent:
    case Kind::kBeforeThisSession:
      return false;
    case Kind::kNone:
    case Kind::kThisUnit:
    case Kind::kSinceDate:
    case Kind::kBeforeThisUnit:
    case Kind::kBeforeDate:
    case Kind::kBetweenDates:
      return true;
  }
  return true;
}

CountBound BoundOf(tree::CountKind kind) {
  if (kind == tree::CountKind::kAtMost) return CountBound::kAtMost;
  return kind == tree::CountKind::kExactly ? CountBound::kExactly : CountBound::kAtLeast;
}

// Lowers the sets of one source.
class SetLowering {
 public:
  SetLowering(Folder& folder, const Wanted& wanted, const ExprContext& context)
      : folder_(folder), wanted_(wanted), context_(context) {}

  std::optional<SourcePart> Lower(const tree::SourceSet& set) {
    const ErrorWatch watch(folder_);
    SourcePart part;
    part.span = set.span;
    part.zone = context_.zone;
    part.catalogue = CatalogueOf(folder_, wanted_.type);
    LowerKind(set, part);
    if (!watch.failed()) CheckTail(set, part);
    if (watch.failed() || failed_) return std::nullopt;
    return part;
  }

 private:
  void LowerKind(const tree::SourceSet& set, SourcePart& part) {
    using Kind = tree::SourceSet::Kind;
    if (set.kind == Kind::kNested) return LowerNested(set, part);
    if (set.kind == Kind::kSimilar) {
      part.kind = SourcePart::Kind::kSimilar;
      if (ItemsOnly(set.span, "similar to")) LowerRelated(*set.similar_to, set, part);
      return;
    }
    const tree::Name& name = set.occurrence.event;
    if (set.occurrence.same) return ReportSame(set);
    const SourceName meaning = MeaningOf(folder_, name, set.of_this, context_);
    if (set.kind == Kind::kMost) return LowerMost(meaning, set, part);
    if (set.with) return LowerWith(meaning, set, part);
    switch (meaning.kind) {
      case SourceName::Kind::kNothing:
        return ReportNothing(name);
      case SourceName::Kind::kEvent:
        return LowerHistory(meaning, set, part);
      case SourceName::Kind::kCatalogue:
        part.kind = SourcePart::Kind::kCatalogue;
        if (!Gives(meaning.type, wanted_.type) || !wanted_.field.empty())
          return ReportOtherItems(folder_, set.span, meaning.type, wanted_);
        part.where = LineWhere(folder_.typing, set.occurrence, nullptr, OverItems());
        return;
      case SourceName::Kind::kLines:
      case SourceName::Kind::kItems:
        return LowerList(meaning, set, part);
      case SourceName::Kind::kValue:
        return LowerValue(set, part);
    }
  }

  ExprContext OverItems() const { return ItemContext(folder_, wanted_.type, context_); }

  void ReportNothing(const tree::Name& name) {
    failed_ = true;
    ReportUnknownSource(folder_, name);
  }

  void ReportSame(const tree::SourceSet& set) {
    Diagnostic& report = folder_.Report(DiagnosticKind::kSourceType, set.span,
                                        "`the same` compares events of the visitor, which a source does not");
    report.label = "gives no values";
    report.help.push_back("write the count alone, like " + Ticked(set.occurrence.event.text + " at least 2 times"));
  }

  bool ItemsOnly(const Span& span, const std::string& words) {
    if (wanted_.field.empty()) return true;
    Diagnostic& report = folder_.Report(DiagnosticKind::kSourceType, span,
                                        Ticked(words) + " gives items of a catalogue, not " + Ticked(wanted_.field));
    report.label = "gives something else";
    report.help.push_back("draw from what the visitor did, like " + Ticked("viewed"));
    return false;
  }

  void LowerNested(const tree::SourceSet& set, SourcePart& part) {
    part.kind = SourcePart::Kind::kNested;
    auto nested = LowerSource(folder_, *set.nested, wanted_, context_);
    if (!nested) {
      failed_ = true;
      return;
    }
    if (set.choice) {
      Expr candidate;
      candidate.op = Op::kItemSelf;
      candidate.type = wanted_.type;
      candidate.span = set.choice->span;
      candidate.index2 = CatalogueOf(folder_, wanted_.type);
      part.choice = LowerChoice(folder_, *set.choice, *nested, wanted_, candidate, context_);
    }
    part.nested = std::move(*nested);
  }

  // `similar to x`, `purchased with x`
  void LowerRelated(const tree::Expr& value, const tree::SourceSet& set, SourcePart& part) {
    const ErrorWatch watch(folder_);
    part.value = LowerItems(folder_, value, wanted_.type, context_, part.field);
    if (watch.failed()) return;
    part.where = LineWhere(folder_.typing, set.occurrence, set.where.get(), OverItems());
  }

  // Reports a name that is no kind of event.
  bool IsEvent(const SourceName& meaning, const tree::Name& name) {
    if (meaning.kind == SourceName::Kind::kEvent) return true;
    if (meaning.kind == SourceName::Kind::kNothing) {
      ReportNothing(name);
      return false;
    }
    Diagnostic& report =
        folder_.Report(DiagnosticKind::kUnknownSource, name.span, Ticked(name.text) + " is nothing that visitors do");
    report.label = "here stands an event";
    const std::string other = EventWith(folder_, wanted_);
    report.help.push_back("name an event, like " + Ticked(other.empty() ? "purchased" : other));
    return false;
  }

  void LowerMost(const SourceName& meaning, const tree::SourceSet& set, SourcePart& part) {
    part.kind = SourcePart::Kind::kMost;
    const tree::Name& name = set.occurrence.event;
    if (!IsEvent(meaning, name) || !ItemsOnly(set.span, "most " + name.text)) return;
    part.event = meaning.index;
    part.field = FieldFor(*meaning.fields, wanted_);
    if (part.field < 0) return ReportNoField(folder_, name, *meaning.fields, wanted_);
    const ErrorWatch watch(folder_);
    part.where = LineWhere(folder_.typing, set.occurrence, set.where.get(), OverItems());
    if (watch.failed()) return;
    part.window = CheckWindow(folder_.typing, set.window, context_);
    if (watch.failed() || WholeDays(part.window)) return;
    Diagnostic& report = folder_.Report(DiagnosticKind::kSourceWindow, set.window.span,
                                        "`most` counts what all visitors do from day to day");
    report.label = "not whole days";
    report.help.push_back("write whole days, like `in the last 7 days`");
  }

  void LowerWith(const SourceName& meaning, const tree::SourceSet& set, SourcePart& part) {
    part.kind = SourcePart::Kind::kWith;
    const tree::Name& name = set.occurrence.event;
    if (!IsEvent(meaning, name) || !ItemsOnly(set.span, name.text + " with")) return;
    part.event = meaning.index;
    LowerRelated(*set.with, set, part);
  }

  void LowerHistory(const SourceName& meaning, const tree::SourceSet& set, SourcePart& part) {
    part.kind = SourcePart::Kind::kHistory;
    part.event = meaning.index;
    part.field = FieldFor(*meaning.fields, wanted_);
    if (part.field < 0) return ReportNoField(folder_, set.occurrence.event, *meaning.fields, wanted_);
    const ErrorWatch watch(folder_);
    ExprContext inside = ItemContext(folder_, Type{}, context_);
    if (wanted_.type.kind == TypeKind::kItem) inside.record_item_field = part.field;
    part.where = CheckFilter(folder_.typing, set.occurrence, inside).where;
    if (watch.failed()) return;
    part.window = CheckWindow(folder_.typing, set.window, context_);
    if (!watch.failed()) CheckKept(folder_.typing, part.event, part.window, set.window.span);
    if (set.count_kind == tree::CountKind::kNone || watch.failed()) return;
    part.bound = BoundOf(set.count_kind);
    part.count = set.count;
    if (set.count >= 1) return;
    Diagnostic& report =
        folder_.Report(DiagnosticKind::kOutOfRange, set.span, "a source gives only what happened at least once");
    report.label = "at least 1";
    report.help.push_back("write " + Ticked("at least 1 time") + ", or leave the count out");
  }

  void LowerList(const SourceName& meaning, const tree::SourceSet& set, SourcePart& part) {
    part.kind = SourcePart::Kind::kList;
    part.attribute = meaning.index;
    if (meaning.kind == SourceName::Kind::kItems) {
      if (!Gives(meaning.type, wanted_.type))
        return ReportOtherItems(folder_, set.occurrence.event.span, meaning.type, wanted_);
      part.where = LineWhere(folder_.typing, set.occurrence, nullptr, OverItems());
      return;
    }
    part.field = FieldFor(*meaning.fields, wanted_);
    if (part.field < 0) return ReportNoField(folder_, set.occurrence.event, *meaning.fields, wanted_);
    part.where =
        LineWhere(folder_.typing, set.occurrence, nullptr, LinesContext(*meaning.fields, part.field, context_));
  }

  // A pick, `this product`, an attribute or value that holds an item or several.
  void LowerValue(const tree::SourceSet& set, SourcePart& part) {
    part.kind = SourcePart::Kind::kValue;
    if (set.occurrence.where || (set.occurrence.field && !set.of_this)) {
      Diagnostic& report = folder_.Report(DiagnosticKind::kSourceType, set.span,
                                          Ticked(set.occurrence.event.text) + " is one value, which has no `where`");
      report.label = "nothing to choose from";
      report.help.push_back("take what follows the name out, or ask for it with `when`");
      return;
    }
    tree::Expr path;
    path.kind = tree::ExprKind::kPath;
    path.of_this = set.of_this;
    path.text = set.occurrence.event.text;
    path.span = set.span;
    part.value = wanted_.field.empty() ? LowerItems(folder_, path, wanted_.type, context_, part.field)
                                       : std::optional<Expr>(CheckValue(folder_.typing, path, context_));
    if (!part.value ||
        Gives(part.value->type.kind == TypeKind::kList && part.value->type.element() ? *part.value->type.element()
                                                                                     : part.value->type,
              wanted_.type))
      return;
    ReportOtherItems(folder_, set.span, part.value->type, wanted_);
  }

  // Counts and windows belong to what visitors do.
  void CheckTail(const tree::SourceSet& set, const SourcePart& part) {
    const bool counts = set.count_kind != tree::CountKind::kNone && part.kind != SourcePart::Kind::kHistory;
    const bool windows = set.window.kind != tree::WindowKind::kNone && part.kind != SourcePart::Kind::kHistory &&
                         part.kind != SourcePart::Kind::kMost;
    if (!counts && !windows) return;
    Diagnostic& report =
        folder_.Report(DiagnosticKind::kSourceWindow, windows ? set.window.span : set.span,
                       windows ? "only what visitors did has a time to look at" : "only what visitors did is counted");
    report.label = "does not belong here";
    report.help.push_back(windows ? "take " + Ticked(folder_.sources.TextOf(set.window.span)) + " out"
                                  : std::string("take the count out"));
  }

  Folder& folder_;
  const Wanted& wanted_;
  const ExprContext& context_;
  bool failed_ = false;
};

}  // namespace

std::optional<Expr> LowerItems(Folder& folder, const tree::Expr& written, const Type& item, const ExprContext& context,
                               int& field) {
  ExprContext inner = ItemContext(folder, Type{}, context);
  inner.expected = &item;
  const ErrorWatch watch(folder);
  Expr value = CheckValue(folder.typing, written, inner);
  if (watch.failed()) return std::nullopt;
  const Wanted wanted{item, {}};
  if (IsLines(value.type)) {
    field = FieldFor(value.type.element()->fields(), wanted);
    if (field >= 0) return value;
    ReportNoField(folder, {std::string(folder.sources.TextOf(written.span)), written.span},
                  value.type.element()->fields(), wanted);
    return std::nullopt;
  }
  const bool list = value.type.kind == TypeKind::kList && value.type.element();
  const Type& one = list ? *value.type.element() : value.type;
  const bool literal = value.op == Op::kConstant && one.kind == TypeKind::kText;
  if (literal || Gives(one, item)) return value;
  ReportOtherItems(folder, written.span, value.type, wanted);
  return std::nullopt;
}

std::optional<Type> FieldOfSource(const Folder& folder, const tree::Source& source, std::string_view field) {
  const tree::SourceSet* set = source.sets.empty() ? nullptr : &source.sets.front();
  while (set != nullptr && set->kind == tree::SourceSet::Kind::kNested && !set->nested->sets.empty())
    set = &set->nested->sets.front();
  if (set == nullptr || set->kind != tree::SourceSet::Kind::kPath) return std::nullopt;
  const SourceName meaning = MeaningOf(folder, set->occurrence.event, set->of_this, ExprContext{});
  const int index = meaning.fields == nullptr ? -1 : FieldNamed(*meaning.fields, field);
  if (index < 0) return std::nullopt;
  return (*meaning.fields)[At(index)].type;
}

namespace {

// Products before other items.
std::optional<Type> ItemsIn(const Folder& folder, const std::vector<FieldType>& fields) {
  const Type product = ItemOf("product");
  if (CatalogueOf(folder, product) >= 0 && FieldOfType(fields, product) >= 0) return product;
  for (const FieldType& field : fields) {
    if (field.type.kind == TypeKind::kItem) return field.type;
  }
  return std::nullopt;
}

std::optional<Type> ItemsOfValue(Folder& folder, const tree::Expr& written, const ExprContext& context) {
  const Type product = ItemOf("product");
  if (written.kind == tree::ExprKind::kLiteral) return product;
  const Type type = CheckValue(folder.typing, written, context).type;
  if (type.kind == TypeKind::kItem) return type;
  if (IsLines(type)) return ItemsIn(folder, type.element()->fields());
  if (type.kind == TypeKind::kList && type.element() && type.element()->kind == TypeKind::kItem) return *type.element();
  return product;
}

std::optional<Type> ItemsOfSet(Folder& folder, const tree::SourceSet& set, const ExprContext& context) {
  using Kind = tree::SourceSet::Kind;
  if (set.kind == Kind::kNested)
    return set.nested->sets.empty() ? std::nullopt : ItemsOfSet(folder, set.nested->sets.front(), context);
  if (set.kind == Kind::kSimilar) return ItemsOfValue(folder, *set.similar_to, context);
  const SourceName meaning = MeaningOf(folder, set.occurrence.event, set.of_this, context);
  if (meaning.fields != nullptr) return ItemsIn(folder, *meaning.fields);
  if (meaning.kind == SourceName::Kind::kValue) {
    tree::Expr path;
    path.kind = tree::ExprKind::kPath;
    path.of_this = set.of_this;
    path.text = set.occurrence.event.text;
    path.span = set.span;
    return ItemsOfValue(folder, path, context);
  }
  if (meaning.type.kind == TypeKind::kItem) return meaning.type;
  return ItemOf("product");
}

}  // namespace

std::optional<Wanted> WantedOf(Folder& folder, const tree::Source& source, const ExprContext& context) {
  if (source.sets.empty()) return std::nullopt;
  const ErrorWatch watch(folder);
  const auto type = ItemsOfSet(folder, source.sets.front(), context);
  if (watch.failed()) return std::nullopt;
  const Wanted wanted{type.value_or(ItemOf("product")), {}};
  if (CatalogueOf(folder, wanted.type) >= 0) return wanted;
  if (const Declaration* declared = folder.declarations.Find(wanted.type.catalogue());
      declared != nullptr && declared->word == HeadWord::kCatalogue)
    return std::nullopt;  // explained where it is declared
  Diagnostic& report = folder.Report(DiagnosticKind::kUnknownCatalogue, source.span,
                                     "a shelf holds items of a catalogue, and there is no catalogue `product`");
  report.label = "items of what?";
  report.help.push_back("declare it: `catalogue product (name: text, price: money)`");
  return std::nullopt;
}

std::optional<Source> LowerSource(Folder& folder, const tree::Source& source, const Wanted& wanted,
                                  const ExprContext& context) {
  Source lowered;
  lowered.type = wanted.type;
  lowered.span = source.span;
  SetLowering sets(folder, wanted, context);
  for (const auto& [from, to] :
       {std::pair(&source.sets, &lowered.sets), std::pair(&source.but_not, &lowered.but_not)}) {
    for (const tree::SourceSet& set : *from) {
      auto part = sets.Lower(set);
      if (!part) return std::nullopt;
      to->push_back(std::move(*part));
    }
  }
  return lowered;
}

}  // namespace nextmove::dsl
