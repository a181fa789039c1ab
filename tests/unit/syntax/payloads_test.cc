// What each clause keeps of what was written.
#include <gtest/gtest.h>

#include "tests/unit/syntax/golden.h"

namespace nextmove::dsl {
namespace {

using tree::ExprKind;

// The payload of one clause, and the text it was read from.
template <typename Payload>
struct Read {
  Payload payload;
  SourceSet sources;
  const Payload* operator->() const { return &payload; }
  std::string Written(const Span& span) const { return std::string(sources.TextOf(span)); }
};
template <typename Payload>
Read<Payload> ReadClause(const std::string& text) {
  ParsedText parsed = ParseText("a.rules", "discount a\n  " + text + "\n");
  EXPECT_EQ(parsed.Rendered(), "");
  return {std::get<Payload>(std::move(parsed.file.heads.at(0).clauses.at(0).payload)), std::move(parsed.sources)};
}
Read<tree::SourcePayload> ReadSource(const std::string& text) {
  return ReadClause<tree::SourcePayload>("from " + text);
}

std::string Joined(const std::vector<tree::Name>& names) {
  std::string out;
  for (const tree::Name& name : names) out += (out.empty() ? "" : " ") + name.text;
  return out;
}

void ExpectDuration(const tree::DurationText& duration, std::int64_t count, Unit unit, bool calendar = false) {
  EXPECT_EQ(duration.count, count);
  EXPECT_EQ(duration.unit, unit);
  EXPECT_EQ(duration.calendar, calendar);
}

// ---- where products come from ----

TEST(PayloadsTest, SourcesKeepTheirSetsInOrder) {
  const auto from = ReadSource(
      "similar to this product where (price is 5 EUR), most viewed category under \"socks\" in the last 7 days "
      "but not cart.items, purchased in this month");
  const tree::Source& source = from->source;
  ASSERT_EQ(source.sets.size(), 2U);
  ASSERT_EQ(source.but_not.size(), 2U);
  EXPECT_EQ(from.Written(source.span).substr(0, 10), "similar to");
  const tree::SourceSet& similar = source.sets[0];
  EXPECT_EQ(similar.kind, tree::SourceSet::Kind::kSimilar);
  EXPECT_TRUE(similar.similar_to->of_this);
  EXPECT_EQ(similar.similar_to->text, "product");
  EXPECT_EQ(similar.where->kind, ExprKind::kIs);
  EXPECT_EQ(from.Written(similar.span), "similar to this product where (price is 5 EUR)");
  const tree::SourceSet& most = source.sets[1];
  EXPECT_EQ(most.kind, tree::SourceSet::Kind::kMost);
  EXPECT_EQ(most.occurrence.event.text, "viewed");
  EXPECT_EQ(most.occurrence.field->text, "category");
  EXPECT_TRUE(most.occurrence.under);
  EXPECT_EQ(most.window.kind, tree::WindowKind::kInTheLast);
  ExpectDuration(*most.window.duration, 7, Unit::kDay);
  EXPECT_EQ(source.but_not[0].kind, tree::SourceSet::Kind::kPath);
  EXPECT_EQ(source.but_not[0].occurrence.event.text, "cart.items");
  EXPECT_EQ(from.Written(source.but_not[0].occurrence.span), "cart.items");
  EXPECT_EQ(source.but_not[1].window.kind, tree::WindowKind::kThisUnit);
}

TEST(PayloadsTest, SetsOfAPathKeepWhatTheyAreNarrowedBy) {
  const auto counted = ReadSource("viewed product \"tray\" where (price is 5 EUR) at least 2 times in this session");
  const tree::SourceSet& set = counted->source.sets.at(0);
  EXPECT_EQ(set.kind, tree::SourceSet::Kind::kPath);
  EXPECT_EQ(set.count_kind, tree::CountKind::kAtLeast);
  EXPECT_EQ(set.count, 2);
  EXPECT_EQ(set.occurrence.field->text, "product");
  EXPECT_EQ(*set.occurrence.value->literal.text(), "tray");
  EXPECT_NE(set.occurrence.where, nullptr);
  EXPECT_EQ(set.where, nullptr);
  EXPECT_EQ(set.window.kind, tree::WindowKind::kThisSession);

  const auto with = ReadSource("purchased with sofa where (price is 5 EUR)");
  EXPECT_EQ(with->source.sets.at(0).with->text, "sofa");
  EXPECT_NE(with->source.sets.at(0).where, nullptr);
  EXPECT_EQ(with->source.sets.at(0).occurrence.where, nullptr);
}

TEST(PayloadsTest, ThisStandsBeforeAPathOrBehindAnEvent) {
  const auto page = ReadSource("this product");
  EXPECT_TRUE(page->source.sets.at(0).of_this);
  EXPECT_TRUE(page->source.sets.at(0).occurrence.of_this);
  EXPECT_FALSE(page->source.sets.at(0).occurrence.field);
  const auto event = ReadSource("viewed this product");
  EXPECT_FALSE(event->source.sets.at(0).of_this);
  EXPECT_TRUE(event->source.sets.at(0).occurrence.of_this);
  EXPECT_EQ(event->source.sets.at(0).occurrence.field->text, "product");
}

TEST(PayloadsTest, NestedSourcesKeepTheirChoice) {
  const auto from = ReadSource("(viewed, purchased with latest viewed category \"a\"), (product with lowest price)");
  const tree::SourceSet& latest = from->source.sets.at(0);
  EXPECT_EQ(latest.kind, tree::SourceSet::Kind::kNested);
  EXPECT_EQ(latest.nested->sets.size(), 2U);
  EXPECT_EQ(latest.choice->kind, tree::Choice::Kind::kLatest);
  EXPECT_EQ(latest.choice->latest->event.text, "viewed");
  EXPECT_EQ(from.Written(latest.choice->span), "with latest viewed category \"a\"");
  EXPECT_EQ(from->source.sets.at(1).choice->kind, tree::Choice::Kind::kLowest);
  EXPECT_EQ(from->source.sets.at(1).choice->value->text, "price");
  EXPECT_FALSE(ReadSource("(viewed)")->source.sets.at(0).choice);
}

TEST(PayloadsTest, PicksDrawFromASourceOrFromACatalogue) {
  const auto drawn = ReadClause<tree::PickPayload>(
      "pick lapsed: category from purchased with highest affinity to category but no tie");
  EXPECT_EQ(drawn->name.text, "lapsed");
  EXPECT_EQ(drawn->kind.text, "category");
  EXPECT_EQ(drawn->source->sets.at(0).occurrence.event.text, "purchased");
  EXPECT_EQ(drawn->where, nullptr);
  EXPECT_EQ(drawn->choice->kind, tree::Choice::Kind::kHighest);
  EXPECT_EQ(drawn->choice->value->kind, ExprKind::kAggregate);
  EXPECT_TRUE(drawn->choice->no_tie);

  const auto found = ReadClause<tree::PickPayload>("pick cheap: product where (price is 5 EUR)");
  EXPECT_FALSE(found->source);
  EXPECT_EQ(found->where->kind, ExprKind::kIs);
  EXPECT_FALSE(found->choice);
}

TEST(PayloadsTest, FillsAreSources) {
  const auto fill = ReadClause<tree::SourcePayload>("fill with most purchased today");
  EXPECT_EQ(fill->source.sets.at(0).window.kind, tree::WindowKind::kToday);
}

TEST(PayloadsTest, TakesHaveTheirBounds) {
  const auto range = ReadClause<tree::TakePayload>("take 3 to 6, at most 2 per brand");
  EXPECT_EQ(range->least, 3);
  EXPECT_EQ(range->most, 6);
  EXPECT_EQ(range.Written(range->span), "3 to 6");
  EXPECT_EQ(range->at_most_per, 2);
  EXPECT_EQ(range->per->text, "brand");
  const auto one = ReadClause<tree::TakePayload>("take 4, at most 1 per brand");
  EXPECT_EQ(one->least, 1);
  EXPECT_EQ(one->most, 4);
  EXPECT_EQ(one.Written(one->span), "4");
  EXPECT_EQ(one->at_most_per, 1);
  EXPECT_FALSE(ReadClause<tree::TakePayload>("take 4")->per);
}

TEST(PayloadsTest, MovesHaveTheirAmountAndCause) {
  const auto raise = ReadClause<tree::MoveByPayload>("raise by 20% where (brand is \"Ollen\")");
  EXPECT_EQ(raise->by->literal.ToString(), "20%");
  EXPECT_EQ(raise->affinity, nullptr);
  EXPECT_EQ(raise->where->kind, ExprKind::kIs);
  const auto lower = ReadClause<tree::MoveByPayload>("lower by 10 after returned product \"p\"");
  EXPECT_EQ(lower->after->event.text, "returned");
  EXPECT_EQ(lower->after->field->text, "product");
  const auto affinity = ReadClause<tree::MoveByPayload>("raise by affinity to brand");
  EXPECT_EQ(affinity->by, nullptr);
  EXPECT_EQ(affinity->affinity->kind, tree::AggregateKind::kAffinity);
  EXPECT_EQ(affinity->affinity->what->text, "brand");
}

// ---- questions, audiences ----

TEST(PayloadsTest, QuestionsKeepTheirAnswers) {
  EXPECT_EQ(Joined(ReadClause<tree::Names>("answer visitor.style")->names), "visitor.style");
  const auto option = ReadClause<tree::OptionPayload>("option \"sport\": fr \"Sportif\", en \"Sporty\"");
  EXPECT_EQ(*option->value->literal.text(), "sport");
  ASSERT_EQ(option->texts.size(), 2U);
  EXPECT_EQ(option->texts[1].locale.text, "en");
  EXPECT_EQ(option->texts[1].text.text, "Sporty");
}

TEST(PayloadsTest, ExportsKeepWhereToAndHowOften) {
  const auto day = ReadClause<tree::ExportPayload>("export visitor.email to \"ads\", \"crm\" every day");
  EXPECT_EQ(day->attribute.text, "visitor.email");
  ASSERT_EQ(day->to.size(), 2U);
  EXPECT_EQ(day->to[1].text, "crm");
  ExpectDuration(*day->every, 1, Unit::kDay);
  EXPECT_EQ(day.Written(day->every->span), "day");
  const auto hours = ReadClause<tree::ExportPayload>("export visitor.email to \"ads\" every 6 hours");
  ExpectDuration(*hours->every, 6, Unit::kHour);
}

// ---- signals, scores, clusters ----

TEST(PayloadsTest, SignalsScoresAndClustersKeepTheirNumbers) {
  ExpectDuration(ReadClause<tree::DurationPayload>("halves every 7 days")->duration, 7, Unit::kDay);
  EXPECT_EQ(ReadClause<tree::IntPayload>("fires at 60")->value, 60);
  EXPECT_EQ(ReadClause<tree::IntPayload>("finds 6")->value, 6);
  EXPECT_EQ(ReadClause<tree::ExprList>("learns from visitor.visits, cart.total * 2")->values.size(), 2U);
  const auto predicts = ReadClause<tree::PredictsPayload>("predicts purchased category \"a\" within 2 weeks");
  EXPECT_EQ(predicts->occurrence.event.text, "purchased");
  EXPECT_EQ(predicts->occurrence.field->text, "category");
  ExpectDuration(predicts->within, 2, Unit::kWeek);
}

TEST(PayloadsTest, UndoesPartsEventsFromTheField) {
  const auto undoes = ReadClause<tree::UndoesPayload>("undoes ordered, purchased by order");
  EXPECT_EQ(Joined(undoes->events), "ordered purchased");
  EXPECT_EQ(undoes->by.text, "order");
}

// ---- how often, how much ----

TEST(PayloadsTest, LimitsKeepEachWindow) {
  const auto limit = ReadClause<tree::LimitPayload>(
      "limit 1 time per session, 2 times per 7 days per product, 3 times per calendar week, 9 times");
  using Per = tree::LimitPayload::Limit::Per;
  const auto& limits = limit->limits;
  ASSERT_EQ(limits.size(), 4U);
  EXPECT_EQ(limits[0].times, 1);
  EXPECT_EQ(limits[0].per.at(0).kind, Per::Kind::kSession);
  EXPECT_EQ(limits[1].times, 2);
  EXPECT_EQ(limits[1].per.at(0).kind, Per::Kind::kDuration);
  ExpectDuration(*limits[1].per.at(0).duration, 7, Unit::kDay);
  EXPECT_EQ(limits[1].per.at(1).kind, Per::Kind::kName);
  EXPECT_EQ(limits[1].per.at(1).name.text, "product");
  EXPECT_EQ(limit.Written(limits[1].per.at(1).span), "per product");
  EXPECT_EQ(limit.Written(limits[1].span), "2 times per 7 days per product");
  EXPECT_EQ(limits[2].per.at(0).kind, Per::Kind::kUnit);
  EXPECT_EQ(limits[2].per.at(0).unit, Unit::kWeek);
  EXPECT_TRUE(limits[2].per.at(0).calendar);
  EXPECT_TRUE(limits[3].per.empty());
  EXPECT_EQ(limit.Written(limits[3].span), "9 times");
}

TEST(PayloadsTest, BudgetsAreMoneyOrTimes) {
  const auto budget = ReadClause<tree::BudgetPayload>("budget 500 EUR per day, 100 times per month, 9000 EUR");
  ASSERT_EQ(budget->parts.size(), 3U);
  EXPECT_EQ(budget->parts[0].amount->literal.ToString(), "500.00 EUR");
  EXPECT_EQ(budget->parts[0].per->unit, Unit::kDay);
  EXPECT_FALSE(budget->parts[0].times);
  EXPECT_EQ(budget->parts[1].amount, nullptr);
  EXPECT_EQ(budget->parts[1].times, 100);
  EXPECT_EQ(budget.Written(budget->parts[1].span), "100 times per month");
  EXPECT_FALSE(budget->parts[2].per);
}

TEST(PayloadsTest, StopsKeepTheirEvents) {
  const auto stop = ReadClause<tree::StopPayload>("stop for 14 days after dismissed, shown 3 times");
  ExpectDuration(*stop->duration, 14, Unit::kDay);
  ASSERT_EQ(stop->after.size(), 2U);
  EXPECT_EQ(stop->after[0].event.text, "dismissed");
  EXPECT_EQ(stop->after[0].times, 1);
  EXPECT_EQ(stop->after[1].times, 3);
  EXPECT_FALSE(ReadClause<tree::StopPayload>("stop after redeemed")->duration);
}

TEST(PayloadsTest, QuietIsASchedule) {
  const auto quiet = ReadClause<tree::Schedule>("quiet from 21:00 until 8:00");
  EXPECT_EQ(quiet->from->clock, 21 * 60);
  EXPECT_EQ(quiet->until->clock, 8 * 60);
}

TEST(PayloadsTest, BuysHaveACountAndAScope) {
  const auto buy = ReadClause<tree::BuyPayload>("buy 3 category under \"socks\"");
  EXPECT_EQ(buy->count, 3);
  EXPECT_EQ(buy->scope.base->text, "category");
  EXPECT_TRUE(buy->scope.under);
}

TEST(PayloadsTest, RoundIsAStepOfMoney) {
  EXPECT_EQ(ReadClause<tree::ExprPayload>("round to 0.05 EUR")->value->literal.ToString(), "0.05 EUR");
}

// ---- experiments, guards ----

TEST(PayloadsTest, TrialsKeepTheirShares) {
  EXPECT_EQ(ReadClause<tree::SharePayload>("explore 2.5%")->percent.ToString(), "2.5");
  const auto holdout = ReadClause<tree::SharePayload>("holdout 10%");
  EXPECT_EQ(holdout->percent.ToString(), "10");
  EXPECT_EQ(holdout.Written(holdout->span), "10%");
  const auto variant = ReadClause<tree::VariantPayload>("variant bold 45%");
  EXPECT_EQ(variant->name.text, "bold");
  EXPECT_EQ(variant->share.percent.ToString(), "45");
  EXPECT_EQ(Joined(ReadClause<tree::Names>("changes win_back, incentives")->names), "win_back incentives");
  EXPECT_EQ(ReadClause<tree::SplitPayload>("split by session")->by.text, "session");
  EXPECT_EQ(ReadClause<tree::SplitPayload>("split by visitor")->by.text, "visitor");
  EXPECT_EQ(ReadClause<tree::SplitPayload>("split by visitor.household")->by.text, "visitor.household");
}

TEST(PayloadsTest, MeasuresAreAggregates) {
  const auto measure = ReadClause<tree::MeasurePayload>("measure sum of total ordered within 30 days");
  EXPECT_EQ(measure->aggregate->kind, ExprKind::kAggregate);
  EXPECT_EQ(measure->aggregate->aggregate->kind, tree::AggregateKind::kSum);
  EXPECT_EQ(measure->aggregate->aggregate->occurrence->event.text, "ordered");
  ExpectDuration(measure->within, 30, Unit::kDay);
}

TEST(PayloadsTest, GuardsNameRulesOfADecision) {
  const auto never = ReadClause<tree::ExprPayload>("never decision contains late_cart or decision contains leaving");
  ASSERT_EQ(never->value->kind, ExprKind::kOr);
  ASSERT_EQ(never->value->children.size(), 2U);
  const tree::Expr& second = *never->value->children[1];
  EXPECT_EQ(second.kind, ExprKind::kContains);
  EXPECT_EQ(second.contains, tree::ContainsKind::kValue);
  EXPECT_EQ(second.children.at(0)->text, "decision");
  EXPECT_EQ(second.children.at(1)->kind, ExprKind::kPath);
  EXPECT_EQ(second.children.at(1)->text, "leaving");
}

// ---- tests ----

Read<tree::GivenPayload> ReadFact(const std::string& text) { return ReadClause<tree::GivenPayload>("given " + text); }

TEST(PayloadsTest, WaitMovesTheClock) {
  ExpectDuration(ReadClause<tree::DurationPayload>("wait 3 calendar days")->duration, 3, Unit::kDay, true);
}

TEST(PayloadsTest, FactsTellEvents) {
  const auto ago = ReadFact("purchased product \"p\" where (price is 5 EUR) 2 times 3 days ago");
  const tree::Fact& fact = ago->facts.at(0);
  EXPECT_EQ(fact.kind, tree::Fact::Kind::kEvent);
  EXPECT_EQ(fact.occurrence.event.text, "purchased");
  EXPECT_EQ(fact.occurrence.field->text, "product");
  EXPECT_NE(fact.occurrence.where, nullptr);
  EXPECT_EQ(ago.Written(fact.occurrence.span), "purchased product \"p\" where (price is 5 EUR)");
  EXPECT_EQ(fact.times, 2);
  ExpectDuration(*fact.ago, 3, Unit::kDay);
  EXPECT_FALSE(fact.at);
  const auto at = ReadFact("viewed category \"a\" at 2026-01-10 18:30");
  EXPECT_EQ(at->facts.at(0).at->ToString(), "2026-01-10");
  EXPECT_EQ(at->facts.at(0).clock, 18 * 60 + 30);
  EXPECT_EQ(at->facts.at(0).times, 1);
  const auto bare = ReadFact("erased, subscribed");
  EXPECT_EQ(bare->facts.at(0).kind, tree::Fact::Kind::kEvent);
  EXPECT_EQ(bare->facts.at(0).occurrence.event.text, "erased");
  EXPECT_EQ(bare.Written(bare->facts.at(0).occurrence.span), "erased");
  EXPECT_FALSE(bare->facts.at(0).occurrence.field);
}

TEST(PayloadsTest, FactsTellArms) {
  const auto facts = ReadFact("holdout of all_incentives, variant bold of win_back_lift, no consent marketing");
  EXPECT_EQ(facts->facts.at(0).kind, tree::Fact::Kind::kHoldout);
  EXPECT_EQ(facts->facts.at(0).name.text, "all_incentives");
  EXPECT_EQ(facts->facts.at(1).kind, tree::Fact::Kind::kVariant);
  EXPECT_EQ(facts->facts.at(1).variant.text, "bold");
  EXPECT_EQ(facts->facts.at(1).name.text, "win_back_lift");
  EXPECT_EQ(facts->facts.at(2).kind, tree::Fact::Kind::kConsent);
  EXPECT_TRUE(facts->facts.at(2).negated);
}

TEST(PayloadsTest, FactsTellStatistics) {
  const auto facts =
      ReadFact("similar to \"p\" is [\"q\", \"r\"], most purchased is [\"s\"], purchased with \"p\" is []");
  const tree::Fact& similar = facts->facts.at(0);
  EXPECT_EQ(similar.kind, tree::Fact::Kind::kSimilar);
  EXPECT_EQ(*similar.value->literal.text(), "p");
  EXPECT_EQ(similar.list->children.size(), 2U);
  const tree::Fact& most = facts->facts.at(1);
  EXPECT_EQ(most.kind, tree::Fact::Kind::kMost);
  EXPECT_EQ(most.name.text, "purchased");
  EXPECT_EQ(most.list->children.size(), 1U);
  const tree::Fact& with = facts->facts.at(2);
  EXPECT_EQ(with.kind, tree::Fact::Kind::kWith);
  EXPECT_EQ(with.name.text, "purchased");
  EXPECT_EQ(*with.value->literal.text(), "p");
  EXPECT_TRUE(with.list->children.empty());
}

TEST(PayloadsTest, FactsTellValuesAndItems) {
  const auto facts = ReadFact(
      "cart.total is unknown, this product is \"p\", product \"p\" where (price is 5 EUR), "
      "cart.items contains category under \"a\", visitor.tags contains any of [\"a\"]");
  EXPECT_EQ(facts->facts.at(0).kind, tree::Fact::Kind::kIs);
  EXPECT_EQ(facts->facts.at(0).value, nullptr);
  EXPECT_EQ(facts->facts.at(1).kind, tree::Fact::Kind::kThisIs);
  EXPECT_EQ(facts->facts.at(2).kind, tree::Fact::Kind::kItem);
  EXPECT_EQ(*facts->facts.at(2).value->literal.text(), "p");
  const tree::Fact& item = facts->facts.at(3);
  EXPECT_EQ(item.kind, tree::Fact::Kind::kContains);
  EXPECT_EQ(item.contains, tree::ContainsKind::kItem);
  EXPECT_EQ(item.field->text, "category");
  EXPECT_TRUE(item.under);
  EXPECT_EQ(facts->facts.at(4).contains, tree::ContainsKind::kAnyOf);
}

}  // namespace
}  // namespace nextmove::dsl
