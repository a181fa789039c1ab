// What a rule asks of a visitor is answered without taking memory: each kind of condition and value, over a checked
// shop. What visitors did is apart: the events that count are gathered.
#include "dsl/evaluate/evaluate.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "dsl/check/check.h"
#include "dsl/syntax/parse.h"
#include "tests/unit/allocations/allocations.h"

namespace nextmove::dsl {
namespace {

using nextmove::testing::Allocations;

// Texts and ids are longer than what a std::string holds without memory of its own.
constexpr std::string_view kShop = R"(
project shop
  edition 1
  time zone "Europe/Berlin"
  currency EUR
  locales en
  otherwise en
  consents personalisation
attribute visitor.visits   number     optional  consent necessary
attribute visitor.share    percent    optional  consent necessary
attribute visitor.balance  money      optional  consent necessary
attribute visitor.waits    duration   optional  consent necessary
attribute visitor.born     date       optional  consent necessary
attribute visitor.bought   time       optional  consent necessary
attribute visitor.member   yes/no     optional  consent necessary
attribute visitor.city     text       optional  consent necessary
attribute visitor.town     text       optional  consent necessary
attribute visitor.level    one of ["a silver member", "a golden member of ours"]  optional  consent necessary
attribute visitor.country  country    optional  consent necessary
attribute visitor.zone     time zone  optional  consent necessary
attribute visitor.tags     list of text  optional  consent necessary
attribute visitor.liked    list of product  optional  consent necessary
attribute visitor.nothing  text       optional  consent necessary
attribute cart.total       money      otherwise 0 EUR  consent necessary
attribute cart.items       list of (product: product, category: category, price: money, quantity: number, note: text)
  otherwise []  consent necessary
catalogue category (name: text, parent: category optional)
catalogue product (name: text, category: category, price: money, stock: number)
  offers where (category is under "shoes-of-all-kinds" and name contains "all the SHOES" and stock is at least 1)
placement hero
  channels web
  allows 1
group deals
  allows 1
  rank by action.priority, action.saving
tiers ladder
  counts cart.total
  step 5% from 20 EUR, 10% from 50 EUR, 15% from 100 EUR
value greeting
  set to visitor.city if visitor.visits is at least 100
  set to "a text that is longer than fifteen bytes" if visitor.visits is at least 2
  otherwise "nobody"
value half
  set to visitor.balance / 2
segment regulars
  when visitor.visits is at least 2
  when visitor.city is "Bad Homburg vor der Höhe"
)";

const std::string kLongId = "a-product-with-a-long-id", kCategory = "shoes-for-the-mountains",
                  kAbove = "shoes-of-all-kinds";

class PlainSituation final : public Situation {
 public:
  explicit PlainSituation(const Program& program) : program_(program), attributes_(program.attributes.size()) {
    items_.resize(program.catalogues.size());
    page_.resize(program.catalogues.size());
  }
  Instant now() const override { return *Instant::Parse("2026-01-15T11:00:00Z"); }
  const TimeZone& zone(int index) const override { return program_.zones[static_cast<std::size_t>(index)].zone; }
  const Currency& currency() const override { return program_.project.currency; }
  const Value& attribute(int index) const override { return attributes_[static_cast<std::size_t>(index)]; }
  const Value& this_item(int catalogue) const override { return page_[static_cast<std::size_t>(catalogue)]; }
  const Record* item(int catalogue, std::string_view id) const override {
    const auto& items = items_[static_cast<std::size_t>(catalogue)];
    const auto found = items.find(id);
    return found == items.end() ? nullptr : &found->second;
  }

  void Set(const std::string& name, Value value) {
    attributes_[static_cast<std::size_t>(program_.FindAttribute(name))] = std::move(value);
  }
  void SetText(const std::string& name, const std::string& text) {
    Set(name, ParseValue(text, program_.attributes[static_cast<std::size_t>(program_.FindAttribute(name))].type));
  }
  void Put(const std::string& catalogue, const std::string& id, Record record) {
    items_[static_cast<std::size_t>(program_.catalogue_names.at(catalogue))][id] = std::move(record);
  }
  void Page(const std::string& catalogue, const std::string& id) {
    page_[static_cast<std::size_t>(program_.catalogue_names.at(catalogue))] = id;
  }

