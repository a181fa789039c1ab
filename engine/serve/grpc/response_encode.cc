// Encodes the outcomes of decisions as protobuf messages.
#include "engine/serve/grpc/response_encode.h"

#include <string>
#include <variant>

#include <google/protobuf/timestamp.pb.h>

#include "engine/ruleset/content_hash.h"

namespace nextmove::serve {
namespace {

void EncodeInstant(dsl::Instant instant, google::protobuf::Timestamp* out) {
  std::int64_t seconds = instant.milliseconds / 1000, rest = instant.milliseconds % 1000;
  if (rest < 0) {
    --seconds;
    rest += 1000;
  }
  out->set_seconds(seconds);
  out->set_nanos(static_cast<std::int32_t>(rest * 1'000'000));
}

// Text as it is, other values as the rules write them.
std::string TextOf(const dsl::Value& value) { return value.text() != nullptr ? *value.text() : value.ToString(); }

void EncodeList(const dsl::List& list, v1::TextList* out) {
  for (const dsl::Value& value : list) out->add_values(TextOf(value));
}

void EncodeField(const dsl::FieldType& type, const dsl::Value& value, v1::Attribute* out) {
  out->set_name(type.name);
  if (const bool* flag = value.flag()) {
    out->set_flag(*flag);
  } else if (const auto* number = value.number()) {
    out->set_number(number->ToDouble());
  } else if (const auto* percent = value.percent()) {
    out->set_number(percent->points.ToDouble());
  } else if (const auto* money = value.money()) {
    EncodeMoney(*money, out->mutable_money());
  } else if (const auto* instant = value.instant()) {
    out->set_instant_ms(instant->milliseconds);
  } else if (const auto* list = value.list()) {
    EncodeList(*list, out->mutable_list());
  } else if (value.is_known()) {
    out->set_text(TextOf(value));
  }
}

void EncodeRecords(const dsl::Type& element, const dsl::List& list, v1::RecordList* out) {
  for (const dsl::Value& value : list) {
    auto* record = out->add_records();
    if (value.record() == nullptr) continue;
    for (std::size_t i = 0; i < value.record()->size() && i < element.fields().size(); ++i) {
      if ((*value.record())[i].is_known()) EncodeField(element.fields()[i], (*value.record())[i], record->add_fields());
    }
  }
}

void EncodePart(const engine::PartValue& part, v1::Part* out) {
  out->set_name(part.name);
  const dsl::Value& value = part.value;
  if (part.is_text) {
    out->set_text(TextOf(value));
  } else if (const bool* flag = value.flag()) {
    out->set_flag(*flag);
  } else if (const auto* number = value.number()) {
    out->set_number(number->ToDouble());
  } else if (const auto* percent = value.percent()) {
    out->set_number(percent->points.ToDouble());
  } else if (const auto* money = value.money()) {
    EncodeMoney(*money, out->mutable_money());
  } else if (const auto* list = value.list()) {
    const dsl::Type* element = part.type.element();
    if (element != nullptr && element->kind == dsl::TypeKind::kRecord) {
      EncodeRecords(*element, *list, out->mutable_records());
    } else {
      EncodeList(*list, out->mutable_list());
    }
  } else if (value.is_known()) {
    out->set_asset(TextOf(value));
  }
}

void EncodeCreative(const engine::Creative& creative, v1::Creative* out) {
  for (const engine::PartValue& part : creative.parts) EncodePart(part, out->add_parts());
}

void EncodeGrant(const engine::Grant& grant, v1::Grant* out) {
  switch (grant.kind) {
    case engine::Grant::Kind::kPercent:
      out->set_percent_hundredths(grant.percent_hundredths);
      break;
    case engine::Grant::Kind::kFixed:
      EncodeMoney(grant.fixed, out->mutable_fixed());
      break;
    case engine::Grant::Kind::kSetPrice:
      EncodeMoney(grant.fixed, out->mutable_set_price());
      break;
    case engine::Grant::Kind::kPerk:
      out->set_perk(grant.perk);
      out->set_perk_value(grant.perk_value);
      break;
  }
  if (grant.at_most) EncodeMoney(*grant.at_most, out->mutable_at_most());
  out->set_scope_kind(grant.scope_kind);
  out->set_scope_value(grant.scope_value);
}

void EncodeDiscount(const engine::DiscountContent& discount, v1::Discount* out) {
  for (const engine::Grant& grant : discount.grants) EncodeGrant(grant, out->add_grants());
  if (discount.saving) EncodeMoney(*discount.saving, out->mutable_saving());
  for (const engine::LineSaving& line : discount.lines) {
    auto* saving = out->add_lines();
    saving->set_product_id(line.product_id);
    EncodeMoney(line.saving, saving->mutable_saving());
    saving->set_line(line.line);
  }
  for (const std::string& reason : discount.reasons) out->add_reasons(reason);
  if (!discount.creative.parts.empty()) EncodeCreative(discount.creative, out->mutable_creative());
}

template <typename Items>
void EncodeItems(const std::vector<engine::ShelfItem>& items, Items* out) {
  for (const engine::ShelfItem& item : items) {
    auto* told = out->Add();
    told->set_product_id(item.id);
    told->set_source(item.source);
  }
}

void EncodePrice(const engine::PriceContent& price, v1::Price* out) {
  out->set_product_id(price.product);
  EncodeMoney(price.price, out->mutable_price());
  EncodeMoney(price.reference, out->mutable_reference());
  for (const std::string& reason : price.reasons) out->add_reasons(reason);
}

void EncodeQuestion(const dsl::Program& program, const engine::QuestionContent& question, v1::Question* out) {
  EncodeCreative(question.creative, out->mutable_creative());
  const dsl::Attribute& attribute = program.attributes[static_cast<std::size_t>(question.attribute)];
  for (const auto& option : question.options) {
    auto* told = out->add_options();
    EncodeField({attribute.name, attribute.type, false}, option.value, told->mutable_choice());
    told->set_text(option.text);
  }
}

// Writes one kind of content.
struct ContentEncoder {
  const dsl::Program& program;
  v1::Action* out;

