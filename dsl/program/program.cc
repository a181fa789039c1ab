// Looks names up in a program, and ids of attributes.
#include "dsl/program/program.h"

#include <algorithm>

namespace nextmove::dsl {
namespace {

int Find(const Program::Names& names, std::string_view name) {
  const auto it = names.find(name);
  return it == names.end() ? -1 : it->second;
}

}  // namespace

int Program::FindAttribute(std::string_view name) const { return Find(attribute_names, name); }

int Program::FindRule(std::string_view name) const { return Find(rule_names, name); }

const Shelf* Rule::shelf() const {
  if (const auto* recommend = std::get_if<kinds::Recommend>(&own)) return &recommend->shelf;
  return message() ? &message()->shelf : nullptr;
}

const Menu* Rule::menu() const {
  if (const auto* orders = navigation()) return &orders->menu;
  return search() ? &search()->menu : nullptr;
}

Span Rule::SpanOf(ClauseWord word) const {
  for (const ClausePlace& clause : clauses)
    if (clause.word == word) return clause.span;
  return span;
}

bool HasTimer(const Rule& rule) {
  if (rule.kind != RuleKind::kMessage) return false;
  if (rule.after || rule.at_minute) return true;
  return std::any_of(rule.on.begin(), rule.on.end(), [](const Moment& moment) {
    return moment.kind == Moment::Kind::kAnniversary || moment.kind == Moment::Kind::kEvery;
  });
}

std::uint32_t AttributeId(std::string_view name) {
  constexpr std::uint32_t kOffsetBasis = 2166136261u;
  constexpr std::uint32_t kPrime = 16777619u;
  std::uint32_t hash = kOffsetBasis;
  for (const char byte : name) hash = (hash ^ static_cast<unsigned char>(byte)) * kPrime;
  return hash;
}

}  // namespace nextmove::dsl
