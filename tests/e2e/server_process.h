// A real nextmoved as a child process on free ports, with a rule folder of its own that the test may change.
// Thread-compatible.
#pragma once

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace nextmove::e2e {

inline std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline void WriteAll(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

// Waits until `ready` gives true, at most for 20 s; false when it never did.
template <class Condition>
bool Eventually(Condition ready) {
  for (int i = 0; i < 2'000; ++i) {
    if (ready()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

class ServerProcess {
 public:
  // Copies the rules of tests/e2e/rules; nothing runs before Start.
  ServerProcess() {
    std::string name = (std::filesystem::temp_directory_path() / "nextmove-e2e-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    folder_ = name;
    std::filesystem::copy(NEXTMOVE_SOURCE_DIR "/tests/e2e/rules", rules());
  }
  ~ServerProcess() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      Wait();
    }
    std::filesystem::remove_all(folder_);
  }
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  std::string folder() const { return folder_; }
  std::string rules() const { return folder_ + "/rules"; }
  std::string rule_file() const { return rules() + "/shop.rules"; }
  std::string log() const { return ReadAll(folder_ + "/log"); }

  // Runs the program with these flags and gives its exit code; its output is in log().
  int Run(const std::vector<std::string>& flags) {
    Spawn(flags);
    return Wait();
  }
  // Starts on free ports and waits until it is ready; false when it ended instead.
  bool Start(std::vector<std::string> more = {}) {
    std::vector<std::string> flags = {"--rules",   rules(),       "--listen",    "127.0.0.1:0",
                                      "--metrics", "127.0.0.1:0", "--port-file", folder_ + "/ports"};
    flags.insert(flags.end(), more.begin(), more.end());
    Spawn(flags);
    bool ended = false;
    Eventually([&] {
      ended = waitpid(pid_, &status_, WNOHANG) == pid_;
      return ended || std::filesystem::exists(folder_ + "/ports");
    });
    if (ended) pid_ = -1;
    return !ended && std::filesystem::exists(folder_ + "/ports");
  }
  std::string grpc() const { return Port("grpc="); }
  std::string metrics_address() const { return Port("metrics="); }
  // The page of /metrics.
  std::string Metrics() const { return Get(metrics_address(), "/metrics"); }
  // The value of the line that begins with `name`; none: -1.
  double Metric(const std::string& name) const {
    std::istringstream lines(Metrics());
    for (std::string line; std::getline(lines, line);) {
      if (line.rfind(name + " ", 0) == 0) return std::stod(line.substr(name.size() + 1));
    }
    return -1;
  }

  void Signal(int signal) { kill(pid_, signal); }
  // The exit code; minus the signal when one ended it.
  int Wait() {
    if (pid_ > 0) waitpid(pid_, &status_, 0);
    pid_ = -1;
    return WIFEXITED(status_) ? WEXITSTATUS(status_) : -WTERMSIG(status_);
  }

 private:
  void Spawn(std::vector<std::string> flags) {
    flags.insert(flags.begin(), NEXTMOVE_BINARY_DIR "/bin/nextmoved");
    std::vector<char*> arguments;
    for (std::string& flag : flags) arguments.push_back(flag.data());
    arguments.push_back(nullptr);
    const std::string log_path = folder_ + "/log";
    pid_ = fork();
    if (pid_ != 0) return;
    const int log_file = open(log_path.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    dup2(log_file, 1);
    dup2(log_file, 2);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  std::string Port(const std::string& key) const {
    std::istringstream lines(ReadAll(folder_ + "/ports"));
    for (std::string line; std::getline(lines, line);) {
      if (line.rfind(key, 0) == 0) return line.substr(key.size());
    }
    return "";
  }
  static std::string Get(const std::string& address, const std::string& path) {
    const int file = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string page;
    if (connect(file, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) {
      const std::string request = "GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
      if (write(file, request.data(), request.size()) == static_cast<ssize_t>(request.size())) {
        char chunk[4096];
        for (ssize_t got; (got = read(file, chunk, sizeof chunk)) > 0;)
          page.append(chunk, static_cast<std::size_t>(got));
      }
    }
    close(file);
    return page;
  }

  std::string folder_;
  pid_t pid_ = -1;
  int status_ = 0;
};

}  // namespace nextmove::e2e
