#include "kuleshov/serve/showings.hpp"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <array>
#include <chrono>
#include <cstring>
#include <fstream>

#include "kuleshov/base/log.hpp"
#include "kuleshov/room/keep.hpp"

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

Showings::Showings(Shelf& shelf, Options options)
    : shelf_(shelf), options_(std::move(options)), kept_(options_.kept) {}

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

room::Session::Options Showings::session_options(Seat::Showing& showing, const std::string& film,
                                                 const std::string& token) {
  showing.film = film;
  room::Session::Options options;
  options.token = token;
  options.learned = options_.learned;
  options.newest = [this, film] { return shelf_.find(film); };
  if (kept_.keeps()) {
    options.keep = [this, token](const std::string& line) { kept_.keep(token, line); };
  }
  if (options_.logs.empty()) return options;
  showing.log.open(options_.logs / (film + "-" + token.substr(0, 8) + ".jsonl"), std::ios::app);
  options.log = [log = &showing.log](const std::string& line) { *log << line << std::endl; };
  return options;
}

// Where two pages wake one showing, the first of them wins.
std::shared_ptr<Showings::Seat::Showing> Showings::enter(const std::string& token,
                                                         std::shared_ptr<Seat::Showing> showing) {
  const std::lock_guard lock(mutex_);
  if (const auto there = by_token_.find(token); there != by_token_.end()) return there->second;
  make_room();
  showing->number = ++begun_;
  return by_token_[token] = std::move(showing);
}

base::Result<std::shared_ptr<Showings::Seat::Showing>> Showings::begin(
    const room::PackagePointer& package, const room::Hello& hello) {
  auto showing = std::make_shared<Seat::Showing>();
  const std::string token = fmt::format("{:016x}{:016x}", random_bits(), random_bits());
  room::Session::Options options = session_options(*showing, package->id, token);
  options.viewer = hello.viewer.empty() ? options_.viewer : hello.viewer;
  if (options.viewer == "live" && !hello.consent) options.viewer = "none";
  options.from = hello.from;
  options.seed = hello.seed != 0 ? hello.seed : options_.seed;
  if (options.seed == 0) options.seed = random_bits() >> 24;
  options.ceiling = hello.ceiling;
  options.reacting = hello.reacting;
  showing->session.emplace(TRY(room::Session::begin(std::move(options))));
  return enter(token, std::move(showing));
}

std::shared_ptr<Showings::Seat::Showing> Showings::wake(const room::Hello& hello,
                                                        const std::string& film) {
  const std::string lines = kept_.read(hello.resume);
  if (lines.empty()) return nullptr;
  auto kept = room::read_kept(lines, hello.resume);
  if (!kept || kept->film != film) return nullptr;
  auto showing = std::make_shared<Seat::Showing>();
  room::Session::Options options = session_options(*showing, film, hello.resume);
  const bool may_sense = kept->viewer != "live" || hello.consent;
  options.viewer = may_sense ? kept->viewer : "none";
  auto session = room::Session::resume(std::move(options), *std::move(kept));
  if (!session) return nullptr;
  showing->session.emplace(*std::move(session));
  return enter(hello.resume, std::move(showing));
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
  if (showing_ == nullptr) showing_ = showings_.wake(*hello, film_);
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
