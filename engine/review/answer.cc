// Writes a decision as lines for people and as JSON for tools.
#include "engine/review/answer.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

namespace nextmove::engine {
namespace {

using Json = nlohmann::ordered_json;

const Creative* CreativeOf(const Action& action) {
  if (const auto* overlay = std::get_if<OverlayContent>(&action.content)) return &overlay->creative;
  if (const auto* banner = std::get_if<BannerContent>(&action.content)) return &banner->creative;
  if (const auto* discount = std::get_if<DiscountContent>(&action.content)) return &discount->creative;
  if (const auto* shelf = std::get_if<RecommendationContent>(&action.content)) return &shelf->creative;
  if (const auto* message = std::get_if<MessageContent>(&action.content)) return &message->creative;
  if (const auto* question = std::get_if<QuestionContent>(&action.content)) return &question->creative;
  return nullptr;
}

const std::vector<ShelfItem>* ShelfOf(const Action& action) {
  if (const auto* shelf = std::get_if<RecommendationContent>(&action.content)) return &shelf->items;
  if (const auto* message = std::get_if<MessageContent>(&action.content)) return &message->items;
  return nullptr;
}

// The new order of a menu or of search results; null when there is none.
const std::vector<std::string>* OrderOf(const Action& action) {
  if (const auto* menu = std::get_if<NavigationContent>(&action.content)) return &menu->items;
  if (const auto* search = std::get_if<SearchContent>(&action.content)) return &search->items;
  return nullptr;
}

std::string Joined(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : ", ") + text;
  return joined;
}

std::string GrantText(const Grant& grant) {
  if (grant.kind == Grant::Kind::kPerk) {
    return grant.perk_value.empty() ? grant.perk : grant.perk + " " + grant.perk_value;
  }
  std::string text;
  if (grant.kind == Grant::Kind::kPercent) {
    const auto points = dsl::Decimal(grant.percent_hundredths).DividedBy(dsl::Decimal(100));
    text = (points ? points->ToString() : "0") + "% off";
  } else if (grant.kind == Grant::Kind::kSetPrice) {
    text = "a set for " + grant.fixed.ToString();
  } else {
    text = grant.fixed.ToString() + " off";
  }
  if (!grant.scope_value.empty()) {
    text += " " + grant.scope_kind + " \"" + grant.scope_value + "\"";
  } else if (!grant.scope_kind.empty() && grant.scope_kind != "cart") {
    text += " the chosen " + grant.scope_kind;  // `lines`, or the `category` of a pick
  }
  if (grant.at_most) text += " up to " + grant.at_most->ToString();
  return text;
}

Json GrantJson(const Grant& grant) {
  Json json;
  switch (grant.kind) {
    case Grant::Kind::kPercent:
      json["percent"] = grant.percent_hundredths / 100.0;
      break;
    case Grant::Kind::kFixed:
      json["amount"] = grant.fixed.ToString();
      break;
    case Grant::Kind::kSetPrice:
      json["set_price"] = grant.fixed.ToString();
      break;
    case Grant::Kind::kPerk:
      json["perk"] = grant.perk;
      if (!grant.perk_value.empty()) json["value"] = grant.perk_value;
      return json;
  }
  if (grant.at_most) json["at_most"] = grant.at_most->ToString();
  json["scope"] = grant.scope_kind;
  if (!grant.scope_value.empty()) json["scope_value"] = grant.scope_value;
  return json;
}

void AppendContent(const Action& action, std::string& text) {
  if (const auto* discount = std::get_if<DiscountContent>(&action.content)) {
    for (const Grant& grant : discount->grants) text += "    give: " + GrantText(grant) + "\n";
    if (discount->saving) text += "    saving: " + discount->saving->ToString() + "\n";
    for (const LineSaving& line : discount->lines) {
      text += "    saving of " + line.product_id + ": " + line.saving.ToString() + "\n";
    }
    if (!discount->reasons.empty()) text += "    reasons: " + Joined(discount->reasons) + "\n";
  }
  if (const auto* order = OrderOf(action)) text += "    order: " + Joined(*order) + "\n";
  if (const auto* items = ShelfOf(action); items && !items->empty()) {
    text += "    products: ";
    for (std::size_t i = 0; i < items->size(); ++i) text += (i ? ", " : "") + (*items)[i].id;
    text += "\n";
  }
  if (const auto* price = std::get_if<PriceContent>(&action.content)) {
    text += "    price of " + price->product + ": " + price->price.ToString() + " instead of " +
            price->reference.ToString() + "\n";
    if (!price->reasons.empty()) text += "    reasons: " + Joined(price->reasons) + "\n";
  }
  if (const auto* question = std::get_if<QuestionContent>(&action.content)) {
    for (const auto& option : question->options) {
      text += "    option " + option.value.ToString() + ": " + option.text + "\n";
    }
  }
  if (const auto* audience = std::get_if<AudienceContent>(&action.content)) {
    for (const auto& one : audience->exports) text += "    export to: " + Joined(one.to) + "\n";
  }
  if (const Creative* creative = CreativeOf(action)) {
    for (const PartValue& part : creative->parts) text += "    " + part.name + ": " + ValueText(part.value) + "\n";
  }
}

Json ActionJson(const AnsweredAction& answered) {
  const Action& action = answered.action;
  Json json;
  json["rule"] = action.name;
  if (!answered.placement.empty()) json["placement"] = answered.placement;
  json["reason"] = ReasonName(action.reason);
  json["kind"] = ContentKind(action);
  if (const auto* discount = std::get_if<DiscountContent>(&action.content)) {
    json["grants"] = Json::array();
    for (const Grant& grant : discount->grants) json["grants"].push_back(GrantJson(grant));
    if (discount->saving) json["saving"] = discount->saving->ToString();
    for (const LineSaving& line : discount->lines) {
      json["lines"].push_back({{"product", line.product_id}, {"line", line.line}, {"saving", line.saving.ToString()}});
    }
    if (!discount->reasons.empty()) json["reasons"] = discount->reasons;
  }
  if (const auto* menu = std::get_if<NavigationContent>(&action.content)) json["menu"] = menu->menu;
  if (const auto* order = OrderOf(action)) json["order"] = *order;
  if (const auto* search = std::get_if<SearchContent>(&action.content); search && !search->pinned.empty()) {
    json["pinned"] = search->pinned;
  }
  if (const auto* items = ShelfOf(action)) {
    json["items"] = Json::array();
    for (const ShelfItem& item : *items) json["items"].push_back({{"product", item.id}, {"source", item.source}});
  }
  if (const auto* price = std::get_if<PriceContent>(&action.content)) {
    json["product"] = price->product;
    json["price"] = price->price.ToString();
    json["reference"] = price->reference.ToString();
    json["reasons"] = price->reasons;
  }
  if (const auto* question = std::get_if<QuestionContent>(&action.content)) {
    for (const auto& option : question->options) {
      json["options"].push_back({{"value", ValueJson(option.value, nullptr)}, {"text", option.text}});
    }
  }
  if (const auto* audience = std::get_if<AudienceContent>(&action.content)) {
    for (const auto& one : audience->exports) json["exports"].push_back({{"to", one.to}});
  }
  const Creative* creative = CreativeOf(action);
  if (creative && !creative->parts.empty()) {
    for (const PartValue& part : creative->parts) json["parts"][part.name] = ValueJson(part.value, &part.type);
  }
  if (action.expire_time) json["expires"] = action.expire_time->ToString();
  if (!action.why.empty()) json["why"] = action.why;
  if (!action.ranks.empty()) json["ranks"] = action.ranks;
  if (!action.variants.empty()) json["variants"] = action.variants;
  if (action.propensity) json["propensity"] = *action.propensity;
  for (const auto& [name, value] : action.picks) json["picks"][name] = ValueJson(value, nullptr);
  return json;
}

}  // namespace

