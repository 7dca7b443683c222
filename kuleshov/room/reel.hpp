// A showing on the newest edit of its film: packages grow while they are made, and an author may
// edit a film that somebody is watching.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kuleshov/direct/plan.hpp"
#include "kuleshov/direct/showing.hpp"
#include "kuleshov/room/package.hpp"

namespace kuleshov::room {

// A decision, and what the log must know of it.
struct Made {
  direct::Decision decision;
  std::optional<story::WayId> by_hand;
  std::vector<direct::Reason> noted;
};

// Not thread-safe.
struct Reel {
  std::function<PackagePointer()> newest;  // the film's package as it is now
  PackagePointer package;
  std::shared_ptr<const direct::Plan> plan;
  std::optional<direct::Showing> showing;
  // The film no longer has what was being shown: what is gone. The showing then stands at the start
  // of the nearest earlier scene, which is to be shown next, and not the shot after it.
  std::optional<std::string> moved;

  // Errors: the film is gone, or cannot be shown.
  base::Result<void> open_newest();
  // A package in the making has grown, or was made from an edited source. A film that cannot take
  // the showing up at all is left alone: the one that began goes on.
  void take_newest_film();
  // From a save of this or of an older edit.
  base::Result<void> go_on(const std::string& saved);

  [[nodiscard]] bool can_show(const direct::Decision& decision) const;
  // Decides from `before`, where the showing stands. When what was decided is not made yet: the
  // same shot as it was written, then the best way that is made, if there is one. Nothing leaves
  // the showing where it was.
  base::Result<std::optional<Made>> decide_what_is_made(const std::string& before,
                                                        const sense::ViewerState& state,
                                                        const std::optional<story::WayId>& hand);

  // What plays now as a decision: of the opening, and where an edit has put the showing.
  [[nodiscard]] direct::Decision standing() const;

 private:
  base::Result<void> take(const PackagePointer& now);
  base::Result<Made> decide_again(const std::string& before, const sense::ViewerState& state,
                                  const std::optional<story::WayId>& hand, bool as_written);
  PackagePointer refused_;  // an edit that could not take the showing up
};

}  // namespace kuleshov::room
