// Reads visits from JSON lines, typed by the schema, and makes requests of them.
#include "engine/review/visits.h"

#include <algorithm>
#include <array>

#include "dsl/value/suggest.h"
#include "engine/review/json_text.h"
#include "engine/review/visit_values.h"

namespace nextmove::engine {
namespace {

using dsl::Type;
using dsl::TypeKind;
using Kind = JsonValue::Kind;

constexpr std::array<std::string_view, 13> kKeys = {"visitor",   "attributes", "events", "consents", "moment",
                                                    "now",       "wanted",     "locale", "channel",  "currency",
                                                    "time_zone", "session",    "outcome"};

constexpr std::array<std::string_view, 5> kEventKeys = {"kind", "time", "id", "session", "fields"};

// The type of what may be sent under a name: an attribute, the page's item, a placement's menu. None when unknown.
std::optional<Type> TypeOf(const dsl::Program& program, std::string_view name) {
  const int attribute = program.FindAttribute(name);
  if (attribute >= 0) return program.attributes[static_cast<std::size_t>(attribute)].type;
  constexpr std::string_view kThis = "this.";
  const Type text = TypeKind::kText;
  if (name.substr(0, kThis.size()) == kThis && program.catalogue_names.contains(name.substr(kThis.size()))) return text;
  if (program.placement_names.contains(name)) return Type::ListOf(text);
  return std::nullopt;
}

std::vector<std::string_view> SendableNames(const dsl::Program& program) {
  std::vector<std::string_view> names;
  for (const auto& [name, index] : program.attribute_names) names.push_back(name);
  for (const auto& [name, index] : program.placement_names) names.push_back(name);
  return names;
}

// Reads the members of one visit. Thread-compatible.
class VisitReader {
 public:
  VisitReader(const dsl::Program& program, const VisitLimits& limits, Visit& visit)
      : program_(program), limits_(limits), visit_(visit), values_(limits, visit.notes) {}

  // Why Read refused the visit.
  const std::string& error() const { return error_; }

  bool Read(const JsonValue& json) {
    if (json.kind != Kind::kObject) {
      return Fail("a visit is an object: {\"visitor\": \"v1\", \"attributes\": {}}");
    }
    const JsonValue* visitor = json.Find("visitor");
    if (!visitor) return Fail("`visitor` is missing: add \"visitor\": \"v1\"");
    if (visitor->kind != Kind::kText || visitor->text.empty() || visitor->text.size() > limits_.max_name_bytes) {
      return Fail("`visitor` is a text of 1 to " + std::to_string(limits_.max_name_bytes) +
                  " bytes, as \"visitor\": \"v1\"");
    }
    visit_.visitor = visitor->text;
    ReadTexts(json);
    ReadNow(json.Find("now"));
    ReadEvents(json.Find("events"));
    ReadConsents(json.Find("consents"));
    ReadWanted(json.Find("wanted"));
    ReadOutcome(json.Find("outcome"));
    if (!ReadAttributes(json.Find("attributes"))) return false;
    if (!values_.too_long().empty()) return Fail(values_.too_long());
    const std::vector<std::string_view> known(kKeys.begin(), kKeys.end());
    for (const auto& [key, value] : json.members) {
      if (std::find(known.begin(), known.end(), key) == known.end()) {
        const bool attribute = TypeOf(program_, key).has_value();
        values_.Note("a visit has no key `" + key + "`" +
                     (attribute ? std::string("; it is an attribute: put it into \"attributes\"")
                                : dsl::DidYouMean(key, known)));
      }
    }
    return true;
  }

 private:
  bool Fail(std::string why) {
    error_ = std::move(why);
    return false;
  }

  // A name or an id.
  void ReadShortText(const JsonValue* json, const std::string& name, std::string& text) {
    if (!json || json->kind == Kind::kNull) return;
    if (json->kind != Kind::kText) {
      values_.Note("`" + name + "` is " + Seen(*json) + ", not a text; left out");
    } else if (json->text.size() > limits_.max_name_bytes) {
      values_.Note("`" + name + "` is longer than " + std::to_string(limits_.max_name_bytes) + " bytes; left out");
    } else {
      text = json->text;
    }
  }

