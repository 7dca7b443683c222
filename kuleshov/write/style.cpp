#include "kuleshov/write/style.hpp"

#include <algorithm>
#include <cstdlib>

#include "kuleshov/base/random.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/write/asks.hpp"
#include "kuleshov/write/trim.hpp"

namespace kuleshov::write {

namespace {

bool holds(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

void cut(DraftScene& scene, const std::vector<std::string>& cuts) {
  while (holds(cuts, "looks") && drop_look(scene)) {
  }
  if (holds(cuts, "exchanges")) drop_exchange(scene);
}

// The first shot of a scene moves so, whatever it did before; "hold" takes a move away.
void move_camera(DraftScene& scene, const std::string& move) {
  const auto shot = std::find_if(scene.passages.begin(), scene.passages.end(),
                                 [](const auto& p) { return p.kind == Passage::Kind::shot; });
  if (shot == scene.passages.end()) return;
  std::string& note = shot->text;
  for (const char* had : {", push-in", ", pull-out", ", handheld"})
    if (const auto at = note.find(had); at != std::string::npos)
      note.erase(at, std::string_view(had).size());
  if (move == "hold") return;
  note.insert(std::min(note.find(" |"), note.size()), ", " + move);
}

void play_within(DraftScene& scene, const std::vector<std::string>& band) {
  if (band.size() != 2) return;
  const double low = std::strtod(band[0].c_str(), nullptr);
  const double high = std::strtod(band[1].c_str(), nullptr);
  for (Passage& passage : scene.passages)
    passage.intensity = std::clamp(passage.intensity, low, high);
}

// In scenes of the planner's own that two people speak in.
base::Result<void> add(Draft& draft, const Library& library,
                       const std::vector<std::string>& kinds) {
  base::Random random(draft.brief.seed, "style");
  std::vector<std::size_t> scenes;
  for (std::size_t i = 1; i + 1 < draft.scenes.size(); ++i)
    if (draft.told[i].beat < 0 && draft.weave.knots[i].event->who.size() > 1) scenes.push_back(i);
  random.shuffle(scenes);
  for (std::size_t i = 0; i < kinds.size() && i < scenes.size(); ++i)
    TRY(follow({kinds[i], {}, {}}, draft, scenes[i], library, draft.brief.seed + i));
  return {};
}

}  // namespace

base::Result<void> apply_style(Draft& draft, const Library& library) {
  const Entry* found = find(library.styles, draft.reading.style);
  if (found == nullptr) return {};
  draft.style = *found;
  const auto& moves = found->all("moves");
  for (std::size_t i = 0; i < draft.scenes.size(); ++i) {
    DraftScene& scene = draft.scenes[i];
    cut(scene, found->all("cuts"));
    if (!moves.empty()) move_camera(scene, moves[i % moves.size()]);
    play_within(scene, found->all("performance"));
  }
  return add(draft, library, found->all("adds"));
}

std::string style_value(const Draft& draft, const std::string& key, const std::string& otherwise) {
  const auto& values = draft.style.all(key);
  if (values.empty()) return otherwise;
  std::string out = "[";
  for (const std::string& value : values) out += (out.size() > 1 ? ", " : "") + value;
  return out + "]";
}

}  // namespace kuleshov::write
