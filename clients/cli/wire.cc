// Conversions. What the API does not know is left out.
#include "clients/cli/wire.h"

namespace nextmove::cli {
namespace {

using dsl::Value;

void SetTimestamp(dsl::Instant instant, google::protobuf::Timestamp& timestamp) {
  std::int64_t seconds = instant.milliseconds / 1000;
  std::int64_t rest = instant.milliseconds % 1000;
  if (rest < 0) {
    rest += 1000;
    --seconds;
  }
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<std::int32_t>(rest * 1'000'000));
}

void SetMoney(const dsl::Money& money, v1::Money& message) {
  message.set_currency_code(std::string(money.currency.code()));
  if (const auto parts = money.amount.ToUnitsAndNanos()) {
    message.set_units(parts->units);
    message.set_nanos(parts->nanos);
  }
}

void SetAttribute(const std::string& name, const Value& value, const dsl::Type* type, v1::Attribute& attribute);

void SetList(const dsl::List& list, const dsl::Type* type, v1::Attribute& attribute) {
  const dsl::Type* element = type ? type->element() : nullptr;
  if (!element || element->kind != dsl::TypeKind::kRecord) {
    auto* texts = attribute.mutable_list();
    for (const Value& item : list) texts->add_values(engine::ValueText(item));
    return;
  }
  auto* records = attribute.mutable_records();
  for (const Value& item : list) {
    auto* record = records->add_records();
    const dsl::Record* fields = item.record();
    for (std::size_t i = 0; fields && i < fields->size() && i < element->fields().size(); ++i) {
      if ((*fields)[i].is_unknown()) continue;
      SetAttribute(element->fields()[i].name, (*fields)[i], &element->fields()[i].type, *record->add_fields());
    }
  }
}

void SetAttribute(const std::string& name, const Value& value, const dsl::Type* type, v1::Attribute& attribute) {
  attribute.set_name(name);
  if (const auto* flag = value.flag()) {
    attribute.set_flag(*flag);
  } else if (const auto* number = value.number()) {
    attribute.set_number(number->ToDouble());
  } else if (const auto* percent = value.percent()) {
    attribute.set_number(percent->points.ToDouble());
  } else if (const auto* money = value.money()) {
    SetMoney(*money, *attribute.mutable_money());
  } else if (const auto* instant = value.instant()) {
    attribute.set_instant_ms(instant->milliseconds);
  } else if (const auto* duration = value.duration()) {
    // The wire has elapsed time only; calendar durations stay unknown.
    if (duration->is_elapsed()) attribute.set_duration_ms(duration->milliseconds);
  } else if (const auto* list = value.list()) {
    SetList(*list, type, attribute);
  } else if (value.is_known()) {
    attribute.set_text(engine::ValueText(value));  // texts and dates
  }
}

dsl::Money MoneyOf(const v1::Money& message) {
  dsl::Money money;
  money.amount = dsl::Decimal::FromUnitsAndNanos(message.units(), message.nanos());
  if (const auto currency = dsl::Currency::Parse(message.currency_code())) money.currency = *currency;
  return money;
}

Value NumberOf(double number) {
  const auto decimal = dsl::Decimal::FromDouble(number);
  return decimal ? Value(*decimal) : Value();
}

Value ListOf(const v1::TextList& texts) {
  dsl::List list;
  for (const std::string& text : texts.values()) list.emplace_back(text);
  return Value::OfList(std::move(list));
}

Value FieldOf(const v1::Attribute& attribute) {
  switch (attribute.value_case()) {
    case v1::Attribute::kText:
      return Value(attribute.text());
    case v1::Attribute::kNumber:
      return NumberOf(attribute.number());
    case v1::Attribute::kFlag:
      return Value(attribute.flag());
    case v1::Attribute::kMoney:
      return Value(MoneyOf(attribute.money()));
    case v1::Attribute::kInstantMs:
      return Value(dsl::Instant{attribute.instant_ms()});
    case v1::Attribute::kDurationMs: {
      dsl::Duration duration;
      duration.milliseconds = attribute.duration_ms();
      return Value(duration);
    }
    case v1::Attribute::kList:
      return ListOf(attribute.list());
    case v1::Attribute::kRecords:
    case v1::Attribute::VALUE_NOT_SET:
      return Value();
  }
  return Value();
}

// Records of a part: each field by name, in the order of the first record.
void SetRecords(const v1::RecordList& records, engine::PartValue& part) {
  std::vector<dsl::FieldType> fields;
  if (records.records_size() > 0) {
    for (const auto& field : records.records(0).fields()) {
      fields.push_back({field.name(), dsl::Type(), true});
    }
  }
  dsl::List list;
  for (const auto& message : records.records()) {
    dsl::Record record(fields.size());
    for (const auto& field : message.fields()) {
      for (std::size_t i = 0; i < record.size(); ++i) {
        if (fields[i].name == field.name()) record[i] = FieldOf(field);
      }
    }
    list.push_back(Value::OfRecord(std::move(record)));
  }
  part.value = Value::OfList(std::move(list));
  part.type = dsl::Type::ListOf(dsl::Type::RecordOf(std::move(fields)));
}

engine::Creative CreativeOf(const v1::Creative& message) {
  engine::Creative creative;
  for (const v1::Part& part : message.parts()) {
    engine::PartValue& value = creative.parts.emplace_back();
    value.name = part.name();
    switch (part.value_case()) {
      case v1::Part::kText:
        value.is_text = true;
        value.value = Value(part.text());
        break;
      case v1::Part::kAsset:
        value.value = Value(part.asset());
        break;
      case v1::Part::kNumber:
        value.value = NumberOf(part.number());
        break;
      case v1::Part::kFlag:
        value.value = Value(part.flag());
        break;
      case v1::Part::kMoney:
        value.value = Value(MoneyOf(part.money()));
        break;
      case v1::Part::kList:
        value.value = ListOf(part.list());
        break;
      case v1::Part::kRecords:
        SetRecords(part.records(), value);
        break;
      case v1::Part::VALUE_NOT_SET:
        break;
    }
  }
  return creative;
}

engine::Grant GrantOf(const v1::Grant& message) {
  engine::Grant grant;
  if (!message.perk().empty()) {
    grant.kind = engine::Grant::Kind::kPerk;
    grant.perk = message.perk();
    grant.perk_value = message.perk_value();
    return grant;
  }
  if (message.has_set_price()) {
    grant.kind = engine::Grant::Kind::kSetPrice;
    grant.fixed = MoneyOf(message.set_price());
  } else if (message.has_fixed()) {
    grant.kind = engine::Grant::Kind::kFixed;
    grant.fixed = MoneyOf(message.fixed());
  } else {
    grant.percent_hundredths = message.percent_hundredths();
  }
  if (message.has_at_most()) grant.at_most = MoneyOf(message.at_most());
  grant.scope_kind = message.scope_kind();
  grant.scope_value = message.scope_value();
  return grant;
}

engine::DiscountContent DiscountOf(const v1::Discount& message) {
  engine::DiscountContent discount;
  for (const v1::Grant& grant : message.grants()) discount.grants.push_back(GrantOf(grant));
  if (message.has_saving()) discount.saving = MoneyOf(message.saving());
  for (const v1::LineSaving& line : message.lines()) {
    discount.lines.push_back({line.product_id(), MoneyOf(line.saving()), line.line()});
  }
  discount.reasons = {message.reasons().begin(), message.reasons().end()};
  discount.creative = CreativeOf(message.creative());
  return discount;
}

template <typename Items>
std::vector<engine::ShelfItem> ItemsOf(const Items& messages) {
  std::vector<engine::ShelfItem> items;
  for (const v1::Item& item : messages) items.push_back({item.product_id(), item.source()});
  return items;
}

engine::PriceContent PriceOf(const v1::Price& message) {
  return {message.product_id(),
          MoneyOf(message.price()),
          MoneyOf(message.reference()),
          {message.reasons().begin(), message.reasons().end()}};
}

engine::QuestionContent QuestionOf(const v1::Question& message) {
  engine::QuestionContent question;
  question.creative = CreativeOf(message.creative());
  for (const v1::Option& option : message.options()) {
    question.options.push_back({FieldOf(option.choice()), option.text()});
  }
  return question;
}

// False for a kind of content that this version does not know: the action is left out.
bool SetContent(const v1::Action& message, engine::Action& action) {
  if (message.has_overlay()) {
    action.content = engine::OverlayContent{CreativeOf(message.overlay())};
  } else if (message.has_banner()) {
    action.content = engine::BannerContent{CreativeOf(message.banner())};
  } else if (message.has_discount()) {
    action.content = DiscountOf(message.discount());
  } else if (message.has_navigation()) {
    const auto& items = message.navigation().items();
    action.content = engine::NavigationContent{message.navigation().menu(), {items.begin(), items.end()}};
  } else if (message.has_recommendation()) {
    const auto& shelf = message.recommendation();
    action.content = engine::RecommendationContent{ItemsOf(shelf.items()), CreativeOf(shelf.creative())};
  } else if (message.has_message()) {
    action.content = engine::MessageContent{CreativeOf(message.message()), ItemsOf(message.message().items())};
  } else if (message.has_search()) {
    const auto& search = message.search();
    action.content = engine::SearchContent{{search.pinned().begin(), search.pinned().end()},
                                           {search.items().begin(), search.items().end()}};
  } else if (message.has_price()) {
    action.content = PriceOf(message.price());
  } else if (message.has_question()) {
    action.content = QuestionOf(message.question());
  } else {
    return false;
  }
  return true;
}

}  // namespace

