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

void Progress::advance(std::size_t weight, const std::string& what) {
  const std::scoped_lock lock(inside_->mutex);
  inside_->done += weight;
  if (!inside_->terminal || inside_->total == 0) return;
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - inside_->start;
  const double share =
      std::min(1.0, static_cast<double>(inside_->done) / static_cast<double>(inside_->total));
  const double left = share > 0 ? spent.count() * (1 - share) / share : 0;
  const auto filled = static_cast<std::size_t>(share * 30);
  fmt::print(stderr, "\r{} [{}{}] {:3.0f} % {:>4.0f} s left  {:<24.24}", inside_->title,
             std::string(filled, '#'), std::string(30 - filled, '.'), share * 100, left, what);
  std::fflush(stderr);
}

}  // namespace kuleshov::base
