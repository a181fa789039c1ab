// The table "Types and operations", row by row: what is yes, what is no, and what an unknown makes of it.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

constexpr const char* kYes = "yes";
constexpr const char* kNo = "no";
constexpr const char* kUnknown = "unknown";

// What a comparison is: `or unknown` and `and known` tell the third value apart.
std::string TruthOf(const std::string& condition, const std::string& name, const std::string& value) {
  const auto banner = [&](const std::string& rule, const std::string& end) {
    return "banner " + rule + "\n  place board\n  say h: en \"x\"\n  when " + condition + end + "\n";
  };
  Shop rules(
      "attribute visitor.balance  money  optional  consent necessary\n"
      "placement board\n  channels web\n  allows all\n" +
      banner("maybe", " or unknown") + banner("surely", " and known"));
  if (!name.empty()) rules.Given(name, value);
  rules.Decide();
  return rules.Find("surely") ? kYes : rules.Find("maybe") ? kUnknown : kNo;
}

struct Row {
  const char* condition;
  const char* name;   // of the attribute sent
  const char* value;  // empty: not sent
  const char* truth;
};

class S01OperationsTest : public ::testing::TestWithParam<Row> {};

TEST_P(S01OperationsTest, IsWhatTheTableSays) {
  const Row& row = GetParam();
  EXPECT_EQ(TruthOf(row.condition, row.name, row.value), row.truth) << row.condition << " of " << row.value;
}

