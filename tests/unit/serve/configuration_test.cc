// The configuration takes known keys in their bounds and tells of the rest with the line.
#include "engine/serve/process/configuration.h"

#include <gmock/gmock.h>

#include "engine/serve/process/command_line.h"

namespace nextmove::serve {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Errors ErrorsOf(std::string_view yaml, const std::string& path) {
  const auto read = ReadConfiguration(yaml, path, {});
  return read ? Errors() : read.error();
}

TEST(ConfigurationTest, ReadsEveryKey) {
  const auto read = ReadConfiguration(
      "rules: /rules\ncatalogues:\n  product: p.csv\n  category: c.jsonl\nlisten: 0.0.0.0:1\n"
      "metrics:\n  listen: 0.0.0.0:2\n  max_rules: 5\n  max_placements: 6\nport_file: /tmp/p\nthreads: 3\n"
      "tenant: shop\nlog:\n  level: debug\ndrain:\n  delay_ms: 4\n  timeout_ms: 5\nlimits:\n  attributes: 7\n",
      "n.yaml", {});
  ASSERT_TRUE(read.ok());
  const Configuration& out = *read;
  EXPECT_EQ(out.rules, "/rules");
  ASSERT_EQ(out.catalogues.size(), 2u);
  EXPECT_EQ(out.catalogues[0].second, "p.csv");
  EXPECT_EQ(out.metrics, "0.0.0.0:2");
  EXPECT_EQ(out.metric_rules, 5u);
  EXPECT_EQ(out.threads, 3);
  EXPECT_EQ(out.tenant, "shop");
  EXPECT_EQ(out.log_level, "debug");
  EXPECT_EQ(out.drain_delay_ms, 4);
  EXPECT_EQ(out.limits.attributes, 7u);
  EXPECT_THAT(CheckConfiguration(out), ElementsAre());
}

TEST(ConfigurationTest, TellsOfEachMistakeWithItsLine) {
  EXPECT_THAT(
      ErrorsOf("lisen: x\nlimits:\n  atributes: 1\nthreads: many\nthreads: 2\nlog: loud\nrules: [a]\n", "n.yaml"),
      ElementsAre("n.yaml:1: unknown key `lisen`; did you mean `listen`?",
                  "n.yaml:3: unknown key `limits.atributes`; did you mean `attributes`?",
                  HasSubstr("n.yaml:4: `threads` needs a whole number from 0 to 1024, not `many`"),
                  "n.yaml:5: key `threads` is written twice", "n.yaml:6: `log` needs keys below it",
                  "n.yaml:7: `rules` needs a text, not a list or a map"));
}

TEST(ConfigurationTest, TellsTheLineOfAnUnknownLogLevel) {
  EXPECT_THAT(ErrorsOf("log:\n  level: loud\n", "n.yaml"),
              ElementsAre("n.yaml:2: `log.level` is wrong: write debug, info, warning or error, not `loud`"));
}

TEST(ConfigurationTest, TakesAnyBytes) {
  for (const char* bytes : {"", "# nothing\n", "---\n", "null"}) {
    EXPECT_TRUE(ReadConfiguration(bytes, "n.yaml", {}).ok()) << bytes;
  }
  for (const char* bytes : {"a: [", "- a", "text", "a: b: c", "*x", "!!int x", "? [a]\n: b", "a\n---\nb"}) {
    EXPECT_FALSE(ErrorsOf(bytes, "n.yaml").empty()) << bytes;
  }
}

TEST(ConfigurationTest, KnowsAddresses) {
  EXPECT_TRUE(SplitAddress("127.0.0.1:0").ok());
  const auto address = SplitAddress("[::1]:50051");
  ASSERT_TRUE(address.ok());
  EXPECT_EQ(address->host, "[::1]");
  EXPECT_EQ(address->port, 50051);
  for (const char* wrong : {"", ":1", "localhost", "localhost:", "localhost:x", "localhost:65536", "::1:1", "a:-1"}) {
    EXPECT_FALSE(SplitAddress(wrong).ok()) << wrong;
  }
}

TEST(ConfigurationTest, LetsFlagsOverride) {
  const char* arguments[] = {"nextmoved", "--rules",   "r", "--catalogue", "a=b", "--catalogue",
                             "a=c",       "--threads", "2", "--metrics",   ""};
  const CommandLine line = ReadCommandLine(static_cast<int>(std::size(arguments)), arguments);
  EXPECT_FALSE(line.exit_code) << line.output;
  EXPECT_EQ(line.configuration.rules, "r");
  ASSERT_EQ(line.configuration.catalogues.size(), 1u);
  EXPECT_EQ(line.configuration.catalogues[0].second, "c");
  EXPECT_EQ(line.configuration.threads, 2);
  EXPECT_EQ(line.configuration.metrics, "");
  EXPECT_EQ(line.configuration.listen, "127.0.0.1:50051");
}

TEST(ConfigurationTest, SaysWhichFlagWasMeant) {
  const char* misspelt[] = {"nextmoved", "--rles", "r"};
  EXPECT_THAT(ReadCommandLine(3, misspelt).output, HasSubstr("unknown option `--rles`; did you mean `--rules`?\n"));
  const char* wrong[] = {"nextmoved", "--threads", "x"};
  EXPECT_THAT(ReadCommandLine(3, wrong).output, HasSubstr("--threads: write a whole number from 0 to 1024, not `x`\n"));
}

}  // namespace
}  // namespace nextmove::serve
