// What the wire sends, typed by the schema.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "engine/match/convert.h"
#include "engine/match/facts.h"

namespace nextmove::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

dsl::Type KindOf(dsl::TypeKind kind) {
  dsl::Type type;
  type.kind = kind;
  return type;
}

class FactsTest : public ::testing::Test {
 protected:
  FactsTest() {
    program_.project.purposes = {"necessary", "personalisation"};
    Declare("number", KindOf(dsl::TypeKind::kNumber)).floor = dsl::Value(dsl::Decimal(0));
    Declare("percent", KindOf(dsl::TypeKind::kPercent));
    Declare("money", KindOf(dsl::TypeKind::kMoney));
    Declare("date", KindOf(dsl::TypeKind::kDate));
    Declare("level", dsl::Type::OneOf({"gold", "silver"}));
    Declare("secret", KindOf(dsl::TypeKind::kNumber)).purpose = 1;
    const auto record =
        dsl::Type::RecordOf({{"price", dsl::TypeKind::kMoney, false}, {"quantity", dsl::TypeKind::kNumber, false}});
    Declare("items", dsl::Type::ListOf(record));
    Declare("numbers", dsl::Type::ListOf(dsl::TypeKind::kNumber));
    dsl::Catalogue product;
    product.name = "product";
    program_.catalogues.push_back(product);
    program_.catalogue_names["product"] = 0;
    dsl::Placement menu;
    menu.name = "menu";
    program_.placements.push_back(menu);
    program_.placement_names["menu"] = 0;
  }
  dsl::Attribute& Declare(const std::string& name, const dsl::Type& type) {
    dsl::Attribute attribute;
    attribute.name = name;
    attribute.type = type;
    attribute.id = dsl::AttributeId(name);
    const int index = static_cast<int>(program_.attributes.size());
    program_.attribute_names[name] = index;
    program_.attribute_ids[attribute.id] = index;
    program_.attributes.push_back(attribute);
    return program_.attributes.back();
  }
  void Fill(std::vector<AttributeView> views) {
    warnings_ = {};
    facts_.Fill(program_, views, visitor_, now_, *dsl::Currency::Parse("EUR"), warnings_);
  }
  std::vector<std::string> Told() const {
    std::vector<std::string> told;
    for (const Warning& w : warnings_.all) told.push_back(std::to_string(static_cast<int>(w.code)) + " " + w.subject);
    return told;
  }
  const dsl::Value& Of(const std::string& name) const { return facts_.attribute(program_.attribute_names.at(name)); }

  dsl::Program program_;
  VisitorState visitor_;
  Facts facts_;
  Warnings warnings_;
  dsl::Instant now_ = *dsl::Instant::Parse("2026-01-15T11:00:00Z");
};

