// What a batch has in common fills what an item leaves empty.
#include "engine/serve/calls/request_defaults.h"

#include <gtest/gtest.h>

namespace nextmove::serve {
namespace {

engine::AttributeView Number(std::string_view name, double number) {
  engine::AttributeView view;
  view.name = name;
  view.value = number;
  return view;
}

TEST(RequestDefaultsTest, FillsAttributesByKeyWhetherNamedOrNumbered) {
  std::vector<engine::AttributeView> shared = {Number("a", 1), Number("b", 2), Number("", 9)};
  shared[2].id = dsl::AttributeId("c");
  const std::vector<engine::AttributeView> mine = {Number("c", 3)};
  CallRequest common, own;
  common.decide.attributes = shared;
  common.decide.locale = "de";
  common.decide.moment = "exit";
  own.decide.attributes = mine;
  own.decide.locale = "fr";
  RequestDefaults defaults;
  const CallRequest& filled = defaults.Fill(own, common);
  EXPECT_EQ(filled.decide.locale, "fr");
  EXPECT_EQ(filled.decide.moment, "exit");
  ASSERT_EQ(filled.decide.attributes.size(), 3u);
  EXPECT_EQ(filled.decide.attributes[0].name, "c") << "its own first, so that field paths stay right";
  EXPECT_EQ(std::get<double>(filled.decide.attributes[0].value), 3);
  EXPECT_EQ(filled.decide.attributes[1].name, "a");
  EXPECT_EQ(filled.decide.attributes[2].name, "b");
}

TEST(RequestDefaultsTest, ForgetsTheItemBefore) {
  CallRequest common, first, second;
  common.decide.locale = "de";
  first.dry_run = true;
  first.ruleset_version = "x";
  RequestDefaults defaults;
  EXPECT_TRUE(defaults.Fill(first, common).dry_run);
  const CallRequest& filled = defaults.Fill(second, common);
  EXPECT_FALSE(filled.dry_run);
  EXPECT_EQ(filled.ruleset_version, "");
  EXPECT_EQ(filled.decide.locale, "de");
}

}  // namespace
}  // namespace nextmove::serve