  void ReadTexts(const JsonValue& json) {
    const std::array<std::pair<std::string_view, std::string*>, 6> texts = {{{"session", &visit_.session},
                                                                             {"moment", &visit_.moment},
                                                                             {"locale", &visit_.locale},
                                                                             {"channel", &visit_.channel},
                                                                             {"currency", &visit_.currency},
                                                                             {"time_zone", &visit_.time_zone}}};
    for (const auto& [key, text] : texts) {
      ReadShortText(json.Find(key), std::string(key), *text);
    }
    if (visit_.moment.empty()) return;
    const std::vector<std::string_view> moments(program_.moments.begin(), program_.moments.end());
    if (std::find(moments.begin(), moments.end(), visit_.moment) != moments.end()) return;
    const std::string nearest = dsl::DidYouMean(visit_.moment, moments);
    if (!nearest.empty()) values_.Note("no rule names the moment `" + visit_.moment + "`" + nearest);
  }

  // None when the value is no time; a note then says so, and that `what` is left out.
  std::optional<dsl::Instant> ReadTime(const JsonValue& json, const std::string& name, const std::string& what) {
    auto zone = visit_.time_zone.empty() ? std::nullopt : dsl::TimeZone::Load(visit_.time_zone);
    if (!zone) zone = program_.zones.empty() ? dsl::TimeZone() : program_.zones.front().zone;
    const auto time = json.kind == Kind::kText ? ReadInstant(json.text, *zone) : std::nullopt;
    if (!time) {
      values_.Note("`" + name + "` is " + Seen(json) + ", not a time such as \"2026-11-27T18:30:00Z\"; " + what +
                   "left out");
    }
    return time;
  }

  void ReadNow(const JsonValue* json) {
    if (json && json->kind != Kind::kNull) visit_.now = ReadTime(*json, "now", "");
  }

  void ReadEvents(const JsonValue* json) {
    if (!json || json->kind == Kind::kNull) return;
    if (json->kind != Kind::kList) {
      values_.Note("`events` is " + Seen(*json) + ", not a list; left out");
      return;
    }
    for (std::size_t i = 0; i < json->items.size(); ++i) {
      if (visit_.events.size() == limits_.max_events) {
        values_.Note("`events` holds " + std::to_string(json->items.size()) + ", and at most " +
                     std::to_string(limits_.max_events) + " are read; the others are left out");
        return;
      }
      ReadEvent(json->items[i], "events[" + std::to_string(i) + "]");
    }
  }

  // An event whose kind is not known, or whose time can't be read, is left out whole.
  void ReadEvent(const JsonValue& json, const std::string& name) {
    const JsonValue* kind = json.kind == Kind::kObject ? json.Find("kind") : nullptr;
    if (!kind || kind->kind != Kind::kText) {
      values_.Note("`" + name + "` is no event such as {\"kind\": \"viewed\", \"fields\": {}}; left out");
      return;
    }
    const auto found = program_.event_names.find(kind->text);
    if (found == program_.event_names.end()) {
      std::vector<std::string_view> known;
      for (const auto& [declared, index] : program_.event_names) known.push_back(declared);
      values_.Note("event `" + kind->text + "` is not declared" + dsl::DidYouMean(kind->text, known));
      return;
    }
    VisitEvent event;
    event.kind = kind->text;
    if (const JsonValue* time = json.Find("time"); time && time->kind != Kind::kNull) {
      event.time = ReadTime(*time, name + ".time", "the event is ");
      if (!event.time) return;
    }
    ReadShortText(json.Find("id"), name + ".id", event.id);
    ReadShortText(json.Find("session"), name + ".session", event.session);
    const dsl::EventKind& declared = program_.events[static_cast<std::size_t>(found->second)];
    NoteOtherKeys(json, declared, name);
    ReadFields(json.Find("fields"), declared, name, event);
    visit_.events.push_back(std::move(event));
  }

