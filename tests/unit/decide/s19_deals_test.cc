// Paragraphs 19 and 21: quantity deals, against an independent calculation in cents, a piece at a time.
#include <algorithm>
#include <cstdio>
#include <random>

#include "tests/unit/random_seed.h"
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

TEST(S19DealsTest, ThreeForTwoTakesTheCheapestOfEachSet) {
  Shop shop("discount d\n  buy 3 category \"socks\"\n  give 100% off cheapest\n");
  shop.Line("s1", "socks", "9", 2);
  EXPECT_EQ(shop.Stopped("d"), "buy");
  EXPECT_EQ(shop.Trace("d").outcome, ReasonCode::kNoEffect);
  shop.Line("s2", "socks", "6", 1);
  EXPECT_EQ(shop.Saving("d"), "6.00 EUR");
  const auto& content = std::get<DiscountContent>(shop.Find("d")->content);
  ASSERT_EQ(content.lines.size(), 1u);
  EXPECT_EQ(content.lines[0].product_id, "s2");
  EXPECT_EQ(content.grants.at(0).scope_kind, "lines");
  EXPECT_EQ(content.grants.at(0).percent_hundredths, 10000);
}
TEST(S19DealsTest, SetsTakeTheDearestFirstOneAtATime) {
  Shop shop("discount d\n  buy 3 category \"a\"\n  give 100% off cheapest\n");
  shop.Line("p", "a", "10", 3).Line("q", "a", "1", 3);
  EXPECT_EQ(shop.Saving("d"), "11.00 EUR");
}
TEST(S19DealsTest, BuyThisGetThatTakesFromTheRest) {
  Shop shop("discount d\n  buy 1 product \"teapot\"\n  give 50% off cheapest 1 product \"tray\"\n");
  shop.Line("teapot", "x", "45", 2);
  EXPECT_EQ(shop.Stopped("d"), "give");
  shop.Line("tray", "x", "30", 1);
  EXPECT_EQ(shop.Saving("d"), "15.00 EUR");
  Shop same("discount d\n  buy 1 category \"x\"\n  give 100% off cheapest 1 category \"x\"\n");
  same.Line("a", "x", "10", 1).Line("b", "x", "8", 1).Line("c", "x", "6", 1);
  EXPECT_EQ(same.Saving("d"), "6.00 EUR");
}
TEST(S19DealsTest, APriceIsWhatASetCostsAndWithoutGainThereIsNoSet) {
  Shop shop("discount d\n  buy 2 category \"shirts\"\n  give price 90 EUR\n");
  shop.Line("s", "shirts", "60", 3);
  EXPECT_EQ(shop.Saving("d"), "30.00 EUR");
  EXPECT_EQ(std::get<DiscountContent>(shop.Find("d")->content).grants.at(0).kind, Grant::Kind::kSetPrice);
  Shop cheap("discount d\n  buy 2 category \"shirts\"\n  give price 90 EUR\n");
  EXPECT_EQ(cheap.Line("s", "shirts", "45", 2).Stopped("d"), "give");
}
TEST(S19DealsTest, AnAmountIsPerSetAndTimesBoundTheSets) {
  Shop shop("discount d\n  buy 4 category \"b\"\n  give 100% off cheapest 1 up to 2 times\n");
  EXPECT_EQ(shop.Line("b", "b", "12", 13).Saving("d"), "24.00 EUR");
  Shop amount("discount d\n  buy 2 category \"b\"\n  give 5 EUR off\n");
  EXPECT_EQ(amount.Line("b", "b", "2", 5).Saving("d"), "8.00 EUR") << "at most what the set costs";
}
TEST(S19DealsTest, APieceServesOneDealTheOneThatSavesMoreAloneFirst) {
  Shop shop(
      "discount small\n  buy 2 category \"a\"\n  give 50% off cheapest\n"
      "discount large\n  buy 3 category \"a\"\n  give 100% off cheapest\n");
  shop.Line("p", "a", "10", 4);
  EXPECT_EQ(shop.Saving("large"), "10.00 EUR");
  EXPECT_EQ(shop.Saving("small"), "none") << "alone it saves 10 too, and its name comes later";
  EXPECT_EQ(shop.Stopped("small"), "buy");
  shop.Line("q", "a", "3", 1);
  EXPECT_EQ(shop.Saving("small"), "1.50 EUR");
}
TEST(S19DealsTest, ADealWithoutPiecesLeavesItsPlaceToTheNext) {
  Shop shop(
      "discount small\n  place hero\n  buy 2 category \"a\"\n  give 50% off cheapest\n"
      "discount large\n  buy 3 category \"a\"\n  give 100% off cheapest\n" +
      Placed("spare", "hero", "  priority low"));
  shop.Line("p", "a", "10", 3);
  EXPECT_EQ(shop.Wins(), "spare@hero large");
  EXPECT_EQ(shop.Reason("small"), ReasonCode::kNoEffect);
  EXPECT_EQ(shop.Stopped("small"), "buy");
  EXPECT_EQ(shop.Trace("small").nodes.back().text, "buy 2 category \"a\"");
  EXPECT_EQ(shop.Line("q", "a", "10", 2).Wins(), "small@hero large");
}
TEST(S19DealsTest, AGiftForASet) {
  Shop shop("discount d\n  buy 2 category \"bags\"\n  give gift \"tote\"\n");
  shop.Item("product", "tote", {{"price", "12 EUR"}, {"stock", "3"}}).Line("b", "bags", "65", 1);
  EXPECT_EQ(shop.Stopped("d"), "buy");
  EXPECT_EQ(shop.Line("c", "bags", "60", 1).Saving("d"), "12.00 EUR");
  EXPECT_EQ(shop.Page("tote").Stopped("d"), "give") << "never the page's own product";
}
TEST(S19DealsTest, APercentageWithoutCheapestIsOnWhatItNamesOnceThereIsASet) {
  Shop shop("discount d\n  buy 2 category \"bags\"\n  give 10% off category \"hats\"\n");
  shop.Line("h", "hats", "30", 1).Line("b", "bags", "65", 1);
  EXPECT_EQ(shop.Stopped("d"), "buy");
  EXPECT_EQ(shop.Line("c", "bags", "60", 1).Saving("d"), "3.00 EUR");
}
TEST(S19DealsTest, AMillionPiecesAreSetsAtOnce) {
  Shop shop("discount d\n  buy 3 category \"a\"\n  give 100% off cheapest\n");
  shop.Line("p", "a", "2", 1'500'000).Line("q", "a", "1", 1'500'000);
  EXPECT_EQ(shop.Saving("d"), "1500000.00 EUR");
}

