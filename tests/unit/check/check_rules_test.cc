// What the checker makes of rules: moments, picks, sources, caps, deals, prices, questions, experiments and guards.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dsl/program/walk.h"
#include "gtest/gtest.h"
#include "tests/unit/check/check_testing.h"

namespace nextmove::dsl::testing {
namespace {

const EventKind& EventOf(const Checked& checked, int event) {
  return checked.program->events[static_cast<std::size_t>(event)];
}
std::string FieldName(const Checked& checked, int event, int field) {
  return EventOf(checked, event).fields[static_cast<std::size_t>(field)].name;
}

// All operations of the expression, conditions on events included.
std::vector<const Expr*> PartsOf(const Expr& expr, Op op) {
  std::vector<const Expr*> found;
  ForEachExpr(expr, [&](const Expr& part) {
    if (part.op == op) found.push_back(&part);
  });
  return found;
}

}  // namespace

TEST(CheckRulesTest, ReadsMomentsOfMessagesAndOfOtherRules) {
  const Checked checked = CheckRight(
      "signal doubt raise by 35 after opened_page halves every 5 minutes fires at 60\n"
      "message a on subscribed after 3 days at 8:30 place hero show link: \"/\" needs consent marketing\n"
      "message b on every friday, anniversary of visitor.born_on at 10:00 place hero show link: \"/\" "
      "uses consent personalisation\n"
      "banner c on exit_intent, doubt, viewed where (price is 5 EUR) place hero show link: \"/\"\n"
      "  when event.price is at least 5 EUR\n"
      "banner d on opened_page after 20 seconds place hero show link: \"/\"\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Rule& letter = RuleOf(checked, "a");
  ASSERT_EQ(letter.on.size(), 1u);
  EXPECT_EQ(letter.on[0].kind, Moment::Kind::kEvent);
  EXPECT_EQ(EventOf(checked, letter.on[0].event.event).name, "subscribed");
  EXPECT_EQ(letter.after, Duration::Of(3, Unit::kDay, false));
  EXPECT_EQ(letter.at_minute, 8 * 60 + 30);
  const Rule& weekly = RuleOf(checked, "b");
  ASSERT_EQ(weekly.on.size(), 2u);
  EXPECT_EQ(weekly.on[0].kind, Moment::Kind::kEvery);
  EXPECT_EQ(weekly.on[0].period.weekday, 4);
  EXPECT_EQ(weekly.on[1].kind, Moment::Kind::kAnniversary);
  EXPECT_EQ(weekly.on[1].date->op, Op::kAttribute);
  const Rule& banner = RuleOf(checked, "c");
  ASSERT_EQ(banner.on.size(), 3u);
  EXPECT_EQ(banner.on[0].kind, Moment::Kind::kName);
  EXPECT_EQ(banner.on[1].kind, Moment::Kind::kSignal);
  EXPECT_TRUE(banner.on[2].event.where.has_value());
  ASSERT_EQ(banner.when.size(), 1u);
  EXPECT_EQ(PartsOf(banner.when[0], Op::kMomentField).size(), 1u);
  EXPECT_EQ(RuleOf(checked, "d").after, Duration::Of(20, Unit::kSecond, false));
  EXPECT_EQ(checked.program->moments,
            (std::vector<std::string>{"doubt", "exit_intent", "opened_page", "page_load", "subscribed", "viewed"}));
}

TEST(CheckRulesTest, S11AsksOfEventsAboutTheCandidateOfAChoice) {
  const Checked checked = CheckRight(
      "banner a uses consent personalisation\n"
      "  pick first: product from cart.items\n"
      "  pick lapsed: category from purchased in the last 36 months but not purchased in the last 10 months\n"
      "    with highest sum of price purchased\n"
      "  place hero show category: lapsed\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Pick& pick = RuleOf(checked, "a").picks.at(1);
  EXPECT_EQ(pick.type.catalogue, "category");
  ASSERT_TRUE(pick.source.has_value());
  ASSERT_EQ(pick.source->sets.size(), 1u);
  EXPECT_EQ(pick.source->but_not.size(), 1u);
  EXPECT_EQ(pick.source->sets[0].kind, SourcePart::Kind::kHistory);
  EXPECT_EQ(FieldName(checked, pick.source->sets[0].event, pick.source->sets[0].field), "category");
  ASSERT_TRUE(pick.choice.has_value());
  const auto& step = pick.choice->value.history->steps.at(0);
  ASSERT_TRUE(step.filter.where.has_value());
  EXPECT_EQ(step.filter.where->op, Op::kIs);
  EXPECT_EQ(FieldName(checked, step.filter.event, step.filter.where->children[0].index), "category");
  EXPECT_EQ(step.filter.where->children[1].op, Op::kPicked);
  EXPECT_EQ(step.filter.where->children[1].index, 1);
}

TEST(CheckRulesTest, S11ChoosesTheLatestByTheTimeOfItsEvent) {
  const Checked checked = CheckRight(
      "banner a pick x: product from viewed in this session with latest viewed where (price is at least 5 EUR)\n"
      "  place hero show product: x uses consent personalisation\n"
      "recommend b from (viewed in this session with latest viewed) take 1 place hero uses consent personalisation\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Choice& choice = *RuleOf(checked, "a").picks.at(0).choice;
  EXPECT_EQ(choice.kind, Choice::Kind::kLatest);
  EXPECT_EQ(choice.value.op, Op::kLatestOf);
  EXPECT_EQ(choice.value.children.at(0).op, Op::kEventTime);
  const Expr& where = *choice.value.history->steps.at(0).filter.where;
  ASSERT_EQ(where.op, Op::kAnd);
  EXPECT_EQ(PartsOf(where, Op::kPicked).size(), 1u);
  const SourcePart& nested = RuleOf(checked, "b").from->sets.at(0);
  EXPECT_EQ(nested.kind, SourcePart::Kind::kNested);
  EXPECT_EQ(PartsOf(nested.choice->value, Op::kItemSelf).size(), 1u);
}

TEST(CheckRulesTest, S11ReadsTheFieldsOfTheCandidate) {
  const Checked checked = CheckRight(
      "banner a\n"
      "  pick chosen: product from cart.items where (price is at least 50 EUR) with highest price\n"
      "  pick better: product where (price is between chosen.price * 1.1 and chosen.price * 1.4) with lowest stock but "
      "no tie\n"
      "  place hero show product: better\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Rule& rule = RuleOf(checked, "a");
  EXPECT_EQ(rule.picks[0].source->sets[0].kind, SourcePart::Kind::kList);
  EXPECT_EQ(rule.picks[0].choice->value.op, Op::kField);
  const Pick& better = rule.picks[1];
  EXPECT_EQ(better.source->sets[0].kind, SourcePart::Kind::kCatalogue);
  ASSERT_TRUE(better.where.has_value());
  EXPECT_EQ(PartsOf(*better.where, Op::kPicked).size(), 2u);
  EXPECT_TRUE(better.choice->no_tie);
  EXPECT_EQ(better.choice->kind, Choice::Kind::kLowest);
  EXPECT_EQ(better.choice->value.op, Op::kItemField);
  EXPECT_EQ(better.choice->value.children.at(0).index, 1);
}

TEST(CheckRulesTest, S11GivesAConditionToTheLastPickThatItMentions) {
  const Checked checked = CheckRight(
      "banner a\n"
      "  pick x: product from cart.items\n"
      "  pick y: product from cart.items\n"
      "  when x.price is at least 5 EUR\n"
      "  when y.price is more than x.price\n"
      "  when cart.pieces is at least 1\n"
      "  place hero show product: y\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Rule& rule = RuleOf(checked, "a");
  EXPECT_EQ(rule.when.size(), 1u);
  EXPECT_EQ(rule.picks[0].conditions.size(), 1u);
  EXPECT_EQ(rule.picks[1].conditions.size(), 1u);
}

TEST(CheckRulesTest, S24ReadsEveryKindOfSource) {
  const Checked checked = CheckRight(
      "recommend a uses consent personalisation\n"
      "  pick sofa: product from cart.items\n"
      "  from similar to this product where (price is at most this product.price * 1.5), purchased with cart.items,\n"
      "    viewed category under \"dresses\" at least 2 times in the last 30 days, most purchased where "
      "(product.season is \"warm\") in the last 30 days,\n"
      "    product where (category is \"bags\"), cart.items, sofa, this product but not purchased in the last 30 days\n"
      "  take 3 to 6, at most 2 per category rank by price lowest first place hero\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Rule& rule = RuleOf(checked, "a");
  ASSERT_TRUE(rule.from.has_value());
  EXPECT_EQ(rule.from->type.catalogue, "product");
  std::vector<SourcePart::Kind> kinds;
  for (const SourcePart& part : rule.from->sets) kinds.push_back(part.kind);
  using Kind = SourcePart::Kind;
  EXPECT_EQ(kinds, (std::vector<Kind>{Kind::kSimilar, Kind::kWith, Kind::kHistory, Kind::kMost, Kind::kCatalogue,
                                      Kind::kList, Kind::kValue, Kind::kValue}));
  EXPECT_EQ(rule.from->sets[0].value->op, Op::kThisItem);
  EXPECT_FALSE(PartsOf(*rule.from->sets[0].where, Op::kItemSelfField).empty());
  EXPECT_EQ(rule.from->sets[1].field, 0);  // product of the lines of cart.items
  EXPECT_EQ(rule.from->sets[2].count, 2);
  EXPECT_EQ(rule.from->sets[2].window.kind, HistoryWindow::Kind::kInTheLast);
  EXPECT_FALSE(PartsOf(*rule.from->sets[3].where, Op::kItemSelfField).empty());
  EXPECT_EQ(rule.from->sets[6].value->op, Op::kPicked);
  EXPECT_EQ(rule.from->but_not.size(), 1u);
  EXPECT_EQ(rule.take.least, 3);
  EXPECT_EQ(rule.take.most, 6);
  EXPECT_EQ(rule.take.at_most_per, 2);
  EXPECT_EQ(rule.take.per_field, 1);
  EXPECT_EQ(rule.item_rank.at(0).value.op, Op::kItemSelfField);
}

TEST(CheckRulesTest, S24TakesTheItemsOfTheFirstSet) {
  const Checked checked = CheckRight(
      "recommend a from category where (popularity is at least 5) take 4 place hero\n"
      "recommend b from viewed in this session take 4 place hero\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  EXPECT_EQ(RuleOf(checked, "a").from->type.catalogue, "category");
  EXPECT_EQ(RuleOf(checked, "b").from->type.catalogue, "product");
  EXPECT_EQ(RuleOf(checked, "b").take.least, 1);
}

TEST(CheckRulesTest, S14CountsWhatWasShownOfARuleUnderAllItsNames) {
  const Checked checked = CheckRight(
      "banner a formerly old_a pick x: product from cart.items limit 2 times per session, 1 time per product per "
      "month\n"
      "  place hero show link: \"/\"\n"
      "message b limit 1 time per 7 days place hero show link: \"/\"\n"
      "banner c limit 3 times place hero show link: \"/\"\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Rule& rule = RuleOf(checked, "a");
  ASSERT_EQ(rule.limits.size(), 2u);
  EXPECT_EQ(rule.limits[0].text, "2 times per session");
  const Expr& holds = rule.limits[0].holds;
  ASSERT_EQ(holds.op, Op::kLessThan);
  EXPECT_EQ(holds.children[1].constant, Value(Decimal(2)));
  const HistoryQuery& query = *holds.children[0].history;
  EXPECT_EQ(query.window.kind, HistoryWindow::Kind::kThisSession);
  EXPECT_EQ(EventOf(checked, query.steps[0].filter.event).name, "shown");
  const Expr& where = *query.steps[0].filter.where;
  ASSERT_EQ(where.op, Op::kIsOneOf);
  EXPECT_EQ(FieldName(checked, query.steps[0].filter.event, where.children[0].index), "action");
  EXPECT_EQ(where.children[1].constant, Value::OfList({"a", "old_a"}));
  const HistoryQuery& monthly = *rule.limits[1].holds.children[0].history;
  EXPECT_EQ(monthly.window.kind, HistoryWindow::Kind::kThisUnit);
  EXPECT_EQ(monthly.window.unit, Unit::kMonth);
  EXPECT_EQ(PartsOf(*monthly.steps[0].filter.where, Op::kPicked).size(), 1u);
  const HistoryQuery& sent = *RuleOf(checked, "b").limits[0].holds.children[0].history;
  EXPECT_EQ(EventOf(checked, sent.steps[0].filter.event).name, "sent");
  EXPECT_EQ(sent.window.kind, HistoryWindow::Kind::kInTheLast);
  EXPECT_EQ(RuleOf(checked, "c").limits[0].holds.children[0].history->window.kind, HistoryWindow::Kind::kNone);
}

TEST(CheckRulesTest, S14StopsAfterWhatBecameOfTheRule) {
  const Checked checked = CheckRight(
      "banner a stop for 30 days after dismissed stop for 180 days after dismissed 2 times stop after converted\n"
      "  place hero show link: \"/\"\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const auto& stops = RuleOf(checked, "a").stops;
  ASSERT_EQ(stops.size(), 3u);
  EXPECT_EQ(stops[0].holds.op, Op::kNot);
  EXPECT_EQ(stops[0].holds.children[0].op, Op::kHas);
  EXPECT_EQ(stops[0].holds.children[0].history->window.duration, Duration::Of(30, Unit::kDay, false));
  ASSERT_EQ(stops[1].holds.children[0].op, Op::kAnd);
  EXPECT_EQ(stops[1].holds.children[0].children[0].history->count, 2);
  EXPECT_EQ(stops[1].holds.children[0].children[0].history->window.kind, HistoryWindow::Kind::kNone);
  EXPECT_EQ(stops[1].text, "for 180 days after dismissed 2 times");
  EXPECT_EQ(stops[2].holds.children[0].history->window.kind, HistoryWindow::Kind::kNone);
}

TEST(CheckRulesTest, S14CountsOverAllMembersOfAPlaceAndAGroup) {
  const Checked checked = CheckRight(
      "placement corner channels web allows 1 limit 2 times per session stop for 1 day after dismissed\n"
      "group contacts allows 1 limit 2 times per 7 days quiet from 21:00 until 08:00\n"
      "  time zone visitor.time_zone budget 100 times per week held 30 minutes explore 2%\n"
      "banner a place corner show link: \"/\" competes in contacts formerly old_a\n"
      "message b place corner show link: \"/\" competes in contacts\n"
      "message c place hero show link: \"/\" competes in contacts\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Placement& corner =
      checked.program->placements.at(static_cast<std::size_t>(checked.program->placement_names.at("corner")));
  ASSERT_EQ(corner.limits.size(), 1u);
  const Expr& both = corner.limits[0].holds.children[0];
  ASSERT_EQ(both.op, Op::kAdd);  // sent and shown
  const auto& filter = both.children[0].history->steps[0].filter;
  EXPECT_EQ(FieldName(checked, filter.event, filter.where->children[0].index), "placement");
  EXPECT_EQ(corner.stops.size(), 1u);
  const Group& contacts =
      checked.program->groups.at(static_cast<std::size_t>(checked.program->group_names.at("contacts")));
  const Expr& sum = contacts.limits.at(0).holds.children[0];
  ASSERT_EQ(sum.op, Op::kAdd);
  EXPECT_EQ(sum.children[0].history->steps[0].filter.where->children[1].constant, Value::OfList({"b", "c"}));
  EXPECT_EQ(sum.children[1].history->steps[0].filter.where->children[1].constant, Value::OfList({"a", "old_a"}));
  EXPECT_EQ(contacts.quiet.size(), 1u);
  EXPECT_GT(contacts.zone, 0);
  EXPECT_EQ(contacts.budgets.at(0).times, 100);
  EXPECT_EQ(contacts.budgets.at(0).per, Unit::kWeek);
  EXPECT_EQ(contacts.held, Duration::Of(30, Unit::kMinute, false));
  EXPECT_EQ(contacts.explore_percent, Decimal(2));
}

TEST(CheckRulesTest, S15ReadsBudgets) {
  const Checked checked = CheckRight(
      "discount a give 5 EUR off competes in incentives budget 800 EUR per day, 12000 EUR, 5 times per year\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const auto& budgets = RuleOf(checked, "a").budgets;
  ASSERT_EQ(budgets.size(), 3u);
  EXPECT_EQ(budgets[0].amount->amount, Decimal(800));
  EXPECT_EQ(budgets[0].per, Unit::kDay);
  EXPECT_FALSE(budgets[1].per.has_value());
  EXPECT_EQ(budgets[2].times, 5);
}

TEST(CheckRulesTest, S19ReadsSetsAndWhatTheyGive) {
  const Checked checked = CheckRight(
      "discount a buy 3 category under \"socks\" give 100% off cheapest up to 2 times competes in incentives\n"
      "discount b buy 1 product \"teapot\" give 50% off dearest 2 product \"tray\" competes in incentives\n"
      "discount c buy 2 where (price is at least 10 EUR) give price 90 EUR competes in incentives\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Rule& socks = RuleOf(checked, "a");
  ASSERT_EQ(socks.buys.size(), 1u);
  EXPECT_EQ(socks.buys[0].count, 3);
  EXPECT_EQ(socks.buys[0].scope.base, Scope::Base::kLines);
  EXPECT_EQ(socks.gives.at(0).extreme, Give::Extreme::kCheapest);
  EXPECT_FALSE(socks.gives[0].own_scope);
  EXPECT_EQ(socks.gives[0].up_to_times, 2);
  const Rule& teapot = RuleOf(checked, "b");
  EXPECT_EQ(teapot.gives.at(0).extreme, Give::Extreme::kDearest);
  EXPECT_EQ(teapot.gives[0].extreme_count, 2);
  EXPECT_TRUE(teapot.gives[0].own_scope);
  EXPECT_EQ(RuleOf(checked, "c").gives.at(0).kind, Give::Kind::kPrice);
}

TEST(CheckRulesTest, S22ReadsThePartsOfAPrice) {
  const Checked checked = CheckRight(
      "pricing a place hero from this product.price set to 5 EUR if cart.pieces is 1\n"
      "  lower by 5% where (stock is at least 5) raise by 3% floor this product.price * 0.5 ceiling 90 EUR\n"
      "  round to 0.05 EUR say reason: en \"Sale\", fr \"Soldes\"\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Rule& rule = RuleOf(checked, "a");
  ASSERT_EQ(rule.prices.size(), 3u);
  EXPECT_EQ(rule.prices[0].kind, PriceStep::Kind::kSet);
  EXPECT_TRUE(rule.prices[0].condition.has_value());
  EXPECT_EQ(rule.prices[1].kind, PriceStep::Kind::kLower);
  EXPECT_EQ(PartsOf(*rule.prices[1].condition, Op::kThisItem).size(), 1u);
  EXPECT_EQ(rule.prices[2].kind, PriceStep::Kind::kRaise);
  EXPECT_TRUE(rule.price_from && rule.price_floor && rule.price_ceiling && rule.round_to);
  EXPECT_EQ(rule.content.say.size(), 1u);
}

TEST(CheckRulesTest, S23ReadsWhatMovesResultsAndMenus) {
  const Checked checked = CheckRight(
      "search a needs consent personalisation place hero raise by affinity to category pin \"gift_card\"\n"
      "  raise by 15% where (price is at most cart.total * 1.2) lower by 100% where (stock is 0)\n"
      "navigation b needs consent personalisation place main_menu rank by affinity to category\n"
      "navigation c needs consent personalisation place main_menu rank by affinity to category, price\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Rule& rule = RuleOf(checked, "a");
  ASSERT_EQ(rule.boosts.size(), 3u);
  EXPECT_TRUE(rule.boosts[0].raises);
  EXPECT_EQ(rule.boosts[0].by.op, Op::kAffinity);
  EXPECT_TRUE(rule.boosts[1].where.has_value());
  EXPECT_FALSE(rule.boosts[2].raises);
  EXPECT_EQ(rule.pins.size(), 1u);
  const auto catalogue_of = [&](std::string_view name) {
    return checked.program->catalogues.at(static_cast<std::size_t>(RuleOf(checked, name).menu_catalogue)).name;
  };
  EXPECT_EQ(catalogue_of("a"), "product");
  EXPECT_EQ(catalogue_of("b"), "category");
  EXPECT_EQ(catalogue_of("c"), "product");
}

TEST(CheckRulesTest, ReadsQuestionsAndAudiences) {
  const Checked checked = CheckRight(
      "ask a place hero say question: en \"Who?\", fr \"Qui ?\" answer visitor.source\n"
      "  option \"ads\": en \"Ads\", fr \"Pub\" option \"email\": en \"Mail\", fr \"Courriel\"\n"
      "audience b needs consent personalisation export visitor.first_name to \"ads\", \"mail\" every day\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Rule& ask = RuleOf(checked, "a");
  ASSERT_EQ(ask.options.size(), 2u);
  EXPECT_EQ(checked.program->attributes.at(static_cast<std::size_t>(ask.answer)).name, "visitor.source");
  EXPECT_EQ(ask.options[1].value, Value("email"));
  EXPECT_EQ(ask.options[1].texts.size(), 2u);
  const Rule& audience = RuleOf(checked, "b");
  ASSERT_EQ(audience.exports.size(), 1u);
  EXPECT_EQ(audience.exports[0].to.size(), 2u);
  EXPECT_EQ(audience.exports[0].every, *Duration::Of(1, Unit::kDay, false));
}

TEST(CheckRulesTest, S26WritesOutTheRulesOfEachArm) {
  const Checked checked = CheckRight(
      "discount a give 5 EUR off valid for 3 days competes in incentives overrides b\n"
      "discount b give 5 EUR off competes in incentives\n"
      "attribute device text otherwise \"\" consent necessary\n"
      "experiment x changes incentives split by device holdout 10%\n"
      "  variant bold 10% give 6 EUR off give free_delivery limit 1 time per day\n"
      "  variant gentle 20% use a\n"
      "  measure sum of price purchased within 30 days\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Experiment& experiment = checked.program->experiments.at(0);
  EXPECT_EQ(experiment.rules, (std::vector<int>{0, 1}));
  EXPECT_EQ(experiment.split, Experiment::Split::kAttribute);
  EXPECT_EQ(experiment.holdout, 1000);
  EXPECT_EQ(experiment.replaced, (std::vector<std::string>{"give", "limit"}));
  ASSERT_EQ(experiment.variants.size(), 2u);
  const auto& one = experiment.variants[0];
  EXPECT_EQ(one.share, 1000);
  ASSERT_EQ(one.changed.size(), 2u);
  const Rule& changed = one.changed.at(0);
  EXPECT_EQ(changed.name, "a");
  EXPECT_EQ(changed.gives.size(), 2u);
  EXPECT_EQ(changed.limits.size(), 1u);
  EXPECT_TRUE(changed.valid.has_value());
  EXPECT_EQ(changed.overrides, (std::vector<int>{1}));
  EXPECT_EQ(RuleOf(checked, "a").limits.size(), 0u);
  EXPECT_EQ(experiment.variants[1].runs_only, 0);
  EXPECT_TRUE(experiment.variants[1].changed.empty());
  EXPECT_EQ(experiment.measure.op, Op::kSumOf);
  EXPECT_EQ(experiment.within, *Duration::Of(30, Unit::kDay, false));
}

TEST(CheckRulesTest, S27ReadsPromises) {
  const Checked checked = CheckRight(
      "discount a give 5 EUR off competes in incentives\n"
      "guard b never decision.discount is more than 35% otherwise enforce\n"
      "guard c when visitor.visits is 1 never decision contains a never decision.price is less than 5 EUR\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const auto& guards = checked.program->guards;
  ASSERT_EQ(guards.size(), 2u);
  EXPECT_TRUE(guards[0].enforce);
  EXPECT_EQ(guards[0].never.at(0).op, Op::kMoreThan);
  EXPECT_FALSE(guards[1].enforce);
  EXPECT_EQ(guards[1].when.size(), 1u);
  EXPECT_EQ(guards[1].never.at(0).op, Op::kDecisionContains);
}

TEST(CheckRulesTest, OfflineOfARuleBeatsTheProjects) {
  const Checked checked =
      CheckRight("banner a offline allow place hero show link: \"/\"\nbanner b place hero show link: \"/\"\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  EXPECT_TRUE(RuleOf(checked, "a").offline_allow);
  EXPECT_FALSE(RuleOf(checked, "b").offline_allow);
}

TEST(CheckRulesTest, TheAcceptanceFolderHasNoError) {
  Texts texts;
  const std::filesystem::path folder = std::filesystem::path(NEXTMOVE_SOURCE_DIR) / "tests" / "scenarios";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".rules") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    texts.emplace_back(entry.path().filename().string(), text.str());
  }
  std::sort(texts.begin(), texts.end());
  const Checked checked = CheckTexts(texts);
  EXPECT_NE(checked.program, nullptr) << checked.terminal;
}

}  // namespace nextmove::dsl::testing
