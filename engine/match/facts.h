// What the caller sent, typed by the schema: one column per attribute. Filled once per decision, reusing the memory of
// the decision before; then only read.
#pragma once

#include <span>
#include <vector>

#include "dsl/program/program.h"
#include "engine/match/convert.h"
#include "engine/match/views.h"
#include "engine/match/warnings.h"
#include "engine/visitor/state.h"

namespace nextmove::engine {

// Whether the consents let the attribute be read.
bool MayRead(const dsl::Program& program, const dsl::Attribute& attribute, const VisitorState& visitor);

class Facts {
 public:
  // Reads the views by the program's schema. `currency` types amounts that name none. An attribute whose consent is
  // missing, whose type is wrong or whose value is out of floor and ceiling is unknown, with a warning where the
  // caller can mend it. One that was not sent is what the visitor's state remembers of it at `now`, under the same
  // conditions but without a warning. Lists sent under a placement's name (menus) and `this.<catalogue>` are kept too.
  void Fill(const dsl::Program& program, std::span<const AttributeView> attributes, const VisitorState& visitor,
            dsl::Instant now, dsl::Currency currency, Warnings& warnings);

  const dsl::Value& attribute(int index) const { return columns_[static_cast<std::size_t>(index)].value; }
  Absence absence(int index) const { return columns_[static_cast<std::size_t>(index)].absence; }
  const dsl::Value& this_item(int catalogue) const { return this_items_[static_cast<std::size_t>(catalogue)]; }
  const dsl::Value& menu(int placement) const { return menus_[static_cast<std::size_t>(placement)]; }
  // For `page.channel` and `visitor.time_zone`, which the request can also give in fields of its own.
  void Set(int index, dsl::Value value) {
    columns_[static_cast<std::size_t>(index)] = {std::move(value), Absence::kNone};
  }

 private:
  struct Column {
    dsl::Value value;
    Absence absence = Absence::kNotSent;
    void Clear(Absence why) {
      value = dsl::Value();
      absence = why;
    }
  };
  void FillColumn(const dsl::Program& program, int index, const AttributeView& view, const VisitorState& visitor,
                  dsl::Currency currency, Warnings& warnings);
  void Remember(const dsl::Program& program, int index, const VisitorState& visitor, dsl::Instant now,
                dsl::Currency currency);

  std::vector<Column> columns_;
  std::vector<dsl::Value> this_items_;  // by catalogue
  std::vector<dsl::Value> menus_;       // by placement
  std::vector<bool> sent_, sent_items_, sent_menus_;
};

}  // namespace nextmove::engine
