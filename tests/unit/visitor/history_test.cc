// What a rule may read of events, by hand and against a naive reading of `language.md` 6, 8 and 30.
#include "engine/visitor/history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "tests/unit/random_seed.h"
#include "tests/unit/visitor/visitors.h"

namespace nextmove::engine::testing {
namespace {

using Reach = dsl::Situation::Reach;

class HistoryTest : public ::testing::Test {
 protected:
  HistoryTest() { visitor_.consents = {Yes("personalisation")}; }
  RememberedEvent& Add(Kind kind, const std::string& time, const std::string& order = "") {
    RememberedEvent event;
    event.kind = program_.events[kind].name;
    event.time = At(time);
    if (!order.empty()) event.fields.emplace_back("order", dsl::Value(order));
    event.purpose = program_.project.purposes[static_cast<std::size_t>(program_.events[kind].purpose)];
    visitor_.events.push_back(std::move(event));
    return visitor_.events.back();
  }
  // The orders of the events, or how many there are; `unreadable`.
  std::string Orders(Kind kind, Reach reach = Reach::kHistory, std::string_view session = {}) {
    const History history(program_, visitor_, now_, session);
    const auto* events = history.events(kind, reach);
    if (!events) return "unreadable";
    std::string all;
    for (const dsl::Event& event : *events)
      all += (all.empty() ? "" : " ") + (event.fields[0].text() ? *event.fields[0].text() : std::string("-"));
    return all;
  }
  std::string Start(std::string_view session = {}) {
    return History(program_, visitor_, now_, session).session_start().ToString();
  }

