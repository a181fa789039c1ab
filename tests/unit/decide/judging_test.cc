// Judging has no effect but its answer, and nothing in a decision depends on how many rules were read for it.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "engine/decide/judge/record.h"
#include "tests/unit/random_seed.h"
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

using Random = std::mt19937_64;

std::string Shown(const Creative& creative) {
  std::string text;
  for (const PartValue& part : creative.parts) text += " " + part.name + "=" + part.value.ToString();
  return text;
}

// All that judging says of a rule; of one that can't win only why.
std::string Shown(const Judged& judged) {
  std::string text = std::to_string(judged.rule) + " " + std::string(ReasonName(judged.reason)) + " " +
                     std::string(judged.clause) + (judged.held_out ? " held out" : "");
  for (const ArmOf& arm : judged.arms)
    text += " arm " + std::to_string(arm.experiment) + "/" + std::to_string(arm.variant);
  for (const ArmOf& arm : judged.drawn)
    text += " drawn " + std::to_string(arm.experiment) + "/" + std::to_string(arm.variant);
  if (!judged.eligible() && !judged.held_out) return text;
  for (const int place : judged.places) text += " @" + std::to_string(place);
  for (const dsl::Value& pick : judged.picks) text += " picks " + pick.ToString();
  text += " worth " + judged.facts.worth.ToString() + " saves " + judged.facts.saving.ToString();
  if (judged.open_until) text += " until " + judged.open_until->ToString();
  if (const Savings* savings = judged.savings())
    for (const Part& part : savings->parts) text += " part " + part.amount.ToString();
  if (const PriceMove* move = judged.move())
    text += " from " + move->start.ToString() + " by " + move->factor.ToString();
  return text + Shown(judged.creative);
}

std::string Shown(const Outcome& outcome) {
  std::string text;
  for (const Action& action : outcome.decision.actions) {
    text += action.name + "@" + std::to_string(action.placement) + " " + std::string(ReasonName(action.reason));
    for (const double rank : action.ranks) text += " " + std::to_string(rank);
    for (const std::string& variant : action.variants) text += " " + variant;
    if (action.propensity) text += " chance " + std::to_string(*action.propensity);
    if (const auto* discount = std::get_if<DiscountContent>(&action.content))
      text += " saves " + (discount->saving ? discount->saving->ToString() : "unknown");
    if (const auto* banner = std::get_if<BannerContent>(&action.content)) text += Shown(banner->creative);
    if (const auto* price = std::get_if<PriceContent>(&action.content)) text += " costs " + price->price.ToString();
    text += "\n";
  }
  for (const Unfilled& one : outcome.decision.unfilled) text += one.wanted + " " + one.text + "\n";
  if (outcome.decision.ask_again) text += "again " + outcome.decision.ask_again->ToString() + "\n";
  for (const Arm& arm : outcome.effects.visitor.arms) text += "drew " + arm.experiment + " " + arm.arm + "\n";
  for (const std::string& guard : outcome.decision.broken_guards) text += "broken " + guard + "\n";
  for (const Warning& warning : outcome.decision.warnings.all) text += warning.subject + " " + warning.text + "\n";
  return text;
}

// Rules that compete for a few places and groups, some in experiments, some overriding others.
class RandomShop {
 public:
  explicit RandomShop(Random& random) : random_(random) {}

  std::string Text() {
    std::string text =
        "placement p0  channels web  allows 1\n"
        "placement p1  channels web  allows 2  explore 30%\n"
        "placement p2  channels web  allows 1  rank by action.worth\n"
        "group g0  allows 1\ngroup g1  allows 2  explore 20%\n";
    const int rules = 4 + Below(14);
    for (int i = 0; i < rules; ++i) text += Rule(i);
    for (int i = 0; i < 3; ++i)
      text += "experiment e" + std::to_string(i) + "\n  changes r" + std::to_string(i) +
              "\n  split by visitor\n  holdout 40%\n  variant a 40%\n    priority high\n  measure number of times "
              "purchased within 7 days\n";
    return text;
  }

 private:
  int Below(int bound) { return static_cast<int>(random_() % static_cast<std::uint64_t>(bound)); }
  bool Chance(int percent) { return Below(100) < percent; }

  std::string Rule(int index) {
    static const char* const kPriorities[] = {"low", "normal", "high"};
    const std::string name = "r" + std::to_string(index);
    if (Chance(15)) {
      changed_.push_back("lower by 20%");
      return "pricing " + name + "\n  place price_tag\n  set to " + std::to_string(10 + Below(50)) +
             " EUR\n  lower by " + std::to_string(1 + Below(30)) + "%\n  worth " + std::to_string(Below(5)) + " EUR\n";
    }
    const bool discount = Chance(40);
    changed_.push_back(discount ? "give 7 EUR off" : "say headline: en \"louder\"");
    std::string text = (discount ? "discount " : "banner ") + name + "\n";
    if (discount) text += "  give " + std::to_string(1 + Below(30)) + " EUR off\n";
    if (discount && Chance(30)) text += "  budget " + std::to_string(1 + Below(20)) + " EUR per day\n";
    if (!discount || Chance(50)) text += "  place " + Places() + "\n";
    if (!discount) text += "  say headline: en \"{visitor.name otherwise you}, " + name + "\"\n";
    if (Chance(50)) text += "  competes in " + std::string(Chance(30) ? "g0, g1" : Chance(50) ? "g0" : "g1") + "\n";
    if (Chance(60)) text += "  priority " + std::string(kPriorities[Below(3)]) + "\n";
    if (Chance(60)) text += "  worth " + std::to_string(Below(5)) + " EUR\n";
    if (Chance(40)) text += "  when visitor.visits is at least " + std::to_string(Below(4)) + "\n";
    if (index > 0 && Chance(25)) text += "  overrides r" + std::to_string(Below(index)) + "\n";
    return text;
  }
  std::string Places() {
    std::vector<std::string> places = {"p0", "p1", "p2"};
    std::shuffle(places.begin(), places.end(), random_);
    std::string text = places[0];
    for (int i = 1; i <= Below(3); ++i) text += ", " + places[static_cast<std::size_t>(i)];
    return text;
  }

