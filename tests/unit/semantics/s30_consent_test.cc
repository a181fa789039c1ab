// Paragraph 30: reading needs the consent now and then; who withdraws it is forgotten at once.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

// `subscribed` is of marketing; `added_to_cart` of personalisation, in its session of everybody.
const std::string kReaders = "attribute visitor.size text  optional  consent marketing  kept 6 months\n" +
                             Placed("subscriber", "hero", "  uses consent marketing\n  when has subscribed") +
                             Placed("stranger", "side", "  uses consent marketing\n  when has not subscribed") +
                             Placed("tall", "side", "  uses consent marketing\n  when visitor.size is \"L\"");

// What is decided when the request says so, and the visitor after it.
std::string WinsWith(Shop& shop, std::vector<Consent> statements) {
  shop.request().consents = statements;
  std::string wins = shop.Wins();
  shop.request().consents = {};
  shop.visitor() = Apply(shop.visitor(), shop.outcome().effects.visitor);
  return wins;
}
Consent Yes(const std::string& purpose) { return {purpose, ConsentState::kGiven}; }
Consent No(const std::string& purpose) { return {purpose, ConsentState::kRefused}; }

TEST(S30ConsentTest, WithoutConsentItIsNeitherReadNorKept) {
  Shop shop(kReaders);
  shop.Happens("subscribed", {{"letter", "weekly"}}).Given("visitor.size", "L");
  EXPECT_EQ(WinsWith(shop, {}), "") << "unknown: neither has nor has not";
  EXPECT_EQ(shop.Reason("stranger"), ReasonCode::kConditionUnknown);
  EXPECT_TRUE(shop.outcome().effects.visitor.events.empty());
  EXPECT_TRUE(shop.outcome().effects.visitor.attributes.empty());
}
TEST(S30ConsentTest, AStatementIsInForceAtOnceForEventsOfTheSameRequest) {
  Shop shop(kReaders);
  shop.Happens("subscribed", {{"letter", "weekly"}}).Given("visitor.size", "L");
  EXPECT_EQ(WinsWith(shop, {Yes("marketing")}), "subscriber@hero tall@side");
  EXPECT_EQ(WinsWith(shop, {No("marketing")}), "");
}
TEST(S30ConsentTest, WithdrawingErasesAtOnceAndANewYesStartsFromZero) {
  Shop shop(kReaders);
  shop.Agrees("marketing").Did("subscribed", {{"letter", "weekly"}}, 60).Did("shown", {{"action", "subscriber"}}, 50);
  shop.visitor().attributes = {{"visitor.size", dsl::Value("L"), shop.now(), "marketing"}};
  EXPECT_EQ(shop.Wins(), "subscriber@hero tall@side");
  EXPECT_EQ(WinsWith(shop, {No("marketing")}), "");
  ASSERT_EQ(shop.visitor().events.size(), 1u) << "erased, not only hidden";
  EXPECT_EQ(shop.visitor().events[0].kind, "shown") << "what is necessary stays";
  EXPECT_TRUE(shop.visitor().attributes.empty());
  EXPECT_EQ(WinsWith(shop, {Yes("marketing")}), "stranger@side") << "it is known that there is nothing";
}
TEST(S30ConsentTest, OneWithdrawnErasesNothingOfAnother) {
  Shop shop(kReaders);
  shop.Agrees("marketing").Agrees("personalisation").Did("subscribed", {{"letter", "weekly"}}, 60);
  EXPECT_EQ(WinsWith(shop, {No("personalisation")}), "subscriber@hero");
}
TEST(S30ConsentTest, WhatWasTakenUnderAnotherPurposeIsNotRead) {
  Shop shop(kReaders);
  shop.Agrees("marketing").Did("subscribed", {{"letter", "weekly"}}, 60);
  shop.visitor().events[0].purpose = "personalisation";  // the kind's purpose was another one then
  EXPECT_EQ(shop.Wins(), "stranger@side");
}
TEST(S30ConsentTest, OfThisSessionOnlyIsReadInItAndForgottenWithIt) {
  Shop shop(Placed("today_only", "hero", "  when has added_to_cart in this session") +
            Placed("ever", "side", "  uses consent personalisation\n  when has added_to_cart"));
  shop.Happens("added_to_cart", {{"product", "p"}});
  EXPECT_EQ(WinsWith(shop, {}), "today_only@hero");
  Shop later(Placed("today_only", "hero", "  when has added_to_cart in this session") +
             Placed("ever", "side", "  uses consent personalisation\n  when has added_to_cart"));
  later.visitor() = shop.visitor();
  EXPECT_EQ(WinsWith(later, {Yes("personalisation")}), "today_only@hero") << "a yes of now is none of then";
  later.Now("2026-01-15T11:31:00Z");
  EXPECT_EQ(later.Wins(), "");
}
TEST(S30ConsentTest, NecessaryCantBeRefused) {
  Shop shop(Placed("b", "hero", "  when has viewed"));
  shop.Did("viewed", {{"product", "p"}}, 60);
  EXPECT_EQ(WinsWith(shop, {No("necessary")}), "b@hero");
}
TEST(S30ConsentTest, OfTwoStatementsTheLastCounts) {
  Shop shop(kReaders);
  shop.Agrees("marketing").Did("subscribed", {{"letter", "weekly"}}, 60);
  EXPECT_EQ(WinsWith(shop, {Yes("marketing"), No("marketing")}), "");
  EXPECT_TRUE(shop.visitor().events.empty());
}
TEST(S30ConsentTest, ANewYesInTheSameRequestDoesNotBringBackWhatTheNoErased) {
  Shop shop(kReaders);
  shop.Agrees("marketing").Did("subscribed", {{"letter", "weekly"}}, 60);
  EXPECT_EQ(WinsWith(shop, {No("marketing"), Yes("marketing")}), "stranger@side");
  EXPECT_TRUE(shop.visitor().events.empty());
}
TEST(S30ConsentTest, AValueTakenUnderAnotherPurposeIsNotRead) {
  Shop shop(kReaders);
  shop.Agrees("marketing").Did("subscribed", {{"letter", "weekly"}}, 60);
  shop.visitor().attributes = {{"visitor.size", dsl::Value("L"), shop.now(), "personalisation"}};
  EXPECT_EQ(shop.Wins(), "subscriber@hero") << "`tall` reads it under marketing";
}

}  // namespace
}  // namespace nextmove::engine::testing