  void operator()(const engine::OverlayContent& content) const {
    EncodeCreative(content.creative, out->mutable_overlay());
  }
  void operator()(const engine::BannerContent& content) const {
    EncodeCreative(content.creative, out->mutable_banner());
  }
  void operator()(const engine::DiscountContent& content) const { EncodeDiscount(content, out->mutable_discount()); }
  void operator()(const engine::NavigationContent& content) const {
    out->mutable_navigation()->set_menu(content.menu);
    for (const std::string& item : content.items) out->mutable_navigation()->add_items(item);
  }
  void operator()(const engine::RecommendationContent& content) const {
    EncodeItems(content.items, out->mutable_recommendation()->mutable_items());
    if (!content.creative.parts.empty()) {
      EncodeCreative(content.creative, out->mutable_recommendation()->mutable_creative());
    }
  }
  void operator()(const engine::MessageContent& content) const {
    EncodeCreative(content.creative, out->mutable_message());
    EncodeItems(content.items, out->mutable_message()->mutable_items());
  }
  void operator()(const engine::SearchContent& content) const {
    for (const std::string& item : content.pinned) out->mutable_search()->add_pinned(item);
    for (const std::string& item : content.items) out->mutable_search()->add_items(item);
  }
  void operator()(const engine::PriceContent& content) const { EncodePrice(content, out->mutable_price()); }
  void operator()(const engine::QuestionContent& content) const {
    EncodeQuestion(program, content, out->mutable_question());
  }
  void operator()(const engine::AudienceContent&) const {}  // no page shows it
};

void EncodeAction(const dsl::Program& program, const engine::Action& action, v1::Action* out) {
  out->set_rule(action.name);
  if (action.placement >= 0) out->set_placement(program.placements[static_cast<std::size_t>(action.placement)].name);
  out->set_reason(static_cast<v1::ReasonCode>(action.reason));
  if (action.expire_time) EncodeInstant(*action.expire_time, out->mutable_expire_time());
  out->set_why(action.why);
  for (const double rank : action.ranks) out->add_ranks(rank);
  for (const std::string& variant : action.variants) out->add_variants(variant);
  if (action.propensity) out->set_propensity(*action.propensity);
  std::visit(ContentEncoder{program, out}, action.content);
}

}  // namespace

void EncodeMoney(const dsl::Money& money, v1::Money* out) {
  out->set_currency_code(std::string(money.currency.code()));
  if (const auto parts = money.amount.ToUnitsAndNanos()) {
    out->set_units(parts->units);
    out->set_nanos(parts->nanos);
  }
}

void EncodeWarnings(const engine::Warnings& warnings, v1::DecideResponse* out) {
  for (const engine::Warning& warning : warnings.all) {
    auto* told = out->add_warnings();
    told->set_code(static_cast<v1::WarningCode>(warning.code));
    told->set_subject(warning.subject);
    told->set_text(warning.text);
  }
}

void EncodeDecision(const engine::DecideCall& call, bool rules_stale, v1::DecideResponse* out) {
  const engine::Decision& decision = call.outcome.decision;
  out->set_decision_id(call.decision_id);
  out->set_ruleset_version(std::string(engine::ShortVersion(call.program->version)));
  for (const engine::Action& action : decision.actions) EncodeAction(*call.program, action, out->add_actions());
  if (decision.ask_again) EncodeInstant(*decision.ask_again, out->mutable_ask_again_time());
  for (const engine::Unfilled& unfilled : decision.unfilled) {
    auto* place = out->add_unfilled();
    place->set_wanted(unfilled.wanted);
    place->set_reason(static_cast<v1::ReasonCode>(unfilled.reason));
    place->set_text(unfilled.text);
  }
  if (rules_stale) out->add_degradations(v1::DEGRADATION_RULES_STALE);
  EncodeWarnings(decision.warnings, out);
  out->set_warnings_omitted(decision.warnings.omitted);
  for (const std::string& segment : decision.segments) out->add_segments(segment);
}

}  // namespace nextmove::serve
