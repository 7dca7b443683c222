// Why people do what they do in a plot: its events as a planning problem (planner/search.hpp), its
// goals as what each role wants, who is in a scene as who sees it. An event is explained when each
// who decides on it has a plan in mind that begins with it and leaves them better off, in the world
// as they believe it to be (Riedl & Young 2010; Ware & Siler 2021).
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/write/library.hpp"
#include "kuleshov/write/planner/search.hpp"
#include "kuleshov/write/weave.hpp"

namespace kuleshov::write {

// What somebody has in mind with an event: events of the plot, the event itself first.
struct Reason {
  std::string role;
  std::vector<std::string> plan;
  int before = 0;  // how well they think they stand, now and at its end
  int after = 0;
};

struct Explained {
  std::vector<Reason> reasons;   // on the first path that reaches it
  std::set<std::string> losers;  // roles who are worse off by it in their own eyes, on some path
};

// By event. `unexplained`: events that somebody decides on for no reason, on some path.
struct Account {
  std::map<const Event*, Explained> events;
  std::set<const Event*> unexplained;
};

// Who decides that it happens: as `acts` says, else the first of a way's or a deed's people; nobody
// else's scenes are anybody's decision.
std::vector<std::string> deciders(const Event& event);

class Reasons {
 public:
  // Errors: a goal that the planner does not read. A plot without goals explains nothing.
  static base::Result<Reasons> of(const Plot& plot);

  // Follows every path of the graph with what each has seen on it.
  Account account(const Weave& weave);

 private:
  struct Held;  // task and search, which refer to each other
  const Plot* plot_ = nullptr;
  std::shared_ptr<Held> held_;
};

// The plot in the planner's language.
std::string problem_of(const Plot& plot);

}  // namespace kuleshov::write