  // Notes unknown members, because an old event whose `time` is misspelt would happen now.
  void NoteOtherKeys(const JsonValue& json, const dsl::EventKind& kind, const std::string& name) {
    const std::vector<std::string_view> known(kEventKeys.begin(), kEventKeys.end());
    for (const JsonMember& member : json.members) {
      if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
      const bool field = std::any_of(kind.fields.begin(), kind.fields.end(),
                                     [&](const dsl::FieldType& declared) { return declared.name == member.key; });
      values_.Note(
          "`" + name + "` has no key `" + member.key + "`" +
          (field ? std::string("; it is a field: put it into \"fields\"") : dsl::DidYouMean(member.key, known)));
    }
  }

  void ReadFields(const JsonValue* json, const dsl::EventKind& kind, const std::string& name, VisitEvent& event) {
    if (!json || json->kind == Kind::kNull) return;
    if (json->kind != Kind::kObject) {
      values_.Note("`" + name + ".fields` is " + Seen(*json) + ", not an object; left out");
      return;
    }
    for (const JsonMember& member : json->members) {
      const auto& [key, value] = member;
      const auto field = std::find_if(kind.fields.begin(), kind.fields.end(),
                                      [&](const dsl::FieldType& declared) { return declared.name == member.key; });
      if (field == kind.fields.end()) {
        std::vector<std::string_view> known;
        for (const dsl::FieldType& declared : kind.fields) known.push_back(declared.name);
        values_.Note("event `" + kind.name + "` has no field `" + key + "`" + dsl::DidYouMean(key, known));
        continue;
      }
      event.fields.emplace_back(key, values_.Read(value, field->type, name + "." + key));
    }
  }

  void ReadConsents(const JsonValue* json) {
    if (!json || json->kind == Kind::kNull) return;
    if (json->kind != Kind::kList) {
      values_.Note("`consents` is " + Seen(*json) + ", not a list such as [\"" + ExamplePurpose() + "\"]; left out");
      return;
    }
    const auto& purposes = program_.project.purposes;
    constexpr std::string_view kNo = "no ";
    for (const JsonValue& item : json->items) {
      if (item.kind != Kind::kText) {
        values_.Note("a consent is " + Seen(item) + ", not a text such as \"" + ExamplePurpose() + "\"; left out");
        continue;
      }
      const bool refused = item.text.substr(0, kNo.size()) == kNo;
      const std::string purpose = refused ? item.text.substr(kNo.size()) : item.text;
      if (std::find(purposes.begin(), purposes.end(), purpose) == purposes.end()) {
        values_.Note("consent `" + purpose + "` is not declared" + dsl::DidYouMean(purpose, purposes));
        continue;
      }
      if (refused && purpose == "necessary") {
        values_.Note("nobody can refuse `necessary`; left out");
        continue;
      }
      visit_.consents.push_back({purpose, refused ? ConsentState::kRefused : ConsentState::kGiven});
    }
  }

  std::string ExamplePurpose() const {
    return program_.project.purposes.size() > 1 ? program_.project.purposes[1] : "personalisation";
  }

  void ReadWanted(const JsonValue* json) {
    if (!json || json->kind == Kind::kNull) return;
    if (json->kind != Kind::kList) {
      values_.Note("`wanted` is " + Seen(*json) + ", not a list of placements; left out");
      return;
    }
    constexpr std::size_t kMaxWanted = 64;
    for (const JsonValue& item : json->items) {
      if (item.kind != Kind::kText) {
        values_.Note("a placement in `wanted` is " + Seen(item) + ", not a text; left out");
      } else if (visit_.wanted.size() == kMaxWanted) {
        values_.Note("`wanted` has more than " + std::to_string(kMaxWanted) + " names; the others are left out");
        return;
      } else {
        visit_.wanted.push_back(item.text);
      }
    }
  }

