// A showing as a JSON document and back. Names, not indices: an edited film may still take it.
#pragma once

#include <string>
#include <string_view>

#include "kuleshov/direct/engine.hpp"
#include "kuleshov/story/story_save.hpp"

namespace kuleshov::direct {

std::string saved(const Engine& engine, base::Ticks played);
// `migration`: where given, a save of an older edit of the film is taken up at the nearest earlier
// scene, and what is gone is told there; without it such a save is an error that says the same.
base::Result<Engine> restored(const std::shared_ptr<const Plan>& plan, std::string_view text,
                              base::Ticks* played, story::Migration* migration = nullptr);

// Names of a policy's words, for saves and logs.
std::string_view name_of(story::ArcPolicy policy);
std::string_view name_of(Explore explore);
base::Result<story::ArcPolicy> arc_policy_named(std::string_view name);
base::Result<Explore> explore_named(std::string_view name);
std::string policy_to_json(const Policy& policy);
base::Result<Policy> policy_from_json(std::string_view text, const std::string& file);

}  // namespace kuleshov::direct