constexpr Row kRows[] = {
    {"visitor.name is \"Ada\"", "visitor.name", " ADA ", kYes},
    {"visitor.name is \"Ada\"", "visitor.name", "Àda", kNo},
    {"visitor.name is \"Ada\"", "visitor.name", "", kUnknown},
    {"visitor.name is not \"Ada\"", "visitor.name", "Bob", kYes},
    {"visitor.name is not \"Ada\"", "visitor.name", "", kUnknown},
    {"visitor.name is one of [\"a\", \"B\"]", "visitor.name", "b", kYes},
    {"visitor.name is one of [\"a\", \"b\"]", "visitor.name", "c", kNo},
    {"visitor.name is not one of [\"a\", \"b\"]", "visitor.name", "c", kYes},
    {"visitor.name is not one of [\"a\", \"b\"]", "visitor.name", "", kUnknown},
    {"visitor.level is \"gold\"", "visitor.level", "gold", kYes},
    {"visitor.level is \"gold\"", "visitor.level", "silver", kNo},
    {"visitor.visits is between 2 and 4", "visitor.visits", "2", kYes},
    {"visitor.visits is between 2 and 4", "visitor.visits", "4", kYes},
    {"visitor.visits is between 2 and 4", "visitor.visits", "4.01", kNo},
    {"visitor.visits is between 2 and 4", "visitor.visits", "", kUnknown},
    {"visitor.visits is at least 2", "visitor.visits", "2.0", kYes},
    {"visitor.visits is at most 2", "visitor.visits", "2.1", kNo},
    {"visitor.visits is more than 2", "visitor.visits", "2", kNo},
    {"visitor.visits is less than 2", "visitor.visits", "", kUnknown},
    {"visitor.balance is at least 10 EUR", "visitor.balance", "10.00 EUR", kYes},
    {"visitor.balance is at least 10 EUR", "visitor.balance", "10 USD", kUnknown},
    {"visitor.balance is at least 10 USD", "visitor.balance", "10 EUR", kUnknown},
    {"visitor.balance is less than 10 EUR", "visitor.balance", "0 USD", kYes},
    {"visitor.born is before 2000-01-01", "visitor.born", "1999-12-31", kYes},
    {"visitor.born is after 2000-01-01", "visitor.born", "2000-01-01", kNo},
    {"visitor.born is before today", "visitor.born", "", kUnknown},
    {"visitor.bought is after 2026-01-14", "visitor.bought", "2026-01-14T22:59:59Z", kNo},
    {"visitor.bought is after 2026-01-14", "visitor.bought", "2026-01-14T23:00:00Z", kYes},
    {"visitor.bought is in the last 2 days", "visitor.bought", "2026-01-13T11:00:00Z", kYes},
    {"visitor.bought is in the last 2 days", "visitor.bought", "2026-01-13T10:59:59Z", kNo},
    {"visitor.bought is in the last 2 days", "visitor.bought", "", kUnknown},
    {"visitor.bought is in the next 1 month", "visitor.bought", "2026-02-15T11:00:00Z", kYes},
    {"visitor.bought is in the next 1 month", "visitor.bought", "2026-02-15T11:00:01Z", kNo},
    {"visitor.bought is in this month", "visitor.bought", "2025-12-31T23:00:00Z", kYes},
    {"visitor.bought is in this month", "visitor.bought", "2026-01-31T23:00:00Z", kNo},
    {"visitor.bought is in this year", "visitor.bought", "", kUnknown},
    {"visitor.name is under \"shoes\"", "visitor.name", "Shoes", kYes},
    {"visitor.name is under \"shoes\"", "visitor.name", "shoes/boots", kYes},
    {"visitor.name is under \"shoes\"", "visitor.name", "shoestring", kNo},
    {"visitor.name is under \"shoes\"", "visitor.name", "", kUnknown},
    {"visitor.tags contains \"NEW\"", "visitor.tags", "new|old", kYes},
    {"visitor.tags contains \"ne\"", "visitor.tags", "new|old", kNo},
    {"visitor.tags contains \"new\"", "visitor.tags", "", kUnknown},
    {"visitor.tags contains any of [\"a\", \"old\"]", "visitor.tags", "new|old", kYes},
    {"visitor.tags contains all of [\"new\", \"a\"]", "visitor.tags", "new|old", kNo},
    {"visitor.tags contains all of [\"new\", \"old\"]", "visitor.tags", "", kUnknown},
    {"visitor.tags does not contain \"a\"", "visitor.tags", "new", kYes},
    {"visitor.tags does not contain \"a\"", "visitor.tags", "", kUnknown},
    {"visitor.name contains \"d\"", "visitor.name", "ADA", kYes},
    {"visitor.name starts with \"ad\"", "visitor.name", "ADA", kYes},
    {"visitor.name ends with \"ad\"", "visitor.name", "ADA", kNo},
    {"visitor.name starts with \"ad\"", "visitor.name", "", kUnknown},
    {"visitor.visits + 1 is 3", "visitor.visits", "2", kYes},
    {"visitor.visits - 1 is 3", "visitor.visits", "", kUnknown},
    {"visitor.visits * 50% is 100%", "visitor.visits", "2", kYes},
    {"10 / visitor.visits is 4", "visitor.visits", "2.5", kYes},
    {"10 / visitor.visits is 4", "visitor.visits", "0", kUnknown},
    {"10 / visitor.visits is at least 3.333333333333", "visitor.visits", "3", kYes},
    {"10 / visitor.visits is at least 3.3333333333331", "visitor.visits", "3", kNo},
    {"difference between visitor.visits and 5 is 3", "visitor.visits", "2", kYes},
    {"difference between visitor.visits and 5 is 3", "visitor.visits", "8", kYes},
    {"difference between visitor.visits and 5 is 3", "visitor.visits", "", kUnknown},
    {"visitor.balance / 2 is 5 EUR", "visitor.balance", "10 EUR", kYes},
    {"visitor.balance / 4 EUR is 2.5", "visitor.balance", "10 EUR", kYes},
    {"visitor.balance.currency is \"EUR\"", "visitor.balance", "10 EUR", kYes},
    {"visitor.born.year is 1999", "visitor.born", "1999-12-31", kYes},
    {"visitor.born.weekday is \"friday\"", "visitor.born", "1999-12-31", kYes},
    {"visitor.born.month is 12", "visitor.born", "", kUnknown},
    {"visitor.tags.size is 2", "visitor.tags", "new|old", kYes},
    {"visitor.tags.size is 0", "visitor.tags", "", kUnknown},
    {"visitor.bought is 2026-01-14", "visitor.bought", "2026-01-13T23:00:00Z", kYes},
    {"visitor.bought is 2026-01-14", "visitor.bought", "2026-01-14T23:00:00Z", kNo},
    {"visitor.bought is not 2026-01-14", "visitor.bought", "", kUnknown},
    {"visitor.bought is visitor.bought + 1 second", "visitor.bought", "2026-01-14T10:00:00Z", kNo},
    {"visitor.bought is in the next 2 calendar days", "visitor.bought", "2026-01-16T22:59:59Z", kYes},
    {"visitor.bought is in the next 2 calendar days", "visitor.bought", "2026-01-16T23:00:00Z", kNo},
    {"visitor.bought is in the last 2 calendar days", "visitor.bought", "2026-01-13T23:00:00Z", kYes},
    {"visitor.bought is in the last 2 calendar days", "visitor.bought", "2026-01-13T22:59:59Z", kNo},
    {"visitor.born - 2000-01-01 is 2 days", "visitor.born", "2000-01-03", kYes},
    {"visitor.born + 1 month is 2000-02-29", "visitor.born", "2000-01-31", kYes},
    {"average price in cart.items is at least 0 EUR", "", "", kUnknown},
    {"highest price in cart.items is at least 0 EUR", "", "", kUnknown},
    {"lowest price in cart.items is at least 0 EUR", "", "", kUnknown},
};

INSTANTIATE_TEST_SUITE_P(Rows, S01OperationsTest, ::testing::ValuesIn(kRows));

TEST(S01OperationsTest, AListHoldsAnItemOnlyWhereTheLineFits) {
  Shop rules(R"(
banner dear  place hero  say h: en "x"  when cart.items contains product "a" where (price is at least 20 EUR)
banner two   place side  say h: en "x"  when cart.items contains product "a" where (quantity is at least 2)
)");
  EXPECT_EQ(rules.Line("a", "c", "19.99", 1).Wins(), "");
  EXPECT_EQ(rules.Line("b", "c", "30", 1).Wins(), "") << "the dear line is another product";
  EXPECT_EQ(rules.Line("a", "c", "20", 2).Wins(), "dear@hero two@side");
}

}  // namespace
}  // namespace nextmove::engine::testing