Answer AnswerOf(const dsl::Program& program, const Decision& decision) {
  Answer answer;
  answer.version = program.version.substr(0, 12);
  for (const Action& action : decision.actions) {
    AnsweredAction& answered = answer.actions.emplace_back();
    answered.action = action;
    if (action.placement >= 0) answered.placement = program.placements[static_cast<std::size_t>(action.placement)].name;
  }
  answer.unfilled = decision.unfilled;
  answer.warnings = decision.warnings;
  answer.segments = decision.segments;
  answer.ask_again = decision.ask_again;
  return answer;
}

std::string_view ContentKind(const Action& action) {
  constexpr std::string_view kKinds[] = {"overlay", "banner", "discount", "navigation", "recommend",
                                         "message", "search", "pricing",  "ask",        "audience"};
  static_assert(std::variant_size_v<decltype(action.content)> == std::size(kKinds));
  return kKinds[action.content.index()];
}

std::string AnswerText(const Answer& answer) {
  std::string text;
  std::size_t width = 0;
  for (const auto& answered : answer.actions) width = std::max(width, answered.placement.size());
  for (const auto& answered : answer.actions) {
    const std::string place = answered.placement.empty() ? "-" : answered.placement;
    text += "  " + place + std::string(width + 2 - std::min(width + 1, place.size()), ' ') + answered.action.name +
            " (" + std::string(ContentKind(answered.action)) + ", " +
            std::string(ReasonSentence(answered.action.reason)) + ")\n";
    if (!answered.action.why.empty()) text += "    why: " + answered.action.why + "\n";
    if (!answered.action.variants.empty()) text += "    variants: " + Joined(answered.action.variants) + "\n";
    AppendContent(answered.action, text);
    if (answered.action.expire_time) text += "    until: " + answered.action.expire_time->ToString() + "\n";
  }
  if (answer.actions.empty()) text += "  nothing\n";
  for (const Unfilled& unfilled : answer.unfilled) {
    text += "  " + unfilled.wanted +
            " stays empty: " + (unfilled.text.empty() ? std::string(ReasonSentence(unfilled.reason)) : unfilled.text) +
            "\n";
  }
  if (!answer.segments.empty()) text += "  segments: " + Joined(answer.segments) + "\n";
  if (answer.ask_again) text += "  ask again at " + answer.ask_again->ToString() + "\n";
  for (const Warning& warning : answer.warnings.all) {
    text += "  warning: " + (warning.subject.empty() ? "" : "`" + warning.subject + "`: ") + warning.text + "\n";
  }
  if (answer.warnings.omitted > 0) text += "  and " + std::to_string(answer.warnings.omitted) + " more warnings\n";
  return text;
}

