// Runs the tests of a rule folder. See pack_tests.h.
#include "engine/review/pack_tests.h"

#include <algorithm>

#include "engine/review/expectation.h"

namespace nextmove::engine {
namespace {

using dsl::TestFact;
using dsl::TestLine;
using dsl::Value;

constexpr std::string_view kWeb = "web";

// What a test has said so far: an unknown visitor at noon of 2026-01-15, then line by line. Thread-compatible.
class TestSituation {
 public:
  explicit TestSituation(const std::shared_ptr<const dsl::Program>& program)
      : program_(*program), zone_(program->zones.empty() ? dsl::TimeZone() : program->zones.front().zone) {
    world_.program = program;
    world_.catalogues = std::make_shared<const Catalogues>(program->catalogues.size());
    date_ = *dsl::Date::Of(2026, 1, 15);
  }

  void SetNow(const TestLine& line) {
    if (line.date) date_ = *line.date;
    if (line.minute) minute_ = *line.minute;
  }
  void SetMoment(const std::string& moment) { moment_ = moment; }

  void Give(const TestFact& fact) {
    switch (fact.kind) {
      case TestFact::Kind::kConsent: {
        const std::string& purpose = program_.project.purposes[static_cast<std::size_t>(fact.index)];
        const Consent consent = {purpose, fact.given ? ConsentState::kGiven : ConsentState::kRefused};
        visitor_ = Apply(std::move(visitor_), Delta{{consent}});
        break;
      }
      case TestFact::Kind::kAttribute:
        AttributeNamed(fact.index >= 0 ? AttributeName(fact.index) : fact.name) = fact.value;
        break;
      case TestFact::Kind::kListItem:
        GiveListItem(fact);
        break;
      case TestFact::Kind::kItem:
        GiveItem(fact);
        break;
      case TestFact::Kind::kLikelihood:
        GiveLikelihood(fact);
        break;
    }
  }

  // Decides as the test stands now, for what the expectation asks about.
  void Decide(const dsl::TestExpect& expect, Decision& decision, Explanation& explanation) const {
    std::vector<AttributeView> attributes;
    for (const auto& [name, value] : attributes_) {
      AttributeView& view = attributes.emplace_back();
      view.name = name;
      if (value.is_known()) view.value = &value;
    }
    Request request;
    request.visitor_id = "test";
    request.moment = moment_;
    request.channel = ChannelFor(expect);
    request.attributes = attributes;
    request.locale = program_.project.fallback_locale;
    request.want_segments = true;
    Mode mode;
    mode.explanation = &explanation;
    mode.likelihoods = &likelihoods_;
    Outcome outcome;
    engine::Decide(world_, visitor_, request, zone_.At(date_, minute_), /*seed=*/1, mode, outcome);
    decision = std::move(outcome.decision);
  }

 private:
  const std::string& AttributeName(int index) const {
    return program_.attributes[static_cast<std::size_t>(index)].name;
  }

  Value& AttributeNamed(const std::string& name) {
    for (auto& [known, value] : attributes_) {
      if (known == name) return value;
    }
    return attributes_.emplace_back(name, Value()).second;
  }

  // A line of a list takes the place of the line of the same item, else it is added.
  void GiveListItem(const TestFact& fact) {
    const dsl::Type& type = program_.attributes[static_cast<std::size_t>(fact.index)].type;
    Value& list = AttributeNamed(AttributeName(fact.index));
    dsl::List items = list.list() ? *list.list() : dsl::List();
    const std::size_t key = KeyField(type);
    const dsl::Record* added = fact.value.record();
    const auto same = std::find_if(items.begin(), items.end(), [&](const Value& item) {
      const dsl::Record* record = item.record();
      if (!record || !added) return item == fact.value;
      return key < record->size() && key < added->size() && (*record)[key] == (*added)[key];
    });
    if (same != items.end()) {
      *same = fact.value;
    } else {
      items.push_back(fact.value);
    }
    list = Value::OfList(std::move(items));
  }

