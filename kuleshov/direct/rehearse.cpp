#include "kuleshov/direct/rehearse.hpp"

namespace kuleshov::direct {

base::Result<story::StoryState> story_state_at(const Plan& plan, const story::SceneId& scene) {
  const std::string name = "scene '" + scene.str() + "'";
  const base::Place film{plan.film().id.str(), 0, 0, 0};
  if (plan.scene_index(scene) < 0)
    return base::fail("there is no " + name, "name a scene by the number in its heading", film);
  const story::Proof proof(plan.graph());
  auto state = proof.witness(scene);
  if (state) return *std::move(state);
  if (proof.report().complete)
    return base::fail("no path leads to " + name, "`kuleshov check` says why", film);
  return base::fail("no path to " + name + " was found: " + proof.report().cut_off,
                    "begin at an earlier scene", film);
}

base::Result<Engine> engine_at(const std::shared_ptr<const Plan>& plan, const Policy& policy,
                               std::uint64_t seed, const story::SceneId& scene) {
  Engine engine(plan, policy, seed);
  if (scene.str().empty() || plan->scene_index(scene) == plan->opening()) return engine;
  engine.begin_at(TRY(story_state_at(*plan, scene)));
  return engine;
}

base::Result<Engine> engine_of_log(const std::shared_ptr<const Plan>& plan, const LoggedLine& first,
                                   const base::Place& place) {
  if (!first.head)
    return base::fail("the first line does not say which showing this is",
                      "use a log written by `watch`", place);
  return engine_at(plan, first.head->policy, first.head->seed, story::SceneId(first.scene));
}

}  // namespace kuleshov::direct
