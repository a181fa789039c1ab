// Checks a call field by field against the limits, and names each field that is wrong.
#include "engine/serve/calls/limits.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace nextmove::serve {
namespace {

using engine::AttributeView;
using engine::RecordView;

// The path to the present field of the request: a linked chain on the stack, written as text only for a violation.
struct Path {
  const Path* parent = nullptr;
  const char* name = "";
  std::ptrdiff_t index = -1;

  std::string ToString() const {
    std::string text = parent != nullptr ? parent->ToString() : std::string();
    if (!text.empty()) text += '.';
    text += name;
    if (index >= 0) text += '[' + std::to_string(index) + ']';
    return text;
  }
};

class RequestCheck {
 public:
  explicit RequestCheck(const Limits& limits) : limits_(limits) {}

  void Request(const CallRequest& request, bool needs_visitor) {
    Visitor(request.decide.visitor_id, needs_visitor);
    Bytes(request.decide.request_id, limits_.request_id_bytes, {nullptr, "request_id"});
    Bytes(request.decide.session_id, limits_.session_bytes, {nullptr, "session_id"});
    Name(request.decide.tenant, {nullptr, "tenant"});
    Name(request.decide.moment, {nullptr, "moment"});
    Name(request.decide.channel, {nullptr, "channel"});
    Name(request.decide.locale, {nullptr, "locale"});
    Name(request.decide.currency_code, {nullptr, "currency_code"});
    Name(request.decide.time_zone, {nullptr, "time_zone"});
    DryRunOnly(request);
    if (Count(request.decide.wanted.size(), limits_.placements, {nullptr, "wanted"})) {
      for (std::size_t i = 0; i < request.decide.wanted.size(); ++i) {
        Required(request.decide.wanted[i], {nullptr, "wanted", Index(i)});
      }
    }
    Consents(request);
    if (Count(request.release_tokens.size(), limits_.release_tokens, {nullptr, "release_tokens"})) {
      for (std::size_t i = 0; i < request.release_tokens.size(); ++i) {
        Bytes(request.release_tokens[i], limits_.token_bytes, {nullptr, "release_tokens", Index(i)});
      }
    }
    Events(request.decide.events, request.event_extras);
    if (Count(request.decide.attributes.size(), limits_.attributes, {nullptr, "attributes"})) {
      Attributes(request.decide.attributes, nullptr, "attributes");
    }
  }

  std::vector<Violation> Take() { return std::move(violations_); }

 private:
  static std::ptrdiff_t Index(std::size_t i) { return static_cast<std::ptrdiff_t>(i); }
  bool full() const { return violations_.size() >= limits_.violations; }

  void Add(ErrorReason reason, const Path& path, std::string description) {
    if (!full()) violations_.push_back({reason, path.ToString(), std::move(description)});
  }
  void Invalid(const Path& path, std::string description) {
    Add(ErrorReason::kFieldInvalid, path, std::move(description));
  }
  // False above the limit; its contents are not checked in that case.
  bool Count(std::size_t count, std::size_t limit, const Path& path) {
    if (count <= limit) return true;
    Add(ErrorReason::kLimitExceeded, path, "send at most " + std::to_string(limit) + ", not " + std::to_string(count));
    return false;
  }
  void Bytes(std::string_view text, std::size_t limit, const Path& path) {
    if (text.size() <= limit) return;
    Add(ErrorReason::kLimitExceeded, path,
        "send at most " + std::to_string(limit) + " bytes, not " + std::to_string(text.size()));
  }
  void Name(std::string_view name, const Path& path) { Bytes(name, limits_.name_bytes, path); }
  void Required(std::string_view name, const Path& path) {
    if (name.empty()) Invalid(path, "send a name, not an empty text");
    Name(name, path);
  }