using Cents = __int128;

Cents HalfToEven(Cents numerator, Cents denominator) {
  const Cents whole = numerator / denominator, rest = numerator % denominator * 2;
  return whole + (rest > denominator || (rest == denominator && whole % 2 == 1) ? 1 : 0);
}

std::string Euros(Cents cents) {
  const auto n = static_cast<long long>(cents);
  char text[40];
  std::snprintf(text, sizeof text, "%lld.%02lld", n / 100, n % 100);
  return text;
}

struct DealLine {
  int cents, quantity;
  bool in_a, in_b;  // category a, b
};
struct NaiveDeal {
  enum Kind { kCheapest, kDearest, kPrice, kAmount, kOther } kind;
  int buys, gives, amount;  // percent, or cents
  int times, cap;           // 0: none

  std::string Text(const std::string& name) const {
    std::string text = "discount " + name + "\n  buy " + std::to_string(buys) + " category \"a\"\n  give ";
    const std::string percent = std::to_string(amount) + "% off ";
    if (kind == kCheapest) text += percent + "cheapest " + std::to_string(gives);
    if (kind == kDearest) text += percent + "dearest " + std::to_string(gives);
    if (kind == kOther) text += percent + "cheapest " + std::to_string(gives) + " category \"b\"";
    if (kind == kPrice) text += "price " + Euros(amount) + " EUR";
    if (kind == kAmount) text += Euros(amount) + " EUR off";
    if (times > 0 && kind != kPrice) text += " up to " + std::to_string(times) + " times";
    if (times == 0 && cap > 0 && kind != kPrice) text += " up to " + Euros(cap) + " EUR";
    return text + "\n";
  }
};
struct Piece {
  int cents;
  std::size_t line;
  bool in_a, in_b, used = false;
};

