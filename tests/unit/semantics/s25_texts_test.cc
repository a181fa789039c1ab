// Paragraph 25: texts with holes, locales.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

Shop Speaking(const std::string& english, const std::string& french) {
  return Shop("banner b\n  place hero\n  say headline: en \"" + english + "\", fr \"" + french + "\"\n",
              BilingualShop());
}

TEST(S25TextsTest, ValuesAreWrittenAsTheLocaleDoes) {
  Shop rules = Speaking("{50 EUR - cart.total} more", "Encore {50 EUR - cart.total}");
  rules.Given("cart.total", "40 EUR");
  EXPECT_EQ(rules.Text("b"), "€10 more");
  rules.Given("cart.total", "40.50 EUR");
  EXPECT_EQ(rules.Text("b"), "€9.50 more");
  rules.request().locale = "fr-CA";
  EXPECT_NE(rules.Text("b").find("9,50"), std::string::npos);
  rules.request().locale = "ja";
  EXPECT_EQ(rules.Text("b"), "€9.50 more") << "a locale that is not spoken gets the fallback";
}
TEST(S25TextsTest, UnknownWithoutOtherwiseIsNotEligible) {
  EXPECT_EQ(Speaking("Hello {visitor.name}", "Bonjour").Stopped("b"), "say");
  Shop rules = Speaking("Hello {visitor.name otherwise friend}", "Bonjour");
  EXPECT_EQ(rules.Text("b"), "Hello friend");
  EXPECT_EQ(rules.Given("visitor.name", "Ada").Text("b"), "Hello Ada");
}
TEST(S25TextsTest, NumbersChooseTheirForm) {
  Shop rules = Speaking("{visitor.visits | piece | pieces}", "x");
  EXPECT_EQ(rules.Given("visitor.visits", "1").Text("b"), "1 piece");
  EXPECT_EQ(rules.Given("visitor.visits", "3").Text("b"), "3 pieces");
}
TEST(S25TextsTest, FrenchOfCanadaTakesFrenchAsFranceWritesIt) {
  Shop rules = Speaking("{cart.total}", "{cart.total} / {visitor.visits}");
  rules.request().locale = "fr-CA";
  rules.Given("cart.total", "1234.50 EUR").Given("visitor.visits", "1234.5");
  EXPECT_EQ(rules.Text("b"), "1\u202f234,50\u00a0€ / 1\u202f234,5");
  rules.Given("cart.total", "10.00 EUR").Given("visitor.visits", "-3");
  EXPECT_EQ(rules.Text("b"), "10\u00a0€ / -3");
}
TEST(S25TextsTest, FewerFormsThanCategoriesTheLastIsForTheRest) {
  Shop rules = Speaking("x", "{visitor.visits | pièce | pièces}");
  rules.request().locale = "fr";
  EXPECT_EQ(rules.Given("visitor.visits", "0").Text("b"), "0 pièce");
  EXPECT_EQ(rules.Given("visitor.visits", "1.5").Text("b"), "1,5 pièce");
  EXPECT_EQ(rules.Given("visitor.visits", "2").Text("b"), "2 pièces");
  EXPECT_EQ(rules.Given("visitor.visits", "1000000").Text("b"), "1\u202f000\u202f000 pièces") << "French `many`";
}
TEST(S25TextsTest, AnUnknownShowIsLeftOut) {
  Shop rules("banner b\n  place hero\n  say headline: en \"x\"\n  show visits: visitor.visits\n");
  rules.Decide();
  EXPECT_EQ(std::get<BannerContent>(rules.Find("b")->content).creative.parts.size(), 1u);
  rules.Given("visitor.visits", "2").Decide();
  EXPECT_EQ(std::get<BannerContent>(rules.Find("b")->content).creative.parts.size(), 2u);
}

}  // namespace
}  // namespace nextmove::engine::testing
