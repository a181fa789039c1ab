// A shop with its rules, a visitor, and everything that comes from outside, for tests of what is decided.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/check/check.h"
#include "dsl/syntax/parse.h"
#include "engine/decide/decide.h"
#include "engine/visitor/fold.h"

namespace nextmove::engine::testing {

// What stands before the rules of a test.
inline constexpr std::string_view kShop = R"(
project shop
  edition 1
  time zone "Europe/Berlin"
  currency EUR
  locales en
  otherwise en
  consents personalisation, marketing
  sessions end after 30 minutes
attribute visitor.visits  number   optional  consent necessary
attribute visitor.name    text     optional  consent necessary
attribute visitor.level   one of ["none", "silver", "gold"]  optional  consent necessary
attribute visitor.secret  number   optional  consent personalisation
attribute visitor.born    date     optional  consent necessary
attribute visitor.bought  time     optional  consent necessary
attribute visitor.tags    list of text  optional  consent necessary
attribute visitor.likes   list of text  optional  consent necessary
attribute visitor.city    text     optional  consent necessary
attribute visitor.time_zone  time zone  optional  consent necessary
attribute visitor.age     number   optional  floor 0  ceiling 120  consent necessary
attribute visitor.hash    text     optional  consent necessary  kept 6 months
attribute visitor.gender  one of ["f", "m"]  optional  consent necessary  kept 6 months
attribute page.channel    one of ["web", "app", "mail"]  otherwise "web"  consent necessary
attribute cart.total      money    otherwise 0 EUR  floor 0 EUR  consent necessary  kept 30 days
attribute cart.items      list of (product: product, category: category, price: money, quantity: number)
  otherwise []  consent necessary  kept 30 days
catalogue category (name: text, parent: category optional, popularity: number optional)
catalogue product (name: text optional, category: category optional, brand: text optional, price: money optional,
                   cost: money optional, stock: number optional, rating: number optional)
  offers where (stock is at least 1)
event opened_page   (kind: text)  consent necessary  kept 30 minutes
event viewed        (product: product, category: category, brand: text, price: money)  consent necessary  kept 24 months
event purchased     (product: product, category: category, brand: text, price: money)  consent necessary  kept 36 months  worth 5
event added_to_cart (product: product, category: category, price: money)  consent personalisation, in this session necessary  kept 90 days
event subscribed    (letter: text)  consent marketing  kept 36 months
event clicked_fast  (clicks: number)  consent necessary  kept 30 minutes
signal urgency
  raise by 40 after clicked_fast
  halves every 30 seconds
  fires at 60
placement hero      channels web, app  allows 1
placement side      channels web   allows 2
placement menu      channels web   allows 1
placement shelf     channels web   allows 2
placement results   channels web   allows 2
placement price_tag channels web   allows 2
placement question  channels web   allows 1
placement mail      channels mail  allows 1
group deals
  allows 1
  rank by action.saving
)";

// The same shop, in English and French.
inline std::string BilingualShop() {
  std::string text(kShop);
  const std::string_view english = "locales en";
  return text.insert(text.find(english) + english.size(), ", fr");
}

class Shop {
 public:
  // A field and its value as rules write it.
  using Fields = std::vector<std::pair<std::string, std::string>>;

  // `text` follows `project`; without one it is the whole text.
  explicit Shop(const std::string& text, std::string_view project = kShop) {
    auto sources = std::make_shared<dsl::SourceSet>();
    dsl::DiagnosticSink sink;
    const auto file = dsl::AddSource("test.rules", std::string(project) + text, {}, *sources, sink);
    if (file) {
      std::vector<dsl::tree::File> files;
      files.push_back(dsl::ParseFile(*sources, *file, {}, sink));
      program_ = dsl::Check(files, sources, {}, sink);
    }
    std::string errors;
    for (const dsl::Diagnostic& one : sink.all())
      if (one.severity() == dsl::Severity::kError)
        errors += std::to_string(sources->PositionOf(one.span).line) + ": " + one.message + "\n";
    if (!program_ || !errors.empty()) {
      ADD_FAILURE() << "the rules are wrong: " << errors << text;
      program_ = std::make_shared<dsl::Program>();
    }
    catalogues_ = std::make_shared<Catalogues>(program_->catalogues.size());
    tables_ = std::make_shared<Tables>();
    now_ = *dsl::Instant::Parse("2026-01-15T11:00:00Z");
  }

