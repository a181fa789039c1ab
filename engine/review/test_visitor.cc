// What the lines of an in-language test do to its visitor and its clock, and what is decided for it.
#include "engine/review/test_visitor.h"

#include <algorithm>
#include <cstdio>

#include "dsl/value/index.h"
#include "engine/decide/read/frame.h"
#include "engine/visitor/fold.h"

namespace nextmove::engine {
namespace {

using dsl::TestFact;
using dsl::Value;

constexpr std::string_view kWeb = "web";
constexpr std::uint64_t kSeed = 1;
constexpr std::int64_t kDay = 24 * 60 * 60'000;
constexpr std::int64_t kMostPlayed = 3'660 * kDay;  // of one jump of the clock, only the last ten years are played

void Put(Outside::ByIndex& known, int index, const Value& value) {
  std::erase_if(known, [&](const auto& one) { return one.first == index; });
  known.emplace_back(index, value);
}

// The field that tells the lines of a list apart: `product`, else the first that is an item of a catalogue,
// else the first.
std::size_t KeyField(const dsl::Type& list) {
  if (!list.element()) return 0;
  const auto& fields = list.element()->fields();
  const auto named =
      std::find_if(fields.begin(), fields.end(), [](const auto& field) { return field.name == "product"; });
  if (named != fields.end()) return static_cast<std::size_t>(named - fields.begin());
  const auto item = std::find_if(fields.begin(), fields.end(),
                                 [](const auto& field) { return field.type.kind == dsl::TypeKind::kItem; });
  return item == fields.end() ? 0 : static_cast<std::size_t>(item - fields.begin());
}

// A rule by its name or a former one; -1 when there is none.
int FindRuleOf(const dsl::Program& program, const std::string& name) {
  const int rule = program.FindRule(name);
  if (rule >= 0) return rule;
  const auto was = [&](const dsl::Rule& one) {
    return std::find(one.formerly.begin(), one.formerly.end(), name) != one.formerly.end();
  };
  const auto former = std::find_if(program.rules.begin(), program.rules.end(), was);
  return former == program.rules.end() ? -1 : static_cast<int>(former - program.rules.begin());
}

}  // namespace

TestVisitor::TestVisitor(const std::shared_ptr<const dsl::Program>& program)
    : program_(*program), zone_(program->zones.empty() ? dsl::TimeZone() : program->zones.front().zone) {
  world_.program = program;
  world_.catalogues = std::make_shared<const Catalogues>(program->catalogues.size());
  clock_.now = zone_.At(*dsl::Date::Of(2026, 1, 15), 12 * 60);
}

void TestVisitor::SetNow(const dsl::TestLine& line) {
  const dsl::Date date = line.date.value_or(zone_.DateOf(clock_.now));
  MoveTo(zone_.At(date, line.minute.value_or(zone_.MinuteOfDay(clock_.now))));
}

void TestVisitor::Wait(const dsl::Duration& duration) { MoveTo(dsl::Shift(clock_.now, duration, +1, zone_)); }

void TestVisitor::Begin(const dsl::TestLine& line) {
  HappenPending();
  moment_ = line.moment;
  pending_ = line.event;
}

std::string TestVisitor::Give(const TestFact& fact) {
  using Kind = TestFact::Kind;
  switch (fact.kind) {
    case Kind::kConsent:
      GiveConsent(fact);
      break;
    case Kind::kAttribute:
      GiveAttribute(fact);
      break;
    case Kind::kListItem:
      GiveListItem(fact);
      break;
    case Kind::kItem:
      GiveItem(fact);
      break;
    case Kind::kEvent:
      return GiveEvent(fact);
    case Kind::kLikelihood:
      Put(outside_.likelihoods, fact.index, fact.value);
      break;
    case Kind::kBudgetLeft:
      Put(outside_.budgets_left, fact.index, fact.value);
      break;
    case Kind::kGroupBudgetLeft:
      Put(outside_.group_budgets_left, fact.index, fact.value);
      break;
    case Kind::kSignal:
      Put(outside_.signals, fact.index, fact.value);
      break;
    case Kind::kScore:
      Put(outside_.scores, fact.index, fact.value);
      break;
    case Kind::kCluster:
      Put(outside_.clusters, fact.index, fact.value);
      break;
    case Kind::kSimilar:
    case Kind::kMost:
    case Kind::kWith:
      GiveTable(fact);
      break;
    case Kind::kVariant:
      GiveArm(fact.index, fact.name);
      break;
    case Kind::kHoldout:
      GiveArm(fact.index, "holdout");
      break;
    case Kind::kErased:
      visitor_ = VisitorState();
      break;
  }
  return {};
}

void TestVisitor::GiveConsent(const TestFact& fact) {
  Delta delta;
  delta.consents.push_back(
      {program_.project.purposes[At(fact.index)], fact.given ? ConsentState::kGiven : ConsentState::kRefused});
  visitor_ = Apply(std::move(visitor_), delta);
}

void TestVisitor::GiveAttribute(const TestFact& fact) {
  AttributeNamed(fact.index >= 0 ? program_.attributes[At(fact.index)].name : fact.name) = fact.value;
  if (fact.index >= 0) Remember(fact.index);
}

// A given line of a list replaces the line of the same item; without one it is added.
void TestVisitor::GiveListItem(const TestFact& fact) {
  const dsl::Attribute& attribute = program_.attributes[At(fact.index)];
  Value& list = AttributeNamed(attribute.name);
  dsl::List items = list.list() ? *list.list() : dsl::List();
  const std::size_t key = KeyField(attribute.type);
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
  Remember(fact.index);
}

Value& TestVisitor::AttributeNamed(const std::string& name) {
  for (Given& given : attributes_) {
    if (given.name == name) return given.value;
  }
  return attributes_.emplace_back(Given{name, Value()}).value;
}

// An attribute with `kept` is also put into the visitor's state, where the decision of a timer finds it: nothing is
// sent then.
void TestVisitor::Remember(int attribute) {
  const std::string& name = program_.attributes[At(attribute)].name;
  std::erase_if(visitor_.attributes, [&](const RememberedAttribute& known) { return known.name == name; });
  Delta delta;
  RememberValue(program_, visitor_, attribute, AttributeNamed(name), clock_.now, delta);
  visitor_ = Apply(std::move(visitor_), delta);
}

// The fields of the item that this line does not name keep the value that an earlier line gave them.
void TestVisitor::GiveItem(const TestFact& fact) {
  const std::size_t fields = program_.catalogues[At(fact.index)].fields.size();
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

// An event without a time happens now and needs the consents of now; one with a time counts as consented to then.
std::string TestVisitor::GiveEvent(const TestFact& fact) {
  dsl::Instant time = clock_.now;
  if (fact.ago) time = dsl::Shift(clock_.now, *fact.ago, -1, zone_);
  if (fact.date) time = zone_.At(*fact.date, fact.minute.value_or(0));
  if (time > clock_.now) {
    return "`" + program_.events[At(fact.index)].name + "` lies in the future: it is given for " + OnTheWall(time) +
           ", and now it is " + OnTheWall(clock_.now);
  }
  for (std::int64_t i = 0; i < fact.times; ++i) Take(fact, time, fact.ago || fact.date);
  return {};
}

// Writes a time as `now` and `at` of a test have it, in the zone of the test: `2026-01-15 12:00`.
std::string TestVisitor::OnTheWall(dsl::Instant time) const {
  const int minute = zone_.MinuteOfDay(time);
  char clock[24];
  std::snprintf(clock, sizeof clock, "%02d:%02d", minute / 60, minute % 60);
  return zone_.DateOf(time).ToString() + " " + clock;
}

// Fills the placement and the group of a built-in event of an action that the test leaves out: the rule's first ones.
void TestVisitor::FillPlace(const dsl::EventKind& kind, dsl::Record& record) const {
  const auto field = [&](std::string_view name) -> Value* {
    for (std::size_t i = 0; i < std::min(kind.fields.size(), record.size()); ++i) {
      if (kind.fields[i].name == name) return &record[i];
    }
    return nullptr;
  };
  const Value* action = kind.built_in ? field("action") : nullptr;
  const int rule = action && action->text() ? FindRuleOf(program_, *action->text()) : -1;
  if (rule < 0) return;
  const dsl::Rule& acted = program_.rules[At(rule)];
  if (Value* place = field("placement"); place && place->is_unknown() && !acted.placements.empty()) {
    *place = Value(program_.placements[At(acted.placements.front())].name);
  }
  if (Value* group = field("group"); group && group->is_unknown() && !acted.groups.empty()) {
    *group = Value(program_.groups[At(acted.groups.front())].name);
  }
}

void TestVisitor::Take(const TestFact& fact, dsl::Instant time, bool consented) {
  const dsl::EventKind& kind = program_.events[At(fact.index)];
  IncomingEvent event;
  event.kind = fact.index;
  event.time = time;
  event.fields = fact.value.record() ? *fact.value.record() : dsl::Record(kind.fields.size());
  FillPlace(kind, event.fields);
  event.consented = consented;
  Delta delta;
  static_cast<void>(TakeEvent(program_, visitor_, event, clock_.now, delta));  // an event that is refused has no effect
  visitor_ = Apply(std::move(visitor_), delta);
}

void TestVisitor::HappenPending() {
  if (pending_) Take(*pending_, clock_.now, false);
  pending_.reset();
}

void TestVisitor::GiveTable(const TestFact& fact) {
  std::erase_if(tables_, [&](const TestFact& known) {
    return known.kind == fact.kind && known.index == fact.index && known.item == fact.item;
  });
  tables_.push_back(fact);
}

void TestVisitor::GiveArm(int experiment, std::string arm) {
  std::erase_if(outside_.arms, [&](const auto& known) { return known.first == experiment; });
  outside_.arms.emplace_back(experiment, std::move(arm));
}

// What was given of all visitors counts for the day of `at`, so that it holds whatever the clock says.
World TestVisitor::WorldAt(dsl::Instant at) const {
  auto tables = std::make_shared<Tables>();
  const dsl::Date today = zone_.DateOf(at);
  for (const TestFact& fact : tables_) {
    const dsl::List* items = fact.value.list();
    if (!items) continue;
    double rank = static_cast<double>(items->size());
    for (const Value& item : *items) {
      const std::string id = item.text() ? *item.text() : std::string();
      if (fact.kind == TestFact::Kind::kSimilar) {
        tables->AddSimilar(fact.item, id, rank);
      } else if (fact.kind == TestFact::Kind::kMost) {
        tables->AddCount(program_.events[At(fact.index)].name, today, id, rank);
      } else {
        tables->AddAssociated(program_.events[At(fact.index)].name, fact.item, id, rank);
      }
      rank -= 1;
    }
  }
  tables->Finish();
  World world = world_;
  world.tables = std::move(tables);
  return world;
}

Request TestVisitor::RequestOf(std::string_view moment, std::string_view channel) const {
  Request request;
  request.visitor_id = "test";
  request.moment = moment;
  request.channel = channel;
  request.locale = program_.project.fallback_locale;
  request.want_segments = true;
  return request;
}

Mode TestVisitor::ModeOfTests() const {
  Mode mode;
  mode.outside = &outside_;
  mode.no_experiments = true;
  mode.no_exploring = true;
  return mode;
}

// Calls `use(world, request, mode)` with a request of now that sends all that was given.
template <typename Use>
void TestVisitor::WithRequest(std::string_view channel, Use&& use) const {
  const auto view = [](std::string_view name, const Value& value) {
    AttributeView sent;
    sent.name = name;
    if (value.is_known()) sent.value = &value;
    return sent;
  };
  std::vector<AttributeView> attributes, fields;
  std::vector<EventView> events;
  for (const Given& given : attributes_) attributes.push_back(view(given.name, given.value));
  if (pending_) {
    const dsl::EventKind& kind = program_.events[At(pending_->index)];
    if (const dsl::Record* record = pending_->value.record()) {
      for (std::size_t i = 0; i < record->size(); ++i) fields.push_back(view(kind.fields[i].name, (*record)[i]));
    }
    EventView& event = events.emplace_back();
    event.kind = kind.name;
    event.fields = fields;
  }
  Request request = RequestOf(moment_, channel);
  request.attributes = attributes;
  request.events = events;
  Mode mode = ModeOfTests();
  use(WorldAt(clock_.now), request, mode);
}

ReviewedDecision TestVisitor::Decide(const dsl::TestExpect& expect) const {
  if (expect.rule >= 0 && dsl::HasTimer(program_.rules[At(expect.rule)])) {
    const auto fired = fired_.find(expect.rule);
    if (fired != fired_.end()) return fired->second;
    ReviewedDecision none;  // its time did not come
    RuleTrace& trace = none.explanation.rules.emplace_back();
    trace.rule = expect.rule;
    trace.outcome = ReasonCode::kOtherMoment;
    trace.clause = "on";
    trace.text = "its time did not come when the clock last moved";
    ConditionNode& on = trace.nodes.emplace_back();
    on.truth = dsl::Truth::kNo;
    on.span = program_.rules[At(expect.rule)].SpanOf(dsl::ClauseWord::kOn);
    if (program_.sources) on.text = program_.sources->TextOf(on.span);
    return none;
  }
  ReviewedDecision reviewed;
  WithRequest(ChannelFor(expect), [&](const World& world, const Request& request, Mode& mode) {
    mode.explanation = &reviewed.explanation;
    Outcome outcome;
    engine::Decide(world, visitor_, request, clock_.now, kSeed, mode, outcome);
    reviewed.decision = std::move(outcome.decision);
  });
  return reviewed;
}

Value TestVisitor::SignalOf(int signal) const {
  Value level;
  WithRequest(kWeb, [&](const World& world, const Request& request, const Mode& mode) {
    Warnings warnings;
    Frame::Memory memory;
    Frame frame(world, visitor_, request, clock_.now, mode, memory, warnings);
    level = frame.Under({}).SignalOf(signal);
  });
  return level;
}

void TestVisitor::MoveTo(dsl::Instant until) {
  HappenPending();
  fired_.clear();
  clock_.now = std::max(clock_.now, std::min(until, dsl::Instant{until.milliseconds - kMostPlayed}));
  const auto world_at = [&](dsl::Instant at) { return WorldAt(at); };
  while (clock_.now < until) {
    PlayedTimers played =
        PlayTimers(world_at, visitor_, RequestOf({}, {}), std::move(clock_), until, kSeed, ModeOfTests());
    clock_ = std::move(played.clock);
    for (DueDecision& one : played.decisions) {
      visitor_ = Apply(std::move(visitor_), one.outcome.effects.visitor);
      const ReviewedDecision reviewed{std::move(one.outcome.decision), std::move(one.explanation)};
      for (const DueMessage& message : one.messages) fired_[message.timer.rule] = reviewed;
    }
  }
  clock_.now = until;
}

// The channel to ask on, so that what is expected is possible: `web` when one of its placements is on it, else the
// first channel of its placements. A `page.channel` that the test gives still counts before it.
std::string_view TestVisitor::ChannelFor(const dsl::TestExpect& expect) const {
  std::vector<int> places;
  if (expect.placement >= 0) {
    places.push_back(expect.placement);
  } else if (expect.rule >= 0) {
    places = program_.rules[At(expect.rule)].placements;
  }
  std::string_view first;
  for (const int place : places) {
    const auto& channels = program_.placements[At(place)].channels;
    if (channels.empty() || std::find(channels.begin(), channels.end(), kWeb) != channels.end()) return kWeb;
    if (first.empty()) first = channels.front();
  }
  return first.empty() ? kWeb : first;
}

}  // namespace nextmove::engine