Json AnswerJson(const Answer& answer) {
  Json json;
  if (!answer.decision_id.empty()) json["decision_id"] = answer.decision_id;
  json["version"] = answer.version;
  json["actions"] = Json::array();
  for (const auto& answered : answer.actions) json["actions"].push_back(ActionJson(answered));
  json["unfilled"] = Json::array();
  for (const Unfilled& unfilled : answer.unfilled) {
    json["unfilled"].push_back(
        {{"wanted", unfilled.wanted}, {"reason", ReasonName(unfilled.reason)}, {"text", unfilled.text}});
  }
  json["segments"] = answer.segments;
  if (answer.ask_again) json["ask_again"] = answer.ask_again->ToString();
  json["warnings"] = Json::array();
  for (const Warning& warning : answer.warnings.all) {
    json["warnings"].push_back(
        {{"code", WarningName(warning.code)}, {"subject", warning.subject}, {"text", warning.text}});
  }
  if (answer.warnings.omitted > 0) json["warnings_omitted"] = answer.warnings.omitted;
  return json;
}

std::string ReasonWords(ReasonCode code) {
  std::string words(ReasonName(code));
  for (char& c : words) c = c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return words;
}

Json ValueJson(const dsl::Value& value, const dsl::Type* type) {
  if (value.is_unknown()) return nullptr;
  if (const bool* flag = value.flag()) return *flag;
  if (const dsl::Decimal* number = value.number()) {
    const double nearest = number->ToDouble();
    const auto back = dsl::Decimal::FromDouble(nearest);
    if (back && *back == *number) {
      const auto whole = number->ToInt64();
      return whole ? Json(*whole) : Json(nearest);
    }
    return number->ToString();
  }
  if (const dsl::List* list = value.list()) {
    Json json = Json::array();
    for (const auto& item : *list) json.push_back(ValueJson(item, type ? type->element() : nullptr));
    return json;
  }
  if (const dsl::Record* record = value.record()) {
    Json json = Json::object();
    for (std::size_t i = 0; i < record->size(); ++i) {
      const bool named = type && i < type->fields().size();
      json[named ? type->fields()[i].name : std::to_string(i)] =
          ValueJson((*record)[i], named ? &type->fields()[i].type : nullptr);
    }
    return json;
  }
  return ValueText(value);
}

std::string ValueText(const dsl::Value& value) {
  const std::string* text = value.text();
  return text ? *text : value.ToString();
}

std::string_view WarningName(WarningCode code) {
  switch (code) {
    case WarningCode::kUnknownName:
      return "UNKNOWN_NAME";
    case WarningCode::kWrongType:
      return "WRONG_TYPE";
    case WarningCode::kNotFinite:
      return "NOT_FINITE";
    case WarningCode::kDuplicate:
      return "DUPLICATE";
    case WarningCode::kUnknownValue:
      return "UNKNOWN_VALUE";
    case WarningCode::kEventRefused:
      return "EVENT_REFUSED";
    case WarningCode::kRuleFailed:
      return "RULE_FAILED";
    case WarningCode::kRulesChanged:
      return "RULES_CHANGED";
    case WarningCode::kTokenIgnored:
      return "TOKEN_IGNORED";
  }
  return "UNSPECIFIED";
}

}  // namespace nextmove::engine
