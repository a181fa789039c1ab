// A steady decision takes nothing from the heap.
#include <cstdio>
#include <deque>
#include <string>
#include <vector>

#include "tests/unit/allocations/allocations.h"
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

constexpr int kRules = 1'000;

// Segments, banners in twenty places, discounts in a group; texts, numbers, flags; some in an experiment with a
// holdout.
std::string ManyRules() {
  std::string text = "group incentives  allows 1  rank by action.saving, action.priority\n";
  const auto number = [](int n) { return std::to_string(n); };
  for (int i = 0; i < 20; ++i) text += "placement place_" + number(i) + "  channels web  allows 1\n";
  for (int i = 0; i < 27; ++i) {
    text += "attribute text_" + number(i) + ".value  text  optional  consent necessary\n";
    text += "attribute number_" + number(i) + ".value  number  otherwise 0  consent necessary\n";
    text += "attribute flag_" + number(i) + ".value  yes/no  otherwise no  consent necessary\n";
  }
  for (int i = 0; i < kRules; ++i) {
    const std::string when = "  when text_" + number(i % 27) + ".value is \"a longer value, number " + number(i % 7) +
                             "\"\n  when number_" + number(i % 25) + ".value is between " + number(i % 9) + " and 50\n";
    if (i % 5 == 0) {
      text += "segment segment_" + number(i) + "\n" + when;
    } else if (i % 5 == 4) {
      text += "discount discount_" + number(i) + "\n" + when + "  give " + number(1 + i % 30) +
              "% off up to 50 EUR\n  competes in incentives\n";
    } else {
      text += "banner banner_" + number(i) + "\n" + when + (i % 3 ? "" : "  for segment_" + number(i - i % 5) + "\n") +
              "  place place_" + number(i % 20) + "\n  say headline: en \"The banner of rule " + number(i) +
              ", {visitor.name otherwise dear visitor}\"\n  worth " + number(i % 50) + " EUR\n";
    }
  }
  return text +
         "experiment trial\n  changes banner_1\n  split by visitor\n  holdout 50%\n  variant loud 50%\n    priority "
         "high\n"
         "  measure number of times purchased within 7 days\n";
}

// Sent as a client sends it: 81 attributes, texts longer than a short string holds.
struct Sent {
  std::vector<std::string> texts;
  std::vector<AttributeView> views;

  Sent(const Sent&) = delete;
  explicit Sent(int shift) {
    texts.reserve(200);
    for (int i = 0; i < 27; ++i) {
      const std::string at = std::to_string(i) + ".value";
      Add("text_" + at).value = Kept("a longer value, number " + std::to_string((i + shift) % 7));
      Add("number_" + at).value = static_cast<double>((i + shift) % 50);
      Add("flag_" + at).value = i % 2 == 0;
    }
  }
  std::string_view Kept(std::string text) { return texts.emplace_back(std::move(text)); }
  AttributeView& Add(std::string name) {
    AttributeView& view = views.emplace_back();
    view.name = Kept(std::move(name));
    return view;
  }
};

TEST(DecideAllocationsTest, ASteadyDecisionTakesNothing) {
  Shop shop(ManyRules());
  const World world = shop.world();
  const VisitorState visitor;
  const Mode mode;
  Workspace workspace;
  Outcome outcome;
  for (const char* id : {"ada", "grace", "mary"}) {  // in an arm, held out, or neither
    const Sent sent(0);
    Request request;
    request.visitor_id = id;
    request.attributes = sent.views;
    request.want_texts = request.want_ranks = request.want_segments = true;
    std::int64_t taken = -1;
    for (int time = 0; time < 4; ++time) {
      const nextmove::testing::Allocations counted;
      Decide(world, visitor, request, shop.now(), 7, mode, workspace, outcome);
      taken = counted.count();
    }
    EXPECT_GT(outcome.decision.actions.size(), 2u);
    EXPECT_EQ(taken, 0) << id;
  }
}

TEST(DecideAllocationsTest, DecisionsThatTakeTurnsComeToRest) {
  Shop shop(ManyRules());
  const World world = shop.world();
  const VisitorState visitor;
  const Mode mode;
  Workspace workspace;
  Outcome outcome;
  std::deque<Sent> sent;
  for (int shift = 0; shift < 4; ++shift) sent.emplace_back(shift);
  std::int64_t taken = 0;
  for (int time = 0; time < 12; ++time) {
    Request request;
    request.visitor_id = "ada";
    request.attributes = sent[static_cast<std::size_t>(time) % sent.size()].views;
    const nextmove::testing::Allocations counted;
    Decide(world, visitor, request, shop.now(), 7, mode, workspace, outcome);
    if (time >= 8) taken += counted.count();
  }
  std::printf("allocations of four decisions that take turns: %lld\n", static_cast<long long>(taken));
  EXPECT_LE(taken, 4 * 8) << "only where an action takes the place of one of another kind";
}

}  // namespace
}  // namespace nextmove::engine::testing