 private:
  const Program& program_;
  std::vector<Value> attributes_, page_;
  std::vector<std::map<std::string, Record, std::less<>>> items_;
};

std::shared_ptr<const Program> Checked(const std::string& text) {
  auto sources = std::make_shared<SourceSet>();
  DiagnosticSink sink;
  const auto file = AddSource("test.rules", std::string(kShop) + text, {}, *sources, sink);
  std::vector<tree::File> files;
  if (file) files.push_back(ParseFile(*sources, *file, {}, sink));
  auto program = Check(files, sources, {}, sink);
  for (const Diagnostic& one : sink.all()) {
    if (one.severity() == Severity::kError) ADD_FAILURE() << one.message << " in " << text;
  }
  return program;
}

Money Euros(int amount) { return {Decimal(amount), *Currency::Parse("EUR")}; }

PlainSituation Visit(const Program& program) {
  PlainSituation visit(program);
  visit.SetText("visitor.visits", "3");
  visit.SetText("visitor.share", "12.5%");
  visit.SetText("visitor.balance", "34.90 EUR");
  visit.SetText("visitor.waits", "90 minutes");
  visit.SetText("visitor.born", "1999-12-31");
  visit.SetText("visitor.bought", "2026-01-14T22:59:59Z");
  visit.SetText("visitor.member", "yes");
  visit.Set("visitor.city", "  BAD HOMBURG VOR DER HÖHE");
  visit.Set("visitor.town", "Frankfurt am Main/Sachsenhausen");
  visit.Set("visitor.level", "a golden member of ours");
  visit.Set("visitor.country", "DE");
  visit.Set("visitor.zone", "America/Argentina/Buenos_Aires");
  visit.Set("visitor.tags", Value::OfList({"Something Longer Than That", "Schuhe für die Berge"}));
  visit.Set("visitor.liked", Value::OfList({kLongId, "another-product-with-one"}));
  visit.Set("cart.total", Euros(60));
  visit.Set(
      "cart.items",
      Value::OfList({Value::OfRecord({kLongId, kCategory, Euros(20), Decimal(2), "a note of more than that"}),
                     Value::OfRecord({"another-product-with-one", kAbove, Euros(10), Decimal(2), "Grüße an alle"})}));
  visit.Put("category", kCategory, {"Shoes for the mountains", kAbove});
  visit.Put("category", kAbove, {"Shoes of all the kinds", Value()});
  visit.Put("product", kLongId, {"The Shoe of all the Shoes", kCategory, Euros(20), Decimal(9)});
  visit.Put("product", "another-product-with-one", {"Another shoe that is one", kAbove, Euros(10), Decimal(0)});
  visit.Page("product", kLongId);
  return visit;
}

struct Row {
  const char* condition;
  Truth truth;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.condition; }

class EvaluateAllocationsTest : public ::testing::TestWithParam<Row> {};

TEST_P(EvaluateAllocationsTest, TestsWithoutTakingMemory) {
  const Row& row = GetParam();
  const auto program = Checked("segment tested\n  when " + std::string(row.condition) + "\n");
  ASSERT_TRUE(program);
  const PlainSituation visit = Visit(*program);
  const Expr& condition = program->segments[static_cast<std::size_t>(program->segment_names.at("tested"))].when.at(0);
  Evaluator(*program, visit).Test(condition);  // what is made once
  const Allocations counted;
  const Truth truth = Evaluator(*program, visit).Test(condition);
  EXPECT_EQ(counted.count(), 0) << row.condition;
  EXPECT_EQ(truth, row.truth) << row.condition;
}

constexpr Truth kNo = Truth::kNo, kUnknown = Truth::kUnknown, kYes = Truth::kYes;
constexpr Row kRows[] = {
    {"visitor.visits is 3", kYes},
    {"visitor.visits is not 3 and known", kNo},
    {"visitor.visits is one of [1, 2, 3]", kYes},
    {"visitor.visits is between 2 and 4", kYes},
    {"visitor.share is more than 12%", kYes},
    {"visitor.balance is at least 34 EUR", kYes},
    {"visitor.balance is at least 34 USD", kUnknown},
    {"visitor.balance.currency is \"EUR\"", kYes},
    {"visitor.waits is at most 2 hours", kYes},
    {"visitor.member", kYes},
    {"visitor.nothing is known", kNo},
    {"visitor.nothing is \"a text that is longer than that\" or unknown", kYes},
    {"visitor.nothing is \"a text that is longer than that\" and known", kNo},
    {"visitor.visits is 4 or (visitor.member and visitor.share is 12.5%)", kYes},
    {"not (visitor.nothing is known)", kYes},
    {"visitor.born is before 2000-01-01", kYes},
    {"visitor.born is before today", kYes},
    {"visitor.born + 1 month is 2000-01-31", kYes},
    {"visitor.born.weekday is \"friday\"", kYes},
    {"visitor.born.year + visitor.born.day is 2030", kYes},
    {"visitor.bought is 2026-01-14", kYes},
    {"visitor.bought is in the last 2 days", kYes},
    {"visitor.bought is in the last 2 calendar days", kYes},
    {"visitor.bought is in the next 1 month", kNo},
    {"visitor.bought is in this week", kYes},
    {"years since visitor.born is 26", kYes},
    {"days until anniversary of visitor.born is 350", kYes},
    {"hours since visitor.bought is 12", kYes},
    {"anniversary of visitor.born is in the last 20 days", kYes},
    {"visitor.city is \"Bad Homburg vor der Höhe\"", kYes},
    {"visitor.city is not \"Frankfurt am Main/Sachsenhausen\" and known", kYes},
    {"visitor.city is visitor.town", kNo},
    {"visitor.city is one of [\"Frankfurt am Main\", \"bad homburg vor der höhe\"]", kYes},
    {"visitor.town is one of [\"Frankfurt am Main\", \"frankfurt am main/SACHSENHAUSEN\"]", kYes},
    {"visitor.town is one of [visitor.city, \"frankfurt am main/SACHSENHAUSEN\"]", kYes},
    {"visitor.city contains \"vor der hö\"", kYes},
    {"visitor.city starts with \"Bad Homburg vor der\"", kYes},
    {"visitor.town ends with \"MAIN/SACHSENHAUSEN\"", kYes},
    {"visitor.town contains any of [\"something else of that\", \"Main/Sachsenhausen\"]", kYes},
    {"visitor.town is under \"frankfurt am main\"", kYes},
    {"visitor.city is under \"bad homburg vor der höhe\"", kYes},
    {"visitor.level is \"a golden member of ours\"", kYes},
    {"visitor.level is one of [\"a silver member\", \"a golden member of ours\"]", kYes},
    {"visitor.country is one of [\"FR\", \"DE\"]", kYes},
    {"visitor.zone is \"America/Argentina/Buenos_Aires\"", kYes},
    {"visitor.tags contains \"something longer than that\"", kYes},
    {"visitor.tags contains \"SCHUHE FÜR DIE BERGE\"", kYes},
    {"visitor.tags contains any of [\"something that is not there\", \"SCHUHE FÜR DIE BERGE\"]", kYes},
    {"visitor.tags contains all of [\"something longer than that\", \"something that is not there\"]", kNo},
    {"visitor.tags.size is 2", kYes},
    {"visitor.liked contains this product", kYes},
    {"this product is \"a-product-with-a-long-id\"", kYes},
    {"this product is one of [\"another-product-with-one\", \"a-product-with-a-long-id\"]", kYes},
    {"this product.name is \"the shoe of ALL the shoes\"", kYes},
    {"this product.category is \"shoes-for-the-mountains\"", kYes},
    {"this product.category is under \"shoes-of-all-kinds\"", kYes},
    {"this product.category.name is \"shoes for the mountains\"", kYes},
    {"this product.price is at least 20 EUR", kYes},
    {"cart.items contains product \"a-product-with-a-long-id\"", kYes},
    {"cart.items contains product \"a-product-with-a-long-id\" where (quantity is at least 3)", kNo},
    {"cart.items contains category under \"shoes-of-all-kinds\"", kYes},
    {"cart.items contains any where (price is at least 5 EUR and note is \"GRÜSSE AN ALLE\")", kYes},
    {"visitor.liked contains any where (stock is 0)", kYes},
    {"sum of quantity in cart.items is 4", kYes},
    {"sum of price in cart.items where (category is under \"shoes-for-the-mountains\") is 20 EUR", kYes},
    {"average price in cart.items is 15 EUR", kYes},
    {"highest price in cart.items is 20 EUR", kYes},
    {"lowest price in cart.items is 10 EUR", kYes},
    {"highest price in visitor.liked is 20 EUR", kYes},
    {"(visitor.balance + 1 EUR) * 2 - 1.80 EUR is 70 EUR", kYes},
    {"difference between visitor.visits and 5 is 2", kYes},
    {"visitor.balance / 4 EUR is 8.725", kYes},
    {"cart.total * 10% is 6 EUR", kYes},
    {"greeting is \"A text that is longer than fifteen bytes\"", kYes},
    {"half is 17.45 EUR", kYes},
    {"ladder.step is 10%", kYes},
    {"ladder.next is 15%", kYes},
    {"ladder.missing is 40 EUR", kYes},
    {"ladder.reached is 2", kYes},
    {"in segment regulars", kYes},
};

INSTANTIATE_TEST_SUITE_P(Rows, EvaluateAllocationsTest, ::testing::ValuesIn(kRows));

TEST(EvaluateAllocationsTest, RanksWithoutTakingMemory) {
  const auto program = Checked("");
  ASSERT_TRUE(program);
  const PlainSituation visit = Visit(*program);
  const ActionFacts action{2, Percent{Decimal(5)}, Euros(1), Euros(3)};
  EvaluationScope scope;
  scope.action = &action;
  const auto compare = [&] {
    int order = 0;
    Evaluator evaluator(*program, visit, scope);
    const auto add = [&](const Expr& value) {
      Value a, b;
      order += CompareForRank(evaluator.Read(value, a), evaluator.Read(value, b));
    };
    for (const RankKey& key : program->groups.at(0).rank) add(key.value);
    add(program->segments.at(0).when.at(1).children.at(0));  // a text
    return order;
  };
  compare();
  const Allocations counted;
  EXPECT_EQ(compare(), 0);
  EXPECT_EQ(counted.count(), 0);
}

TEST(EvaluateAllocationsTest, TellsAScheduleWithoutTakingMemory) {
  const auto program = Checked(R"(
banner b
  place hero
  say headline: en "x"
  active from 2026-01-01 until 2026-01-31
  active every weekday from 08:00 until 23:00 in time zone visitor.zone
  active every month from 10 until 20
)");
  ASSERT_TRUE(program);
  const PlainSituation visit = Visit(*program);
  const auto active = [&] {
    Evaluator evaluator(*program, visit);
    bool all = true;
    for (const Schedule& schedule : program->rules.at(0).active) all = evaluator.IsActive(schedule) && all;
    return all;
  };
  active();
  const Allocations counted;
  EXPECT_TRUE(active());
  EXPECT_EQ(counted.count(), 0);
}

TEST(EvaluateAllocationsTest, LooksAtAnItemWithoutTakingMemory) {
  const auto program = Checked("");
  ASSERT_TRUE(program);
  const PlainSituation visit = Visit(*program);
  const int products = program->catalogue_names.at("product");
  const Expr& offers = *program->catalogues[static_cast<std::size_t>(products)].offers;
  Expr self;  // as a pick from a source in parentheses has it
  self.op = Op::kItemSelf;
  self.type = Type::Item("product");
  Expr is;
  is.op = Op::kIs;
  is.type = TypeKind::kYesNo;
  is.children = {self, self};
  const Allocations counted;
  Evaluator evaluator(*program, visit);
  EXPECT_EQ(evaluator.TestOnItem(offers, products, kLongId), kYes);
  EXPECT_EQ(evaluator.TestOnItem(is, products, kLongId), kYes);
  EXPECT_EQ(counted.count(), 0);
}

// What still takes memory, so that this list stays true.
TEST(EvaluateAllocationsTest, TakesMemoryForWhatIsNewAndLong) {
  for (const char* condition : {"number of different note in cart.items is 2", "first note in cart.items is \"x\"",
                                "latest note in cart.items is \"x\"", "visitor.town is \"ö\""}) {
    const auto program = Checked("segment tested\n  when " + std::string(condition) + "\n");
    ASSERT_TRUE(program);
    PlainSituation visit = Visit(*program);
    visit.Set("visitor.town", std::string(300, 'x') + "ö");
    const Expr& test = program->segments[static_cast<std::size_t>(program->segment_names.at("tested"))].when.at(0);
    const Allocations counted;
    Evaluator(*program, visit).Test(test);
    EXPECT_GT(counted.count(), 0) << condition;
  }
}

}  // namespace
}  // namespace nextmove::dsl
