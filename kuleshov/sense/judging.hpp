// What every kind of learned model is judged by.
#pragma once

#include <span>
#include <vector>

#include "kuleshov/sense/people.hpp"

namespace kuleshov::sense {

using People = std::vector<const Person*>;

bool all_binary(std::span<const Person> people);
std::vector<double> targets_of(const Person& person);
// A score above `threshold` says 1. 0.5 where a class is empty.
double balanced_accuracy(std::span<const double> scores, std::span<const double> targets,
                         double threshold = 0);
// How well a person's labels follow from the minute alone at which the others had theirs.
double elapsed_auc(const People& others, const Person& person);

}  // namespace kuleshov::sense
