// Builds the tree from the parse: what tests give and expect.
#include <utility>

#include "dsl/syntax/builder.h"

namespace nextmove::dsl {

// `cart.items contains product "p" where (price is 5 EUR)`
void Builder::ContentFact(Par::ContentContext& content, tree::Fact& fact) {
  fact.kind = tree::Fact::Kind::kContains;
  tree::Expr whole;
  Content(content, whole);
  fact.contains = whole.contains;
  fact.under = whole.under;
  if (content.operand().size() > 1) {
    const Span span = scan_.SpanOf(*content.operand(0));
    fact.field = tree::Name{whole.text, span, false};
  }
  if (!whole.children.empty()) fact.value = std::move(whole.children.back());
  fact.where = std::move(whole.where);
}

// `purchased product "p" 2 times 3 days ago`, `erased`
void Builder::EventFact(Par::FactContext& context, tree::Fact& fact) {
  fact.kind = tree::Fact::Kind::kEvent;
  fact.occurrence = OccurrenceOf(*context.path(), context.filter());
  if (context.INT() != nullptr) fact.times = Integer(*context.INT()).value_or(1);
  if (context.duration() != nullptr) fact.ago = DurationOf(*context.duration());
  if (context.DATE() != nullptr) fact.at = DateOf(*context.DATE());
  if (context.CLOCK() != nullptr) fact.clock = ClockOf(*context.CLOCK());
}

// `holdout of e`, `variant v of e`, `[no] consent p`: facts that are told by a word. False when it is none of them.
bool Builder::WordFact(Par::FactContext& context, tree::Fact& fact) {
  using Kind = tree::Fact::Kind;
  if (context.CONSENT() != nullptr) {
    fact.kind = Kind::kConsent;
    fact.negated = context.NO() != nullptr;
    fact.name = NameOf(*context.name(0));
  } else if (context.HOLDOUT() != nullptr) {
    fact.kind = Kind::kHoldout;
    fact.name = NameOf(*context.name(0));
  } else if (context.VARIANT() != nullptr) {
    fact.kind = Kind::kVariant;
    fact.variant = NameOf(*context.name(0));
    fact.name = NameOf(*context.name(1));
  } else {
    return false;
  }
  return true;
}

// What the shop's statistics say: `similar to "p" is ["q"]`. False when it is none of these.
bool Builder::StatisticFact(Par::FactContext& context, tree::Fact& fact) {
  using Kind = tree::Fact::Kind;
  if (context.SIMILAR() != nullptr) {
    fact.kind = Kind::kSimilar;
  } else if (context.MOST() != nullptr) {
    fact.kind = Kind::kMost;
  } else if (context.WITH() != nullptr) {
    fact.kind = Kind::kWith;
  } else {
    return false;
  }
  if (context.path() != nullptr) fact.name = NameOf(*context.path());
  if (context.operand() != nullptr) fact.value = Operand(*context.operand());
  fact.list = ListOf(*context.listLiteral());
  return true;
}

tree::Fact Builder::FactOf(Par::FactContext& context) {
  using Kind = tree::Fact::Kind;
  tree::Fact fact;
  fact.span = scan_.SpanOf(context);
  if (WordFact(context, fact) || StatisticFact(context, fact)) return fact;
  fact.name = NameOf(*context.path());
  if (context.IS() != nullptr) {
    fact.kind = context.THIS() != nullptr ? Kind::kThisIs : Kind::kIs;
    if (context.operand() != nullptr) fact.value = Operand(*context.operand());
    if (context.listLiteral() != nullptr) fact.value = ListOf(*context.listLiteral());
  } else if (context.content() != nullptr) {
    ContentFact(*context.content(), fact);
  } else if (context.text() != nullptr) {
    fact.kind = Kind::kItem;
    fact.value = TextLiteral(*context.text());
    if (context.expr() != nullptr) fact.where = Expression(*context.expr());
  } else {
    EventFact(context, fact);
  }
  return fact;
}

tree::ExpectPayload Builder::Expectation(Par::ExpectationContext& context) {
  tree::ExpectPayload expect;
  expect.nothing = context.NOTHING() != nullptr;
  expect.negated = context.NOT() != nullptr;
  // Names come in order; the word before each tells what it is.
  std::size_t last_word = 0;
  for (antlr4::tree::ParseTree* child : context.children) {
    if (auto* node = dynamic_cast<antlr4::tree::TerminalNode*>(child)) {
      last_word = node->getSymbol()->getType();
    } else if (auto* name = dynamic_cast<Par::NameContext*>(child)) {
      if (last_word == Lex::BEFORE) {
        expect.before = NameOf(*name);
      } else if (last_word == Lex::IN) {
        expect.in = NameOf(*name);
      } else {
        expect.name = NameOf(*name);
      }
    }
  }
  if (context.expr() != nullptr) expect.with = Expression(*context.expr());
  if (context.reason() != nullptr) {
    const Span span = scan_.SpanOf(*context.reason());
    expect.because = tree::Name{std::string(scan_.TextOf(span)), span, false};
  }
  return expect;
}

}  // namespace nextmove::dsl