  dsl::Program program_ = ProgramOfVisitors();
  VisitorState visitor_;
  dsl::Instant now_ = At("2026-01-15T11:00:00Z");
};

TEST_F(HistoryTest, S04LaterEventsAndThoseOlderThanKeptAreNotThere) {
  Add(kOrdered, "2026-01-15T11:00:00Z", "now");
  Add(kOrdered, "2026-01-15T11:00:00.001Z", "later");
  Add(kOrdered, "2025-12-16T11:00:00Z", "oldest");
  Add(kOrdered, "2025-12-16T10:59:59.999Z", "gone");
  EXPECT_EQ(Orders(kOrdered), "oldest now");
}
TEST_F(HistoryTest, S06ASessionIsTheRequestsIdElseByInactivity) {
  Add(kViewed, "2026-01-15T09:00:00Z", "a").session = "s1";
  Add(kViewed, "2026-01-15T09:50:00Z", "b").session = "s2";
  Add(kViewed, "2026-01-15T10:20:00Z", "c");
  Add(kViewed, "2026-01-15T10:45:00Z", "d").session = "s2";
  EXPECT_EQ(Orders(kViewed, Reach::kSession, "s2"), "b c d") << "one without an id by its time";
  EXPECT_EQ(Start("s2"), "2026-01-15T09:50:00Z");
  EXPECT_EQ(Orders(kViewed, Reach::kSession, "s1"), "a c");
  EXPECT_EQ(Orders(kViewed, Reach::kSession), "b c d") << "no gap over 30 minutes";
  now_ = At("2026-01-15T11:15:00.001Z");
  EXPECT_EQ(Orders(kViewed, Reach::kSession), "");
  EXPECT_EQ(Start(), "2026-01-15T11:15:00.001Z");
  EXPECT_EQ(Orders(kViewed, Reach::kSession, "s3"), "") << "a new session";
}
TEST_F(HistoryTest, S06OnlyWhatTheVisitorDoesKeepsASessionAlive) {
  Add(kViewed, "2026-01-15T10:00:00Z", "a");
  for (const Kind kind : {kSold, kSent}) Add(kind, "2026-01-15T10:30:00Z");
  EXPECT_EQ(Orders(kViewed, Reach::kSession), "");
  Add(kShown, "2026-01-15T10:30:00Z");
  EXPECT_EQ(Orders(kViewed, Reach::kSession), "a");
  EXPECT_EQ(Orders(kSent, Reach::kSession), "-") << "it happened meanwhile";
}
TEST_F(HistoryTest, S06ASessionOutlivesMidnight) {
  now_ = At("2026-01-15T23:10:00Z");  // 00:10 in Paris
  Add(kViewed, "2026-01-15T22:50:00Z", "a");
  EXPECT_EQ(Orders(kViewed, Reach::kSession), "a");
}
TEST_F(HistoryTest, S08WhatWasUndoneNeverHappened) {
  Add(kOrdered, "2026-01-10T00:00:00Z", "O1");
  Add(kOrdered, "2026-01-11T00:00:00Z", "o1");
  Add(kOrdered, "2026-01-12T00:00:00Z", "o1 ");
  Add(kOrdered, "2026-01-10T00:00:00Z", "o2");
  Add(kOrdered, "2026-01-10T00:00:00Z");
  Add(kUndone, "2026-01-11T00:00:00Z", " o1");
  Add(kUndone, "2026-01-11T00:00:00Z");
  EXPECT_EQ(Orders(kOrdered), "o2 - o1 ") << "from its own time on, texts as `is` compares them";
  now_ = At("2026-01-10T12:00:00Z");
  EXPECT_EQ(Orders(kOrdered), "O1 o2 -") << "it has not happened yet";
}
TEST_F(HistoryTest, S08UndoingIsUndoneToo) {
  program_.events[kSent].undoes.push_back({kUndone, 0, 0});
  Add(kOrdered, "2026-01-10T00:00:00Z", "o1");
  Add(kUndone, "2026-01-11T00:00:00Z", "o1");
  Add(kSent, "2026-01-12T00:00:00Z", "o1");
  EXPECT_EQ(Orders(kOrdered), "o1");
  EXPECT_EQ(Orders(kUndone), "");
}
TEST_F(HistoryTest, S30ReadingNeedsThePurposeNowAndAtTheEventsTime) {
  Add(kOrdered, "2026-01-10T00:00:00Z", "with");
  Add(kOrdered, "2026-01-10T00:00:00Z", "without").purpose = "marketing";
  EXPECT_EQ(Orders(kOrdered), "with");
  visitor_.consents = {No("personalisation")};
  EXPECT_EQ(Orders(kOrdered), "unreadable");
  EXPECT_EQ(Orders(kOrdered, Reach::kSession), "unreadable");
  program_.events[kOrdered].purpose = 0;
  EXPECT_EQ(Orders(kOrdered), "with without") << "what is necessary may always be read";
}
TEST_F(HistoryTest, S30ThisSessionIsReadUnderItsOwnPurpose) {
  RememberedEvent& taken = Add(kViewed, "2026-01-15T10:50:00Z", "a");
  taken.purpose = "necessary";
  taken.session_only = true;
  EXPECT_EQ(Orders(kViewed, Reach::kSession), "a");
  EXPECT_EQ(Orders(kViewed), "") << "it was never agreed to for longer";
  visitor_.consents.clear();
  EXPECT_EQ(Orders(kViewed, Reach::kSession), "a");
  EXPECT_EQ(Orders(kViewed), "unreadable");
  now_ = At("2026-01-15T11:30:00Z");
  EXPECT_EQ(Orders(kViewed, Reach::kSession), "");
}
TEST_F(HistoryTest, FieldsAreTypedByTheRulesOfToday) {
  Add(kOrdered, "2026-01-10T00:00:00Z").fields = {
      {"order", dsl::Value(true)}, {"count", dsl::Value(dsl::Decimal(2))}, {"gone", dsl::Value("x")}};
  program_.events[kOrdered].formerly = {"bought"};
  visitor_.events[0].kind = "bought";
  Add(kOrdered, "2026-01-11T00:00:00Z").kind = "nothing";
  const History history(program_, visitor_, now_, {});
  const auto* events = history.events(kOrdered, Reach::kHistory);
  ASSERT_EQ(events->size(), 1u);
  EXPECT_TRUE(events->front().fields[0].is_unknown());
  EXPECT_EQ(events->front().fields[1], dsl::Value(dsl::Decimal(2)));
  EXPECT_EQ(history.events(-1, Reach::kHistory), nullptr);
  EXPECT_EQ(history.events(99, Reach::kSession), nullptr);
}

TEST_F(HistoryTest, S08AnEventIdCountsOnceAcrossANewNameOfItsKind) {
  program_.events[kOrdered].formerly = {"bought"};
  Add(kOrdered, "2026-01-10T00:00:00Z").id = "7";
  Add(kOrdered, "2026-01-11T00:00:00Z").id = "7";
  visitor_.events[0].kind = "bought";
  const History history(program_, visitor_, now_, {});
  ASSERT_EQ(history.events(kOrdered, Reach::kHistory)->size(), 1u);
  EXPECT_EQ(history.events(kOrdered, Reach::kHistory)->front().time, At("2026-01-10T00:00:00Z"));
}

// ---- a naive reading: each question asked of the whole list ----

class Naive {
 public:
  Naive(const VisitorState& visitor, dsl::Instant now, std::string session)
      : visitor_(visitor), now_(now), session_(std::move(session)) {
    start_ = now_;
    bool by_id = false;
    for (const RememberedEvent& one : visitor_.events)
      if (!session_.empty() && one.session == session_ && Happened(one))
        by_id = true, start_ = std::min(start_, one.time);
    for (bool grown = !by_id; grown;) {
      grown = false;
      for (const RememberedEvent& one : visitor_.events) {
        if (!Happened(one) || one.kind == "sold" || one.kind == "sent") continue;
        if (!session_.empty() && !one.session.empty()) continue;
        if (one.time >= start_ || start_.milliseconds - one.time.milliseconds > 30 * 60'000) continue;
        start_ = one.time;
        grown = true;
      }
    }
  }
  dsl::Instant start() const { return start_; }
  // `time order` of each event, sorted; `unreadable`.
  std::string Read(const std::string& kind, bool session) const {
    const bool of_purpose = kind == "viewed" || kind == "ordered" || kind == "undone";
    const bool agreed = !of_purpose || HasConsent(visitor_, "personalisation");
    if (!agreed && !(session && kind == "viewed")) return "unreadable";
    std::multiset<std::string> found;
    for (const RememberedEvent& one : visitor_.events) {
      if (one.kind != kind || !Happened(one)) continue;
      const bool fully = !one.session_only && (!of_purpose || one.purpose == "personalisation");
      if (session ? !InSession(one) || !(fully || kind == "viewed") : !fully) continue;
      found.insert(one.time.ToString() + " " + Order(one));
    }
    std::string all;
    for (const std::string& one : found) all += one + "\n";
    return all;
  }

 private:
  static std::string Order(const RememberedEvent& one) {
    return one.fields.empty() ? std::string() : *one.fields[0].second.text();
  }
  bool IsThere(const RememberedEvent& one) const {
    return one.time <= now_ && one.time.milliseconds >= now_.milliseconds - 30LL * 86'400'000;
  }
  bool Happened(const RememberedEvent& one) const {
    if (!IsThere(one)) return false;
    return one.kind != "ordered" || Order(one).empty() ||
           std::none_of(visitor_.events.begin(), visitor_.events.end(), [&](const RememberedEvent& other) {
             return other.kind == "undone" && IsThere(other) && other.time >= one.time && Order(other) == Order(one);
           });
  }
  bool InSession(const RememberedEvent& one) const {
    const bool other_id = !session_.empty() && !one.session.empty() && one.session != session_;
    return !other_id && one.time >= start_;
  }

  const VisitorState& visitor_;
  dsl::Instant now_;
  std::string session_;
  dsl::Instant start_;
};

VisitorState RandomVisitor(std::mt19937& random, dsl::Instant now) {
  const auto below = [&](unsigned n) { return static_cast<std::int64_t>(random() % n); };
  static constexpr const char* kNames[] = {"viewed", "ordered", "undone", "sold", "shown", "sent"};
  static constexpr const char* kSessions[] = {"", "", "s1", "s2"};
  static constexpr const char* kOrders[] = {"", "o1", "o2"};
  VisitorState visitor;
  if (below(3) > 0) visitor.consents.push_back(below(4) > 0 ? Yes("personalisation") : No("personalisation"));
  Delta delta;
  for (std::int64_t i = below(25); i > 0; --i) {
    RememberedEvent event;
    event.kind = kNames[below(6)];
    event.time = {now.milliseconds + 600'000 - 600'000 * below(12) - (below(6) == 0 ? 30LL * 86'400'000 : 0)};
    event.session = kSessions[below(4)];
    if (below(3) == 0) event.id = std::to_string(below(5));
    if (const std::string order = kOrders[below(3)]; !order.empty()) event.fields.emplace_back("order", order);
    if (event.kind == "viewed" || event.kind == "ordered" || event.kind == "undone") {
      event.session_only = event.kind == "viewed" && below(2) == 0;
      event.purpose = event.session_only ? "necessary" : below(5) == 0 ? "marketing" : "personalisation";
    }
    delta.events.push_back(std::move(event));
  }
  return Apply(std::move(visitor), delta);
}

std::string Described(const History& history, int kind, Reach reach) {
  const auto* events = history.events(kind, reach);
  if (!events) return "unreadable";
  EXPECT_TRUE(std::is_sorted(events->begin(), events->end(),
                             [](const dsl::Event& a, const dsl::Event& b) { return a.time < b.time; }));
  std::multiset<std::string> found;
  for (const dsl::Event& event : *events)
    found.insert(event.time.ToString() + " " + (event.fields[0].text() ? *event.fields[0].text() : ""));
  std::string all;
  for (const std::string& one : found) all += one + "\n";
  return all;
}

TEST(HistoryOracleTest, AgreesWithANaiveReadingAndTheOrderOfEventsMeansNothing) {
  const std::uint64_t seed = RandomSeed();
  std::mt19937 random(static_cast<unsigned>(seed));
  const dsl::Program program = ProgramOfVisitors();
  const dsl::Instant now = At("2026-03-29T02:00:00Z");
  for (int round = 0; round < 5'000; ++round) {
    VisitorState visitor = RandomVisitor(random, now);
    const std::string session = random() % 2 == 0 ? "" : "s1";
    const Naive naive(visitor, now, session);
    const History history(program, visitor, now, session);
    std::shuffle(visitor.events.begin(), visitor.events.end(), random);
    const History shuffled(program, visitor, now, session);
    ASSERT_EQ(history.session_start(), naive.start()) << "seed " << seed << " round " << round;
    for (int kind = 0; kind < kKinds; ++kind) {
      const std::string& name = program.events[static_cast<std::size_t>(kind)].name;
      for (const Reach reach : {Reach::kHistory, Reach::kSession}) {
        ASSERT_EQ(Described(history, kind, reach), naive.Read(name, reach == Reach::kSession))
            << "seed " << seed << " round " << round << " " << name << (reach == Reach::kSession ? " session" : "");
        const auto *a = history.events(kind, reach), *b = shuffled.events(kind, reach);
        ASSERT_EQ(a == nullptr, b == nullptr);
        for (std::size_t i = 0; a && i < a->size(); ++i) {
          ASSERT_EQ((*a)[i].time, (*b)[i].time);
          ASSERT_EQ((*a)[i].fields[0].ToString(), (*b)[i].fields[0].ToString());
          ASSERT_EQ((*a)[i].in_session, (*b)[i].in_session);
        }
      }
    }
  }
}

}  // namespace
}  // namespace nextmove::engine::testing
