// Rules from their text, a visitor, and what is decided: for tests of the meaning.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "dsl/check/check.h"
#include "dsl/syntax/parse.h"
#include "engine/decide/decide.h"

namespace nextmove::engine::testing {

// A shop that most tests share; `Rules` puts it before their own text.
inline constexpr std::string_view kShop = R"(
project shop
  edition 1
  time zone "Europe/Berlin"
  currency EUR
  locales en, fr
  otherwise en
  consents personalisation
attribute visitor.visits  number     optional  consent necessary
attribute visitor.name    text       optional  consent necessary
attribute visitor.level   one of ["none", "silver", "gold"]  optional  consent necessary
attribute visitor.secret  number     optional  consent personalisation
attribute visitor.born    date       optional  consent necessary
attribute visitor.bought  time       optional  consent necessary
attribute visitor.tags    list of text  optional  consent necessary
attribute visitor.time_zone  time zone  optional  consent necessary
attribute visitor.age     number     optional  floor 0  ceiling 120  consent necessary
attribute page.channel    one of ["web", "app"]  otherwise "web"  consent necessary
attribute cart.total      money      otherwise 0 EUR  floor 0 EUR  consent necessary
attribute cart.items      list of (product: product, category: category, price: money, quantity: number)  otherwise []  consent necessary
catalogue category (name: text, parent: category optional, popularity: number optional)
catalogue product (name: text, price: money, stock: number)
  offers where (stock is at least 1)
placement hero   channels web, app  allows 1
placement side   channels web       allows 2
placement menu   channels web       allows 1
group deals
  allows 1
  rank by action.saving
)";

