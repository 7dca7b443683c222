// Object-based media stories: the JSON documents of the BBC's object-based media schema (stories,
// narrative elements, representation collections, representations and asset collections in one
// file), whose conditions are JsonLogic. How things correspond: docs/formats/object-based-media.md.
// The schema: github.com/bbc/object-based-media-schema, docs/SCHEMA.md; nothing of it is copied.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/story/film.hpp"
#include "kuleshov/story/outline.hpp"

namespace kuleshov::story {

struct ObjectMedia {
  std::string json;
  std::vector<std::string> not_carried;
};

// `media`: where a scene's film lies, with "{scene}" for its id ("https://x.org/{scene}.mp4");
// empty: representations are placeholders. Errors: a trigger that cannot be read.
base::Result<ObjectMedia> object_media_from_film(const Film& film, const std::string& media);

struct ObjectMediaStory {
  Outline outline;
  std::vector<std::string> not_carried;
};

// Whether the beginning of a text looks like such a document.
bool looks_like_object_media(std::string_view head);

// The first story that no other holds becomes the film; stories within it are laid out in place.
// Errors: no such document, a link to an element that is not there, stories that hold each other.
base::Result<ObjectMediaStory> story_from_object_media(std::string_view json,
                                                       const std::string& file);

// Names that both sides use.
namespace object_media {
inline constexpr std::string_view behaviour = "urn:x-object-based-media:representation-behaviour:";
inline constexpr std::string_view representation = "urn:x-object-based-media:representation-types:";
inline constexpr std::string_view assets = "urn:x-object-based-media:asset-collection-types:";
// Tags that only films made here have: they lead back to the same film.
inline constexpr const char* scene_tag = "kuleshov.scene";
inline constexpr const char* core_tag = "kuleshov.core";
inline constexpr const char* way_tag = "kuleshov.way";
inline constexpr const char* question_tag = "kuleshov.question";
// Descriptions of variables that stand for what the trigger language says of its own.
inline constexpr std::string_view condition_mark = "trigger: ";
inline constexpr std::string_view visits_mark = "visits of scene ";
}  // namespace object_media

}  // namespace kuleshov::story
