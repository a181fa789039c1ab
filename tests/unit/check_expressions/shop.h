// A small shop with one name of each kind, and a checker over it. For tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dsl/check/expressions/expressions.h"
#include "dsl/check/type_words.h"
#include "dsl/syntax/parse.h"

namespace nextmove::dsl {

class Shop {
 public:
  Shop() {
    sources.Add("shop.rules", "");  // where spans without a place point
    program.project.currency = *Currency::Parse("EUR");
    program.zones.push_back({*TimeZone::Load("Europe/Paris"), -1});
    AddCatalogues();
    AddAttributes();
    AddOthers();
  }

  // Null after an error, which Verdict says.
  tree::ExprPtr Parse(const std::string& text) {
    file = sources.Add("test.rules", text);
    return ParseHole(sources, {file, 0, static_cast<std::uint32_t>(text.size())}, sink);
  }
  Expr Condition(const std::string& text, ExprContext context = {}) {
    const tree::ExprPtr expr = Parse(text);
    return expr ? CheckCondition(typing, *expr, context) : Expr();
  }
  Expr Value(const std::string& text, ExprContext context = {}) {
    const tree::ExprPtr expr = Parse(text);
    return expr ? CheckValue(typing, *expr, context) : Expr();
  }

  // `E0401 message` of the only error; `ok` without one.
  std::string Verdict() {
    if (sink.all().empty()) return "ok";
    if (sink.all().size() > 1) return "more than one error";
    return std::string(RowOf(sink.all()[0].kind).code) + " " + sink.all()[0].message;
  }
  std::vector<std::string> Help() { return sink.all().empty() ? std::vector<std::string>() : sink.all()[0].help; }
  // The text of the file after the fix.
  std::string Fixed(std::size_t fix = 0) {
    std::string text = sources.text(file);
    if (sink.all().empty() || sink.all()[0].fixes.size() <= fix) return "no fix";
    const Fix& applied = sink.all()[0].fixes[fix];
    return text.replace(applied.span.begin, applied.span.end - applied.span.begin, applied.replacement);
  }
  ExprContext Lines() {
    ExprContext context;
    context.record = &program.attributes[static_cast<std::size_t>(program.cart_items)].type.element()->fields();
    return context;
  }
  ExprContext Menu() {
    ExprContext context;
    context.item_catalogue = 0;
    context.menu_item = true;
    return context;
  }

  SourceSet sources;
  Program program;
  Declarations declarations;
  DiagnosticSink sink;
  Typing typing{declarations, sources, program, sink};
  std::uint32_t file = 0;

