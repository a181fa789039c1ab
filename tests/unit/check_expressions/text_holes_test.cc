// Texts with holes: where they are cut and what their values must be.

#include <gtest/gtest.h>

#include "dsl/check/expressions/templates.h"
#include "tests/unit/check_expressions/shop.h"

namespace nextmove::dsl {
namespace {

class TextHolesTest : public testing::Test {
 protected:
  // `quoted` as it stands in the file, with its quotation marks.
  Template Read(const std::string& quoted, const std::string& locale = "en") {
    const auto file = shop.sources.Add("text.rules", quoted);
    tree::Text text;
    text.text = quoted.substr(1, quoted.size() - 2);
    text.span = {file, 0, static_cast<std::uint32_t>(quoted.size())};
    return LowerText(shop.typing, text, *LocaleFormat::Load(locale), {});
  }
  Shop shop;
};

TEST_F(TextHolesTest, ATextWithoutHolesIsOnePiece) {
  const Template text = Read(R"("say \"hi\" to \{name}")");
  ASSERT_EQ(text.size(), 1u);
  EXPECT_EQ(text[0].text, "say \"hi\" to {name}");
  EXPECT_EQ(shop.Verdict(), "ok");
}

TEST_F(TextHolesTest, HolesAreCutAtOtherwiseAndBars) {
  const Template text = Read(
      R"("{visitor.campaign otherwise dear | friend}, {visitor.visits | visit | visits} and {cart.total - 5 EUR}!")");
  ASSERT_EQ(shop.Verdict(), "ok");
  ASSERT_EQ(text.size(), 6u);
  EXPECT_EQ(text[0].otherwise, "dear | friend");
  EXPECT_EQ(text[1].text, ", ");
  EXPECT_EQ(text[2].plural_forms, (std::vector<std::string>{"visit", "visits"}));
  EXPECT_EQ(text[4].value->op, Op::kSubtract);
  EXPECT_EQ(text[5].text, "!");
}

TEST_F(TextHolesTest, BadHolesAreSaid) {
  const std::pair<const char*, const char*> cases[] = {
      {R"("{cart.total")", "E0132 the hole is not closed"},
      {R"("{cart {total}}")", "E0132 the hole is not closed"},
      {R"("total}")", "E0132 `}` closes a hole that was not opened"},
      {R"("{} off")", "E0132 the hole names no value"},
      {R"("{cart.totl}")", "E0201 unknown attribute `cart.totl`"},
      {R"("{cart.total | euro | euros}")",
       "E0401 `cart.total` is an amount of money, but one and several are told apart by a number"},
      {R"("{visitor.visits | a | b | c}")", "E0420 `en` has 2 forms, but 3 are written"},
      {R"("{cart.items}")", "E0401 `cart.items` is a list of lines, which is no text"},
      {R"("{viewed}")", "E0210 `viewed` is an event, which has no value to compare"},
  };
  for (const auto& [quoted, verdict] : cases) {
    TextHolesTest::shop.sink = DiagnosticSink();
    Read(quoted);
    EXPECT_EQ(shop.Verdict(), verdict) << quoted;
  }
}

TEST_F(TextHolesTest, FewerPluralFormsAreEnough) {
  Read(R"("{visitor.visits | Stück}")", "de");
  Read(R"("{visitor.visits | pièce | pièces}")", "fr");
  EXPECT_EQ(shop.Verdict(), "ok");
}

TEST_F(TextHolesTest, ErrorsStandAtTheHole) {
  Read(R"("hello {cart.totl}")");
  ASSERT_EQ(shop.sink.all().size(), 1u);
  EXPECT_EQ(shop.sources.TextOf(shop.sink.all()[0].span), "cart.totl");
}

TEST_F(TextHolesTest, HolesAreSeenInATextAlone) {
  tree::Text text;
  text.text = "plain";
  EXPECT_FALSE(HasHoles(text));
  text.text = "{cart.total}";
  EXPECT_TRUE(HasHoles(text));
  text.text = "\\{cart";
  EXPECT_FALSE(HasHoles(text));
}

}  // namespace
}  // namespace nextmove::dsl
