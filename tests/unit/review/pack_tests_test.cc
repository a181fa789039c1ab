#include "engine/review/pack_tests.h"

#include <gmock/gmock.h>

#include "engine/ruleset/ruleset.h"

namespace nextmove::engine {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kPack[] = R"(project shop
  edition 1
  time zone "Europe/Paris"
  currency EUR
  locales en, fr
  otherwise en
  consents personalisation
attribute visitor.visits     number  otherwise 1  consent necessary
attribute visitor.name       text    optional     consent personalisation
attribute cart.total         money   otherwise 0 EUR  consent necessary
attribute cart.items         list of (product: text, price: money, quantity: number)  otherwise []  consent necessary
catalogue category (name: text, popularity: number)
placement hero       channels web  allows 1  otherwise house
placement main_menu  channels web  allows 1
placement push       channels app  allows 1
group incentives
  allows 1
content house
  say headline: en "House", fr "Maison"
segment newcomer
  when visitor.visits is 1
banner welcome
  for newcomer
  place hero
  say headline: en "Welcome", fr "Bienvenue"
  show image: "hi"
banner hello
  needs consent personalisation
  place hero
  say headline: en "Hello {visitor.name otherwise friend}", fr "Bonjour"
  priority low
overlay in_the_app
  place push
  say headline: en "App", fr "App"
banner autumn
  active from 2026-09-22 until 2026-12-20
  place hero
  say headline: en "Autumn", fr "Automne"
  priority high
discount big
  when cart.total is at least 50 EUR
  give 10% off up to 20 EUR
  competes in incentives
  priority high
discount small
  when cart.total is at least 20 EUR
  give 5 EUR off
  competes in incentives
discount perks
  when cart.total is more than 1000 EUR
  give free_delivery
  give points 2 times
navigation popular_first
  place main_menu
  rank by popularity
)";

class PackTestsTest : public testing::Test {
 protected:
  // Runs one test of these lines.
  TestResult Run(const std::string& lines) {
    const auto loaded =
        LoadTexts({{"shop.rules", kPack}, {"tests.rules", "test \"it\"\n" + lines}}, dsl::CheckOptions());
    if (!loaded.program) {
      std::string why = "not loaded:";
      for (const auto& diagnostic : loaded.diagnostics) {
        if (diagnostic.severity() == dsl::Severity::kError) why += " " + diagnostic.message;
      }
      return {"it", {}, {{{}, why, {}}}};
    }
    auto results = RunTests(loaded.program, "");
    EXPECT_EQ(results.size(), 1u);
    return results.front();
  }
  std::vector<std::string> MessagesOf(const std::string& lines) {
    std::vector<std::string> messages;
    for (const auto& failure : Run(lines).failures) messages.push_back(failure.message);
    return messages;
  }
};

TEST_F(PackTestsTest, StartsWithAnUnknownVisitorAtNoonOfTheFifteenthOfJanuary) {
  EXPECT_THAT(MessagesOf("  expect newcomer\n  expect welcome with headline is \"Welcome\"\n"
                         "  expect not hello because needs\n  expect not autumn because active\n"
                         "  expect nothing in main_menu\n"),
              IsEmpty());
}

TEST_F(PackTestsTest, RunsLinesInOrder) {
  EXPECT_THAT(MessagesOf("  expect welcome\n"
                         "  given visitor.visits is 2\n  expect house in hero with headline is \"House\"\n"
                         "  given consent personalisation\n  expect hello with headline is \"Hello friend\"\n"
                         "  given visitor.name is \"Ada\"\n  expect hello with headline contains \"ada\"\n"
                         "  given no consent personalisation\n  expect not hello because needs\n"
                         "  now 2026-10-01 10:00\n  expect autumn before welcome\n"),
              ElementsAre(HasSubstr("expected `autumn` to win before `welcome`, but `welcome` is not eligible")));
}

