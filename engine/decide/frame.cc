// Reads a request: currency, locale, zone, channel, moment, and what is wanted. What is not known is a warning, and the
// project's own takes its place: a page must render.
#include "engine/decide/frame.h"

namespace nextmove::engine {
namespace {

using dsl::Program;
using dsl::Value;

std::size_t At(int index) { return static_cast<std::size_t>(index); }

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

}  // namespace

RequestSituation::RequestSituation(const World& world, const Facts& facts, dsl::Instant now, dsl::Currency currency)
    : catalogues_(world.catalogues.get()), facts_(facts), now_(now), currency_(currency) {
  for (const dsl::ZoneRef& ref : world.program->zones) {
    const std::string* name = nullptr;
    if (ref.attribute >= 0) {
      const Value& sent = facts.attribute(ref.attribute);
      name = sent.is_known() ? sent.text() : world.program->attributes[At(ref.attribute)].otherwise.text();
    }
    const auto zone = name ? dsl::TimeZone::Load(*name) : std::nullopt;
    zones_.push_back(zone.value_or(ref.zone));
  }
  if (zones_.empty()) zones_.emplace_back();
}

const dsl::Record* RequestSituation::item(int catalogue, std::string_view id) const {
  return catalogues_ ? catalogues_->Find(catalogue, id) : nullptr;
}

std::string_view RequestSituation::why_unknown(int attribute) const {
  switch (facts_.absence(attribute)) {
    case Absence::kNone:
      return {};
    case Absence::kNotSent:
      return "not sent";
    case Absence::kWrongType:
      return "wrong type";
    case Absence::kOutOfRange:
      return "out of range";
    case Absence::kNoConsent:
      return "no consent";
  }
  return {};
}

Frame::Frame(const World& world, const VisitorState& visitor_, const Request& request_, dsl::Instant now_,
             const Mode& mode_, Warnings& warnings)
    : program(*world.program),
      visitor(visitor_),
      request(request_),
      mode(mode_),
      now(now_),
      segments_(world.program->segments.size(), -1) {
  ReadCurrency(warnings);
  facts.Fill(program, request.attributes, visitor, currency, warnings);
  ReadLocale(warnings);
  ReadZone(warnings);
  ReadChannel(warnings);
  ReadMoment(warnings);
  ReadWanted();
  situation.emplace(world, facts, now, currency);
  evaluator.emplace(program, *situation);
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

// The attribute counts first, then the request's own field (12).
void Frame::ReadZone(Warnings& warnings) {
  if (request.time_zone.empty()) return;
  if (!dsl::TimeZone::Load(request.time_zone)) {
    return warnings.Add(WarningCode::kUnknownValue, "time_zone", "not an IANA time zone; the project's is used");
  }
  const int index = program.visitor_time_zone;
  if (index < 0 || facts.attribute(index).is_known()) return;
  if (!MayRead(program, program.attributes[At(index)], visitor)) return;
  facts.Set(index, Value(std::string(request.time_zone)));
}

void Frame::ReadChannel(Warnings& warnings) {
  const int index = program.page_channel;
  channel = request.channel.empty() ? "web" : std::string(request.channel);
  if (index < 0) return;
  const dsl::Attribute& attribute = program.attributes[At(index)];
  if (const std::string* sent = facts.attribute(index).text()) {
    channel = *sent;
  } else if (!request.channel.empty()) {
    const auto& known = attribute.type.one_of;
    if (!known.empty() && std::find(known.begin(), known.end(), channel) == known.end()) {
      warnings.Add(WarningCode::kUnknownValue, "channel", "not a value of `page.channel`");
    } else if (MayRead(program, attribute, visitor)) {
      facts.Set(index, Value(channel));
    }
  } else if (const std::string* otherwise = attribute.otherwise.text()) {
    channel = *otherwise;
  }
}

void Frame::ReadMoment(Warnings& warnings) {
  moment = request.moment.empty() ? std::string_view("page_load") : request.moment;
  if (moment == "page_load") return;
  const auto same = [&](const std::string& name) { return name == moment; };
  if (std::any_of(program.moments.begin(), program.moments.end(), same)) return;
  warnings.Add(WarningCode::kUnknownName, "moment", "no rule waits for this moment");
}

bool Frame::OnChannel(const dsl::Placement& placement) const {
  return placement.channels.empty() ||
         std::find(placement.channels.begin(), placement.channels.end(), channel) != placement.channels.end();
}

void Frame::ReadWanted() {
  placement_open.assign(program.placements.size(), false);
  group_wanted.assign(program.groups.size(), request.wanted.empty());
  const auto open = [&](int index) {
    if (!OnChannel(program.placements[At(index)])) return false;
    if (!placement_open[At(index)]) placements.push_back(index);
    placement_open[At(index)] = true;
    return true;
  };
  if (request.wanted.empty()) {
    for (const int index : ByName(program.placements)) open(index);
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

bool Frame::InSegment(int segment) {
  signed char& bit = segments_[At(segment)];
  if (bit < 0) bit = evaluator->InSegment(segment) ? 1 : 0;
  return bit == 1;
}

bool Frame::HasConsentOf(int purpose) const {
  return purpose == 0 || (purpose > 0 && HasConsent(visitor, program.project.purposes[At(purpose)]));
}

}  // namespace nextmove::engine