// What the deal saves with the pieces that are not used; uses those of its sets.
Cents SaveNaively(const NaiveDeal& deal, std::vector<Piece>& pieces) {
  std::vector<Piece*> order;
  for (Piece& piece : pieces) order.push_back(&piece);
  std::stable_sort(order.begin(), order.end(), [](const Piece* a, const Piece* b) { return a->cents > b->cents; });
  Cents hundredths = 0;
  for (int set = 0; deal.kind == NaiveDeal::kPrice || deal.times == 0 || set < deal.times; ++set) {
    std::vector<Piece*> bought, given;
    for (Piece* piece : order)
      if (piece->in_a && !piece->used && static_cast<int>(bought.size()) < deal.buys) bought.push_back(piece);
    if (static_cast<int>(bought.size()) < deal.buys) break;
    Cents cost = 0;
    for (Piece* piece : bought) cost += piece->cents;
    Cents gain = 0;  // in hundredths of a cent
    if (deal.kind == NaiveDeal::kPrice) {
      gain = (cost - deal.amount) * 100;
      if (gain <= 0) break;
    } else if (deal.kind == NaiveDeal::kAmount) {
      gain = std::min<Cents>(cost, deal.amount) * 100;
    } else {
      std::vector<Piece*> from = bought;
      if (deal.kind == NaiveDeal::kOther) {
        from.clear();
        for (Piece* piece : order)
          if (piece->in_b && !piece->used && std::find(bought.begin(), bought.end(), piece) == bought.end())
            from.push_back(piece);
      }
      if (deal.kind != NaiveDeal::kDearest) std::reverse(from.begin(), from.end());
      if (static_cast<int>(from.size()) < deal.gives) break;
      from.resize(static_cast<std::size_t>(deal.gives));
      for (Piece* piece : from) gain += Cents(piece->cents) * deal.amount;
      given = from;
    }
    for (Piece* piece : bought) piece->used = true;
    for (Piece* piece : given) piece->used = true;
    hundredths += gain;
  }
  const bool capped = deal.times == 0 && deal.cap > 0 && deal.kind != NaiveDeal::kPrice;
  if (capped) hundredths = std::min(hundredths, Cents(deal.cap) * 100);
  return HalfToEven(hundredths, 100);
}

TEST(S19DealsTest, AgreesWithPiecesTakenOneAtATimeOnRandomCarts) {
  const auto seed = static_cast<unsigned>(RandomSeed());
  std::mt19937 random(seed);
  const auto from = [&](int a, int b) { return a + static_cast<int>(random() % static_cast<unsigned>(b - a + 1)); };
  for (int round = 0; round < 250; ++round) {
    std::vector<DealLine> lines;
    for (int i = from(1, 5); i > 0; --i) {
      const bool in_b = from(0, 3) == 0;
      lines.push_back({from(1, 4) * from(1, 900), from(1, 6), !in_b, in_b});
    }
    std::vector<NaiveDeal> deals;
    std::string text;
    for (int i = from(1, 3); i > 0; --i) {
      NaiveDeal deal{static_cast<NaiveDeal::Kind>(from(0, 4)), from(1, 3), 1, from(1, 100), 0, 0};
      deal.gives = deal.kind == NaiveDeal::kOther ? from(1, 2) : from(1, deal.buys);
      if (deal.kind == NaiveDeal::kPrice || deal.kind == NaiveDeal::kAmount) deal.amount = from(1, 3000);
      deal.times = from(0, 1) * from(1, 3);
      deal.cap = from(0, 1) * from(1, 2000);
      text += deal.Text("d" + std::to_string(deals.size()));
      deals.push_back(deal);
    }
    Shop shop(text);
    std::vector<Piece> pieces;
    Cents cart = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      shop.Line("p" + std::to_string(i), lines[i].in_a ? "a" : "b", Euros(lines[i].cents), lines[i].quantity);
      for (int k = 0; k < lines[i].quantity; ++k) pieces.push_back({lines[i].cents, i, lines[i].in_a, lines[i].in_b});
      cart += Cents(lines[i].cents) * lines[i].quantity;
    }
    std::vector<std::pair<Cents, std::size_t>> order;  // what each saves alone
    for (std::size_t i = 0; i < deals.size(); ++i) {
      std::vector<Piece> all = pieces;
      order.push_back({-SaveNaively(deals[i], all), i});
    }
    std::sort(order.begin(), order.end());
    Cents sum = 0;
    for (const auto& [alone, i] : order) {
      const Cents saved = alone == 0 ? 0 : SaveNaively(deals[i], pieces);
      sum += saved;
      const std::string name = "d" + std::to_string(i);
      ASSERT_EQ(shop.Saving(name), saved > 0 ? Euros(saved) + " EUR" : "none")
          << "seed " << seed << " round " << round << " " << name << "\n"
          << text;
      const Action* action = shop.Find(name);
      if (!action) continue;
      Cents on_lines = 0;
      for (const LineSaving& line : std::get<DiscountContent>(action->content).lines) {
        const auto cents = (line.saving.amount * dsl::Decimal(100)).ToInt64();
        ASSERT_TRUE(cents && *cents > 0);
        const DealLine& whole = lines[static_cast<std::size_t>(line.line)];
        ASSERT_LE(*cents, Cents(whole.cents) * whole.quantity);
        on_lines += *cents;
      }
      ASSERT_EQ(static_cast<long long>(on_lines), static_cast<long long>(saved)) << "shares add up";
    }
    ASSERT_LE(sum, cart);
  }
}

}  // namespace
}  // namespace nextmove::engine::testing
