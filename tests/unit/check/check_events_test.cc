// What the checker makes of events, of what is computed from them, and of tests about them.
#include "gtest/gtest.h"
#include "tests/unit/check/check_testing.h"

namespace nextmove::dsl::testing {
namespace {

Checked CheckEvents(const std::string& text) { return CheckTexts({{"shop.rules", text}, {"base.rules", BaseRules()}}); }

const EventKind& KindOf(const Checked& checked, std::string_view name) {
  return checked.program->events[static_cast<std::size_t>(checked.program->event_names.find(name)->second)];
}

std::vector<std::string> FieldsOf(const EventKind& kind) {
  std::vector<std::string> names;
  for (const FieldType& field : kind.fields) names.push_back(field.name);
  return names;
}

}  // namespace

TEST(CheckEventsTest, ReadsAKindOfEvent) {
  const Checked checked =
      CheckEvents("event undone (order: text) consent marketing kept 3 months undoes purchased by order\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const EventKind& viewed = KindOf(checked, "viewed");
  EXPECT_EQ(viewed.purpose, 1);
  EXPECT_EQ(viewed.session_purpose, 0);
  EXPECT_EQ(viewed.kept, *Duration::Of(24, Unit::kMonth, false));
  EXPECT_EQ(viewed.worth, Decimal(1));
  EXPECT_EQ(KindOf(checked, "purchased").worth, Decimal(5));
  EXPECT_EQ(KindOf(checked, "subscribed").origin, "given");
  const EventKind& undone = KindOf(checked, "undone");
  ASSERT_EQ(undone.undoes.size(), 1u);
  EXPECT_EQ(undone.undoes[0].event, checked.program->event_names.at("purchased"));
  EXPECT_EQ(undone.undoes[0].field, 0);
  EXPECT_EQ(undone.undoes[0].other_field, 0);
}

TEST(CheckEventsTest, EveryProgramHasTheBuiltInEvents) {
  const Checked checked = CheckEvents(
      "banner a pick seen: product from viewed pick kind: category from viewed place hero needs consent "
      "personalisation show product: seen, kind: kind\n"
      "banner b pick seen: category from viewed place hero needs consent personalisation show kind: seen\n"
      "banner c pick liked: product from viewed place hero needs consent personalisation show product: liked\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  for (const char* name : {"shown", "clicked", "dismissed", "converted", "redeemed", "cancelled", "sent", "answered"}) {
    ASSERT_EQ(checked.program->event_names.count(name), 1u) << name;
    const EventKind& kind = KindOf(checked, name);
    EXPECT_TRUE(kind.built_in);
    EXPECT_EQ(kind.purpose, 0);
    EXPECT_EQ(kind.kept, *Duration::Of(36, Unit::kMonth, false));
    for (const FieldType& field : kind.fields) EXPECT_TRUE(field.optional) << field.name;
  }
  const EventKind& shown = KindOf(checked, "shown");
  EXPECT_EQ(FieldsOf(shown), (std::vector<std::string>{"action", "placement", "group", "channel", "session", "category",
                                                       "product", "kind", "liked", "seen"}));
  EXPECT_EQ(shown.fields[7].type.catalogue(), "category");
  EXPECT_EQ(shown.fields[8].type.catalogue(), "product");
  EXPECT_EQ(shown.fields[9].type.kind, TypeKind::kText);  // a product in one rule, a category in another
  EXPECT_EQ(FieldsOf(KindOf(checked, "answered")).back(), "choice");
}

TEST(CheckEventsTest, ReadsSignalsScoresAndClusters) {
  const Checked checked = CheckEvents(
      "signal haste raise by 40 after opened_page where (kind is \"cart\") lower by 30 after viewed\n"
      "  halves every 30 seconds fires at 60\n"
      "score chance predicts purchased within 1 day learns from visitor.visits, haste, number of times viewed "
      "otherwise 3%\n"
      "clusters style finds 5 learns from visitor.source\n"
      "segment hurried when haste is at least 50 or chance is at least 20% or style is 4\n"
      "banner a for hurried on haste place hero show link: \"/\"\ntest \"t\" expect a\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const Signal& haste = checked.program->signals.at(0);
  ASSERT_EQ(haste.changes.size(), 2u);
  EXPECT_TRUE(haste.changes[0].raises);
  EXPECT_TRUE(haste.changes[0].after.where.has_value());
  EXPECT_FALSE(haste.changes[1].raises);
  EXPECT_EQ(haste.half_life, *Duration::Of(30, Unit::kSecond, false));
  EXPECT_EQ(haste.fires_at, Decimal(60));
  const Score& chance = checked.program->scores.at(0);
  EXPECT_EQ(chance.learns_from.size(), 3u);
  EXPECT_EQ(chance.within, *Duration::Of(1, Unit::kDay, false));
  EXPECT_EQ(chance.otherwise, Value(Percent{Decimal(3)}));
  EXPECT_EQ(checked.program->clusters.at(0).count, 5);
}

TEST(CheckEventsTest, LearningNeedsNoConsentOfTheRule) {
  const Checked checked = CheckEvents(
      "score chance predicts purchased within 1 day learns from number of times purchased, visitor.city is known\n"
      "banner a when chance is at least 20% place hero show link: \"/\"\ntest \"t\" expect a\n");
  EXPECT_NE(checked.program, nullptr) << checked.terminal;
}

TEST(CheckEventsTest, ThisSessionNeedsItsConsentOnly) {
  const auto brief = [](const std::string& when) {
    return CheckEvents("banner a when " + when + " place hero show link: \"/\"\ntest \"t\" expect a\n").brief;
  };
  EXPECT_EQ(brief("has viewed in this session"), "");
  EXPECT_EQ(brief("average price viewed in this session is at least 3 EUR"), "");
  EXPECT_EQ(brief("has viewed then not viewed in this session"), "");
  EXPECT_EQ(brief("has viewed"), "E0501 shop.rules:1\n");
  EXPECT_EQ(brief("has viewed before this session"), "E0501 shop.rules:1\n");
  EXPECT_EQ(brief("has viewed since opened_page"), "E0501 shop.rules:1\n");
  EXPECT_EQ(brief("has opened_page since viewed"), "E0501 shop.rules:1\n");
  EXPECT_EQ(brief("days since viewed is 3"), "E0501 shop.rules:1\n");
  EXPECT_EQ(brief("has purchased in this session"), "E0501 shop.rules:1\n");
  EXPECT_EQ(brief("has opened_page where (has purchased)"), "E0501 shop.rules:1\n");
}

TEST(CheckEventsTest, ReadsWhatHappensInATest) {
  const Checked checked = CheckEvents(
      "banner hello on purchased place hero needs consent personalisation show link: \"/\"\n"
      "signal haste raise by 40 after opened_page halves every 30 seconds fires at 60\n"
      "score chance predicts purchased within 1 day learns from visitor.visits\n"
      "clusters style finds 5 learns from visitor.source\n"
      "banner other when haste is 3 and chance is 3% and style is 4 place hero show link: \"/\"\n"
      "test \"all\"\n"
      "  given viewed category \"dresses\" 3 times 2 days ago, opened_page, purchased where (order is \"o1\" and price "
      "is 5 EUR) at 2026-01-10 18:30\n"
      "  given dismissed action hello, shown where (action is other and product is \"p\") 1 day ago\n"
      "  given haste is 70, chance is 5%, style is 4, similar to \"p\" is [\"q\"], most purchased is [\"p\"], "
      "purchased with \"p\" is [\"q\", \"r\"], erased\n"
      "  on purchased product \"tent\" on opened_page on haste on exit_intent wait 14 days\n"
      "  expect hello expect haste expect other before hello\n");
  ASSERT_NE(checked.program, nullptr) << checked.terminal;
  const std::vector<TestLine>& lines = checked.program->tests.at(0).lines;
  const auto& happened = lines.at(0).facts;
  EXPECT_EQ(happened.at(0).kind, TestFact::Kind::kEvent);
  EXPECT_EQ(happened[0].times, 3);
  EXPECT_EQ(happened[0].ago, Duration::Of(2, Unit::kDay, false));
  EXPECT_EQ(*happened[0].value.record()->at(1).text(), "dresses");
  EXPECT_TRUE(happened[0].value.record()->at(0).is_unknown());
  EXPECT_FALSE(happened.at(1).ago.has_value());
  EXPECT_EQ(happened.at(2).date, Date::Parse("2026-01-10"));
  EXPECT_EQ(happened[2].minute, 18 * 60 + 30);
  EXPECT_EQ(*happened[2].value.record()->at(0).text(), "o1");
  const auto& built_in = lines.at(1).facts;
  EXPECT_EQ(*built_in.at(0).value.record()->at(0).text(), "hello");
  EXPECT_EQ(*built_in.at(1).value.record()->at(0).text(), "other");
  EXPECT_EQ(*built_in[1].value.record()->at(6).text(), "p");
  using Kind = TestFact::Kind;
  const auto& outside = lines.at(2).facts;
  const std::vector<Kind> kinds = {Kind::kSignal, Kind::kScore, Kind::kCluster, Kind::kSimilar,
                                   Kind::kMost,   Kind::kWith,  Kind::kErased};
  ASSERT_EQ(outside.size(), kinds.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) EXPECT_EQ(outside[i].kind, kinds[i]) << i;
  EXPECT_EQ(outside[5].item, "p");
  EXPECT_EQ(outside[5].value.list()->size(), 2u);
  EXPECT_EQ(lines.at(3).moment, "purchased");
  ASSERT_TRUE(lines[3].event.has_value());
  EXPECT_EQ(*lines[3].event->value.record()->at(1).text(), "tent");
  EXPECT_TRUE(lines.at(4).event.has_value());
  EXPECT_FALSE(lines.at(5).event.has_value());
  EXPECT_FALSE(lines.at(6).event.has_value());
  EXPECT_EQ(lines.at(7).kind, TestLine::Kind::kWait);
  EXPECT_EQ(lines[7].wait, *Duration::Of(14, Unit::kDay, false));
  EXPECT_EQ(lines.at(8).expect.rule, checked.program->FindRule("hello"));
  EXPECT_EQ(lines.at(9).expect.signal, 0);
  EXPECT_EQ(lines.at(10).expect.before, checked.program->FindRule("hello"));
}

}  // namespace nextmove::dsl::testing