class Rules {
 public:
  explicit Rules(const std::string& text, bool with_shop = true) {
    auto sources = std::make_shared<dsl::SourceSet>();
    dsl::DiagnosticSink sink;
    const auto file =
        dsl::AddSource("test.rules", (with_shop ? std::string(kShop) : std::string()) + text, {}, *sources, sink);
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
      ADD_FAILURE() << "the rules are wrong: " << errors;
      program_ = std::make_shared<dsl::Program>();
    }
    catalogues_ = std::make_shared<Catalogues>(program_->catalogues.size());
    Now("2026-01-15T11:00:00Z");
  }

  const dsl::Program& program() const { return *program_; }
  // An attribute by its text as rules write it; lists with `|`; the empty text: not sent.
  Rules& Given(const std::string& name, const std::string& text) {
    std::erase_if(sent_, [&](const auto& one) { return one.first == name; });
    const int index = program_->FindAttribute(name);
    if (text.empty()) return *this;
    dsl::Type type;
    type.kind = dsl::TypeKind::kText;
    if (index >= 0) type = program_->attributes[static_cast<std::size_t>(index)].type;
    const bool menu = index < 0 && program_->placement_names.contains(name);
    if (type.kind != dsl::TypeKind::kList && !menu) return Sends(name, dsl::ParseValue(text, type));
    dsl::List items;
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('|', at), text.size());
      items.push_back(dsl::Value(text.substr(at, end - at)));
      at = end + 1;
    }
    return Sends(name, dsl::Value::OfList(items));
  }
  // The same, typed already (or typed wrongly).
  Rules& Sends(const std::string& name, dsl::Value value) {
    std::erase_if(sent_, [&](const auto& one) { return one.first == name; });
    sent_.push_back({name, std::move(value)});
    return *this;
  }
  // As the wire has it; what the view refers to must outlive the rules.
  Rules& Also(const AttributeView& view) {
    std::erase_if(views_, [&](const AttributeView& one) { return one.name == view.name; });
    views_.push_back(view);
    return *this;
  }
  // Adds a line to cart.items and its price to cart.total.
  Rules& Line(const std::string& product, const std::string& category, const std::string& euros, int quantity) {
    const dsl::Money price{*dsl::Decimal::Parse(euros), *dsl::Currency::Parse("EUR")};
    lines_.push_back(dsl::Value::OfRecord({product, category, price, dsl::Decimal(quantity)}));
    total_ = total_ + price.amount * dsl::Decimal(quantity);
    Sends("cart.total", dsl::Value(dsl::Money{total_, price.currency}));
    return Sends("cart.items", dsl::Value::OfList(lines_));
  }
  Rules& Item(const std::string& catalogue, const std::string& id, dsl::Record record) {
    catalogues_->Put(program_->catalogue_names.at(catalogue), id, std::move(record));
    return *this;
  }
  Rules& Agrees(const std::string& purpose) {
    visitor_.consents.push_back({purpose, ConsentState::kGiven});
    return *this;
  }
  Rules& Now(const std::string& time) {
    now_ = *dsl::Instant::Parse(time);
    return *this;
  }
  Rules& Want(std::vector<std::string_view> wanted) {
    wanted_ = std::move(wanted);
    return *this;
  }
  Request& request() { return request_; }

  const Decision& Decide() {
    std::vector<AttributeView> views = views_;
    for (const auto& [name, value] : sent_) {
      AttributeView view;
      view.name = name;
      view.value = &value;
      views.push_back(view);
    }
    request_.attributes = views;
    request_.wanted = wanted_;
    Mode mode;
    mode.explanation = &explanation_;
    engine::Decide({program_, catalogues_}, visitor_, request_, now_, 1, mode, outcome_);
    Outcome plain;  // the recorder must not change what is decided
    engine::Decide({program_, catalogues_}, visitor_, request_, now_, 1, {}, plain);
    EXPECT_EQ(Names(outcome_.decision), Names(plain.decision));
    request_.attributes = {};
    return outcome_.decision;
  }
  // `a@hero b` : rules that won, with their places, in the order of the answer.
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
  ReasonCode Reason(const std::string& rule) {
    Decide();
    const Action* action = Find(rule);
    return action ? action->reason : Trace(rule).outcome;
  }
  // `34.90 EUR`, `unknown`, or `none` when it did not win.
  std::string Saving(const std::string& rule) {
    Decide();
    const Action* action = Find(rule);
    const auto* content = action ? std::get_if<DiscountContent>(&action->content) : nullptr;
    if (!content) return "none";
    return content->saving ? content->saving->ToString() : "unknown";
  }
  std::string Text(const std::string& rule, const std::string& part = "headline") {
    Decide();
    const Action* action = Find(rule);
    if (!action) return "none";
    const Creative* creative = nullptr;
    if (const auto* banner = std::get_if<BannerContent>(&action->content)) creative = &banner->creative;
    if (const auto* overlay = std::get_if<OverlayContent>(&action->content)) creative = &overlay->creative;
    if (const auto* discount = std::get_if<DiscountContent>(&action->content)) creative = &discount->creative;
    for (std::size_t i = 0; creative && i < creative->parts.size(); ++i)
      if (creative->parts[i].name == part && creative->parts[i].value.text()) return *creative->parts[i].value.text();
    return "none";
  }
  const Outcome& outcome() const { return outcome_; }

  static std::string Join(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : " ") + text;
    return all;
  }

 private:
  std::string Names(const Decision& decision) const {
    std::vector<std::string> names;
    for (const Action& action : decision.actions) {
      const bool placed = action.placement >= 0;
      names.push_back(action.name +
                      (placed ? "@" + program_->placements[static_cast<std::size_t>(action.placement)].name : ""));
    }
    return Join(names);
  }

  std::shared_ptr<const dsl::Program> program_;
  std::shared_ptr<Catalogues> catalogues_;
  std::deque<std::pair<std::string, dsl::Value>> sent_;
  std::vector<AttributeView> views_;
  dsl::List lines_;
  dsl::Decimal total_{0};
  VisitorState visitor_;
  dsl::Instant now_;
  std::vector<std::string_view> wanted_;
  Request request_;
  Explanation explanation_;
  Outcome outcome_;
};

// A banner in `hero` that shows when all of `clauses` let it.
inline std::string Banner(const std::string& name, const std::string& clauses = "") {
  return "banner " + name + "\n  place hero\n  say headline: en \"x\", fr \"x\"\n" + clauses + "\n";
}

}  // namespace nextmove::engine::testing
