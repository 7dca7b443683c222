#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "kuleshov/story/read_yaml.hpp"
#include "kuleshov/story/words.hpp"

namespace kuleshov::story {

namespace {

void read_appearance(Fields& fields, Appearance& look) {
  fields.colour("skin", look.skin);
  fields.word("hair_style", look.hair_style, hair_style_words());
  fields.colour("hair_colour", look.hair_colour);
  fields.word("beard", look.beard, beard_words());
  fields.word("dress", look.dress, dress_words());
  fields.colour("dress_colour", look.dress_colour);
  fields.colour("accent_colour", look.accent_colour);
  fields.word("build", look.build, build_words());
  fields.number("height_m", look.height_m, 0.4, 2.6);
  fields.flag("glasses", look.glasses);
}

void read_voice(Fields& fields, Voice& voice) {
  fields.text("variant", voice.variant);
  fields.number("pitch", voice.pitch, 0, 1);
  fields.number("rate_wpm", voice.rate_wpm, 60, 400);
  fields.number("range", voice.range, 0, 1);
}

void read_personality(Fields& fields, std::map<std::string, double>& personality) {
  for (const std::string& trait : personality_words()) {
    if (fields.has(trait)) fields.number(trait, personality[trait], -1, 1);
  }
}

// {tomas: friend}: whether tomas is in the cast is known when all are read.
void read_relations(Fields& fields, std::map<std::string, std::string>& relations) {
  fields.pairs("relations",
               [&](const std::string& other, const std::string& word, const base::Place& place) {
                 relations[other] = word;
                 const auto& known = relation_words();
                 if (std::ranges::find(known, word) != known.end()) return;
                 fields.faults().add({fmt::format("\"{}\" is no relation", word),
                                      fmt::format("write one of {}", fmt::join(known, ", ")), place,
                                      base::ErrorKind::bad_input});
               });
}

void relations_are_in_the_cast(Fields& root, const Film& film) {
  for (const Character& one : film.cast) {
    for (const auto& [other, word] : one.relations) {
      if (find_character(film, CharacterId(other)) != nullptr && other != one.id.str()) continue;
      root.faults().add({fmt::format("{} has a relation to \"{}\", who is not another of the cast",
                                     one.id.str(), other),
                         "write the id of somebody else in `cast`", root.place("cast"),
                         base::ErrorKind::bad_input});
    }
  }
}

void read_character(Fields& fields, Character& character, const std::string& language) {
  fields.required("cue", character.cue);
  fields.local("name", character.name, language);
  fields.text("description", character.description);
  fields.integer("age", character.age, 0, 130);
  fields.text("gender", character.gender);
  read_culture(fields, character.culture);
  fields.text("wants", character.wants);
  fields.section("personality", [&](Fields& f) { read_personality(f, character.personality); });
  read_relations(fields, character.relations);
  fields.section("appearance", [&](Fields& f) { read_appearance(f, character.appearance); });
  fields.section("voice", [&](Fields& f) { read_voice(f, character.voice); });
  if (character.name.empty()) character.name[language] = character.cue;
}

void read_place(Fields& fields, Setting& setting) {
  fields.required("heading", setting.heading);
  fields.flag("interior", setting.interior);
  fields.text("kind", setting.kind);
  fields.text("architecture", setting.architecture);
  fields.texts("elements", setting.elements);
  fields.colours("palette", setting.palette);
  fields.texts("sounds", setting.sounds);
  read_culture(fields, setting.culture);
}

}  // namespace

void read_cast(Fields& root, Film& film) {
  root.each("cast", [&](const std::string& id, Fields& fields) {
    Character character;
    character.id = CharacterId(id);
    read_character(fields, character, film.languages.front());
    film.cast.push_back(std::move(character));
  });
  relations_are_in_the_cast(root, film);
}

void read_places(Fields& root, Film& film) {
  root.each("places", [&](const std::string& id, Fields& fields) {
    Setting setting;
    setting.id = PlaceId(id);
    read_place(fields, setting);
    film.settings.push_back(std::move(setting));
  });
}

}  // namespace kuleshov::story
