#include "engine/review/visits.h"

#include <gmock/gmock.h>

#include "engine/ruleset/ruleset.h"

namespace nextmove::engine {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kSchema[] = R"(project shop
  edition 1
  time zone "Europe/Paris"
  currency EUR
  locales en
  consents personalisation, marketing
attribute visitor.visits      number  otherwise 1  consent necessary
attribute visitor.name        text    optional  consent necessary
attribute visitor.device      one of ["mobile", "desktop"]  optional  consent necessary
attribute visitor.born_on     date    optional  consent necessary
attribute visitor.seen        time    optional  consent necessary
attribute visitor.member      yes/no  optional  consent necessary
attribute visitor.discount    percent optional  consent necessary
attribute visitor.waited      duration optional consent necessary
attribute cart.total          money   optional  consent necessary
attribute cart.codes          list of text  optional  consent necessary
attribute cart.items          list of (product: text, price: money, quantity: number)  optional  consent necessary
catalogue category (name: text)
event viewed (product: text)  consent necessary  kept 30 days
placement main_menu channels web allows 1
)";

class VisitsTest : public testing::Test {
 protected:
  VisitsTest() : loaded_(LoadTexts({{"schema.rules", kSchema}}, dsl::CheckOptions())) {}

  void SetUp() override { ASSERT_NE(loaded_.program, nullptr); }

  std::optional<Visit> Read(std::string_view line) {
    auto visit = ReadVisit(line, *loaded_.program, VisitLimits());
    error_ = visit ? std::string() : visit.error().message;
    return visit ? std::optional(*std::move(visit)) : std::nullopt;
  }
  // The value of an attribute as a rule writes it; how the visit was refused when it was.
  std::string ValueOf(const std::string& name, const std::string& json) {
    const auto visit = Read(R"({"visitor": "v", "attributes": {")" + name + "\": " + json + "}}");
    if (!visit) return "refused: " + error_;
    notes_ = visit->notes;
    return visit->attributes.empty() ? "left out" : visit->attributes.front().second.ToString();
  }

  LoadedRules loaded_;
  std::string error_;
  std::vector<std::string> notes_;
};

TEST_F(VisitsTest, ReadsAWholeVisit) {
  const auto visit = Read(R"({"visitor": "v1", "attributes": {"cart.total": "34.90 EUR", "visitor.visits": 2,
    "this.category": "bags", "main_menu": ["a", "b"]}, "consents": ["personalisation", "no marketing"],
    "moment": "exit_intent", "now": "2026-11-27T18:30:00Z", "wanted": ["main_menu"], "locale": "fr", "channel": "app",
    "currency": "EUR", "time_zone": "Asia/Tokyo", "outcome": true, "events": []})");
  ASSERT_TRUE(visit) << error_;
  EXPECT_THAT(visit->notes, IsEmpty());
  EXPECT_EQ(visit->visitor, "v1");
  EXPECT_EQ(visit->attributes.size(), 4u);
  EXPECT_EQ(visit->attributes[3].second.ToString(), R"(["a", "b"])");
  ASSERT_EQ(visit->consents.size(), 2u);
  EXPECT_EQ(visit->consents[1].purpose, "marketing");
  EXPECT_EQ(visit->consents[1].state, ConsentState::kRefused);
  EXPECT_EQ(visit->moment, "exit_intent");
  EXPECT_EQ(visit->now->ToString(), "2026-11-27T18:30:00Z");
  EXPECT_THAT(visit->wanted, ElementsAre("main_menu"));
  EXPECT_EQ(visit->outcome, std::optional(true));
  EXPECT_TRUE(HasConsent(StateOf(*visit), "personalisation"));
  EXPECT_FALSE(HasConsent(StateOf(*visit), "marketing"));

  VisitRequest filler;
  const Request& request = filler.Fill(*visit);
  EXPECT_EQ(request.visitor_id, "v1");
  EXPECT_EQ(request.attributes.size(), 4u);
  EXPECT_EQ(request.wanted.size(), 1u);
  EXPECT_EQ(request.time_zone, "Asia/Tokyo");
}