v1::DecideRequest RequestOf(const engine::Visit& visit, const dsl::Program& program, std::optional<dsl::Instant> now) {
  v1::DecideRequest request;
  request.set_visitor_id(visit.visitor);
  request.set_moment(visit.moment);
  request.set_channel(visit.channel);
  request.set_locale(visit.locale);
  request.set_currency_code(visit.currency);
  request.set_time_zone(visit.time_zone);
  for (const std::string& wanted : visit.wanted) request.add_wanted(wanted);
  for (const auto& [name, value] : visit.attributes) {
    const int index = program.FindAttribute(name);
    const dsl::Type* type = index < 0 ? nullptr : &program.attributes[static_cast<std::size_t>(index)].type;
    SetAttribute(name, value, type, *request.add_attributes());
  }
  request.set_session_id(visit.session);
  for (const engine::VisitEvent& event : visit.events) {
    auto* message = request.add_events();
    message->set_kind(event.kind);
    message->set_event_id(event.id);
    message->set_session_id(event.session);
    if (event.time) SetTimestamp(*event.time, *message->mutable_event_time());
    for (const auto& [name, value] : event.fields) SetAttribute(name, value, nullptr, *message->add_fields());
  }
  for (const engine::Consent& consent : visit.consents) {
    auto* message = request.add_consents();
    message->set_purpose(consent.purpose);
    message->set_state(consent.state == engine::ConsentState::kGiven ? v1::CONSENT_STATE_GIVEN
                                                                     : v1::CONSENT_STATE_REFUSED);
  }
  if (now) {
    request.set_dry_run(true);
    SetTimestamp(*now, *request.mutable_decision_time());
  }
  return request;
}

