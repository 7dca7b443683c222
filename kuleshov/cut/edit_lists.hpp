// A played path for other people's editing tools. File names are given relative to `beside`, the
// folder the list will lie in.
#pragma once

#include <string>

#include "kuleshov/cut/path.hpp"

namespace kuleshov::cut {

// OpenTimelineIO JSON: Timeline.1 with a picture and a sound track of Clip.2, a marker per scene.
std::string to_otio(const PlayedPath& path, const base::Path& beside);

// CMX 3600 edit decision list, 25 fps non-drop. Errors: more than 999 events.
base::Result<std::string> to_edl(const PlayedPath& path);

// mpv's EDL v0, picture and sound as two streams: plays the path without a player of ours.
std::string to_mpv_edl(const PlayedPath& path, const base::Path& beside);

// "01:00:00:00" at 25 frames a second.
std::string timecode(base::Ticks time);

}  // namespace kuleshov::cut