TEST_F(PackTestsTest, ComparesSavingsPerksAndOrders) {
  EXPECT_THAT(MessagesOf("  given cart.total is 60 EUR\n  expect big with saving is 6 EUR\n"
                         "  expect big before small\n  expect not small because competes\n"
                         "  given cart.total is 2000 EUR\n  expect big with saving is 20 EUR\n"
                         "  expect perks with free_delivery is yes and points is 2\n"
                         "  given category \"a\" where (name is \"A\" and popularity is 1)\n"
                         "  given category \"b\" where (name is \"B\" and popularity is 2)\n"
                         "  given main_menu is [\"a\", \"b\"]\n"
                         "  expect popular_first with order is [\"b\", \"a\"]\n"
                         "  given category \"a\" where (popularity is 3)\n"
                         "  expect popular_first with order is [\"a\", \"b\"]\n"),
              IsEmpty());
}

TEST_F(PackTestsTest, DecidesOnTheChannelWhereThePlaceIs) {
  EXPECT_THAT(MessagesOf("  expect in_the_app in push\n  expect in_the_app\n"), IsEmpty());
}

TEST_F(PackTestsTest, SaysWhatHappenedInsteadAndWhichClauseStoppedIt) {
  const TestResult result = Run("  given visitor.visits is 2, cart.total is 34.90 EUR\n  expect big\n");
  ASSERT_EQ(result.failures.size(), 1u);
  EXPECT_EQ(result.failures[0].message, "expected `big` to win, but `small` won");
  ASSERT_GE(result.failures[0].details.size(), 2u);
  EXPECT_THAT(result.failures[0].details[0], HasSubstr("`big`: "));
  EXPECT_THAT(result.failures[0].details[0], HasSubstr("(`when`)"));
  const std::string all = testing::PrintToString(result.failures[0].details);
  EXPECT_THAT(all, HasSubstr("cart.total is at least 50 EUR` is no"));
  EXPECT_THAT(all, HasSubstr("34.90 EUR"));
  EXPECT_THAT(all, HasSubstr("(shop.rules:"));
}

TEST_F(PackTestsTest, SaysOfEachKindOfExpectationHowItFailed) {
  EXPECT_THAT(
      MessagesOf("  expect not newcomer\n  expect house in hero\n  expect nothing in hero\n"
                 "  expect not welcome\n  expect not hello because when\n"
                 "  expect welcome with headline is \"Hi\"\n"
                 "  expect hello in hero\n  given visitor.visits is 2\n  expect newcomer\n  expect welcome\n"),
      ElementsAre("expected the visitor not to be in segment `newcomer`, but the visitor is",
                  "expected content `house` to be shown in `hero`, but `hero` shows `welcome`",
                  "expected nothing in `hero`, but `hero` shows `welcome`", "expected `welcome` not to win, but it did",
                  "expected `when` to stop `hello`, but `needs` did",
                  "expected `headline` of `welcome` to be \"Hi\", but it is \"Welcome\"",
                  "expected `hello` to win in `hero`, but `hero` shows `welcome`",
                  "expected the visitor to be in segment `newcomer`, but the visitor is not",
                  "expected `welcome` to win, but `hero` shows `house`"));
}

TEST_F(PackTestsTest, ReplacesTheLineOfTheSameProduct) {
  const auto loaded = LoadTexts(
      {{"shop.rules", std::string(kPack) +
                          "segment two_hats\n  when cart.items contains product \"hat\" where (quantity is 2)\n"
                          "segment a_hat\n  when cart.items.size is 1\n"},
       {"tests.rules",
        "test \"it\"\n  given cart.items contains product \"hat\" where (price is 5 EUR and quantity is 1)\n"
        "  expect not two_hats\n"
        "  given cart.items contains product \"hat\" where (price is 5 EUR and quantity is 2)\n"
        "  expect two_hats\n  expect a_hat\n"}},
      dsl::CheckOptions());
  if (!loaded.program) {
    for (const auto& diagnostic : loaded.diagnostics) ADD_FAILURE() << diagnostic.message;
    return;
  }
  EXPECT_THAT(RunTests(loaded.program, "").front().failures, IsEmpty());
  EXPECT_THAT(RunTests(loaded.program, "other"), IsEmpty());
}

}  // namespace
}  // namespace nextmove::engine
