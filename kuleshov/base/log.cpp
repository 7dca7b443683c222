#include "kuleshov/base/log.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <mutex>

namespace kuleshov::base {

void set_verbose(bool verbose) {
  static const auto logger = spdlog::stderr_color_mt("kuleshov");
  logger->set_pattern("%^%l%$: %v");
  logger->set_level(verbose ? spdlog::level::info : spdlog::level::warn);
  spdlog::set_default_logger(logger);
}

struct Progress::Inside {
  std::mutex mutex;
  std::string title;
  std::size_t total = 0;
  std::size_t done = 0;
  bool terminal = false;
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point told = start;  // of a log's last line
  int tenths = 0;                                      // told there
};

Progress::Progress(std::string title, std::size_t total) : inside_(new Inside) {
  inside_->title = std::move(title);
  inside_->total = total;
  inside_->terminal = ::isatty(STDERR_FILENO) == 1;
}

Progress::~Progress() {
  if (inside_->terminal && inside_->done > 0) std::fputs("\n", stderr);
  delete inside_;
}

namespace {

void draw_bar(const std::string& title, double share, double left_s, const std::string& what) {
  const auto filled = static_cast<std::size_t>(share * 30);
  fmt::print(stderr, "\r{} [{}{}] {:3.0f} % {:>4.0f} s left  {:<24.24}", title,
             std::string(filled, '#'), std::string(30 - filled, '.'), share * 100, left_s, what);
  std::fflush(stderr);
}

}  // namespace

void Progress::advance(std::size_t weight, const std::string& what) {
  Inside& inside = *inside_;
  const std::scoped_lock lock(inside.mutex);
  inside.done += weight;
  if (inside.total == 0) return;
  const auto now = std::chrono::steady_clock::now();
  const std::chrono::duration<double> spent = now - inside.start;
  const double share =
      std::min(1.0, static_cast<double>(inside.done) / static_cast<double>(inside.total));
  const double left_s = share > 0 ? spent.count() * (1 - share) / share : 0;
  if (inside.terminal) return draw_bar(inside.title, share, left_s, what);
  const int tenths = static_cast<int>(share * 10);
  if (tenths == inside.tenths || now - inside.told < std::chrono::seconds(10)) return;
  inside.tenths = tenths;
  inside.told = now;
  fmt::print(stderr, "{} {:.0f} %, {:.0f} s left\n", inside.title, share * 100, left_s);
}

}  // namespace kuleshov::base