 private:
  void Declare(const std::string& name, HeadWord word, int index) {
    declarations.by_name[name] = Declaration{word, nullptr, index};
  }
  static Type Words(std::vector<std::string> values) { return Type::OneOf(std::move(values)); }
  void Attribute(const std::string& name, Type type, bool optional) {
    dsl::Attribute attribute;
    attribute.name = name;
    attribute.type = std::move(type);
    attribute.optional = optional;
    const int index = static_cast<int>(program.attributes.size());
    program.attributes.push_back(std::move(attribute));
    program.attribute_names[name] = index;
    Declare(name, HeadWord::kAttribute, index);
  }
  void AddCatalogues() {
    const Type category = ItemOf("category");
    const Type text = TypeOf(TypeKind::kText);
    const Type money = TypeOf(TypeKind::kMoney);
    const Type number = TypeOf(TypeKind::kNumber);
    Catalogue categories;
    categories.name = "category";
    categories.fields = {{"name", text, false}, {"parent", category, true}, {"popularity", number, true}};
    categories.parent_field = 1;
    Catalogue products;
    products.name = "product";
    products.fields = {{"name", text, false},    {"category", category, false},
                       {"price", money, false},  {"season", Words({"warm", "cold", "all"}), false},
                       {"stock", number, false}, {"rating", number, true}};
    program.catalogues = {categories, products};
    program.catalogue_names = {{"category", 0}, {"product", 1}};
    Declare("category", HeadWord::kCatalogue, 0);
    Declare("product", HeadWord::kCatalogue, 1);
  }
  void AddAttributes() {
    const Type line = Type::RecordOf({{"product", ItemOf("product"), false},
                                      {"category", ItemOf("category"), false},
                                      {"price", TypeOf(TypeKind::kMoney), false},
                                      {"quantity", TypeOf(TypeKind::kNumber), false},
                                      {"note", TypeOf(TypeKind::kText), true}});
    Attribute("visitor.device", Words({"mobile", "tablet", "desktop"}), false);
    Attribute("visitor.source", Words({"search", "email", "direct"}), false);
    Attribute("visitor.visits", TypeOf(TypeKind::kNumber), false);
    Attribute("visitor.country", TypeOf(TypeKind::kCountry), true);
    Attribute("visitor.climate", Words({"cold", "mild", "warm"}), true);
    Attribute("visitor.temperature", TypeOf(TypeKind::kNumber), true);
    Attribute("visitor.born_on", TypeOf(TypeKind::kDate), true);
    Attribute("visitor.last_seen", TypeOf(TypeKind::kTime), true);
    Attribute("visitor.interests", ListOf(TypeOf(TypeKind::kText)), true);
    Attribute("visitor.campaign", TypeOf(TypeKind::kText), true);
    Attribute("visitor.budget", TypeOf(TypeKind::kMoney), true);
    Attribute("visitor.time_zone", TypeOf(TypeKind::kTimeZone), true);
    Attribute("visitor.share", TypeOf(TypeKind::kPercent), false);
    Attribute("visitor.waited", TypeOf(TypeKind::kDuration), false);
    Attribute("visitor.subscribed", TypeOf(TypeKind::kYesNo), true);
    Attribute("visitor.wishlist", ListOf(ItemOf("product")), false);
    Attribute("cart.total", TypeOf(TypeKind::kMoney), false);
    Attribute("cart.items", ListOf(line), false);
    program.cart_total = program.FindAttribute("cart.total");
    program.cart_items = program.FindAttribute("cart.items");
  }
  void AddOthers() {
    NamedValue comfort;
    comfort.name = "price_comfort";
    comfort.type = TypeOf(TypeKind::kMoney);
    comfort.otherwise = Money{Decimal(60), program.project.currency};
    program.values.push_back(comfort);
    Declare("price_comfort", HeadWord::kValue, 0);
    Tiers ladder;
    ladder.name = "ladder";
    ladder.counts.op = Op::kAttribute;
    ladder.counts.type = TypeOf(TypeKind::kMoney);
    ladder.counts.index = program.cart_total;
    ladder.steps.push_back({Percent{Decimal(5)}, Money{Decimal(80), program.project.currency}});
    program.tiers.push_back(ladder);
    Declare("ladder", HeadWord::kTiers, 0);
    program.segments.resize(1);
    program.segments[0].name = "loyal";
    Declare("loyal", HeadWord::kSegment, 0);
    Declare("hero", HeadWord::kPlacement, 0);
    Declare("win_back", HeadWord::kDiscount, 0);
    program.rule_names["win_back"] = 0;
    AddComputed();
    AddEvents();
  }
  void AddComputed() {
    program.signals.resize(1);
    program.signals[0].name = "hesitation";
    Declare("hesitation", HeadWord::kSignal, 0);
    program.scores.resize(2);
    program.scores[0].otherwise = Percent{Decimal(3)};
    Declare("likely_to_buy", HeadWord::kScore, 0);
    Declare("likely_to_leave", HeadWord::kScore, 1);
    program.clusters.resize(1);
    Declare("visit_style", HeadWord::kClusters, 0);
  }
  void Event(const std::string& name, std::vector<FieldType> fields, Duration kept, bool built_in) {
    EventKind kind;
    kind.name = name;
    kind.fields = std::move(fields);
    kind.kept = kept;
    kind.built_in = built_in;
    const int index = static_cast<int>(program.events.size());
    program.events.push_back(std::move(kind));
    program.event_names[name] = index;
    if (!built_in) Declare(name, HeadWord::kEvent, index);
  }
  void AddEvents() {
    const FieldType product{"product", ItemOf("product"), false};
    const FieldType category{"category", ItemOf("category"), false};
    const FieldType price{"price", TypeOf(TypeKind::kMoney), false};
    const FieldType order{"order", TypeOf(TypeKind::kText), false};
    const FieldType gift{"gift", YesNoType(), true};
    const Duration two_years = *Duration::Of(24, Unit::kMonth, false);
    Event("viewed", {product, category, price}, two_years, false);
    Event("purchased", {order, product, category, price, gift}, two_years, false);
    Event("went_idle", {{"length", TypeOf(TypeKind::kDuration), false}}, *Duration::Of(30, Unit::kMinute, false),
          false);
    const Type text = TypeOf(TypeKind::kText);
    Event("shown", {{"action", text, true}, {"placement", text, true}, {"product", ItemOf("product"), true}},
          *Duration::Of(36, Unit::kMonth, false), true);
  }
};

}  // namespace nextmove::dsl
