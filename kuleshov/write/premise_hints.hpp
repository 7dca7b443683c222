// Small readings of a premise: for premise.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/write/library.hpp"
#include "kuleshov/write/premise.hpp"

namespace kuleshov::write {

// Leaves those whose events have few words: a short film is not cut out of a plot of long scenes
// where the genre has one of shorter ones.
void keep_the_short(std::vector<const Plot*>& plots);

// "Vienna" of "a doctor in Vienna, tragic"; empty where no place is named.
std::string place_named(std::string_view premise);

// What may be asked for, in a list of names.
std::string ids_of(const std::map<std::string, std::vector<std::string>>& lists);
std::string ids_of(const Table& table);
// "bright (clear) sad (rain) ...".
std::string moods_known(const Table& moods);
// Whoever names a thing by its id means it, too.
std::map<std::string, std::vector<std::string>> with_ids(
    std::map<std::string, std::vector<std::string>> lists);
Table with_ids(Table table);

// Words for people ("violinist") speak of the protagonist; words for places ("library") do not.
bool names_a_person(std::string_view word);

// What the second whom the writer named may be to the first: by gender, and by age where any of the
// plot's relations fits; all of the plot's where none does.
std::vector<std::string> relations_for(const Plot& plot, const Table& relations,
                                       const std::vector<Named>& people);
// Leaves the plots that have such a relation; and those that are about the theme. All, if none is.
// Returns whether any is.
bool keep_those_for(std::vector<const Plot*>& plots, const Table& relations,
                    const std::vector<Named>& people);
void keep_those_about(std::vector<const Plot*>& plots, const std::string& theme);

}  // namespace kuleshov::write