engine::Answer AnswerOf(const v1::DecideResponse& response) {
  engine::Answer answer;
  answer.decision_id = response.decision_id();
  answer.version = response.ruleset_version();
  for (const v1::Action& message : response.actions()) {
    engine::AnsweredAction answered;
    answered.placement = message.placement();
    answered.action.name = message.rule();
    answered.action.reason = static_cast<engine::ReasonCode>(message.reason());
    answered.action.why = message.why();
    answered.action.ranks.assign(message.ranks().begin(), message.ranks().end());
    answered.action.variants.assign(message.variants().begin(), message.variants().end());
    if (message.propensity() > 0) answered.action.propensity = message.propensity();
    if (message.has_expire_time()) {
      const auto& time = message.expire_time();
      answered.action.expire_time = dsl::Instant{time.seconds() * 1000 + time.nanos() / 1'000'000};
    }
    if (SetContent(message, answered.action)) answer.actions.push_back(std::move(answered));
  }
  for (const v1::Unfilled& message : response.unfilled()) {
    answer.unfilled.push_back({message.wanted(), static_cast<engine::ReasonCode>(message.reason()), message.text()});
  }
  for (const v1::Warning& message : response.warnings()) {
    answer.warnings.all.push_back(
        {static_cast<engine::WarningCode>(message.code()), message.subject(), message.text()});
  }
  answer.warnings.omitted = response.warnings_omitted();
  if (response.has_ask_again_time()) {
    const auto& time = response.ask_again_time();
    answer.ask_again = dsl::Instant{time.seconds() * 1000 + time.nanos() / 1'000'000};
  }
  answer.segments.assign(response.segments().begin(), response.segments().end());
  return answer;
}

std::vector<engine::ExplainedRule> ExplainedRulesOf(const v1::ExplainResponse& response) {
  std::vector<engine::ExplainedRule> rules;
  for (const v1::RuleExplanation& message : response.rules()) {
    engine::ExplainedRule& rule = rules.emplace_back();
    rule.rule = message.rule();
    rule.outcome = static_cast<engine::ReasonCode>(message.outcome());
    rule.text = message.text();
    rule.beaten_by = message.beaten_by();
    rule.beaten_in = message.beaten_in();
    for (const v1::ConditionNode& node : message.nodes()) {
      const dsl::Truth truth = node.truth() == v1::TRUTH_TRUE    ? dsl::Truth::kYes
                               : node.truth() == v1::TRUTH_FALSE ? dsl::Truth::kNo
                                                                 : dsl::Truth::kUnknown;
      rule.nodes.push_back(
          {node.depth(), truth, node.text(), node.observed(), node.file(), node.line(), node.column()});
    }
  }
  return rules;
}

}  // namespace nextmove::cli
