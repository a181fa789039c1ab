// What history means, paragraph by paragraph of `language.md`.
#include <gtest/gtest.h>

#include "tests/unit/evaluate/events.h"

namespace nextmove::dsl::testing {
namespace {

class HistoryTest : public ::testing::Test {
 protected:
  Truth Judge(const Expr& expr) { return Evaluator(program_, visitor_, scope_).Test(expr); }
  bool Yes(const QueryMaker& query) { return Judge(query.Has()) == Truth::kYes; }
  std::string Value(const Expr& expr) { return Evaluator(program_, visitor_, scope_).Evaluate(expr).ToString(); }
  std::string Times(const QueryMaker& query) { return Value(query.Times()); }
  void Add(Kind kind, const std::string& time, class Value product = {}, class Value price = {}) {
    visitor_.Add(kind, EventAt(At(time), std::move(product), std::move(price)));
  }
  // Whether a window has an event of that time.
  bool Has(const HistoryWindow& window, const std::string& time) {
    EventSituation one;
    one.now_ = visitor_.now_;
    one.session_start_ = visitor_.session_start_;
    one.Add(kViewed, EventAt(At(time)));
    return Evaluator(program_, one).Holds(QueryMaker(Of(kViewed)).In(window).Has());
  }

  Program program_ = ProgramOfEvents();
  EvaluationScope scope_;
  EventSituation visitor_;  // now is 2026-03-31 14:00 in Paris, a Tuesday
};

TEST_F(HistoryTest, S02ASumWithAnotherCurrencyIsUnknownAndAMissingAmountIsLeftOut) {
  Add(kPurchased, "2026-03-01T00:00:00Z", "p", Euros(10));
  Add(kPurchased, "2026-03-02T00:00:00Z", "p");
  const QueryMaker bought(Of(kPurchased));
  EXPECT_EQ(Value(bought.Value(Op::kSumOf, kPrice)), "10.00 EUR");
  EXPECT_EQ(Value(bought.Value(Op::kAverageOf, kPrice)), "10.00 EUR");
  EXPECT_EQ(Value(bought.Value(Op::kLatestOf, kPrice)), "10.00 EUR") << "the latest that has one";
  Add(kPurchased, "2026-03-03T00:00:00Z", "p", Money{Decimal(0), *Currency::Parse("USD")});
  EXPECT_EQ(Value(bought.Value(Op::kSumOf, kPrice)), "10.00 EUR") << "zero is zero in every currency";
  Add(kPurchased, "2026-03-04T00:00:00Z", "p", Money{Decimal(5), *Currency::Parse("USD")});
  for (const Op op : {Op::kSumOf, Op::kAverageOf, Op::kHighestOf, Op::kLowestOf, Op::kLatestOf, Op::kDifferentOf})
    EXPECT_EQ(Value(bought.Value(op, kPrice)), "unknown");
  EXPECT_EQ(Value(bought.Value(Op::kFirstOf, kPrice)), "10.00 EUR");
}
TEST_F(HistoryTest, S02HistoryThatCantBeReadIsUnknown) {
  visitor_.all_[kPurchased].reset();
  EXPECT_EQ(Judge(QueryMaker(Of(kPurchased)).Has()), Truth::kUnknown);
  EXPECT_EQ(Judge(QueryMaker(Of(kViewed)).ThenNot(Of(kPurchased)).Has()), Truth::kUnknown);
  EXPECT_EQ(Judge(QueryMaker(Of(kViewed)).In(Since(Of(kPurchased))).Has()), Truth::kUnknown);
  EXPECT_EQ(Times(QueryMaker(Of(kPurchased))), "unknown");
  EXPECT_EQ(Value(QueryMaker(Of(kPurchased)).Value(Op::kSumOf, kPrice)), "unknown");
}
TEST_F(HistoryTest, S03AbsenceOverReadableHistoryIsKnown) {
  EXPECT_EQ(Judge(QueryMaker(Of(kPurchased)).Has()), Truth::kNo);
  EXPECT_EQ(Times(QueryMaker(Of(kPurchased))), "0");
  EXPECT_EQ(Value(QueryMaker(Of(kPurchased)).Value(Op::kSumOf, kPrice)), "0.00 EUR");
  EXPECT_EQ(Value(QueryMaker(Of(kPurchased)).Value(Op::kAverageOf, kPrice)), "unknown");
  EXPECT_EQ(Value(QueryMaker(Of(kPurchased)).Since(Unit::kDay)), "unknown") << "never";
}
TEST_F(HistoryTest, S04BothEndsOfAWindowBelongToIt) {
  EXPECT_TRUE(Has(InTheLast(Days(7)), "2026-03-31T12:00:00Z"));
  EXPECT_TRUE(Has(InTheLast(Days(7)), "2026-03-24T12:00:00Z")) << "168 hours, though clocks changed on the 29th";
  EXPECT_FALSE(Has(InTheLast(Days(7)), "2026-03-24T11:59:59.999Z"));
}
TEST_F(HistoryTest, S04MonthsGoBackOnTheCalendarCutToTheMonthsEnd) {
  EXPECT_TRUE(Has(InTheLast(Months(1)), "2026-02-28T13:00:00Z")) << "14:00 in Paris, as now";
  EXPECT_FALSE(Has(InTheLast(Months(1)), "2026-02-28T12:59:59.999Z"));
  visitor_.now_ = At("2028-03-31T12:00:00Z");
  EXPECT_TRUE(Has(InTheLast(Months(1)), "2028-02-29T13:00:00Z"));
  EXPECT_FALSE(Has(InTheLast(Months(1)), "2028-02-29T12:59:59.999Z"));
}
TEST_F(HistoryTest, S05CalendarDaysAreTodayAndTheDatesBefore) {
  EXPECT_TRUE(Has(InTheLast(CalendarDays(7)), "2026-03-24T23:00:00Z"));
  EXPECT_FALSE(Has(InTheLast(CalendarDays(7)), "2026-03-24T22:59:59.999Z"));
  EXPECT_TRUE(Has(InTheLast(CalendarDays(1)), "2026-03-30T22:00:00Z"));
  EXPECT_FALSE(Has(InTheLast(CalendarDays(1)), "2026-03-30T21:59:59.999Z"));
}
TEST_F(HistoryTest, S05WeeksBeginOnMondayAndDaysAreWhole) {
  using Kind = HistoryWindow::Kind;
  EXPECT_TRUE(Has(Window(Kind::kThisUnit, Unit::kWeek), "2026-03-29T22:00:00Z"));
  EXPECT_FALSE(Has(Window(Kind::kThisUnit, Unit::kWeek), "2026-03-29T21:59:59.999Z"));
  EXPECT_TRUE(Has(Window(Kind::kBeforeThisUnit, Unit::kWeek), "2026-03-29T21:59:59.999Z"));
  EXPECT_FALSE(Has(Window(Kind::kBeforeThisUnit, Unit::kDay), "2026-03-30T22:00:00Z"));
  EXPECT_TRUE(Has(Window(Kind::kThisUnit, Unit::kMonth), "2026-02-28T23:00:00Z"));
  EXPECT_FALSE(Has(Window(Kind::kThisUnit, Unit::kYear), "2025-12-31T22:59:59.999Z"));
  EXPECT_TRUE(Has(Between("2026-01-01", "2026-01-31"), "2026-01-31T22:59:59.999Z"));
  EXPECT_FALSE(Has(Between("2026-01-01", "2026-01-31"), "2026-01-31T23:00:00Z"));
  EXPECT_TRUE(Has(Between("2026-01-01", "2026-01-31"), "2025-12-31T23:00:00Z"));
  HistoryWindow since = Window(Kind::kSinceDate), before = Window(Kind::kBeforeDate);
  since.from = before.from = *Date::Parse("2026-01-01");
  EXPECT_TRUE(Has(since, "2025-12-31T23:00:00Z"));
  EXPECT_FALSE(Has(before, "2025-12-31T23:00:00Z"));
  EXPECT_TRUE(Has(before, "2025-12-31T22:59:59.999Z"));
}
TEST_F(HistoryTest, S06ThisSessionIsReadUnderItsOwnConsent) {
  Add(kViewed, "2026-03-31T11:30:00Z");
  Add(kViewed, "2026-03-31T11:29:59Z");
  visitor_.all_[kViewed].reset();
  const QueryMaker now = QueryMaker(Of(kViewed)).In(Window(HistoryWindow::Kind::kThisSession));
  EXPECT_EQ(Times(now), "1");
  EXPECT_EQ(Times(QueryMaker(Of(kViewed))), "unknown");
  EXPECT_EQ(Times(QueryMaker(Of(kViewed)).In(Window(HistoryWindow::Kind::kBeforeThisSession))), "unknown");
}
TEST_F(HistoryTest, S06BeforeThisSessionEndsWhereItBegan) {
  EXPECT_TRUE(Has(Window(HistoryWindow::Kind::kBeforeThisSession), "2026-03-31T11:29:59.999Z"));
  EXPECT_FALSE(Has(Window(HistoryWindow::Kind::kBeforeThisSession), "2026-03-31T11:30:00Z"));
}
TEST_F(HistoryTest, S06SinceIsFromTheLatestMatchingOneOnAndNotEarlier) {
  Add(kViewed, "2026-03-01T00:00:00Z", "a");
  Add(kViewed, "2026-03-05T00:00:00Z", "b");
  Add(kPurchased, "2026-03-04T00:00:00Z");
  EXPECT_FALSE(Yes(QueryMaker(Of(kPurchased)).In(Since(Of(kViewed)))));
  EXPECT_TRUE(Yes(QueryMaker(Of(kPurchased)).In(Since(Of(kViewed, "a")))));
  Add(kPurchased, "2026-03-05T00:00:00Z");
  EXPECT_TRUE(Yes(QueryMaker(Of(kPurchased)).In(Since(Of(kViewed))))) << "equal stamps need no order";
}
TEST_F(HistoryTest, S06SinceWhatNeverHappenedIsNeitherHasNorHasNot) {
  Add(kPurchased, "2026-03-04T00:00:00Z");
  EXPECT_EQ(Judge(QueryMaker(Of(kPurchased)).In(Since(Of(kViewed))).Has()), Truth::kUnknown);
}
TEST_F(HistoryTest, S07ThenIsTwoEventsNotEarlierAndWithinItsTime) {
  Add(kViewed, "2026-03-01T00:00:00Z");
  EXPECT_FALSE(Yes(QueryMaker(Of(kViewed)).Then(Of(kViewed)))) << "two events";
  Add(kViewed, "2026-03-01T00:00:00Z");
  EXPECT_TRUE(Yes(QueryMaker(Of(kViewed)).Then(Of(kViewed)))) << "equal stamps need no order";
  EXPECT_FALSE(Yes(QueryMaker(Of(kViewed)).Then(Of(kViewed)).Then(Of(kViewed))));
  Add(kPurchased, "2026-03-01T02:00:00Z");
  EXPECT_TRUE(Yes(QueryMaker(Of(kViewed)).Then(Of(kPurchased), Hours(2))));
  EXPECT_FALSE(Yes(QueryMaker(Of(kViewed)).Then(Of(kPurchased), Hours(1))));
  EXPECT_FALSE(Yes(QueryMaker(Of(kPurchased)).Then(Of(kViewed))));
}
TEST_F(HistoryTest, S07OthersMayLieBetween) {
  Add(kViewed, "2026-03-01T00:00:00Z");
  Add(kClosed, "2026-03-02T00:00:00Z");
  Add(kPurchased, "2026-03-03T00:00:00Z");
  EXPECT_TRUE(Yes(QueryMaker(Of(kViewed)).Then(Of(kPurchased))));
  EXPECT_TRUE(Yes(QueryMaker(Of(kViewed)).Then(Of(kPurchased)).ThenNot(Of(kClosed)))) << "it was before the purchase";
  EXPECT_FALSE(Yes(QueryMaker(Of(kViewed)).ThenNot(Of(kClosed))));
}
TEST_F(HistoryTest, S07ThenNotLooksTillNowAndTheWindowBoundsThePositiveSteps) {
  Add(kViewed, "2026-03-01T00:00:00Z");
  Add(kPurchased, "2026-03-30T00:00:00Z");
  const QueryMaker february = QueryMaker(Of(kViewed)).ThenNot(Of(kPurchased)).In(Between("2026-03-01", "2026-03-02"));
  EXPECT_FALSE(Yes(february));
  EXPECT_FALSE(Yes(QueryMaker(Of(kViewed)).Then(Of(kPurchased)).In(Between("2026-03-01", "2026-03-02"))));
}
TEST_F(HistoryTest, S07ThenNotWithinHoldsOnlyOnceItIsOver) {
  Add(kViewed, "2026-03-31T11:00:00Z");
  const QueryMaker left = QueryMaker(Of(kViewed)).ThenNot(Of(kPurchased), Hours(2));
  EXPECT_FALSE(Yes(left)) << "there is an hour left";
  visitor_.now_ = At("2026-03-31T12:59:59.999Z");
  EXPECT_FALSE(Yes(left));
  visitor_.now_ = At("2026-03-31T13:00:00Z");
  EXPECT_TRUE(Yes(left));
  Add(kPurchased, "2026-03-31T13:00:00Z");
  EXPECT_FALSE(Yes(left)) << "both ends belong to it";
}
TEST_F(HistoryTest, S07ThenNotAfterItsTimeDoesNotMatter) {
  Add(kViewed, "2026-03-31T09:00:00Z");
  Add(kPurchased, "2026-03-31T11:00:00.001Z");
  EXPECT_TRUE(Yes(QueryMaker(Of(kViewed)).ThenNot(Of(kPurchased), Hours(2))));
}
TEST_F(HistoryTest, S07WithinCalendarDaysEndsWithTheLastOfThem) {
  Add(kViewed, "2026-03-10T12:00:00Z");
  Add(kPurchased, "2026-03-11T22:59:59Z");
  EXPECT_TRUE(Yes(QueryMaker(Of(kViewed)).Then(Of(kPurchased), CalendarDays(2))));
  EXPECT_FALSE(Yes(QueryMaker(Of(kViewed)).Then(Of(kPurchased), CalendarDays(1))));
}
TEST_F(HistoryTest, S07CountsWithThenCountTheOnesThatStartAMatch) {
  Add(kViewed, "2026-03-01T00:00:00Z");
  Add(kViewed, "2026-03-02T00:00:00Z");
  Add(kPurchased, "2026-03-02T01:00:00Z");
  Add(kPurchased, "2026-03-02T02:00:00Z");
  Add(kViewed, "2026-03-03T00:00:00Z");
  EXPECT_EQ(Times(QueryMaker(Of(kViewed)).Then(Of(kPurchased))), "2");
  EXPECT_EQ(Times(QueryMaker(Of(kViewed)).ThenNot(Of(kPurchased))), "1");
  EXPECT_TRUE(Yes(QueryMaker(Of(kViewed)).Then(Of(kPurchased)).Times(CountBound::kExactly, 2)));
}
TEST_F(HistoryTest, S08AtMostIncludesNone) {
  EXPECT_TRUE(Yes(QueryMaker(Of(kViewed)).Times(CountBound::kAtMost, 2)));
  for (int i = 0; i < 3; ++i) Add(kViewed, "2026-03-01T00:00:00Z");
  EXPECT_FALSE(Yes(QueryMaker(Of(kViewed)).Times(CountBound::kAtMost, 2)));
  EXPECT_TRUE(Yes(QueryMaker(Of(kViewed)).Times(CountBound::kExactly, 3)));
}
TEST_F(HistoryTest, S08TheSameCountsForOneValueOfTheField) {
  for (const char* product : {"a", "b", "a", "b", "c"}) Add(kViewed, "2026-03-01T00:00:00Z", product);
  Add(kViewed, "2026-03-01T00:00:00Z");
  Add(kViewed, "2026-03-01T00:00:00Z");
  Add(kViewed, "2026-03-01T00:00:00Z");
  EXPECT_TRUE(Yes(QueryMaker(Of(kViewed)).TheSame(kProduct).Times(CountBound::kAtLeast, 2)));
  EXPECT_FALSE(Yes(QueryMaker(Of(kViewed)).TheSame(kProduct).Times(CountBound::kAtLeast, 3)))
      << "those about no product are about no same one";
}
TEST_F(HistoryTest, S09UnitsSinceAreElapsedAndRoundedDown) {
  Add(kPurchased, "2026-03-24T12:00:00.001Z");
  Add(kPurchased, "2026-01-31T12:00:00Z");
  const QueryMaker bought(Of(kPurchased));
  EXPECT_EQ(Value(bought.Since(Unit::kDay)), "6");
  EXPECT_EQ(Value(bought.Since(Unit::kHour)), "167");
  EXPECT_EQ(Value(bought.Since(Unit::kWeek)), "0");
  EXPECT_EQ(Value(bought.Since(Unit::kDay, true)), "7") << "a difference of dates";
  EXPECT_EQ(Value(bought.Since(Unit::kDay, false, true)), "59") << "since the first";
  EXPECT_EQ(Value(bought.Since(Unit::kMonth, false, true)), "2");
  EXPECT_EQ(Value(bought.Since(Unit::kYear, false, true)), "0");
}
TEST_F(HistoryTest, S09AYearSinceTheLastOfFebruaryIsCompleteOnThe28th) {
  Add(kPurchased, "2024-02-29T12:00:00Z");
  visitor_.now_ = At("2026-02-28T11:00:00Z");
  EXPECT_EQ(Value(QueryMaker(Of(kPurchased)).Since(Unit::kYear)), "2");
  visitor_.now_ = At("2026-02-27T11:00:00Z");
  EXPECT_EQ(Value(QueryMaker(Of(kPurchased)).Since(Unit::kYear)), "1");
}
TEST_F(HistoryTest, ValuesOverEventsSeeTheirFieldsTimeAndDate) {
  Add(kPurchased, "2026-03-24T23:30:00Z", "b", Euros(30));
  Add(kPurchased, "2026-03-23T10:00:00Z", "a", Euros(10));
  Add(kPurchased, "2026-03-22T10:00:00Z", "a", Euros(20));
  const QueryMaker bought(Of(kPurchased));
  EXPECT_EQ(Value(bought.Value(Op::kSumOf, kPrice)), "60.00 EUR");
  EXPECT_EQ(Value(bought.Value(Op::kAverageOf, kPrice)), "20.00 EUR");
  EXPECT_EQ(Value(bought.Value(Op::kHighestOf, kPrice)), "30.00 EUR");
  EXPECT_EQ(Value(bought.Value(Op::kLowestOf, kPrice)), "10.00 EUR");
  EXPECT_EQ(Value(bought.Value(Op::kLatestOf, kProduct)), "\"b\"");
  EXPECT_EQ(Value(bought.Value(Op::kFirstOf, kProduct)), "\"a\"");
  EXPECT_EQ(Value(bought.Value(Op::kDifferentOf, kProduct)), "2");
  Expr latest = bought.Value(Op::kLatestOf, kPage);
  latest.children[0].op = Op::kEventTime;
  EXPECT_EQ(Value(latest), "2026-03-24T23:30:00Z");
  latest.children[0].op = Op::kEventDate;
  EXPECT_EQ(Value(latest), "2026-03-25") << "in Paris";
}
TEST_F(HistoryTest, FieldsOfTheMomentAreUnknownAtAnother) {
  Expr field;
  field.op = Op::kMomentField;
  field.index = kPrice;
  field.index2 = kPurchased;
  EXPECT_EQ(Value(field), "unknown");
  const Event moment = EventAt(visitor_.now_, "p", Euros(12));
  scope_.moment_kind = kPurchased;
  scope_.moment = &moment;
  EXPECT_EQ(Value(field), "12.00 EUR");
  field.index2 = kViewed;
  EXPECT_EQ(Value(field), "unknown") << "the moment is of another kind";
}
TEST_F(HistoryTest, GuardsSeeTheDecision) {
  program_.attributes.resize(1);
  program_.cart_total = 0;
  visitor_.attribute_ = Euros(80);
  Expr discount, price, contains;
  discount.op = Op::kDecisionDiscount;
  discount.type = TypeOf(TypeKind::kPercent);
  price.op = Op::kDecisionPrice;
  contains.op = Op::kDecisionContains;
  contains.index = 3;
  EXPECT_EQ(Value(discount), "unknown");
  EXPECT_EQ(Judge(contains), Truth::kUnknown);
  const DecisionFacts decision{Euros(30), Euros(7), {1, 3, 5}};
  scope_.decision = &decision;
  EXPECT_EQ(Value(discount), "37.5%");
  discount.type = TypeOf(TypeKind::kMoney);
  EXPECT_EQ(Value(discount), "30.00 EUR");
  EXPECT_EQ(Value(price), "7.00 EUR");
  EXPECT_EQ(Judge(contains), Truth::kYes);
  contains.index = 4;
  EXPECT_EQ(Judge(contains), Truth::kNo);
}
TEST_F(HistoryTest, PicksAndScoresAreWhatIsGiven) {
  Expr picked, score;
  picked.op = Op::kPicked;
  picked.index = 1;
  score.op = Op::kScore;
  score.index = 0;
  program_.scores.resize(1);
  program_.scores[0].otherwise = Percent{Decimal(3)};
  EXPECT_EQ(Value(picked), "unknown");
  EXPECT_EQ(Value(score), "3%");
  visitor_.score_ = Percent{Decimal(25)};
  EXPECT_EQ(Value(score), "25%");
  const std::vector<class Value> picks = {"a", "b"};
  scope_.picks = &picks;
  EXPECT_EQ(Value(picked), "\"b\"");
}

// Keeps what was seen of the outermost condition.
class SeenRecorder final : public TruthRecorder {
 public:
  std::size_t Enter(const Expr&, int) override { return 0; }
  void Leave(std::size_t, Truth, std::string observed) override { seen = std::move(observed); }
  std::string seen;
};

TEST_F(HistoryTest, ExplainShowsHowOftenAndWhen) {
  SeenRecorder recorder;
  Evaluator evaluator(program_, visitor_, {}, &recorder);
  evaluator.Test(QueryMaker(Of(kViewed)).Has());
  EXPECT_EQ(recorder.seen, "viewed = 0 times");
  for (const char* time : {"2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"}) Add(kViewed, time);
  evaluator.Test(QueryMaker(Of(kViewed)).Has());
  EXPECT_EQ(recorder.seen, "viewed = 3 times (2026-03-03T00:00:00Z, 2026-03-02T00:00:00Z, 2026-03-01T00:00:00Z)");
  Add(kViewed, "2026-03-04T00:00:00Z", "p", Euros(3));
  Expr at_least;
  at_least.op = Op::kAtLeast;
  at_least.children = {QueryMaker(Of(kViewed)).Value(Op::kSumOf, kPrice), ConstantExpr(Euros(5), TypeKind::kMoney)};
  evaluator.Test(at_least);
  EXPECT_EQ(
      recorder.seen,
      "viewed = 4 times (2026-03-04T00:00:00Z, 2026-03-03T00:00:00Z, 2026-03-02T00:00:00Z, ...), giving 3.00 EUR");
  evaluator.Test(QueryMaker(Of(kViewed)).In(Since(Of(kPurchased))).Has());
  EXPECT_EQ(recorder.seen, "viewed = unknown (purchased never happened)");
  visitor_.all_[kViewed].reset();
  evaluator.Test(QueryMaker(Of(kViewed)).Has());
  EXPECT_EQ(recorder.seen, "viewed = unknown (can't be read)");
}

}  // namespace
}  // namespace nextmove::dsl::testing