TEST_F(FactsTest, ReadsEachTypeByNameAndById) {
  Fill({{"number", 0, 0.1},
        {"", dsl::AttributeId("percent"), 25.0},
        {"money", 0, MoneyView{"", 34, 900'000'000}},
        {"date", 0, std::string_view("2026-11-27")},
        {"level", 0, std::string_view("gold")},
        {"this.product", 0, std::string_view("p1")}});
  EXPECT_THAT(Told(), IsEmpty());
  EXPECT_EQ(Of("number").ToString(), "0.1") << "the shortest decimal that reads back";
  EXPECT_EQ(Of("percent").ToString(), "25%");
  EXPECT_EQ(Of("money").ToString(), "34.90 EUR");
  EXPECT_EQ(Of("date").ToString(), "2026-11-27");
  EXPECT_EQ(facts_.this_item(0), dsl::Value("p1"));
}
TEST_F(FactsTest, TellsWhatIsWrongAndLeavesItUnknown) {
  Fill({{"numbr", 0, 1.0},
        {"", 7, 1.0},
        {"number", 0, std::string_view("1")},
        {"percent", 0, std::nan("")},
        {"level", 0, std::string_view("Gold")},
        {"money", 0, MoneyView{"XYZ", 1, 0}},
        {"date", 0, std::string_view("27.11.")}});
  EXPECT_THAT(Told(), ElementsAre("1 numbr", "1 #7", "2 number", "3 percent", "5 level", "5 money", "2 date"));
  for (const char* name : {"number", "percent", "level", "money", "date"}) EXPECT_TRUE(Of(name).is_unknown()) << name;
  EXPECT_EQ(facts_.absence(0), Absence::kWrongType);
}
TEST_F(FactsTest, TheLastOfTwoCounts) {
  Fill({{"number", 0, 1.0}, {"number", 0, 2.0}});
  EXPECT_THAT(Told(), ElementsAre("4 number"));
  EXPECT_EQ(Of("number"), dsl::Value(dsl::Decimal(2)));
}
TEST_F(FactsTest, OutOfRangeIsToldAndMissingConsentIsNot) {
  Fill({{"number", 0, -1.0}, {"secret", 0, 1.0}});
  EXPECT_THAT(Told(), ElementsAre("5 number"));
  EXPECT_EQ(facts_.absence(0), Absence::kOutOfRange);
  EXPECT_EQ(facts_.absence(program_.attribute_names.at("secret")), Absence::kNoConsent);
  visitor_.consents.push_back({"personalisation", ConsentState::kGiven});
  Fill({{"secret", 0, 1.0}});
  EXPECT_EQ(Of("secret"), dsl::Value(dsl::Decimal(1)));
}
TEST_F(FactsTest, ReadsListsAndRecordsAndMenus) {
  const std::array<std::string_view, 3> numbers = {"1.5", "x", "2"}, menu = {"a", "b", "c"};
  const std::array<AttributeView, 3> fields = {AttributeView{"price", 0, MoneyView{"EUR", 5, 0}},
                                               AttributeView{"quantity", 0, 2.0},
                                               AttributeView{"colour", 0, std::string_view("red")}};
  const std::array<RecordView, 1> records = {RecordView{fields}};
  Fill({{"numbers", 0, std::span<const std::string_view>(numbers)},
        {"items", 0, std::span<const RecordView>(records)},
        {"menu", 0, std::span<const std::string_view>(menu)}});
  EXPECT_THAT(Told(), ElementsAre("2 numbers", "1 items.colour"));
  EXPECT_EQ(Of("numbers").list()->size(), 2u);
  EXPECT_EQ((*Of("items").list()->front().record())[1], dsl::Value(dsl::Decimal(2)));
  EXPECT_EQ(facts_.menu(0).list()->size(), 3u);
}
TEST_F(FactsTest, S02WhatWasNotSentIsWhatIsRemembered) {
  for (const char* name : {"number", "percent", "level", "money", "secret"})
    program_.attributes[static_cast<std::size_t>(program_.attribute_names.at(name))].kept =
        *dsl::Duration::Of(1, dsl::Unit::kDay, false);
  const dsl::Instant earlier{now_.milliseconds - 3'600'000};
  visitor_.attributes = {{"number", dsl::Value(dsl::Decimal(7)), earlier},
                         {"percent", dsl::Value(dsl::Percent{dsl::Decimal(5)}), earlier},
                         {"level", dsl::Value("bronze"), earlier},
                         {"money", dsl::Value(dsl::Money{dsl::Decimal(3), *dsl::Currency::Parse("USD")}), earlier},
                         {"secret", dsl::Value(dsl::Decimal(1)), earlier, "personalisation"},
                         {"date", dsl::Value(*dsl::Date::Parse("2026-01-01")), earlier}};
  AttributeView unknown;
  unknown.name = "percent";
  Fill({unknown});
  EXPECT_THAT(Told(), IsEmpty()) << "the caller did not send it";
  EXPECT_EQ(Of("number"), dsl::Value(dsl::Decimal(7)));
  EXPECT_TRUE(Of("percent").is_unknown()) << "sent as unknown";
  EXPECT_TRUE(Of("level").is_unknown()) << "no value of today's type";
  EXPECT_TRUE(Of("money").is_unknown()) << "another currency";
  EXPECT_TRUE(Of("date").is_unknown()) << "not kept";
  EXPECT_EQ(facts_.absence(program_.attribute_names.at("secret")), Absence::kNoConsent);
  EXPECT_EQ(facts_.absence(program_.attribute_names.at("date")), Absence::kNotSent);
  visitor_.attributes[0].value = dsl::Value(dsl::Decimal(-1));
  visitor_.consents.push_back({"personalisation", ConsentState::kGiven});
  Fill({{"percent", 0, 9.0}});
  EXPECT_EQ(Of("percent").ToString(), "9%");
  EXPECT_EQ(Of("secret"), dsl::Value(dsl::Decimal(1)));
  EXPECT_EQ(facts_.absence(0), Absence::kOutOfRange);
  now_.milliseconds += 86'400'000;
  Fill({});
  EXPECT_TRUE(Of("secret").is_unknown()) << "no longer kept";
}
TEST_F(FactsTest, ReadsTheFieldsOfAnEvent) {
  dsl::EventKind kind;
  kind.name = "ordered";
  kind.fields = {{"order", KindOf(dsl::TypeKind::kText), false},
                 {"total", KindOf(dsl::TypeKind::kMoney), false},
                 {"pieces", KindOf(dsl::TypeKind::kNumber), false}};
  program_.events.push_back(kind);
  const std::vector<AttributeView> views = {{"total", 0, MoneyView{"USD", 5, 0}},
                                            {"", dsl::AttributeId("pieces"), 2.0},
                                            {"order", 0, 7.0},
                                            {"colour", 0, std::string_view("red")},
                                            {"pieces", 0, 3.0}};
  const dsl::Record record = ReadEventFields(program_, 0, views, *dsl::Currency::Parse("EUR"), warnings_);
  ASSERT_EQ(record.size(), 3u);
  EXPECT_TRUE(record[0].is_unknown());
  EXPECT_EQ(record[1].ToString(), "5.00 USD") << "a later decision may be in that currency";
  EXPECT_EQ(record[2], dsl::Value(dsl::Decimal(3)));
  EXPECT_THAT(Told(), ElementsAre("2 ordered.order", "1 ordered.colour", "4 ordered.pieces"));
}
TEST_F(FactsTest, WarningsAreCounted) {
  Fill(std::vector<AttributeView>(30, AttributeView{"nothing", 0, 1.0}));
  EXPECT_EQ(warnings_.all.size(), kMaxWarnings);
  EXPECT_EQ(warnings_.omitted, 10);
}

}  // namespace
}  // namespace nextmove::engine
