// Nothing depends on the order of attributes, of rules in a file, or of files: random visits, decided by a shop and by
// the same shop shuffled into other files.
#include <cstdio>
#include <random>

#include "absl/strings/str_join.h"
#include "engine/ruleset/ruleset.h"
#include "tests/unit/random_seed.h"
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

constexpr std::string_view kManyRules = R"(
segment regular
  when visitor.visits is at least 3
segment rich
  when cart.total is at least 40 EUR
  when visitor.level is one of ["silver", "gold"]
value comfort
  set to 30 EUR if in segment regular
  set to 20 EUR if visitor.level is "gold"
  otherwise 10 EUR
tiers ladder
  counts cart.total
  step 5% from 20 EUR
  step 10% from 40 EUR
group extra
  allows 2
content house
  say headline: en "welcome", fr "bienvenue"
placement corner
  channels web
  allows 1
  otherwise house
  rank by action.worth lowest first
  ties to b_two
banner a_one
  place hero, side
  for regular
  say headline: en "{cart.total}", fr "{cart.total}"
banner b_two
  place corner, side
  say headline: en "{visitor.name otherwise you}", fr "x"
banner c_three
  place corner, side, hero
  except for rich
  say headline: en "{visitor.visits | visit | visits}", fr "x"
banner d_four
  place hero
  overrides a_one
  when visitor.level is "silver"
  say headline: en "x", fr "x"
overlay e_five
  place side, hero
  overrides extra
  when visitor.tags contains "b"
  show tags: visitor.tags
discount f_six
  give ladder.step off up to 6 EUR
  competes in deals
discount g_seven
  give 3 EUR off category "a" per piece
  competes in deals, extra
discount h_eight
  place side
  give 20% off where (price is at least 5 EUR)
  competes in extra
discount i_nine
  give 50% off
  when cart.total is more than comfort
discount j_ten
  give free_delivery
  competes in extra
  priority high
)";

// Heads with their clauses: a line that begins with a letter opens one.
std::vector<std::string> HeadsOf(std::string_view text) {
  std::vector<std::string> heads;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = text.substr(at, end - at);
    at = end;
    if (line.front() >= 'a' && line.front() <= 'z') heads.emplace_back();
    if (!heads.empty()) heads.back() += line;
  }
  return heads;
}