  // The field that says which line it is: the item of a catalogue.
  static std::size_t KeyField(const dsl::Type& list) {
    if (!list.element) return 0;
    const auto& fields = list.element->fields;
    const auto named =
        std::find_if(fields.begin(), fields.end(), [](const auto& field) { return field.name == "product"; });
    if (named != fields.end()) return static_cast<std::size_t>(named - fields.begin());
    const auto item = std::find_if(fields.begin(), fields.end(),
                                   [](const auto& field) { return field.type.kind == dsl::TypeKind::kItem; });
    return item == fields.end() ? 0 : static_cast<std::size_t>(item - fields.begin());
  }

  // Fields that are not named keep what an earlier line gave them.
  void GiveItem(const TestFact& fact) {
    const std::size_t fields = program_.catalogues[static_cast<std::size_t>(fact.index)].fields.size();
    dsl::Record record(fields);
    if (const dsl::Record* earlier = world_.catalogues->Find(fact.index, fact.item)) record = *earlier;
    if (const dsl::Record* given = fact.value.record()) {
      for (std::size_t i = 0; i < std::min(fields, given->size()); ++i) {
        if ((*given)[i].is_known()) record[i] = (*given)[i];
      }
    }
    auto changed = std::make_shared<Catalogues>(*world_.catalogues);
    changed->Put(fact.index, fact.item, std::move(record));
    world_.catalogues = std::move(changed);
  }

  void GiveLikelihood(const TestFact& fact) {
    std::erase_if(likelihoods_, [&](const auto& known) { return known.first == fact.index; });
    likelihoods_.emplace_back(fact.index, fact.value);
  }

  // The channel on which what is expected can be: `web` where that does, else the first of its placement. What the
  // test gives as `page.channel` counts first, in the decision itself.
  std::string_view ChannelFor(const dsl::TestExpect& expect) const {
    std::vector<int> places;
    if (expect.placement >= 0) {
      places.push_back(expect.placement);
    } else if (expect.rule >= 0) {
      places = program_.rules[static_cast<std::size_t>(expect.rule)].placements;
    }
    std::string_view first;
    for (const int place : places) {
      const auto& channels = program_.placements[static_cast<std::size_t>(place)].channels;
      if (channels.empty() || std::find(channels.begin(), channels.end(), kWeb) != channels.end()) return kWeb;
      if (first.empty()) first = channels.front();
    }
    return first.empty() ? kWeb : first;
  }

  const dsl::Program& program_;
  dsl::TimeZone zone_;
  World world_;
  VisitorState visitor_;
  std::vector<std::pair<std::string, Value>> attributes_;
  std::vector<std::pair<int, Value>> likelihoods_;
  std::string moment_ = "page_load";
  dsl::Date date_;
  int minute_ = 12 * 60;
};

TestResult RunTest(const std::shared_ptr<const dsl::Program>& program, const dsl::Test& test) {
  TestResult result;
  result.name = test.name;
  result.span = test.span;
  TestSituation situation(program);
  for (const TestLine& line : test.lines) {
    switch (line.kind) {
      case TestLine::Kind::kNow:
        situation.SetNow(line);
        break;
      case TestLine::Kind::kOn:
        situation.SetMoment(line.moment);
        break;
      case TestLine::Kind::kGiven:
        for (const TestFact& fact : line.facts) situation.Give(fact);
        break;
      case TestLine::Kind::kExpect: {
        Decision decision;
        Explanation explanation;
        situation.Decide(line.expect, decision, explanation);
        if (auto failure = Judge(*program, line, decision, explanation)) result.failures.push_back(*std::move(failure));
        break;
      }
    }
  }
  return result;
}

}  // namespace

std::vector<TestResult> RunTests(const std::shared_ptr<const dsl::Program>& program, std::string_view filter) {
  std::vector<TestResult> results;
  for (const dsl::Test& test : program->tests) {
    if (test.name.find(filter) != std::string::npos) results.push_back(RunTest(program, test));
  }
  return results;
}

}  // namespace nextmove::engine
