// Paragraph 23: search results, and menus by affinity.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

std::string OrderOf(Shop& shop, const std::string& rule) {
  const auto* content = shop.ContentOf<SearchContent>(rule);
  if (!content) return "[" + shop.Trace(rule).clause + "]";
  std::string text;
  for (const std::string& item : content->items) text += (text.empty() ? "" : " ") + item;
  return text;
}

Shop Results(const std::string& text) {
  Shop shop(text);
  shop.Item("product", "a", {{"brand", "x"}, {"stock", "4"}}).Item("product", "b", {{"brand", "y"}, {"stock", "4"}});
  shop.Item("product", "c", {{"brand", "y"}, {"stock", "0"}}).Item("product", "d", {{"brand", "x"}, {"stock", "0"}});
  shop.Given("results", "a|b|c|d");
  return shop;
}

TEST(S23SearchTest, FactorsMultiplyAndZeroGoesToTheEndInItsOrder) {
  Shop shop = Results(
      "search s\n  place results\n  raise by 20% where (brand is \"y\")\n"
      "  lower by 100% where (stock is 0)\n");
  EXPECT_EQ(OrderOf(shop, "s"), "b a c d") << "c would have stood before d";
}
TEST(S23SearchTest, AllWinnersMakeOneOrderAndPinsGoFirst) {
  Shop shop = Results(
      "search s\n  place results\n  raise by 20% where (brand is \"y\")\n  priority high\n"
      "search t\n  place results\n  pin \"d\", \"elsewhere\"\n");
  EXPECT_EQ(OrderOf(shop, "s"), "d b c a");
  EXPECT_EQ(OrderOf(shop, "t"), "d b c a");
  EXPECT_EQ(shop.ContentOf<SearchContent>("t")->pinned, (std::vector<std::string>{"d", "elsewhere"}));
}
TEST(S23SearchTest, ScoresThatAreSentCount) {
  Shop shop = Results("search s\n  place results\n  raise by 20% where (brand is \"y\")\n");
  shop.Given("results", "");
  const auto cell = [](std::string_view name, auto value) {
    AttributeView view;
    view.name = name;
    view.value = value;
    return view;
  };
  const std::vector<AttributeView> a = {cell("product", std::string_view("a")), cell("score", 0.5)};
  const std::vector<AttributeView> b = {cell("product", std::string_view("b")), cell("score", 0.42)};
  const std::vector<AttributeView> c = {cell("product", std::string_view("c")), cell("score", 0.4)};
  const std::vector<RecordView> records = {{a}, {b}, {c}};
  shop.Also(cell("results", std::span<const RecordView>(records)));
  EXPECT_EQ(OrderOf(shop, "s"), "b a c") << "0.504, 0.5, 0.48";
}
TEST(S23SearchTest, AffinityLiftsWhatTheVisitorLikes) {
  Shop shop = Results("search s\n  needs consent personalisation\n  place results\n  raise by affinity to brand\n");
  shop.Agrees("personalisation");
  shop.Did("viewed", {{"brand", "y"}}, 60);
  EXPECT_EQ(OrderOf(shop, "s"), "b c a d");
}
TEST(S23SearchTest, WithoutResultsThereIsNothingToOrder) {
  Shop shop("search s\n  place results\n  pin \"d\"\n");
  EXPECT_EQ(OrderOf(shop, "s"), "[place]");
  EXPECT_EQ(shop.Trace("s").outcome, ReasonCode::kNoContent);
}
TEST(S23SearchTest, AMenuByAffinityKeepsPinsAndMovesTheBestFew) {
  Shop shop(
      "navigation n\n  needs consent personalisation\n  place menu\n  rank by affinity to category\n  pin \"home\", "
      "\"sale\"\n"
      "  move at most 2 where (this category is not \"clearance\")\n");
  shop.Agrees("personalisation").Given("menu", "home|clearance|women|men|decor|sale");
  shop.Did("viewed", {{"category", "decor"}}, 60).Did("viewed", {{"category", "decor"}}, 50);
  shop.Did("viewed", {{"category", "men"}}, 40).Did("viewed", {{"category", "clearance"}}, 30);
  const auto* menu = shop.ContentOf<NavigationContent>("n");
  ASSERT_NE(menu, nullptr);
  EXPECT_EQ(menu->items, (std::vector<std::string>{"home", "decor", "men", "clearance", "women", "sale"}));
}

}  // namespace
}  // namespace nextmove::engine::testing
