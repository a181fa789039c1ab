// Fills the columns of one decision: each attribute typed, within its bounds, and read only with consent.
#include "engine/match/facts.h"

#include "engine/visitor/fold.h"

namespace nextmove::engine {
namespace {

using dsl::Attribute;
using dsl::Program;
using dsl::Value;

constexpr std::string_view kThis = "this.";

// Whether `a` is below `b`, of one type. A bound in another currency can't be compared, so it does not apply.
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

// What a name or an id in the request stands for.
struct Target {
  int attribute = -1, placement = -1, catalogue = -1;
  bool known() const { return attribute >= 0 || placement >= 0 || catalogue >= 0; }
};

template <typename Map>
int IndexOf(const Map& names, std::string_view name) {
  const auto found = names.find(name);
  return found == names.end() ? -1 : found->second;
}

Target FindName(const Program& program, std::string_view name) {
  Target target;
  target.attribute = IndexOf(program.attribute_names, name);
  if (name.starts_with(kThis)) target.catalogue = IndexOf(program.catalogue_names, name.substr(kThis.size()));
  if (!target.known()) target.placement = IndexOf(program.placement_names, name);
  return target;
}

Target FindId(const Program& program, std::uint32_t id) {
  const auto attribute = program.attribute_ids.find(id);
  if (attribute != program.attribute_ids.end())
    return FindName(program, program.attributes[static_cast<std::size_t>(attribute->second)].name);
  Target target;
  for (std::size_t i = 0; i < program.catalogues.size(); ++i)
    if (dsl::AttributeId(std::string(kThis) + program.catalogues[i].name) == id) target.catalogue = static_cast<int>(i);
  for (std::size_t i = 0; i < program.placements.size() && !target.known(); ++i)
    if (dsl::AttributeId(program.placements[i].name) == id) target.placement = static_cast<int>(i);
  return target;
}

// For people; `view` may name what it is by its id only.
std::string SubjectOf(const Program& program, const AttributeView& view, const Target& target) {
  if (!view.name.empty()) return std::string(view.name);
  if (target.attribute >= 0) return program.attributes[static_cast<std::size_t>(target.attribute)].name;
  if (target.catalogue >= 0)
    return std::string(kThis) + program.catalogues[static_cast<std::size_t>(target.catalogue)].name;
  if (target.placement >= 0) return program.placements[static_cast<std::size_t>(target.placement)].name;
  return "#" + std::to_string(view.id);
}

}  // namespace

bool MayRead(const Program& program, const Attribute& attribute, const VisitorState& visitor) {
  return Agreed(program, visitor, attribute.purpose) || Agreed(program, visitor, attribute.session_purpose);
}

void Facts::Fill(const Program& program, std::span<const AttributeView> attributes, const VisitorState& visitor,
                 dsl::Instant now, dsl::Currency currency, Warnings& warnings) {
  static const dsl::Type kMenu = dsl::Type::ListOf(dsl::TypeKind::kText);
  static const dsl::Type kScored = ListOfScored();
  static const dsl::Type kItem = dsl::TypeKind::kItem;
  columns_.resize(program.attributes.size());
  this_items_.resize(program.catalogues.size());
  menus_.resize(program.placements.size());
  sent_.assign(columns_.size(), false);
  sent_items_.assign(this_items_.size(), false);
  sent_menus_.assign(menus_.size(), false);
  for (const AttributeView& view : attributes) {
    const Target target = view.name.empty() ? FindId(program, view.id) : FindName(program, view.name);
    const auto note = [&](std::vector<bool>& seen, int index) {
      const auto at = static_cast<std::size_t>(index);
      if (seen[at])
        warnings.Add(WarningCode::kDuplicate, SubjectOf(program, view, target), "sent twice; the last one counts");
      seen[at] = true;
    };
    if (!target.known()) {
      warnings.Add(WarningCode::kUnknownName, SubjectOf(program, view, target), "the rules declare no such attribute");
      continue;
    }
    if (target.attribute >= 0) {
      note(sent_, target.attribute);
      FillColumn(program, target.attribute, view, visitor, currency, warnings);
    }
    if (target.catalogue >= 0) {
      if (target.attribute < 0) note(sent_items_, target.catalogue);
      const auto index = static_cast<std::size_t>(target.catalogue);
      // Where it is declared as an attribute too, it needs the consent of that attribute.
      const auto declared = static_cast<std::size_t>(target.attribute);
      sent_items_[index] = target.attribute < 0 || MayRead(program, program.attributes[declared], visitor);
      if (!sent_items_[index]) continue;
      Convert(view, kItem, currency, SubjectOf(program, view, target), warnings, this_items_[index]);
    }
    if (target.placement >= 0) {
      note(sent_menus_, target.placement);
      const auto index = static_cast<std::size_t>(target.placement);
      const bool scored = std::holds_alternative<std::span<const RecordView>>(view.value);
      Convert(view, scored ? kScored : kMenu, currency, program.placements[index].name, warnings, menus_[index]);
    }
  }
  for (std::size_t i = 0; i < sent_.size(); ++i)
    if (!sent_[i]) Remember(program, static_cast<int>(i), visitor, now, currency);
  for (std::size_t i = 0; i < sent_items_.size(); ++i)
    if (!sent_items_[i]) this_items_[i] = Value();
  for (std::size_t i = 0; i < sent_menus_.size(); ++i)
    if (!sent_menus_[i]) menus_[i] = Value();
}

// A remembered value was taken under the attribute's own purpose, so the consent for that purpose is checked.
void Facts::Remember(const Program& program, int index, const VisitorState& visitor, dsl::Instant now,
                     dsl::Currency currency) {
  const Attribute& attribute = program.attributes[static_cast<std::size_t>(index)];
  Column& column = columns_[static_cast<std::size_t>(index)];
  const Value remembered = RememberedValue(program, attribute, visitor, now);
  if (remembered.is_unknown()) return column.Clear(Absence::kNotSent);
  if (!Agreed(program, visitor, attribute.purpose)) return column.Clear(Absence::kNoConsent);
  AttributeView view;
  view.value = &remembered;
  Warnings untold;  // dropped: the caller did not send this value and can't mend it
  column.absence = Convert(view, attribute.type, currency, attribute.name, untold, column.value);
  if (column.value.is_known() && OutOfRange(attribute, column.value)) column.Clear(Absence::kOutOfRange);
}

void Facts::FillColumn(const Program& program, int index, const AttributeView& view, const VisitorState& visitor,
                       dsl::Currency currency, Warnings& warnings) {
  const Attribute& attribute = program.attributes[static_cast<std::size_t>(index)];
  Column& column = columns_[static_cast<std::size_t>(index)];
  if (!MayRead(program, attribute, visitor)) return column.Clear(Absence::kNoConsent);
  column.absence = Convert(view, attribute.type, currency, attribute.name, warnings, column.value);
  if (column.value.is_unknown() || !OutOfRange(attribute, column.value)) return;
  warnings.Add(WarningCode::kUnknownValue, attribute.name, "out of its declared floor and ceiling");
  column.Clear(Absence::kOutOfRange);
}

}  // namespace nextmove::engine