TEST_F(VisitsTest, ReadsValuesAsTheRulesWriteThemAndAsJsonDoes) {
  EXPECT_EQ(ValueOf("visitor.visits", "2"), "2");
  EXPECT_EQ(ValueOf("visitor.visits", "\"2.50\""), "2.5");
  EXPECT_EQ(ValueOf("visitor.visits", "0.1"), "0.1");
  EXPECT_EQ(ValueOf("visitor.visits", "1e3"), "1000");
  EXPECT_EQ(ValueOf("visitor.visits", "-3"), "-3");
  EXPECT_EQ(ValueOf("visitor.member", "true"), "yes");
  EXPECT_EQ(ValueOf("visitor.member", "\"no\""), "no");
  EXPECT_EQ(ValueOf("visitor.discount", "25"), "25%");
  EXPECT_EQ(ValueOf("visitor.discount", "\"25%\""), "25%");
  EXPECT_EQ(ValueOf("visitor.name", "\"25%\""), "\"25%\"");
  EXPECT_EQ(ValueOf("visitor.born_on", "\"2001-02-28\""), "2001-02-28");
  EXPECT_EQ(ValueOf("visitor.seen", "\"2026-11-27T18:30:00Z\""), "2026-11-27T18:30:00Z");
  EXPECT_EQ(ValueOf("visitor.waited", "\"90 minutes\""), "90 minutes");
  EXPECT_EQ(ValueOf("cart.total", "\"34.90 EUR\""), "34.90 EUR");
  EXPECT_EQ(ValueOf("cart.codes", R"(["a", "b"])"), R"(["a", "b"])");
  EXPECT_EQ(ValueOf("visitor.visits", "null"), "unknown");
  EXPECT_THAT(notes_, IsEmpty());
}

TEST_F(VisitsTest, ReadsRecordsByTheirFields) {
  const auto visit =
      Read(R"({"visitor": "v", "attributes": {"cart.items": [{"price": "5 EUR", "product": "hat", "quantiti": 2}]}})");
  ASSERT_TRUE(visit);
  const dsl::Record* line = (*visit->attributes[0].second.list())[0].record();
  ASSERT_NE(line, nullptr);
  EXPECT_EQ((*line)[0], dsl::Value("hat"));
  EXPECT_EQ((*line)[1].ToString(), "5.00 EUR");
  EXPECT_TRUE((*line)[2].is_unknown());
  EXPECT_THAT(visit->notes, ElementsAre("`cart.items[0]` has no field `quantiti`; did you mean `quantity`?"));
}

TEST_F(VisitsTest, NotesWhatDoesNotFitAndTakesItAsUnknown) {
  EXPECT_EQ(ValueOf("visitor.visits", "\"many\""), "unknown");
  EXPECT_THAT(notes_, ElementsAre("`visitor.visits` is \"many\", not a number; taken as unknown"));
  EXPECT_EQ(ValueOf("cart.total", "34.9"), "unknown");
  EXPECT_THAT(notes_, ElementsAre("`cart.total` is 34.9, not \"34.90 EUR\"; taken as unknown"));
  EXPECT_EQ(ValueOf("visitor.device", "\"tablet\""), "unknown");
  EXPECT_THAT(notes_,
              ElementsAre("`visitor.device` is \"tablet\", not one of \"mobile\", \"desktop\"; taken as unknown"));
  EXPECT_EQ(ValueOf("visitor.name", "7"), "unknown");
  EXPECT_EQ(ValueOf("visitor.name", "[\"a\"]"), "unknown");
  EXPECT_EQ(ValueOf("cart.codes", "\"a\""), "unknown");
  EXPECT_THAT(notes_, ElementsAre("`cart.codes` is \"a\", not a list; taken as unknown"));
  EXPECT_EQ(ValueOf("cart.codes", "{\"a\": 1}"), "unknown");
  EXPECT_EQ(ValueOf("visitor.born_on", "\"2001-02-30\""), "unknown");
  EXPECT_EQ(ValueOf("cart.totl", "1"), "left out");
  EXPECT_THAT(notes_, ElementsAre("attribute `cart.totl` is not declared; did you mean `cart.total`?"));
}

