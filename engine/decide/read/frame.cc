// Reads a request: currency, locale, zone, channel, moment, and what is wanted. An unknown name gives a warning and the
// project's default is used instead, because a page must render.
#include "engine/decide/read/frame.h"

#include "dsl/value/index.h"
#include "engine/visitor/fold.h"

namespace nextmove::engine {
namespace {

using dsl::Program;
using dsl::Value;

// `fr-CA` and `FR_ca` are one tag.
std::string Tag(std::string_view text) {
  std::string tag(text);
  for (char& c : tag) c = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return tag;
}

// The declared locale for a tag: itself, or a shorter one (`fr` for `fr-CA`); -1 when none.
int FindLocale(const Program& program, std::string tag) {
  const auto& locales = program.project.locales;
  while (!tag.empty()) {
    for (std::size_t i = 0; i < locales.size(); ++i)
      if (Tag(locales[i]) == tag) return static_cast<int>(i);
    const std::size_t cut = tag.rfind('-');
    tag.resize(cut == std::string::npos ? 0 : cut);
  }
  return -1;
}

const Catalogues& NoItems() {
  static const Catalogues kNone;
  return kNone;
}

const Tables& NothingKnown() {
  static const Tables kNone;
  return kNone;
}

}  // namespace

Frame::Frame(const World& world, const VisitorState& visitor, const Request& request_, dsl::Instant now_,
             const Mode& mode_, Memory& memory, Warnings& warnings, std::uint64_t seed_)
    : program(*world.program),
      catalogues(world.catalogues ? *world.catalogues : NoItems()),
      tables(world.tables ? *world.tables : NothingKnown()),
      request(request_),
      mode(mode_),
      now(now_),
      seed(seed_),
      facts(memory.facts),
      channel(memory.channel),
      happened(memory.happened),
      placements(memory.placements),
      placement_open(memory.placement_open),
      group_wanted(memory.group_wanted),
      not_here(memory.not_here),
      history(memory.history),
      given_(visitor),
      delta_(memory.delta),
      sent_(memory.sent),
      memo_(memory.memo),
      segments_(memory.segments),
      fired_(memory.fired),
      placement_gates_(memory.placement_gates),
      group_gates_(memory.group_gates) {
  memo_.affinities.clear();
  segments_.assign(program.segments.size(), -1);
  fired_.assign(program.signals.size(), -1);
  placement_gates_.assign(program.placements.size(), std::nullopt);
  group_gates_.assign(program.groups.size(), std::nullopt);
  ReadCurrency(warnings);
  delta_ = ConsentDelta(program, visitor, request.consents, warnings);
  Change(delta_);
  MarkSent(program, request.attributes, sent_);
  facts.Fill(program, request.attributes, this->visitor(), now, currency, warnings);
  ReadLocale(warnings);
  ReadZone(warnings);
  ReadChannel(warnings);
  ReadMoment(warnings);
  ReadWanted();
  Delta rest;
  TakeEvents(program, this->visitor(), request, now, currency, happened, rest, warnings);
  ReadReplies(rest.attributes);
  RememberAttributes(program, this->visitor(), sent_, facts, now, rest);
  Change(rest);
  delta_.events = std::move(rest.events);
  delta_.attributes = std::move(rest.attributes);
  history.Build(program, this->visitor(), now, request.session_id);
  ReadRepliesOfSession();
  situation.emplace(world, facts, history, mode.outside, now, currency, memory.zones);
}

void Frame::Change(const Delta& delta_of_this) {
  if (delta_of_this.empty()) return;
  changed_ = changed_ ? Apply(std::move(*changed_), delta_of_this) : Apply(given_, delta_of_this);
}

void Frame::ReadCurrency(Warnings& warnings) {
  currency = program.project.currency;
  if (request.currency_code.empty()) return;
  if (const auto sent = dsl::Currency::Parse(request.currency_code))
    currency = *sent;
  else
    warnings.Add(WarningCode::kUnknownValue, "currency_code", "not a currency of ISO 4217; the project's is used");
}

void Frame::ReadLocale(Warnings& warnings) {
  const int fallback = std::max(0, FindLocale(program, Tag(program.project.fallback_locale)));
  const int sent = FindLocale(program, Tag(request.locale));
  locale = At(sent >= 0 ? sent : fallback);
  if (request.locale.empty() || sent >= 0 || dsl::IsKnownLocale(request.locale)) return;
  warnings.Add(WarningCode::kUnknownValue, "locale", "not a known locale; the project's is used");
}

// The attribute counts first, then the request's own field, then what is remembered (language reference, paragraph 12).
void Frame::ReadZone(Warnings& warnings) {
  if (request.time_zone.empty()) return;
  if (!dsl::TimeZone::Load(request.time_zone)) {
    return warnings.Add(WarningCode::kUnknownValue, "time_zone", "not an IANA time zone; the project's is used");
  }
  const int index = program.visitor_time_zone;
  if (index < 0 || (sent_[At(index)] && facts.attribute(index).is_known())) return;
  if (!MayRead(program, program.attributes[At(index)], visitor())) return;
  facts.Set(index, Value(std::string(request.time_zone)));
  sent_[At(index)] = true;
}

void Frame::ReadChannel(Warnings& warnings) {
  const int index = program.page_channel;
  channel = request.channel.empty() ? std::string_view("web") : request.channel;
  if (index < 0) return;
  const dsl::Attribute& attribute = program.attributes[At(index)];
  const std::string* known = facts.attribute(index).text();
  if (known && (sent_[At(index)] || request.channel.empty())) {
    channel = *known;
  } else if (!request.channel.empty()) {
    const auto& values = attribute.type.one_of();
    if (!values.empty() && std::find(values.begin(), values.end(), channel) == values.end()) {
      warnings.Add(WarningCode::kUnknownValue, "channel", "not a value of `page.channel`");
    } else if (MayRead(program, attribute, visitor())) {
      facts.Set(index, Value(channel));
    }
  } else if (const std::string* otherwise = attribute.otherwise.text()) {
    channel = *otherwise;
  }
}

// A visitor's reply to a question sets its attribute at once, unless the request also sends that attribute.
void Frame::ReadReplies(const std::vector<RememberedAttribute>& replies) {
  if (replies.empty()) return;
  Delta delta_of_replies;
  delta_of_replies.attributes = replies;
  Change(delta_of_replies);
  for (const RememberedAttribute& reply : replies) {
    const int index = program.FindAttribute(reply.name);
    if (!sent_[At(index)]) facts.Set(index, RememberedValue(program, program.attributes[At(index)], visitor(), now));
  }
}

// Attributes that are not remembered hold for the session only.
void Frame::ReadRepliesOfSession() {
  const int answered = program.resolved.answered;
  const auto* events = history.events(answered, dsl::Situation::Reach::kSession);
  if (!events) return;
  for (const dsl::Event& event : *events) {
    Reply reply = ReadReply(program, answered, event.fields);
    if (reply.value.is_unknown() || sent_[At(reply.attribute)]) continue;
    const dsl::Attribute& attribute = program.attributes[At(reply.attribute)];
    const bool remembered = attribute.kept && Agreed(program, visitor(), attribute.purpose);
    if (!remembered && MayRead(program, attribute, visitor())) facts.Set(reply.attribute, std::move(reply.value));
  }
}

void Frame::ReadMoment(Warnings& warnings) {
  moment = request.moment.empty() ? std::string_view("page_load") : request.moment;
  if (moment == "page_load") return;
  const auto same = [&](const std::string& name) { return name == moment; };
  if (std::any_of(program.moments.begin(), program.moments.end(), same)) return;
  if (program.event_names.contains(moment) || program.signal_names.contains(moment)) return;
  warnings.Add(WarningCode::kUnknownName, "moment", "no rule waits for this moment");
}

// A message that is due brings its own channel: its places are open, whatever was asked before.
bool Frame::OnChannel(int placement) const {
  const auto& channels = program.placements[At(placement)].channels;
  if (channels.empty() || std::find(channels.begin(), channels.end(), channel) != channels.end()) return true;
  return std::any_of(mode.timers.begin(), mode.timers.end(), [&](const Timer& timer) {
    const auto& asked = program.rules[At(timer.rule)].placements;
    return std::find(asked.begin(), asked.end(), placement) != asked.end();
  });
}

void Frame::ReadWanted() {
  placements.clear();
  not_here.clear();
  placement_open.assign(program.placements.size(), false);
  group_wanted.assign(program.groups.size(), request.wanted.empty());
  const auto open = [&](int index) {
    if (!OnChannel(index)) return false;
    if (!placement_open[At(index)]) placements.push_back(index);
    placement_open[At(index)] = true;
    return true;
  };
  if (request.wanted.empty()) {
    for (const int index : program.resolved.placements_by_name) open(index);
    return;
  }
  for (const std::string_view name : request.wanted) {
    const auto placement = program.placement_names.find(name);
    const auto group = program.group_names.find(name);
    if (group != program.group_names.end()) group_wanted[At(group->second)] = true;
    const bool here = placement != program.placement_names.end() && open(placement->second);
    const bool nothing = !here && group == program.group_names.end();
    if (nothing && std::find(not_here.begin(), not_here.end(), name) == not_here.end()) not_here.push_back(name);
  }
}

bool Frame::InSegment(int segment) const {
  signed char& bit = segments_[At(segment)];
  if (bit < 0) bit = Under({}).InSegment(segment) ? 1 : 0;
  return bit == 1;
}

bool Frame::FiredNow(int signal) const {
  signed char& bit = fired_[At(signal)];
  if (bit >= 0) return bit == 1;
  bit = 0;
  dsl::Evaluator evaluator = Under({});
  for (const Happened& one : happened)
    if (evaluator.SignalFired(signal, one.event.time)) bit = 1;
  return bit == 1;
}

const Gate& Frame::PlacementGate(int placement) const {
  auto& gate = placement_gates_[At(placement)];
  if (!gate) gate = GateOf(program.placements[At(placement)]);
  return *gate;
}

const Gate& Frame::GroupGate(int group) const {
  auto& gate = group_gates_[At(group)];
  if (!gate) gate = GateOf(program.groups[At(group)]);
  return *gate;
}

const Openings& Frame::openings() const {
  if (!openings_) openings_.emplace(program, history, *situation);
  return *openings_;
}

Gate Frame::GateOf(const dsl::Slot& slot) const {
  Gate gate;
  const auto broken = [&](const std::vector<dsl::Cap>& caps, const Scope& scope) -> const dsl::Cap* {
    if (caps.empty()) return nullptr;
    dsl::Evaluator evaluator = Under(scope);
    for (const dsl::Cap& cap : caps)
      if (!evaluator.Holds(cap.holds)) return &cap;
    return nullptr;
  };
  if (!slot.limits.empty()) gate.limit = broken(slot.limits, {.recount = &openings().recount()});
  gate.stop = broken(slot.stops, {});
  for (const dsl::Schedule& quiet : slot.quiet)
    if (!gate.quiet && Under({}).IsActive(quiet)) gate.quiet = &quiet;
  return gate;
}

bool Frame::HasConsentOf(int purpose) const {
  return purpose == 0 || (purpose > 0 && HasConsent(visitor(), program.project.purposes[At(purpose)]));
}

}  // namespace nextmove::engine