  void Visitor(std::string_view id, bool needed) {
    const Path path{nullptr, "visitor_id"};
    if (id.empty() && needed)
      Invalid(path, "send the visitor's id, 1 to " + std::to_string(limits_.visitor_bytes) + " bytes");
    Bytes(id, limits_.visitor_bytes, path);
  }
  void DryRunOnly(const CallRequest& request) {
    const Path time{nullptr, "decision_time"}, version{nullptr, "ruleset_version"};
    if (request.has_decision_time && !request.decision_time) Invalid(time, "send a time of the years 1 to 9999");
    if (request.has_decision_time && !request.dry_run) Invalid(time, "send it with dry_run only");
    Name(request.ruleset_version, version);
    if (!request.ruleset_version.empty() && !request.dry_run) Invalid(version, "send it with dry_run only");
  }
  void Consents(const CallRequest& request) {
    const Path list{nullptr, "consents"};
    if (!Count(request.decide.consents.size() + request.vague_consents.size(), limits_.consents, list)) return;
    for (const auto& consent : request.decide.consents) Required(consent.purpose, list);
    for (const auto& purpose : request.vague_consents) Required(purpose, list);
  }
  void Events(std::span<const engine::EventView> events, std::span<const EventExtra> extras) {
    if (!Count(events.size(), limits_.events, {nullptr, "events"})) return;
    for (std::size_t i = 0; i < events.size() && !full(); ++i) {
      const Path event{nullptr, "events", Index(i)};
      Required(events[i].kind, {&event, "kind"});
      Name(events[i].id, {&event, "event_id"});
      Bytes(events[i].session, limits_.session_bytes, {&event, "session_id"});
      if (i < extras.size()) {
        Bytes(extras[i].visitor_id, limits_.visitor_bytes, {&event, "visitor_id"});
        Bytes(extras[i].token, limits_.token_bytes, {&event, "token"});
        if (extras[i].bad_time) Invalid({&event, "event_time"}, "seconds and nanos of a year from 1 to 9999");
      }
      Fields(events[i].fields, event);
    }
  }
  void Fields(std::span<const AttributeView> fields, const Path& parent) {
    if (Count(fields.size(), limits_.record_fields, {&parent, "fields"})) Attributes(fields, &parent, "fields");
  }
  void Attributes(std::span<const AttributeView> attributes, const Path* parent, const char* name) {
    for (std::size_t i = 0; i < attributes.size() && !full(); ++i) Attribute(attributes[i], {parent, name, Index(i)});
  }

  void Attribute(const AttributeView& attribute, const Path& path) {
    if (attribute.name.empty() && attribute.id == 0) Invalid({&path, "name"}, "send a name or an id");
    Name(attribute.name, {&path, "name"});
    if (const auto* text = std::get_if<std::string_view>(&attribute.value)) {
      Bytes(*text, limits_.text_bytes, {&path, "text"});
    } else if (const auto* money = std::get_if<engine::MoneyView>(&attribute.value)) {
      Money(*money, {&path, "money"});
    } else if (const auto* list = std::get_if<std::span<const std::string_view>>(&attribute.value)) {
      List(*list, {&path, "list"});
    } else if (const auto* records = std::get_if<std::span<const RecordView>>(&attribute.value)) {
      Records(*records, {&path, "records"});
    }
  }
  void Money(const engine::MoneyView& money, const Path& path) {
    constexpr std::int32_t kBillion = 1'000'000'000;
    Name(money.currency_code, {&path, "currency_code"});
    if (money.nanos <= -kBillion || money.nanos >= kBillion) {
      Invalid({&path, "nanos"}, "send -999999999 to 999999999");
    } else if ((money.units > 0 && money.nanos < 0) || (money.units < 0 && money.nanos > 0)) {
      Invalid({&path, "nanos"}, "send nanos with the sign of units");
    }
  }
  void List(std::span<const std::string_view> values, const Path& path) {
    if (!Count(values.size(), limits_.list_values, {&path, "values"})) return;
    for (std::size_t i = 0; i < values.size(); ++i) Bytes(values[i], limits_.text_bytes, {&path, "values", Index(i)});
  }
  void Records(std::span<const RecordView> records, const Path& path) {
    if (!Count(records.size(), limits_.list_values, {&path, "records"})) return;
    for (std::size_t i = 0; i < records.size() && !full(); ++i) {
      const Path record{&path, "records", Index(i)};
      Fields(records[i].fields, record);
    }
  }

  const Limits& limits_;
  std::vector<Violation> violations_;
};

}  // namespace

std::vector<Violation> CheckRequest(const CallRequest& request, const Limits& limits, bool needs_visitor) {
  RequestCheck check(limits);
  check.Request(request, needs_visitor);
  return check.Take();
}

}  // namespace nextmove::serve
