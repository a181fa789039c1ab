// Columns of a moment: each attribute typed, bounded and allowed.
#include "engine/match/facts.h"

#include "engine/match/convert.h"
#include "engine/visitor/fold.h"

namespace nextmove::engine {
namespace {

using dsl::Attribute;
using dsl::Program;
using dsl::Value;

constexpr std::string_view kThis = "this.";

// Whether `a` is below `b`, of one type. A bound in another currency can't be compared, so it holds nothing back.
bool Below(const Value& a, const Value& b) {
  if (a.number() && b.number()) return *a.number() < *b.number();
  if (a.percent() && b.percent()) return a.percent()->points < b.percent()->points;
  if (a.money() && b.money()) return a.money()->Fits(*b.money()) && a.money()->amount < b.money()->amount;
  if (a.date() && b.date()) return *a.date() < *b.date();
  if (a.instant() && b.instant()) return *a.instant() < *b.instant();
  if (!a.duration() || !b.duration()) return false;
  return a.duration()->is_elapsed() && b.duration()->is_elapsed() &&
         a.duration()->milliseconds < b.duration()->milliseconds;
}

bool OutOfRange(const Attribute& attribute, const Value& value) {
  return Below(value, attribute.floor) || Below(attribute.ceiling, value);
}

// Search results with their scores: `(product: text, score: number)`.
dsl::Type ListOfScored() {
  return dsl::Type::ListOf(
      dsl::Type::RecordOf({{"product", dsl::TypeKind::kText, false}, {"score", dsl::TypeKind::kNumber, false}}));
}

// What a name or an id of the wire means.
struct Target {
  int attribute = -1, placement = -1, catalogue = -1;
  std::string subject;
  bool known() const { return attribute >= 0 || placement >= 0 || catalogue >= 0; }
};

template <typename Map>
int IndexOf(const Map& names, std::string_view name) {
  const auto found = names.find(name);
  return found == names.end() ? -1 : found->second;
}

Target FindName(const Program& program, std::string_view name) {
  Target target;
  target.subject = std::string(name);
  target.attribute = IndexOf(program.attribute_names, name);
  if (name.starts_with(kThis)) target.catalogue = IndexOf(program.catalogue_names, name.substr(kThis.size()));
  if (!target.known()) target.placement = IndexOf(program.placement_names, name);
  return target;
}

Target FindId(const Program& program, std::uint32_t id) {
  const auto attribute = program.attribute_ids.find(id);
  if (attribute != program.attribute_ids.end()) {
    return FindName(program, program.attributes[static_cast<std::size_t>(attribute->second)].name);
  }
  for (const dsl::Catalogue& catalogue : program.catalogues) {
    const std::string name = std::string(kThis) + catalogue.name;
    if (dsl::AttributeId(name) == id) return FindName(program, name);
  }
  for (const dsl::Placement& placement : program.placements)
    if (dsl::AttributeId(placement.name) == id) return FindName(program, placement.name);
  Target unknown;
  unknown.subject = "#" + std::to_string(id);
  return unknown;
}

}  // namespace

bool MayRead(const Program& program, const Attribute& attribute, const VisitorState& visitor) {
  return Agreed(program, visitor, attribute.purpose) || Agreed(program, visitor, attribute.session_purpose);
}

void Warnings::Add(WarningCode code, std::string_view subject, std::string text) {
  if (all.size() >= kMaxWarnings) {
    ++omitted;
    return;
  }
  all.push_back({code, std::string(subject), std::move(text)});
}

void Facts::Fill(const Program& program, std::span<const AttributeView> attributes, const VisitorState& visitor,
                 dsl::Instant now, dsl::Currency currency, Warnings& warnings) {
  static const dsl::Type kMenu = dsl::Type::ListOf(dsl::TypeKind::kText);
  static const dsl::Type kScored = ListOfScored();
  static const dsl::Type kItem = dsl::TypeKind::kItem;
  columns_.assign(program.attributes.size(), Column{});
  this_items_.assign(program.catalogues.size(), Value());
  menus_.assign(program.placements.size(), Value());
  std::vector<bool> sent(columns_.size()), sent_item(this_items_.size()), sent_menu(menus_.size());
  const auto note = [&](std::vector<bool>& seen, int index, const std::string& subject) {
    const auto at = static_cast<std::size_t>(index);
    if (seen[at]) warnings.Add(WarningCode::kDuplicate, subject, "sent twice; the last one counts");
    seen[at] = true;
  };
  for (const AttributeView& view : attributes) {
    const Target target = view.name.empty() ? FindId(program, view.id) : FindName(program, view.name);
    if (!target.known()) {
      warnings.Add(WarningCode::kUnknownName, target.subject, "the rules declare no such attribute");
      continue;
    }
    if (target.attribute >= 0) {
      note(sent, target.attribute, target.subject);
      FillColumn(program, target.attribute, view, visitor, currency, warnings);
    }
    if (target.catalogue >= 0) {
      if (target.attribute < 0) note(sent_item, target.catalogue, target.subject);
      // Declared as an attribute too, it is read under that one's consent.
      const auto declared = static_cast<std::size_t>(target.attribute);
      if (target.attribute >= 0 && !MayRead(program, program.attributes[declared], visitor)) continue;
      Value& item = this_items_[static_cast<std::size_t>(target.catalogue)];
      item = Convert(view, kItem, currency, target.subject, warnings).value;
    }
    if (target.placement >= 0) {
      note(sent_menu, target.placement, target.subject);
      Value& menu = menus_[static_cast<std::size_t>(target.placement)];
      const bool scored = std::holds_alternative<std::span<const RecordView>>(view.value);
      menu = Convert(view, scored ? kScored : kMenu, currency, target.subject, warnings).value;
    }
  }
  for (std::size_t i = 0; i < sent.size(); ++i)
    if (!sent[i]) Remember(program, static_cast<int>(i), visitor, now, currency);
}

// What is remembered was taken under the attribute's own purpose, so that one is asked for.
void Facts::Remember(const Program& program, int index, const VisitorState& visitor, dsl::Instant now,
                     dsl::Currency currency) {
  const Attribute& attribute = program.attributes[static_cast<std::size_t>(index)];
  const Value remembered = RememberedValue(program, attribute, visitor, now);
  if (remembered.is_unknown()) return;
  Column& column = columns_[static_cast<std::size_t>(index)];
  if (!Agreed(program, visitor, attribute.purpose)) {
    column = {Value(), Absence::kNoConsent};
    return;
  }
  AttributeView view;
  view.value = &remembered;
  Warnings untold;  // the caller did not send it
  Converted converted = Convert(view, attribute.type, currency, attribute.name, untold);
  if (converted.value.is_known() && OutOfRange(attribute, converted.value)) converted = {Value(), Absence::kOutOfRange};
  column = {std::move(converted.value), converted.absence};
}

void Facts::FillColumn(const Program& program, int index, const AttributeView& view, const VisitorState& visitor,
                       dsl::Currency currency, Warnings& warnings) {
  const Attribute& attribute = program.attributes[static_cast<std::size_t>(index)];
  Column& column = columns_[static_cast<std::size_t>(index)];
  if (!MayRead(program, attribute, visitor)) {
    column = {Value(), Absence::kNoConsent};
    return;
  }
  Converted converted = Convert(view, attribute.type, currency, attribute.name, warnings);
  if (converted.value.is_known() && OutOfRange(attribute, converted.value)) {
    warnings.Add(WarningCode::kUnknownValue, attribute.name, "out of its declared floor and ceiling");
    converted = {Value(), Absence::kOutOfRange};
  }
  column = {std::move(converted.value), converted.absence};
}

}  // namespace nextmove::engine