TEST_F(VisitsTest, NotesUnknownKeysEventsAndConsents) {
  const auto visit = Read(R"({"visitor": "v", "moments": "x", "cart.total": "1 EUR", "events": [{"kind": "bought"}],
    "consents": ["personalization", 3, "no necessary"], "now": "soon", "locale": 7, "outcome": "yes", "wanted": "hero"})");
  ASSERT_TRUE(visit);
  EXPECT_THAT(visit->notes,
              testing::UnorderedElementsAre(
                  "a visit has no key `moments`; did you mean `moment`?",
                  "a visit has no key `cart.total`; it is an attribute: put it into \"attributes\"",
                  "event `bought` is not declared", "nobody can refuse `necessary`; left out",
                  "consent `personalization` is not declared; did you mean `personalisation`?",
                  "a consent is 3, not a text such as \"personalisation\"; left out",
                  "`now` is \"soon\", not a time such as \"2026-11-27T18:30:00Z\"; left out",
                  "`locale` is 7, not a text; left out", "`outcome` is \"yes\", not true or false; left out",
                  "`wanted` is \"hero\", not a list of placements; left out"));
}

TEST_F(VisitsTest, RefusesWhatIsNoVisit) {
  const auto refusal = [&](std::string_view line) {
    EXPECT_FALSE(Read(line)) << line;
    return error_;
  };
  EXPECT_THAT(refusal("not a visit"), HasSubstr("not JSON from byte"));
  EXPECT_THAT(refusal(""), HasSubstr("not JSON"));
  EXPECT_THAT(refusal("{\"visitor\": \"v\"} x"), HasSubstr("not JSON"));
  EXPECT_THAT(refusal("[]"), HasSubstr("a visit is an object"));
  EXPECT_THAT(refusal("{}"), HasSubstr("`visitor` is missing"));
  EXPECT_THAT(refusal("{\"visitor\": 5}"), HasSubstr("1 to 128 bytes"));
  EXPECT_THAT(refusal("{\"visitor\": \"" + std::string(129, 'v') + "\"}"), HasSubstr("1 to 128 bytes"));
  EXPECT_THAT(refusal(R"({"visitor": "v", "attributes": []})"), HasSubstr("`attributes` is a list"));
  EXPECT_THAT(refusal(R"({"visitor": "v", "attributes": {"visitor.visits": NaN}})"), HasSubstr("NaN is no number"));
  EXPECT_THAT(refusal(R"({"visitor": "v", "attributes": {"visitor.visits": 1e999}})"),
              HasSubstr("number is too large"));
  EXPECT_THAT(refusal(R"({"visitor": "v", "visitor": "w"})"), HasSubstr("`visitor` stands twice"));
  EXPECT_THAT(refusal(R"({"visitor": "v", "attributes": {"cart.total": "1 EUR", "cart.total": "2 EUR"}})"),
              HasSubstr("`cart.total` stands twice"));
  EXPECT_THAT(refusal("{\"visitor\": \"\xff\"}"), HasSubstr("not JSON"));
}