class Random {
 public:
  explicit Random(unsigned seed) : random_(seed) {}
  int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  template <typename T>
  void Shuffle(std::vector<T>& some) {
    std::shuffle(some.begin(), some.end(), random_);
  }
  dsl::Value Of(const dsl::Type& type) {
    static const char* const kTexts[] = {"a", "b", "Ada"};
    switch (type.kind) {
      case dsl::TypeKind::kNumber:
        return dsl::Decimal(Below(6));
      case dsl::TypeKind::kMoney:
        return dsl::Money{dsl::Decimal(Below(60)), *dsl::Currency::Parse(Below(9) == 0 ? "USD" : "EUR")};
      case dsl::TypeKind::kDate:
        return dsl::Date{20'000 + Below(900)};
      case dsl::TypeKind::kTimeZone:
        return "Europe/Berlin";
      case dsl::TypeKind::kOneOf:
        return type.one_of()[static_cast<std::size_t>(Below(static_cast<int>(type.one_of().size())))];
      case dsl::TypeKind::kList: {
        dsl::List items;
        for (int i = Below(4); i > 0; --i) items.push_back(Of(*type.element()));
        return dsl::Value::OfList(std::move(items));
      }
      case dsl::TypeKind::kRecord: {
        dsl::Record record;
        for (const dsl::FieldType& field : type.fields()) record.push_back(Of(field.type));
        return dsl::Value::OfRecord(std::move(record));
      }
      default:
        return kTexts[Below(3)];
    }
  }

 private:
  std::mt19937 random_;
};

std::string Told(const Creative& creative) {
  std::string text;
  for (const PartValue& part : creative.parts) text += part.name + "=" + part.value.ToString() + ";";
  return text;
}

// All that a client sees, and the reason of each rule.
std::string Digest(const World& world, const std::vector<AttributeView>& views) {
  Request request;
  request.attributes = views;
  request.want_segments = true;
  Explanation explanation;
  Mode mode;
  mode.explanation = &explanation;
  Outcome outcome;
  Decide(world, {}, request, *dsl::Instant::Parse("2026-01-15T11:00:00Z"), 1, mode, outcome);
  std::string text;
  for (const Action& action : outcome.decision.actions) {
    text += action.name + "@" +
            (action.placement < 0 ? "" : world.program->placements[static_cast<std::size_t>(action.placement)].name) +
            " " + std::string(ReasonName(action.reason)) + " ";
    if (const auto* banner = std::get_if<BannerContent>(&action.content)) text += Told(banner->creative);
    if (const auto* overlay = std::get_if<OverlayContent>(&action.content)) text += Told(overlay->creative);
    if (const auto* discount = std::get_if<DiscountContent>(&action.content)) {
      text += discount->saving ? discount->saving->ToString() : "unknown";
      for (const LineSaving& line : discount->lines) text += " " + std::to_string(line.line) + line.saving.ToString();
    }
    text += "\n";
  }
  for (const Unfilled& unfilled : outcome.decision.unfilled)
    text += unfilled.wanted + " " + std::string(ReasonName(unfilled.reason)) + "\n";
  text += absl::StrJoin(outcome.decision.segments, " ") + "\n";
  for (const RuleTrace& trace : explanation.rules)
    text += std::string(ReasonName(trace.outcome)) + " " + trace.clause + " " + trace.text + "\n";
  return text;
}

World Loaded(std::vector<std::pair<std::string, std::string>> files) {
  World world;
  const LoadedRules loaded = LoadTexts(std::move(files), {});
  for (const dsl::Diagnostic& one : loaded.diagnostics)
    if (one.severity() == dsl::Severity::kError) ADD_FAILURE() << one.message;
  world.program = loaded.program;
  if (world.program) world.catalogues = std::make_shared<Catalogues>(world.program->catalogues.size());
  return world;
}

TEST(S16OrderTest, TheOrderOfAttributesRulesAndFilesChangesNoDecision) {
  const auto seed = static_cast<unsigned>(RandomSeed());
  Random random(seed);
  const std::string text = BilingualShop() + std::string(kManyRules);
  const World world = Loaded({{"shop.rules", text}});
  ASSERT_NE(world.program, nullptr);
  for (int round = 0; round < 8; ++round) {
    std::vector<std::string> heads = HeadsOf(text);
    random.Shuffle(heads);
    std::vector<std::pair<std::string, std::string>> files = {{"z.rules", ""}, {"a/m.rules", ""}, {"b.rules", ""}};
    for (const std::string& head : heads) files[static_cast<std::size_t>(random.Below(3))].second += head;
    random.Shuffle(files);
    const World shuffled = Loaded(files);
    ASSERT_NE(shuffled.program, nullptr);
    for (int visit = 0; visit < 60; ++visit) {
      std::vector<std::pair<std::string, dsl::Value>> sent;
      for (const dsl::Attribute& attribute : world.program->attributes)
        if (random.Below(4) > 0) sent.push_back({attribute.name, random.Of(attribute.type)});
      std::vector<AttributeView> views;
      for (const auto& [name, value] : sent) views.push_back({name, 0, &value});
      const std::string first = Digest(world, views);
      ASSERT_EQ(Digest(shuffled, views), first) << "seed " << seed << " round " << round << " visit " << visit;
      random.Shuffle(views);
      ASSERT_EQ(Digest(world, views), first) << "seed " << seed << " round " << round << " visit " << visit;
    }
  }
}

}  // namespace
}  // namespace nextmove::engine::testing