  void ReadOutcome(const JsonValue* json) {
    if (!json || json->kind == Kind::kNull) return;
    if (json->kind == Kind::kFlag) {
      visit_.outcome = json->flag;
    } else {
      values_.Note("`outcome` is " + Seen(*json) + ", not true or false; left out");
    }
  }

  bool ReadAttributes(const JsonValue* json) {
    if (!json || json->kind == Kind::kNull) return true;
    if (json->kind != Kind::kObject) {
      return Fail("`attributes` is " + Seen(*json) + ", not an object such as {\"cart.total\": \"34.90 EUR\"}");
    }
    if (json->members.size() > limits_.max_attributes) {
      return Fail("more than " + std::to_string(limits_.max_attributes) + " attributes");
    }
    for (const auto& [name, value] : json->members) {
      const auto type = TypeOf(program_, name);
      if (!type) {
        values_.Note("attribute `" + name + "` is not declared" + dsl::DidYouMean(name, SendableNames(program_)));
        continue;
      }
      visit_.attributes.emplace_back(name, values_.Read(value, *type, name));
    }
    return true;
  }

  const dsl::Program& program_;
  const VisitLimits& limits_;
  Visit& visit_;
  std::string error_;
  ValueReader values_;
};

}  // namespace

Result<Visit> ReadVisit(std::string_view line, const dsl::Program& program, const VisitLimits& limits) {
  JsonLimits json_limits;
  json_limits.max_bytes = limits.max_line_bytes;
  const auto json = ReadJson(line, json_limits);
  if (!json) return json.error();
  Visit visit;
  VisitReader reader(program, limits, visit);
  if (!reader.Read(*json)) return Error{reader.error()};
  return visit;
}

std::optional<dsl::Instant> ReadInstant(std::string_view text, const dsl::TimeZone& zone) {
  constexpr std::size_t kDateLength = 10;
  const auto date = dsl::Date::Parse(text.substr(0, kDateLength));
  if (text.size() == kDateLength) return date ? std::optional(zone.At(*date)) : std::nullopt;
  if (text.size() == kDateLength + 6 && (text[kDateLength] == ' ' || text[kDateLength] == 'T') && date) {
    const std::string_view clock = text.substr(kDateLength + 1);
    const auto digit = [&](std::size_t i) { return clock[i] >= '0' && clock[i] <= '9' ? clock[i] - '0' : -100; };
    const int hour = digit(0) * 10 + digit(1);
    const int minute = digit(3) * 10 + digit(4);
    if (clock[2] != ':' || hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    return zone.At(*date, hour * 60 + minute);
  }
  return dsl::Instant::Parse(text);
}

VisitorState StateOf(const Visit& visit) {
  Delta delta;
  delta.consents = visit.consents;
  return Apply(VisitorState(), delta);
}

const Request& VisitRequest::Fill(const Visit& visit) {
  const auto fill = [](const auto& named, std::vector<AttributeView>& views) {
    views.clear();
    for (const auto& [name, value] : named) {
      AttributeView view;
      view.name = name;
      if (value.is_known()) view.value = &value;
      views.push_back(view);
    }
  };
  fill(visit.attributes, attributes_);
  fields_.resize(visit.events.size());
  events_.assign(visit.events.size(), EventView());
  for (std::size_t i = 0; i < visit.events.size(); ++i) {
    const VisitEvent& event = visit.events[i];
    fill(event.fields, fields_[i]);
    events_[i].kind = event.kind;
    events_[i].id = event.id;
    events_[i].session = event.session;
    events_[i].time = event.time;
    events_[i].fields = fields_[i];
  }
  wanted_.assign(visit.wanted.begin(), visit.wanted.end());
  request_ = Request();
  request_.visitor_id = visit.visitor;
  request_.moment = visit.moment;
  request_.wanted = wanted_;
  request_.channel = visit.channel;
  request_.attributes = attributes_;
  request_.events = events_;
  request_.session_id = visit.session;
  request_.consents = visit.consents;
  request_.locale = visit.locale;
  request_.currency_code = visit.currency;
  request_.time_zone = visit.time_zone;
  return request_;
}

}  // namespace nextmove::engine
