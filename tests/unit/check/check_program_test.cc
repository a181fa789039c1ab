// What the checker makes of rules that are right.
#include "gtest/gtest.h"
#include "tests/unit/check/check_testing.h"

namespace nextmove::dsl::testing {
TEST(CheckProgramTest, ResolvesTheSchema) {
  const Checked checked = CheckRight("banner hello place hero show link: \"/\"\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Program& program = *checked.program;
  EXPECT_EQ(program.project.fallback_locale, "en");
  EXPECT_EQ(program.project.purposes, (std::vector<std::string>{"necessary", "personalisation", "marketing"}));
  EXPECT_EQ(program.zones.at(0).zone.name(), "Europe/Paris");
  EXPECT_EQ(program.locale_formats.size(), 2u);
  ASSERT_GE(program.cart_total, 0);
  EXPECT_EQ(program.attributes[static_cast<std::size_t>(program.cart_total)].name, "cart.total");
  EXPECT_EQ(program.attribute_ids.at(AttributeId("cart.total")), program.cart_total);
  EXPECT_GE(program.cart_items, 0);
  EXPECT_GE(program.page_channel, 0);
  EXPECT_GE(program.visitor_time_zone, 0);
  EXPECT_EQ(program.catalogues.at(0).name, "category");
  EXPECT_EQ(program.catalogues.at(0).parent_field, 1);
  EXPECT_EQ(program.moments, std::vector<std::string>{"page_load"});
}

TEST(CheckProgramTest, FillsInTheOrderOfASlot) {
  const Checked checked = CheckRight(
      "group deals allows all rank by action.saving lowest first, action.priority ties to b, a\n"
      "discount a give 5 EUR off competes in deals\ndiscount b give 6 EUR off competes in deals\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Group& deals = checked.program->groups.at(0);
  EXPECT_FALSE(deals.allows.has_value());
  ASSERT_EQ(deals.rank.size(), 2u);
  EXPECT_EQ(deals.rank[0].value.op, Op::kActionSaving);
  EXPECT_TRUE(deals.rank[0].lowest_first);
  EXPECT_EQ(deals.ties, (std::vector<int>{1, 0}));
  const Placement& hero = checked.program->placements.at(0);
  ASSERT_EQ(hero.rank.size(), 2u);
  EXPECT_EQ(hero.rank[0].value.op, Op::kActionPriority);
  EXPECT_EQ(hero.rank[1].value.op, Op::kMultiply);
}

TEST(CheckProgramTest, WritesOutAGroupThatIsOverridden) {
  const Checked checked = CheckRight(
      "discount a give 5 EUR off competes in incentives\ndiscount b give 6 EUR off competes in incentives\n"
      "banner c place hero show link: \"/\" overrides incentives\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  EXPECT_EQ(RuleOf(checked, "c").overrides, (std::vector<int>{0, 1}));
}

TEST(CheckProgramTest, MergesUsedContentBehindItsOwn) {
  const Checked checked = CheckRight(
      "content returns say headline: en \"Returns\", fr \"Retours\" show image: \"returns\"\n"
      "banner hello place hero say headline: en \"Hi\", fr \"Salut\" use returns\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Rule& rule = RuleOf(checked, "hello");
  ASSERT_EQ(rule.content.say.size(), 1u);
  EXPECT_EQ(rule.content.say[0].texts.at(0).at(0).text, "Hi");
  ASSERT_EQ(rule.content.show.size(), 1u);
}

TEST(CheckProgramTest, ReadsDiscounts) {
  const Checked checked = CheckRight(
      "discount a give 10% off category under \"dresses\" up to 30 EUR give free_delivery [\"express\"] give gift "
      "\"tote\"\n"
      "  give points 2 times valid for 3 days competes in incentives priority critical worth 4 EUR likelihood 7%\n"
      "discount b give 1 EUR off cart.items where (quantity is at least 2) per piece competes in incentives\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Rule& rule = RuleOf(checked, "a");
  ASSERT_EQ(rule.discount()->gives.size(), 4u);
  EXPECT_EQ(rule.discount()->gives[0].kind, Give::Kind::kPercent);
  EXPECT_EQ(rule.discount()->gives[0].scope.base, Scope::Base::kLines);
  EXPECT_TRUE(rule.discount()->gives[0].up_to.has_value());
  EXPECT_EQ(rule.discount()->gives[1].delivery, std::vector<std::string>{"express"});
  EXPECT_EQ(rule.discount()->gives[2].kind, Give::Kind::kGift);
  EXPECT_EQ(rule.discount()->gives[3].kind, Give::Kind::kPointsTimes);
  EXPECT_EQ(rule.priority, Priority::kCritical);
  EXPECT_TRUE(rule.discount()->valid.has_value());
  EXPECT_TRUE(RuleOf(checked, "b").discount()->gives.at(0).scope.per_piece);
}

TEST(CheckProgramTest, ReadsSchedules) {
  const Checked checked = CheckRight(
      "value holidays set to [2026-12-25, 2027-01-01]\n"
      "banner a place hero show link: \"/\" active from 2026-11-27 18:30 until 2026-11-30\n"
      "  active every friday, weekend, holidays from 18:00 until 02:00 in time zone visitor.time_zone\n"
      "banner b place hero show link: \"/\" active every year from 1 december until 24 december\n"
      "banner c place hero show link: \"/\" active every month from 25 until 31\n"
      "banner d place hero show link: \"/\" active from 21:00 until 08:00\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Rule& rule = RuleOf(checked, "a");
  ASSERT_EQ(rule.active.size(), 2u);
  EXPECT_EQ(rule.active[0].from->minute, 18 * 60 + 30);
  ASSERT_EQ(rule.active[1].every.size(), 3u);
  EXPECT_EQ(rule.active[1].every[0].weekday, 4);
  EXPECT_EQ(rule.active[1].every[2].kind, SchedulePeriod::Kind::kDates);
  EXPECT_GE(checked.program->zones.at(static_cast<std::size_t>(rule.active[1].zone)).attribute, 0);
  EXPECT_EQ(RuleOf(checked, "b").active.at(0).until->day, 24);
  EXPECT_EQ(RuleOf(checked, "b").active.at(0).until->month, 12);
  EXPECT_EQ(RuleOf(checked, "c").active.at(0).from->day, 25);
}

TEST(CheckProgramTest, FindsTheCatalogueOfAMenu) {
  const Checked checked = CheckRight(
      "navigation a place main_menu rank by popularity lowest first pin \"home\" move at most 3 where (this category "
      "is not \"sale\")\n"
      "navigation b place main_menu rank by price\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  EXPECT_EQ(RuleOf(checked, "a").menu()->catalogue, 0);
  EXPECT_EQ(RuleOf(checked, "a").navigation()->move_at_most, 3);
  EXPECT_TRUE(RuleOf(checked, "a").navigation()->move_where.has_value());
  EXPECT_EQ(RuleOf(checked, "a").menu()->pins.size(), 1u);
  EXPECT_EQ(RuleOf(checked, "b").menu()->catalogue, 1);
}

TEST(CheckProgramTest, ReadsTests) {
  const Checked checked = CheckRight(
      "banner hello on exit_intent place hero show link: \"/\"\n"
      "test \"all\" now 2026-11-27 18:30 given no consent marketing, cart.total is 20 EUR, visitor.country is "
      "unknown,\n"
      "  cart.items contains product \"p\" where (price is 20 EUR and quantity is 2), product \"p\" where (name is "
      "\"Hat\"),\n"
      "  this product is \"p\", main_menu is [\"a\", \"b\"], hello.likelihood is 9%\n"
      "  on exit_intent expect hello in hero with link is \"/\" expect not hello because when expect nothing in "
      "popup\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const dsl::Test& test = checked.program->tests.at(0);
  ASSERT_EQ(test.lines.size(), 6u);
  EXPECT_EQ(test.lines[0].minute, 18 * 60 + 30);
  const auto& facts = test.lines[1].facts;
  ASSERT_EQ(facts.size(), 8u);
  EXPECT_FALSE(facts[0].given);
  EXPECT_TRUE(facts[2].value.is_unknown());
  EXPECT_EQ(facts[3].kind, TestFact::Kind::kListItem);
  ASSERT_NE(facts[3].value.record(), nullptr);
  EXPECT_EQ(*facts[3].value.record()->at(0).text(), "p");
  EXPECT_TRUE(facts[3].value.record()->at(1).is_unknown());
  EXPECT_EQ(facts[4].item, "p");
  EXPECT_EQ(facts[5].name, "this.product");
  EXPECT_EQ(facts[5].index, -1);
  EXPECT_EQ(facts[6].name, "main_menu");
  EXPECT_EQ(facts[7].kind, TestFact::Kind::kLikelihood);
  EXPECT_EQ(test.lines[3].expect.with.at(0).part, "link");
  EXPECT_EQ(test.lines[4].expect.because, "when");
  EXPECT_TRUE(test.lines[5].expect.nothing);
  EXPECT_EQ(checked.program->moments, (std::vector<std::string>{"exit_intent", "page_load"}));
}

TEST(CheckProgramTest, GivesNothingAfterAnError) {
  EXPECT_EQ(CheckRight("banner hello place nowhere show link: \"/\"\n").program, nullptr);
  EXPECT_EQ(CheckTexts({}).program, nullptr);
}

}  // namespace nextmove::dsl::testing