  const dsl::Program& program() const { return *program_; }
  Outside& outside() { return outside_; }
  VisitorState& visitor() { return visitor_; }
  Request& request() { return request_; }
  Mode& mode() { return mode_; }
  World world() const { return {program_, catalogues_, tables_, {}}; }
  dsl::Instant now() const { return now_; }
  std::uint64_t seed = 1;

  // Lists with `|`; the empty text: not sent any more.
  Shop& Given(const std::string& name, const std::string& text) {
    std::erase_if(sent_, [&](const auto& one) { return one.first == name; });
    const int index = program_->FindAttribute(name);
    dsl::Type type;
    type.kind = dsl::TypeKind::kText;
    if (index >= 0) type = program_->attributes[static_cast<std::size_t>(index)].type;
    const bool list = type.kind == dsl::TypeKind::kList || program_->placement_names.contains(name);
    if (text.empty()) return *this;
    sent_.push_back({name, list ? ListOf(text) : dsl::ParseValue(text, type)});
    return *this;
  }
  Shop& Line(const std::string& product, const std::string& category, const std::string& euros, int quantity) {
    const dsl::Money price{*dsl::Decimal::Parse(euros), *dsl::Currency::Parse("EUR")};
    lines_.push_back(dsl::Value::OfRecord({product, category, price, dsl::Decimal(quantity)}));
    total_ = total_ + price.amount * dsl::Decimal(quantity);
    Send("cart.total", dsl::Value(dsl::Money{total_, price.currency}));
    return Send("cart.items", dsl::Value::OfList(lines_));
  }
  Shop& Item(const std::string& catalogue, const std::string& id, const Fields& fields) {
    const int index = program_->catalogue_names.at(catalogue);
    catalogues_->Put(index, id, RecordOf(program_->catalogues[static_cast<std::size_t>(index)].fields, fields));
    return *this;
  }
  // Products in stock.
  Shop& Stock(const std::vector<std::string>& ids) {
    for (const std::string& id : ids) Item("product", id, {{"stock", "9"}});
    return *this;
  }
  // What the visitor did so many minutes ago.
  Shop& Did(const std::string& event, const Fields& fields, std::int64_t minutes_ago, const std::string& session = "") {
    const int kind = program_->event_names.at(event);
    IncomingEvent incoming;
    incoming.kind = kind;
    incoming.time = dsl::Instant{now_.milliseconds - minutes_ago * 60'000};
    incoming.session = session;
    incoming.fields = RecordOf(program_->events[static_cast<std::size_t>(kind)].fields, fields);
    incoming.consented = true;
    Delta delta;
    EXPECT_EQ(TakeEvent(*program_, visitor_, incoming, now_, delta), "");
    visitor_ = Apply(std::move(visitor_), delta);
    return *this;
  }
  // An event of the request.
  Shop& Happens(const std::string& event, const Fields& fields = {}) {
    Happening& one = happening_.emplace_back();
    one.kind = event;
    const auto kind = program_->event_names.find(event);
    if (kind != program_->event_names.end()) {
      one.values = RecordOf(program_->events[static_cast<std::size_t>(kind->second)].fields, fields);
      for (std::size_t i = 0; i < one.values.size(); ++i) {
        if (one.values[i].is_unknown()) continue;
        AttributeView view;
        view.name = program_->events[static_cast<std::size_t>(kind->second)].fields[i].name;
        view.value = &one.values[i];
        one.views.push_back(view);
      }
    }
    return *this;
  }
  Shop& Similar(const std::string& item, const std::vector<std::string>& others) {
    double strength = 100;
    for (const std::string& other : others) tables_->AddSimilar(item, other, strength--);
    return *this;
  }
  Shop& With(const std::string& event, const std::string& item, const std::vector<std::string>& others) {
    double strength = 100;
    for (const std::string& other : others) tables_->AddAssociated(event, item, other, strength--);
    return *this;
  }
  Shop& Count(const std::string& event, const std::string& day, const std::string& item, double count) {
    tables_->AddCount(event, *dsl::Date::Parse(day), item, count);
    return *this;
  }
  // As the wire has it; what the view refers to must outlive the shop.
  Shop& Also(const AttributeView& view) {
    std::erase_if(views_, [&](const AttributeView& one) { return one.name == view.name; });
    views_.push_back(view);
    return *this;
  }
  Shop& Page(const std::string& product) { return Send("this.product", dsl::Value(product)); }
  Shop& Agrees(const std::string& purpose) {
    visitor_.consents.push_back({purpose, ConsentState::kGiven});
    return *this;
  }
  Shop& Now(const std::string& time) {
    now_ = *dsl::Instant::Parse(time);
    return *this;
  }
  // Typed already, or typed wrongly.
  Shop& Send(const std::string& name, dsl::Value value) {
    std::erase_if(sent_, [&](const auto& one) { return one.first == name; });
    sent_.push_back({name, std::move(value)});
    return *this;
  }

  Shop& Want(std::vector<std::string_view> wanted) {
    wanted_ = std::move(wanted);
    request_.wanted = wanted_;
    return *this;
  }

  const Decision& Decide() {
    tables_->Finish();
    std::vector<AttributeView> views = views_;
    for (const auto& [name, value] : sent_) {
      AttributeView view;
      view.name = name;
      view.value = &value;
      views.push_back(view);
    }
    std::vector<EventView> events;
    for (const Happening& one : happening_) {
      EventView& event = events.emplace_back();
      event.kind = one.kind;
      event.fields = one.views;
    }
    request_.visitor_id = visitor_id;
    request_.attributes = views;
    request_.events = events;
    Mode mode = mode_;
    mode.outside = &outside_;
    Outcome plain;  // the recorder must not change what is decided
    engine::Decide(world(), visitor_, request_, now_, seed, mode, plain);
    mode.explanation = &explanation_;
    engine::Decide(world(), visitor_, request_, now_, seed, mode, outcome_);
    EXPECT_EQ(Names(outcome_.decision), Names(plain.decision));
    request_.attributes = {};
    request_.events = {};
    return outcome_.decision;
  }
  // `a@hero b`: in the order of the answer.
  std::string Wins() { return Names(Decide()); }
  bool Won(const std::string& rule) {
    Decide();
    return Find(rule) != nullptr;
  }
  // The clause that stopped the rule; empty when it won.
  std::string Stopped(const std::string& rule) {
    Decide();
    return Trace(rule).clause;
  }
  ReasonCode Reason(const std::string& rule) {
    Decide();
    const Action* action = Find(rule);
    return action ? action->reason : Trace(rule).outcome;
  }
  const RuleTrace& Trace(const std::string& rule) const {
    static const RuleTrace kNone;
    for (const RuleTrace& trace : explanation_.rules)
      if (program_->rules[static_cast<std::size_t>(trace.rule)].name == rule) return trace;
    ADD_FAILURE() << "no rule " << rule;
    return kNone;
  }
  const Action* Find(const std::string& rule) const {
    for (const Action& action : outcome_.decision.actions)
      if (action.name == rule) return &action;
    return nullptr;
  }
  // The content of the rule's action; null when it did not win.
  template <typename Content>
  const Content* ContentOf(const std::string& rule) {
    Decide();
    const Action* action = Find(rule);
    return action ? std::get_if<Content>(&action->content) : nullptr;
  }
  // `34.90 EUR`, `unknown`, or `none` when it did not win.
  std::string Saving(const std::string& rule) {
    const auto* content = ContentOf<DiscountContent>(rule);
    if (!content) return "none";
    return content->saving ? content->saving->ToString() : "unknown";
  }
  // A text of its creative; `none` when it did not win or has none of that name.
  std::string Text(const std::string& rule, const std::string& part = "headline") {
    Decide();
    const Action* action = Find(rule);
    const Creative* creative = nullptr;
    if (const auto* banner = action ? std::get_if<BannerContent>(&action->content) : nullptr)
      creative = &banner->creative;
    for (std::size_t i = 0; creative && i < creative->parts.size(); ++i)
      if (creative->parts[i].name == part && creative->parts[i].value.text()) return *creative->parts[i].value.text();
    return "none";
  }
  // The items of a shelf, or the clause that stopped it in brackets.
  std::string Shelf(const std::string& rule) {
    Decide();
    const Action* action = Find(rule);
    if (!action) return "[" + Trace(rule).clause + "]";
    std::string all;
    const auto add = [&](const std::vector<ShelfItem>& items) {
      for (const ShelfItem& item : items) all += (all.empty() ? "" : " ") + item.id;
    };
    if (const auto* shelf = std::get_if<RecommendationContent>(&action->content)) add(shelf->items);
    if (const auto* message = std::get_if<MessageContent>(&action->content)) add(message->items);
    return all;
  }
  // The value of a pick, or the clause that stopped the rule in brackets.
  std::string Picked(const std::string& rule, const std::string& name) {
    Decide();
    const Action* action = Find(rule);
    if (!action) return "[" + Trace(rule).clause + "]";
    for (const auto& [pick, value] : action->picks)
      if (pick == name) return value.text() ? *value.text() : value.ToString();
    return "none";
  }
  const Outcome& outcome() const { return outcome_; }
  std::string visitor_id = "v";

 private:
  struct Happening {
    std::string kind;
    dsl::Record values;
    std::vector<AttributeView> views;
  };

  static dsl::Value ListOf(const std::string& text) {
    dsl::List items;
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('|', at), text.size());
      items.push_back(dsl::Value(text.substr(at, end - at)));
      at = end + 1;
    }
    return dsl::Value::OfList(std::move(items));
  }
  static dsl::Record RecordOf(const std::vector<dsl::FieldType>& types, const Fields& fields) {
    dsl::Record record(types.size());
    for (const auto& [name, text] : fields) {
      bool known = false;
      for (std::size_t i = 0; i < types.size(); ++i) {
        if (types[i].name != name) continue;
        record[i] =
            types[i].type.kind == dsl::TypeKind::kText ? dsl::Value(text) : dsl::ParseValue(text, types[i].type);
        known = true;
      }
      EXPECT_TRUE(known) << "no field " << name;
    }
    return record;
  }
  std::string Names(const Decision& decision) const {
    std::string names;
    for (const Action& action : decision.actions) {
      const bool placed = action.placement >= 0;
      names += (names.empty() ? "" : " ") + action.name +
               (placed ? "@" + program_->placements[static_cast<std::size_t>(action.placement)].name : "");
    }
    return names;
  }

  std::shared_ptr<const dsl::Program> program_;
  std::shared_ptr<Catalogues> catalogues_;
  std::shared_ptr<Tables> tables_;
  std::deque<std::pair<std::string, dsl::Value>> sent_;
  std::vector<AttributeView> views_;
  std::deque<Happening> happening_;
  dsl::List lines_;
  dsl::Decimal total_{0};
  VisitorState visitor_;
  dsl::Instant now_;
  std::vector<std::string_view> wanted_;
  Request request_;
  Mode mode_;
  Outside outside_;
  Explanation explanation_;
  Outcome outcome_;
};

inline std::string Placed(const std::string& name, const std::string& places, const std::string& clauses = "") {
  return "banner " + name + "\n  place " + places + "\n  say headline: en \"x\"\n" + clauses + "\n";
}
// A banner in `hero` that shows when all of `clauses` let it.
inline std::string Banner(const std::string& name, const std::string& clauses = "") {
  return Placed(name, "hero", clauses);
}

}  // namespace nextmove::engine::testing
