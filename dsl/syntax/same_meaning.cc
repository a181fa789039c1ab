// Compares trees field by field, without places.
#include "dsl/syntax/same_meaning.h"

#include <algorithm>
#include <tuple>

namespace nextmove::dsl::tree {
namespace {

// What of each struct is compared: all but spans.
auto Parts(const Name& x) { return std::tie(x.text, x.quoted); }
auto Parts(const Text& x) { return std::tie(x.text); }
auto Parts(const LocalizedText& x) { return std::tie(x.locale, x.text); }
auto Parts(const DurationText& x) { return std::tie(x.count, x.unit, x.calendar); }

auto Parts(const Occurrence& x) { return std::tie(x.event, x.field, x.under, x.same, x.of_this, x.value, x.where); }
auto Parts(const Window& x) { return std::tie(x.kind, x.duration, x.unit, x.from, x.until, x.since); }
auto Parts(const HistoryStep& x) { return std::tie(x.negated, x.occurrence, x.within); }
auto Parts(const History& x) { return std::tie(x.negated, x.steps, x.count_kind, x.count, x.window); }
auto Parts(const Aggregate& x) {
  return std::tie(x.kind, x.what, x.unit, x.calendar, x.in_list, x.occurrence, x.anniversary_of, x.date, x.under,
                  x.window);
}
auto Parts(const Expr& x) {
  return std::tie(x.kind, x.negated, x.parenthesized, x.children, x.literal, x.clock, x.duration, x.unit, x.of_this,
                  x.text, x.sign, x.contains, x.under, x.where, x.history, x.aggregate);
}

auto Parts(const FieldText& x) { return std::tie(x.name, x.type, x.optional); }
auto Parts(const TypeText& x) { return std::tie(x.kind, x.name, x.values, x.element, x.fields); }

auto Parts(const Empty&) { return std::tie(); }
auto Parts(const Names& x) { return std::tie(x.names); }
auto Parts(const TextPayload& x) { return std::tie(x.text); }
auto Parts(const ExprPayload& x) { return std::tie(x.value); }
auto Parts(const ExprList& x) { return std::tie(x.values); }
auto Parts(const IntPayload& x) { return std::tie(x.value); }
auto Parts(const DurationPayload& x) { return std::tie(x.duration); }
auto Parts(const ConsentPayload& x) { return std::tie(x.purpose, x.session_purpose); }
auto Parts(const ZonePayload& x) { return std::tie(x.text, x.path); }
auto Parts(const SayPayload& x) { return std::tie(x.part, x.texts); }
auto Parts(const ShowPayload& x) { return std::tie(x.parts); }
auto Parts(const MovePayload& x) { return std::tie(x.at_most, x.where); }
auto Parts(const SetPayload& x) { return std::tie(x.value, x.condition); }
auto Parts(const StepPayload& x) { return std::tie(x.steps); }
auto Parts(const RankPayload& x) { return std::tie(x.keys); }
auto Parts(const Scope& x) { return std::tie(x.base, x.of_this, x.under, x.value, x.where, x.per); }
auto Parts(const BuyPayload& x) { return std::tie(x.count, x.scope); }
auto Parts(const GivePayload& x) {
  return std::tie(x.amount, x.extreme, x.extreme_count, x.scope, x.up_to, x.up_to_times, x.perk, x.perk_value,
                  x.perk_times);
}
auto Parts(const ScheduleEdge& x) { return std::tie(x.date, x.clock, x.month, x.day); }
auto Parts(const Schedule& x) { return std::tie(x.every, x.from, x.until, x.zone); }
auto Parts(const Moment& x) { return std::tie(x.occurrence, x.anniversary_of, x.every); }
auto Parts(const OnPayload& x) { return std::tie(x.moments, x.after, x.at); }

auto Parts(const Choice& x) { return std::tie(x.kind, x.value, x.no_tie, x.latest); }
auto Parts(const SourceSet& x) {
  return std::tie(x.kind, x.nested, x.choice, x.similar_to, x.occurrence, x.of_this, x.with, x.where, x.count_kind,
                  x.count, x.window);
}
auto Parts(const Source& x) { return std::tie(x.sets, x.but_not); }
auto Parts(const PickPayload& x) { return std::tie(x.name, x.kind, x.source, x.where, x.choice); }
auto Parts(const SourcePayload& x) { return std::tie(x.source); }
auto Parts(const TakePayload& x) { return std::tie(x.least, x.most, x.at_most_per, x.per); }
auto Parts(const MoveByPayload& x) { return std::tie(x.by, x.affinity, x.where, x.after); }
auto Parts(const OptionPayload& x) { return std::tie(x.value, x.texts); }
auto Parts(const ExportPayload& x) { return std::tie(x.attribute, x.to, x.every); }

auto Parts(const LimitPayload::Limit::Per& x) { return std::tie(x.kind, x.unit, x.calendar, x.duration, x.name); }
auto Parts(const LimitPayload::Limit& x) { return std::tie(x.times, x.per); }
auto Parts(const LimitPayload& x) { return std::tie(x.limits); }
auto Parts(const BudgetPayload::Part& x) { return std::tie(x.amount, x.times, x.per); }
auto Parts(const BudgetPayload& x) { return std::tie(x.parts); }
auto Parts(const StopPayload::After& x) { return std::tie(x.event, x.times); }
auto Parts(const StopPayload& x) { return std::tie(x.duration, x.after); }
auto Parts(const SharePayload& x) { return std::tie(x.percent); }
auto Parts(const SplitPayload& x) { return std::tie(x.by); }
auto Parts(const VariantPayload& x) { return std::tie(x.name, x.share); }
auto Parts(const MeasurePayload& x) { return std::tie(x.aggregate, x.within); }
auto Parts(const PredictsPayload& x) { return std::tie(x.occurrence, x.within); }
auto Parts(const UndoesPayload& x) { return std::tie(x.events, x.by); }

auto Parts(const Fact& x) {
  return std::tie(x.kind, x.negated, x.name, x.variant, x.value, x.list, x.contains, x.field, x.under, x.where,
                  x.occurrence, x.times, x.ago, x.at, x.clock);
}
auto Parts(const GivenPayload& x) { return std::tie(x.facts); }
auto Parts(const NowPayload& x) { return std::tie(x.date, x.clock); }
auto Parts(const ExpectPayload& x) { return std::tie(x.nothing, x.negated, x.name, x.before, x.in, x.with, x.because); }

auto Parts(const Clause& x) { return std::tie(x.word, x.broken, x.payload); }
auto Parts(const Head& x) { return std::tie(x.word, x.name, x.type, x.fields, x.clauses, x.broken); }
auto Parts(const File& x) { return std::tie(x.heads); }

template <typename T>
concept HasParts = requires(const T& x) {
  Parts(x);
};

// Compares field by field, through containers and pointers. A struct without parts has its own equality.
struct Comparison {
  template <typename T>
  bool operator()(const std::vector<T>& a, const std::vector<T>& b) const {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), *this);
  }
  template <typename T>
  bool operator()(const std::optional<T>& a, const std::optional<T>& b) const {
    return a.has_value() == b.has_value() && (!a || (*this)(*a, *b));
  }
  template <typename T>
  bool operator()(const std::shared_ptr<T>& a, const std::shared_ptr<T>& b) const {
    return (a == nullptr) == (b == nullptr) && (a == nullptr || (*this)(*a, *b));
  }
  template <typename A, typename B>
  bool operator()(const std::pair<A, B>& a, const std::pair<A, B>& b) const {
    return (*this)(a.first, b.first) && (*this)(a.second, b.second);
  }
  bool operator()(const Payload& a, const Payload& b) const {
    if (a.index() != b.index()) return false;
    return std::visit([&](const auto& x) { return (*this)(x, std::get<std::decay_t<decltype(x)>>(b)); }, a);
  }
  // `0 EUR` is not `0 USD` here, though their values are equal.
  bool operator()(const Value& a, const Value& b) const {
    return a == b && (a.money() == nullptr || a.money()->currency == b.money()->currency);
  }
  template <typename T>
  bool operator()(const T& a, const T& b) const {
    if constexpr (HasParts<T>) {
      return Each(Parts(a), Parts(b), std::make_index_sequence<std::tuple_size_v<decltype(Parts(a))>>());
    } else {
      return a == b;
    }
  }

 private:
  template <typename Tuple, std::size_t... I>
  bool Each(const Tuple& a, const Tuple& b, std::index_sequence<I...>) const {
    return ((*this)(std::get<I>(a), std::get<I>(b)) && ...);
  }
};

}  // namespace

bool SameMeaning(const File& a, const File& b) { return Comparison()(a, b); }

}  // namespace nextmove::dsl::tree
