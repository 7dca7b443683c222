#include "kuleshov/serve/showings.hpp"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <array>
#include <chrono>
#include <cstring>
#include <fstream>

#include "kuleshov/base/log.hpp"

namespace kuleshov::serve {

struct Showings::Seat::Showing {
  std::mutex mutex;
  std::optional<room::Session> session;
  std::ofstream log;
  std::string film;
  std::uint64_t number = 0;
};

namespace {

std::uint64_t random_bits() {
  std::array<unsigned char, 8> bytes{};
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  std::uint64_t bits = 0;
  std::memcpy(&bits, bytes.data(), sizeof bits);
  return bits;
}

// A page may ask for no sensor, its own, or a simulated viewer; files only the server's owner
// names.
bool may_ask_for(const std::string& viewer) {
  return viewer.empty() || viewer == "none" || viewer == "live" || viewer.starts_with("simulated:");
}

std::vector<std::string> fatal(const base::Error& error) {
  return {room::error_message(error, true)};
}

}  // namespace

Showings::Showings(Shelf& shelf, Options options) : shelf_(shelf), options_(std::move(options)) {}

std::size_t Showings::count() const {
  const std::lock_guard lock(mutex_);
  return by_token_.size();
}

base::Result<std::unique_ptr<Showings::Seat>> Showings::sit_down(const std::string& film,
                                                                 bool from_loopback) {
  if (shelf_.find(film) == nullptr) {
    return base::fail("there is no film '" + film + "'", "see /api/films", {},
                      base::ErrorKind::not_found);
  }
  return std::unique_ptr<Seat>(new Seat(*this, film, from_loopback));
}

std::shared_ptr<Showings::Seat::Showing> Showings::find(const std::string& token) {
  const std::lock_guard lock(mutex_);
  const auto found = by_token_.find(token);
  return found == by_token_.end() ? nullptr : found->second;
}

// Called with the lock held. Showings that a page sits at are left alone.
void Showings::make_room() {
  if (by_token_.size() < most_showings) return;
  auto oldest = by_token_.end();
  for (auto it = by_token_.begin(); it != by_token_.end(); ++it) {
    const bool empty = it->second.use_count() == 1;
    if (empty && (oldest == by_token_.end() || it->second->number < oldest->second->number)) {
      oldest = it;
    }
  }
  if (oldest != by_token_.end()) by_token_.erase(oldest);
}

base::Result<std::shared_ptr<Showings::Seat::Showing>> Showings::begin(
    const room::PackagePointer& package, const room::Hello& hello) {
  auto showing = std::make_shared<Seat::Showing>();
  showing->film = package->id;
  room::Session::Options options;
  options.token = fmt::format("{:016x}{:016x}", random_bits(), random_bits());
  options.newest = [this, id = package->id] { return shelf_.find(id); };
  options.viewer = hello.viewer.empty() ? options_.viewer : hello.viewer;
  if (options.viewer == "live" && !hello.consent) options.viewer = "none";
  options.seed = hello.seed != 0 ? hello.seed : options_.seed;
  if (options.seed == 0) options.seed = random_bits() >> 24;
  options.ceiling = hello.ceiling;
  options.reacting = hello.reacting;
  if (!options_.logs.empty()) {
    showing->log.open(options_.logs / (package->id + "-" + options.token.substr(0, 8) + ".jsonl"));
    options.log = [log = &showing->log](const std::string& line) { *log << line << std::endl; };
  }
  const std::string token = options.token;
  showing->session.emplace(TRY(room::Session::begin(std::move(options))));
  const std::lock_guard lock(mutex_);
  make_room();
  showing->number = ++begun_;
  by_token_[token] = showing;
  return showing;
}

Showings::Seat::Seat(Showings& showings, std::string film, bool from_loopback)
    : showings_(showings), film_(std::move(film)), from_loopback_(from_loopback) {}

std::vector<std::string> Showings::Seat::greet(std::string_view message) {
  const auto parsed = room::parse_message(message);
  if (!parsed) return over_ = true, fatal(parsed.error());
  const auto* hello = std::get_if<room::Hello>(&*parsed);
  if (hello == nullptr) {
    return over_ = true, fatal({"the first message is 'hello'", "see docs/player.md", {}, {}});
  }
  if (!may_ask_for(hello->viewer)) {
    return over_ = true,
           fatal({"a page may not name that viewer", "start the server with --viewer", {}, {}});
  }
  if (!hello->resume.empty()) showing_ = showings_.find(hello->resume);
  const bool resumed = showing_ != nullptr && showing_->film == film_;
  if (!resumed) {
    const auto package = showings_.shelf_.find(film_);
    if (package == nullptr) return over_ = true, fatal({"the film is gone", {}, {}, {}});
    auto begun = showings_.begin(package, *hello);
    if (!begun) return over_ = true, fatal(begun.error());
    showing_ = *std::move(begun);
  }
  const std::lock_guard lock(showing_->mutex);
  return showing_->session->welcome(resumed);
}

std::vector<std::string> Showings::Seat::receive(std::string_view message) {
  if (showing_ == nullptr) return greet(message);
  const auto parsed = room::parse_message(message);
  if (!parsed) return {room::error_message(parsed.error(), false)};
  const std::lock_guard lock(showing_->mutex);
  return showing_->session->receive(*parsed, from_loopback_);
}

}  // namespace kuleshov::serve
