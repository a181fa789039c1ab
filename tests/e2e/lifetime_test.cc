// How a server starts, reloads and ends.
#include <gtest/gtest.h>

#include "tests/e2e/client.h"
#include "tests/e2e/server_process.h"

namespace nextmove::e2e {
namespace {

std::string VersionOf(Client& client) {
  v1::DecideResponse response;
  const grpc::Status status = client.Decide(Visitor(), &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.ruleset_version();
}

TEST(LifetimeTest, TakesAGoodFolderAtHangup) {
  ServerProcess server;
  ASSERT_TRUE(server.Start()) << server.log();
  Client client(server.grpc());
  const std::string before = VersionOf(client);
  std::string rules = ReadAll(server.rule_file());
  rules.replace(rules.find("Welcome to our shop"), 19, "Come in, come in!");
  WriteAll(server.rule_file(), rules);
  EXPECT_EQ(VersionOf(client), before) << "not before it is told to";
  server.Signal(SIGHUP);
  ASSERT_TRUE(Eventually([&] { return VersionOf(client) != before; })) << server.log();
  auto request = Visitor();
  request.add_wanted("home_hero");
  v1::DecideResponse response;
  ASSERT_TRUE(client.Decide(request, &response).ok());
  EXPECT_EQ(response.actions(0).banner().parts(0).text(), "Come in, come in!");
  EXPECT_EQ(server.Metric("nextmove_ruleset_loads_total{tenant=\"default\",result=\"loaded\"}"), 2);
}

TEST(LifetimeTest, KeepsTheLastGoodFolderWhenTheNewOneIsBroken) {
  ServerProcess server;
  ASSERT_TRUE(server.Start()) << server.log();
  Client client(server.grpc());
  const std::string before = VersionOf(client);
  const std::string good = ReadAll(server.rule_file());
  WriteAll(server.rule_file(), good + "\nbanner broken\n  for nobody_we_know\n  place home_hero\n");
  server.Signal(SIGHUP);
  const std::string rejected = "nextmove_ruleset_loads_total{tenant=\"default\",result=\"rejected\"}";
  ASSERT_TRUE(Eventually([&] { return server.Metric(rejected) == 1; })) << server.log();
  v1::DecideResponse response;
  ASSERT_TRUE(client.Decide(Visitor(), &response).ok());
  EXPECT_EQ(response.ruleset_version(), before);
  ASSERT_EQ(response.degradations_size(), 1);
  EXPECT_EQ(response.degradations(0), v1::DEGRADATION_RULES_STALE);
  EXPECT_EQ(server.Metric("nextmove_ruleset_stale{tenant=\"default\"}"), 1);
  EXPECT_NE(server.log().find("shop.rules:"), std::string::npos) << server.log();
  EXPECT_NE(server.log().find("nobody_we_know"), std::string::npos);

  WriteAll(server.rule_file(), good);
  server.Signal(SIGHUP);
  ASSERT_TRUE(Eventually([&] { return server.Metric("nextmove_ruleset_stale{tenant=\"default\"}") == 0; }));
  response.Clear();
  ASSERT_TRUE(client.Decide(Visitor(), &response).ok());
  EXPECT_EQ(response.degradations_size(), 0);
}

TEST(LifetimeTest, EndsWellAtTerminationAfterSayingNotServing) {
  ServerProcess server;
  WriteAll(server.folder() + "/config.yaml", "drain:\n  delay_ms: 1500\n");
  ASSERT_TRUE(server.Start({"--config", server.folder() + "/config.yaml"})) << server.log();
  Client client(server.grpc());
  VersionOf(client);
  server.Signal(SIGTERM);
  ASSERT_TRUE(Eventually([&] { return server.Metric("nextmove_ready") == 0; }));
  v1::DecideResponse response;
  EXPECT_TRUE(client.Decide(Visitor(), &response).ok()) << "calls are still taken while balancers look";
  EXPECT_EQ(server.Wait(), 0) << server.log();
}

TEST(LifetimeTest, AnswersEachCallWhileItReloadsAndEnds) {
  ServerProcess server;
  ASSERT_TRUE(server.Start()) << server.log();
  std::atomic<bool> stop{false};
  std::atomic<int> answered{0}, failed{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      Client client(server.grpc());
      v1::DecideResponse response;
      while (!stop) client.Decide(Visitor(), &response).ok() ? ++answered : ++failed;
    });
  }
  const std::string good = ReadAll(server.rule_file());
  for (int i = 0; i < 10; ++i) {
    WriteAll(server.rule_file(), i % 2 == 0 ? good + "\nbanner x\n" : good + "\n# " + std::to_string(i) + "\n");
    server.Signal(SIGHUP);
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
  }
  stop = true;
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
  EXPECT_GT(answered, 0);
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0) << server.log();
}

TEST(LifetimeTest, RefusesToStartWithBrokenRules) {
  ServerProcess server;
  WriteAll(server.rule_file(), "banner broken\n  place nowhere\n");
  EXPECT_FALSE(server.Start());
  EXPECT_EQ(server.Wait(), 1);
  EXPECT_NE(server.log().find("shop.rules:"), std::string::npos) << server.log();
  EXPECT_FALSE(std::filesystem::exists(server.folder() + "/ports"));
}

TEST(LifetimeTest, SaysWhatIsWrongWithFlagsAndConfiguration) {
  ServerProcess server;
  EXPECT_EQ(server.Run({"--no-such-flag"}), 2);
  EXPECT_EQ(server.Run({}), 2);
  EXPECT_NE(server.log().find("--rules"), std::string::npos);
  WriteAll(server.folder() + "/config.yaml", "rules: " + server.rules() + "\nlisten: 127.0.0.1:0\nlisen: x\n");
  EXPECT_EQ(server.Run({"--config", server.folder() + "/config.yaml"}), 2);
  EXPECT_NE(server.log().find("config.yaml:3: unknown key `lisen`"), std::string::npos) << server.log();
  EXPECT_EQ(server.Run({"--rules", server.rules(), "--listen", "nowhere"}), 2);
}

TEST(LifetimeTest, ChecksWithoutListening) {
  ServerProcess server;
  EXPECT_EQ(server.Run({"--rules", server.rules(), "--check-config"}), 0) << server.log();
  WriteAll(server.rule_file(), "banner broken\n");
  EXPECT_EQ(server.Run({"--rules", server.rules(), "--check-config"}), 1);
  EXPECT_EQ(server.Run({"--version"}), 0);
  EXPECT_EQ(server.log().rfind("nextmoved ", 0), 0u);
}

TEST(LifetimeTest, DoesNotShareAPort) {
  ServerProcess first, second;
  ASSERT_TRUE(first.Start()) << first.log();
  EXPECT_EQ(second.Run({"--rules", second.rules(), "--listen", first.grpc(), "--metrics", ""}), 3) << second.log();
}

}  // namespace
}  // namespace nextmove::e2e
