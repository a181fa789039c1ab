// Signals and affinity (`language.md` 10).
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/unit/evaluate/events.h"
#include "tests/unit/random_seed.h"

namespace nextmove::dsl::testing {
namespace {

class SignalsTest : public ::testing::Test {
 protected:
  SignalsTest() {
    Signal signal;
    signal.name = "hesitation";
    signal.half_life = *Duration::Of(2, Unit::kMinute, false);
    signal.fires_at = Decimal(50);
    signal.changes.push_back({Of(kViewed), ConstantExpr(Decimal(30), TypeKind::kNumber), true});
    signal.changes.push_back({Of(kClosed), ConstantExpr(Decimal(40), TypeKind::kNumber), false});
    program_.signals.push_back(signal);
  }
  // Some time ago.
  void Add(Kind kind, double seconds_ago) {
    visitor_.Add(kind, EventAt({visitor_.now_.milliseconds - std::llround(seconds_ago * 1'000)}));
  }
  std::string Level() { return Evaluator(program_, visitor_).SignalOf(0).ToString(); }
  std::string Affinity(const std::string& field, const std::string& value, bool under = false, int catalogue = -1) {
    Expr expr;
    expr.op = Op::kAffinity;
    expr.constant = Value(field);
    const bool item = field == "product";
    expr.children = {ConstantExpr(Value(value), item ? TypeKind::kItem : TypeKind::kText)};
    expr.index = under ? 1 : -1;
    expr.index2 = catalogue;
    return Evaluator(program_, visitor_).Evaluate(expr).ToString();
  }

  Program program_ = ProgramOfEvents();
  EventSituation visitor_;
};

TEST_F(SignalsTest, S10ASignalHalvesWithTimeAndIsCutToItsRange) {
  EXPECT_EQ(Level(), "0");
  Add(kViewed, 120);
  EXPECT_EQ(Level(), "15");
  Add(kClosed, 240);
  EXPECT_EQ(Level(), "15") << "it was not below 0 before";
  for (int i = 0; i < 5; ++i) Add(kViewed, 0);
  EXPECT_EQ(Level(), "100");
  Add(kViewed, 60);
  EXPECT_EQ(Level(), "100");
}
TEST_F(SignalsTest, S10PointsOfOneInstantAreSummedAtOnce) {
  for (int i = 0; i < 4; ++i) Add(kViewed, 0);
  Add(kClosed, 0);
  EXPECT_EQ(Level(), "80") << "120 - 40, not 100 - 40";
}
TEST_F(SignalsTest, S10ThreePlacesAndTwentyHalfLives) {
  Add(kViewed, 40);
  EXPECT_EQ(Level(), "23.811");
  visitor_.all_[kViewed]->clear();
  Add(kViewed, 20 * 120);
  EXPECT_EQ(Level(), "0") << "what is left of it is less than a thousandth";
  program_.signals[0].changes[0].points.constant = Decimal(2'000'000);
  EXPECT_EQ(Level(), "0") << "100 cut before it halves 20 times";
}
TEST_F(SignalsTest, S10AGivenSignalWinsAndWithoutConsentItIsUnknown) {
  visitor_.all_[kClosed].reset();
  EXPECT_EQ(Level(), "0") << "this session's events are enough";
  visitor_.session_[kClosed].reset();
  EXPECT_EQ(Level(), "unknown");
  visitor_.given_signal_ = Decimal(70);
  EXPECT_EQ(Level(), "70");
}
TEST_F(SignalsTest, S10ItFiresWhenAnEventLiftsItToTheMark) {
  const auto fired = [&](double seconds_ago) {
    return Evaluator(program_, visitor_)
        .SignalFired(0, {visitor_.now_.milliseconds - std::llround(seconds_ago * 1'000)});
  };
  Add(kViewed, 120);
  EXPECT_FALSE(fired(120)) << "30 only";
  Add(kViewed, 120);
  EXPECT_TRUE(fired(120));
  Add(kViewed, 60);
  EXPECT_TRUE(fired(60)) << "it had fallen below meanwhile";
  EXPECT_FALSE(fired(0)) << "nothing happens now";
  Add(kViewed, 59);
  EXPECT_FALSE(fired(59)) << "it was above already";
  visitor_.given_signal_ = Decimal(70);
  EXPECT_FALSE(fired(60)) << "one that is given has no events";
}
TEST_F(SignalsTest, S10AgreesWithASimulationSecondBySecond) {
  const std::uint64_t seed = RandomSeed();
  std::mt19937 random(static_cast<unsigned>(seed));
  for (int round = 0; round < 300; ++round) {
    for (auto& events : visitor_.all_) events->clear();
    const int half_life = 5 + static_cast<int>(random() % 120), length = half_life * 20;
    program_.signals[0].half_life = Duration{half_life * 1'000, 0, 0};
    std::vector<int> points(static_cast<std::size_t>(length) + 1);  // by seconds ago
    for (int i = 0, count = static_cast<int>(random() % 20); i < count; ++i) {
      const int ago = static_cast<int>(random() % static_cast<unsigned>(length + 1));
      const bool up = random() % 3 != 0;
      points[static_cast<std::size_t>(ago)] += up ? 30 : -40;
      Add(up ? kViewed : kClosed, ago);
    }
    long double level = 0;
    const long double each_second = std::exp2(-1.0L / half_life);
    for (int ago = length; ago >= 0; --ago) {
      level *= each_second;
      if (points[static_cast<std::size_t>(ago)] != 0)
        level = std::min(100.0L, std::max(0.0L, level + points[static_cast<std::size_t>(ago)]));
    }
    const Value value = Evaluator(program_, visitor_).SignalOf(0);
    ASSERT_NEAR(value.number()->ToDouble(), static_cast<double>(level), 0.0006) << "seed " << seed << " " << round;
  }
}
TEST_F(SignalsTest, S10AffinityIsTheShareOfTheMostWantedValue) {
  const auto view = [&](const char* page, int days_ago) {
    visitor_.Add(kViewed, EventAt({visitor_.now_.milliseconds - days_ago * 86'400'000LL}, {}, {}, page));
  };
  EXPECT_EQ(Affinity("page", "Dresses"), "0%");
  view("Dresses", 0);
  view("hats", 30);
  EXPECT_EQ(Affinity("page", "dresses"), "100%") << "texts as `is` compares them";
  EXPECT_EQ(Affinity("page", "hats"), "50%");
  EXPECT_EQ(Affinity("page", "bags"), "0%");
  program_.events[kPurchased].worth = Decimal(5);
  visitor_.Add(kPurchased, EventAt(visitor_.now_, {}, {}, "bags"));
  EXPECT_EQ(Affinity("page", "dresses"), "20%");
  EXPECT_EQ(Affinity("page", "bags"), "100%");
  program_.events[kPurchased].built_in = true;
  EXPECT_EQ(Affinity("page", "dresses"), "100%") << "what the shop shows is no interest";
}
TEST_F(SignalsTest, S10AffinityUnderAValueCountsAllBelowIt) {
  const auto view = [&](const char* product, const char* page) {
    visitor_.Add(kViewed, EventAt(visitor_.now_, product, {}, page));
  };
  view("gown", "Women/Dresses/long");
  view("boot", "women/shoes");
  view("tie", "men");
  EXPECT_EQ(Affinity("page", "women", true), "100%");
  EXPECT_EQ(Affinity("page", "women/dresses", true), "50%");
  EXPECT_EQ(Affinity("page", "women/dresses"), "0%");
  program_.catalogues.resize(1);
  program_.catalogues[0].parent_field = 0;
  visitor_.items_ = {{"gown", {Value("clothes")}}, {"boot", {Value("clothes")}}, {"clothes", {Value()}}};
  EXPECT_EQ(Affinity("product", "clothes", true, 0), "100%");
  EXPECT_EQ(Affinity("product", "tie", true, 0), "50%");
  EXPECT_EQ(Affinity("product", "clothes"), "0%");
}
TEST_F(SignalsTest, S10AffinityToAFieldOfTheItemThatTheEventIsAbout) {
  program_.catalogues.resize(1);
  program_.catalogues[0].fields = {{"style", TypeOf(TypeKind::kText), true}};
  program_.catalogue_names["product"] = 0;
  for (EventKind& kind : program_.events) kind.fields[kProduct].type = Type::Item("product");
  visitor_.items_ = {{"gown", {Value("Evening")}}, {"boot", {Value("street")}}, {"tie", {Value()}}};
  for (const char* product : {"gown", "gown", "boot", "tie", "unheard_of"})
    visitor_.Add(kViewed, EventAt(visitor_.now_, product));
  EXPECT_EQ(Affinity("style", "evening"), "100%");
  EXPECT_EQ(Affinity("style", "street"), "50%");
}
TEST_F(SignalsTest, S10AffinityWithoutConsentIsUnknown) {
  visitor_.all_[kPurchased].reset();
  EXPECT_EQ(Affinity("page", "hats"), "unknown");
}

}  // namespace
}  // namespace nextmove::dsl::testing