TEST_F(VisitsTest, BoundsEveryInput) {
  const std::string start = R"({"visitor": "v", "attributes": )";
  EXPECT_FALSE(Read(start + std::string(2 << 20, ' ') + "{}}"));
  EXPECT_THAT(error_, HasSubstr("longer than 1048576 bytes"));
  EXPECT_FALSE(Read(std::string(100'000, '[')));
  EXPECT_THAT(error_, HasSubstr("nested more than 8 deep"));
  std::string many = start + "{";
  for (int i = 0; i < 1'025; ++i) many += (i ? ",\"a" : "\"a") + std::to_string(i) + "\":1";
  EXPECT_FALSE(Read(many + "}}"));
  EXPECT_THAT(error_, HasSubstr("more than 1024 attributes"));
  std::string values = "[1";
  for (int i = 0; i < 300; ++i) values += ",1";
  EXPECT_EQ(ValueOf("cart.codes", values + "]"), "refused: `cart.codes` has 301 values, and at most 256 may be sent");
  EXPECT_EQ(ValueOf("visitor.name", "\"" + std::string(9'000, 'a') + "\""), "unknown");
  EXPECT_THAT(notes_, ElementsAre("`visitor.name` is longer than 8192 bytes; taken as unknown"));
}

// What stands in for an unknown cart is an empty one, and that is a wrong answer for a shop.
TEST_F(VisitsTest, ACartThatIsTooLongIsNoVisit) {
  std::string lines;
  for (int i = 0; i < 10'000; ++i) lines += R"(,{"product": "p", "price": "1 EUR", "quantity": 1})";
  EXPECT_FALSE(Read(R"({"visitor": "v", "attributes": {"cart.items": [)" + lines.substr(1) + "]}}"));
  EXPECT_EQ(error_, "`cart.items` has 10000 values, and at most 256 may be sent");
}

TEST_F(VisitsTest, ReadsEventsAndNotesWhatIsNoneOfTheirs) {
  const auto visit = Read(R"({"visitor": "v", "events": [
    {"kind": "viewed", "time": "2026-11-27 18:30", "id": "e1", "session": "s1", "fields": {"product": "p"}},
    {"kind": "viewed", "tme": "2026-11-26T18:30:00Z", "product": "p", "id": 7},
    {"kind": "viewed", "time": 1732732200},
    {"kind": "viewed", "session": ")" +
                          std::string(129, 's') + R"(", "fields": {"produt": "p", "product": 5}},
    {"kind": "veiwed"}, {"type": "viewed"}]})");
  ASSERT_TRUE(visit) << error_;
  ASSERT_EQ(visit->events.size(), 3u);
  EXPECT_EQ(visit->events[0].id + visit->events[0].session, "e1s1");
  EXPECT_EQ(visit->events[0].time->ToString(), "2026-11-27T17:30:00Z");
  EXPECT_THAT(
      visit->notes,
      ElementsAre("`events[1].id` is 7, not a text; left out", "`events[1]` has no key `tme`; did you mean `time`?",
                  "`events[1]` has no key `product`; it is a field: put it into \"fields\"",
                  "`events[2].time` is 1732732200, not a time such as \"2026-11-27T18:30:00Z\"; the event is "
                  "left out",
                  "`events[3].session` is longer than 128 bytes; left out",
                  "event `viewed` has no field `produt`; did you mean `product`?",
                  "`events[3].product` is 5, not a text; taken as unknown",
                  "event `veiwed` is not declared; did you mean `viewed`?",
                  "`events[5]` is no event such as {\"kind\": \"viewed\", \"fields\": {}}; left out"));
}

TEST_F(VisitsTest, ReadsTheFirstTenThousandEvents) {
  std::string events;
  for (int i = 0; i < 10'001; ++i) events += R"(,{"kind": "viewed"})";
  const auto visit = Read(R"({"visitor": "v", "events": [)" + events.substr(1) + "]}");
  ASSERT_TRUE(visit) << error_;
  EXPECT_EQ(visit->events.size(), 10'000u);
  EXPECT_THAT(visit->notes, ElementsAre("`events` holds 10001, and at most 10000 are read; the others are left out"));
}

TEST_F(VisitsTest, ReadsTimesOnTheWallOfTheProject) {
  const auto paris = *dsl::TimeZone::Load("Europe/Paris");
  EXPECT_EQ(ReadInstant("2026-11-27 18:30", paris)->ToString(), "2026-11-27T17:30:00Z");
  EXPECT_EQ(ReadInstant("2026-07-01T00:05", paris)->ToString(), "2026-06-30T22:05:00Z");
  EXPECT_EQ(ReadInstant("2026-11-27", paris)->ToString(), "2026-11-26T23:00:00Z");
  EXPECT_EQ(ReadInstant("2026-11-27T18:30:00+02:00", paris)->ToString(), "2026-11-27T16:30:00Z");
  for (const char* wrong : {"", "soon", "2026-13-01", "2026-11-27 24:00", "2026-11-27 1a:30", "2026-11-27 18.30"}) {
    EXPECT_FALSE(ReadInstant(wrong, paris)) << wrong;
  }
}

}  // namespace
}  // namespace nextmove::engine
