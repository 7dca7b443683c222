// All showings that are under way, found again by their token after a reload.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/room/session.hpp"
#include "kuleshov/serve/kept.hpp"
#include "kuleshov/serve/shelf.hpp"

namespace kuleshov::serve {

// The oldest showing nobody is connected to gives way when there are more than this.
inline constexpr std::size_t most_showings = 2000;

// Thread-safe; each showing has its own lock, so one does not wait for another.
class Showings {
 public:
  struct Options {
    std::string viewer = "none";
    std::uint64_t seed = 0;
    base::Path logs;
    base::Path kept = {};  // a folder for showings under way; empty: they end with the server
    std::shared_ptr<const sense::LearnedModel> learned = nullptr;  // of heart and skin
  };
  Showings(Shelf& shelf, Options options);

  // One connected page. Its messages are handled in order, by one thread at a time.
  class Seat {
   public:
    // The answers to one message of the page, in order. After a fatal error `over` is true.
    std::vector<std::string> receive(std::string_view message);
    [[nodiscard]] bool over() const { return over_; }

   private:
    friend class Showings;
    Seat(Showings& showings, std::string film, bool from_loopback);
    std::vector<std::string> greet(std::string_view message);
    Showings& showings_;
    std::string film_;
    bool from_loopback_;
    bool over_ = false;
    struct Showing;
    std::shared_ptr<Showing> showing_;
  };

  // Errors: no such film.
  base::Result<std::unique_ptr<Seat>> sit_down(const std::string& film, bool from_loopback);
  [[nodiscard]] std::size_t count() const;

 private:
  std::shared_ptr<Seat::Showing> find(const std::string& token);
  // One that an earlier server kept; null: there is none that can go on.
  std::shared_ptr<Seat::Showing> wake(const room::Hello& hello, const std::string& film);
  room::Session::Options session_options(Seat::Showing& showing, const std::string& film,
                                         const std::string& token);
  std::shared_ptr<Seat::Showing> enter(const std::string& token,
                                       std::shared_ptr<Seat::Showing> showing);
  base::Result<std::shared_ptr<Seat::Showing>> begin(const room::PackagePointer& package,
                                                     const room::Hello& hello);
  void make_room();

  Shelf& shelf_;
  Options options_;
  KeptShowings kept_;
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Seat::Showing>> by_token_;
  std::uint64_t begun_ = 0;
};

}  // namespace kuleshov::serve