  Random& random_;
  std::vector<std::string> changed_;  // by rule: a clause that a variant may have in place of its own
};

const std::vector<std::vector<std::string_view>> kWanted = {
    {}, {"p0"}, {"p2", "p1"}, {"g1"}, {"price_tag", "p1", "g0"}};

TEST(JudgingTest, GivesTheSameTwiceInAnyOrderWithAndWithoutARecorder) {
  Random random(RandomSeed());
  for (int round = 0; round < 20; ++round) {
    Shop shop(RandomShop(random).Text());
    std::vector<AttributeView> views(3);
    const dsl::Value page = "bag";
    views[2].name = "this.product";
    views[2].value = &page;
    const dsl::Value visits = dsl::Decimal(static_cast<std::int64_t>(random() % 4));
    const dsl::Value total = dsl::Money{dsl::Decimal(40), *dsl::Currency::Parse("EUR")};
    views[0].name = "visitor.visits";
    views[0].value = &visits;
    views[1].name = "cart.total";
    views[1].value = &total;
    Request request;
    const std::string visitor = "v" + std::to_string(round);
    request.visitor_id = visitor;
    request.attributes = views;
    Warnings warnings;
    Frame::Memory memory;
    Trials::Memory trials_memory;
    shop.Item("product", "bag", {{"price", "40 EUR"}, {"stock", "3"}});
    const World world = shop.world();
    const Mode mode;
    const Frame frame(world, shop.visitor(), request, shop.now(), mode, memory, warnings);
    const Trials trials(frame, trials_memory);
    std::vector<int> order(shop.program().rules.size());
    std::iota(order.begin(), order.end(), 0);
    std::vector<std::string> first(order.size());
    Judged judged;  // one memory for all: what another rule left there must not be seen
    for (int pass = 0; pass < 4; ++pass) {
      std::shuffle(order.begin(), order.end(), random);
      for (const int rule : order) {
        RuleTrace trace;
        if (pass % 2 == 0)
          Judge(rule, frame, trials, nullptr, judged);
        else
          JudgeAndTrace(rule, frame, trials, trace, judged);
        std::string& known = first[static_cast<std::size_t>(rule)];
        if (pass == 0) known = Shown(judged);
        EXPECT_EQ(Shown(judged), known) << "pass " << pass;
      }
    }
  }
}

TEST(JudgingTest, NothingInAnAnswerDependsOnWhichRulesWereRead) {
  Random random(RandomSeed());
  Workspace used;  // whatever was decided before
  Outcome in_used;
  for (int round = 0; round < 150; ++round) {
    const std::string text = RandomShop(random).Text();
    Shop shop(text);
    shop.Item("product", "bag", {{"price", "40 EUR"}, {"stock", "3"}});
    const dsl::Value visits = dsl::Decimal(static_cast<std::int64_t>(random() % 4));
    const dsl::Value total =
        dsl::Money{dsl::Decimal(static_cast<std::int64_t>(random() % 60)), *dsl::Currency::Parse("EUR")};
    std::vector<AttributeView> views(3);
    const dsl::Value page = "bag";
    views[2].name = "this.product";
    views[2].value = &page;
    views[0].name = "visitor.visits";
    views[0].value = &visits;
    views[1].name = "cart.total";
    views[1].value = &total;
    Request request;
    const std::string visitor = "v" + std::to_string(random() % 50);
    request.visitor_id = visitor;
    request.attributes = views;
    request.want_ranks = true;
    for (const auto& wanted : kWanted) {
      request.wanted = wanted;
      const std::uint64_t seed = random();
      Mode mode;
      Outcome index, scan, explained;
      Decide(shop.world(), {}, request, shop.now(), seed, mode, index);
      mode.read = Mode::Read::kScan;
      Decide(shop.world(), {}, request, shop.now(), seed, mode, scan);
      Decide(shop.world(), {}, request, shop.now(), seed, mode, used, in_used);
      Explanation explanation;
      mode.explanation = &explanation;
      Decide(shop.world(), {}, request, shop.now(), seed, mode, explained);
      ASSERT_EQ(Shown(index), Shown(scan)) << text;
      ASSERT_EQ(Shown(in_used), Shown(scan)) << text;
      ASSERT_EQ(Shown(explained), Shown(scan)) << text;
    }
  }
}

}  // namespace
}  // namespace nextmove::engine::testing
