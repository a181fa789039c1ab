// The visitor of one in-language test (language reference, paragraph 28): what the lines have said so far, on a clock
// of its own. Thread-compatible.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/decide/decide.h"
#include "engine/decide/timers.h"

namespace nextmove::engine {

// A decision and why each rule won or lost in it.
struct ReviewedDecision {
  Decision decision;
  Explanation explanation;
};

class TestVisitor {
 public:
  // Unknown, at noon of 2026-01-15, with an empty catalogue.
  explicit TestVisitor(const std::shared_ptr<const dsl::Program>& program);

  // Both move the clock and fire what comes due on the way; a clock turned back fires nothing.
  void SetNow(const dsl::TestLine& line);
  void Wait(const dsl::Duration& duration);
  // Sets the moment that the next expectations are decided at; where the moment is an event, it happens now.
  void Begin(const dsl::TestLine& line);
  // Takes a fact over. Returns why it can't be true (an event that lies in the future), else an empty text.
  std::string Give(const dsl::TestFact& fact);

  // The decision that the expectation is about: of a message with a timer, the last one made while the clock last
  // moved; of everything else, one made now. Changes nothing.
  ReviewedDecision Decide(const dsl::TestExpect& expect) const;
  // The level of a signal now.
  dsl::Value SignalOf(int signal) const;

 private:
  struct Given {
    std::string name;
    dsl::Value value;
  };

  void GiveConsent(const dsl::TestFact& fact);
  void GiveAttribute(const dsl::TestFact& fact);
  void GiveListItem(const dsl::TestFact& fact);
  void GiveItem(const dsl::TestFact& fact);
  std::string GiveEvent(const dsl::TestFact& fact);
  std::string OnTheWall(dsl::Instant time) const;
  void GiveTable(const dsl::TestFact& fact);
  void GiveArm(int experiment, std::string arm);
  dsl::Value& AttributeNamed(const std::string& name);
  void Remember(int attribute);
  void HappenPending();
  void FillPlace(const dsl::EventKind& kind, dsl::Record& record) const;
  void Take(const dsl::TestFact& fact, dsl::Instant time, bool consented);
  void MoveTo(dsl::Instant until);
  World WorldAt(dsl::Instant at) const;
  Request RequestOf(std::string_view moment, std::string_view channel) const;
  Mode ModeOfTests() const;
  std::string_view ChannelFor(const dsl::TestExpect& expect) const;
  template <typename Use>
  void WithRequest(std::string_view channel, Use&& use) const;

  const dsl::Program& program_;
  dsl::TimeZone zone_;
  World world_;  // without its tables
  VisitorState visitor_;
  Outside outside_;
  std::vector<Given> attributes_;
  std::vector<dsl::TestFact> tables_;  // what is known of all visitors, as given
  std::string moment_ = "page_load";
  std::optional<dsl::TestFact> pending_;  // the event of the moment: sent with each decision, taken when time goes on
  TimerClock clock_;
  std::map<int, ReviewedDecision> fired_;  // by message: its last decision since the clock last began to move
};

}  // namespace nextmove::engine
