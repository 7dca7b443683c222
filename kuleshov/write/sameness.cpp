// How alike films are, and whether their people sound like themselves.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/promises.hpp"
#include "kuleshov/write/variants.hpp"

namespace kuleshov::write {

namespace {

using Lines = std::set<std::string>;

Lines lines_of(const Draft& draft) {
  Lines all;
  for (const DraftScene& scene : draft.scenes)
    for (const Passage& passage : scene.passages)
      if (passage.kind == Passage::Kind::line || passage.kind == Passage::Kind::action)
        all.insert(base::lower_ascii(passage.text));
  return all;
}

Lines events_of(const Draft& draft) {
  Lines all;
  for (const Knot& knot : draft.weave.knots) all.insert(knot.event->id);
  return all;
}

double jaccard(const Lines& a, const Lines& b) {
  const auto shared = static_cast<double>(
      std::count_if(a.begin(), a.end(), [&](const std::string& line) { return b.contains(line); }));
  return shared / (static_cast<double>(a.size() + b.size()) - shared);
}

// What one person of a film says, counted.
struct Sample {
  std::string kind;  // of voice
  std::size_t film = 0;
  std::vector<double> features;
};

constexpr const char* frequent[] = {
    "i",    "you", "the",   "a",    "it",   "to",    "and",   "that",   "not",  "is",
    "of",   "in",  "what",  "do",   "have", "don't", "it's",  "i'm",    "i'd",  "you'd",
    "was",  "for", "on",    "so",   "well", "but",   "no",    "yes",    "they", "we",
    "he",   "she", "there", "with", "at",   "will",  "would", "cannot", "am",   "be",
    "this", "me",  "my",    "your", "did",  "if",    "all",   "one",    "look", "maybe"};

std::vector<std::string> words_in(const std::string& text) {
  std::vector<std::string> all;
  std::string word;
  for (const char c : text + " ") {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '\'') {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else if (!word.empty()) {
      all.push_back(std::move(word));
      word.clear();
    }
  }
  return all;
}

// Shares of the frequent words, of questions and of short forms; words a line.
bool features_of(const Draft& draft, const Person& person, std::vector<double>& features) {
  std::map<std::string, double> counts;
  double words = 0;
  double lines = 0;
  double questions = 0;
  double shorts = 0;
  for (const DraftScene& scene : draft.scenes)
    for (const Passage& passage : scene.passages) {
      if (passage.kind != Passage::Kind::line || passage.role != person.role) continue;
      ++lines;
      questions += passage.text.find('?') != std::string::npos ? 1 : 0;
      for (const std::string& word : words_in(passage.text)) {
        ++words;
        ++counts[word];
        shorts += word.find('\'') != std::string::npos ? 1 : 0;
      }
    }
  if (words < 100) return false;
  for (const char* word : frequent) features.push_back(counts[word] / words);
  features.push_back(questions / lines);
  features.push_back(shorts / words);
  features.push_back(words / lines / 20);
  return true;
}

// Each feature in standard deviations from its mean.
void standardise(std::vector<Sample>& samples) {
  if (samples.empty()) return;
  const auto n = static_cast<double>(samples.size());
  for (std::size_t f = 0; f < samples.front().features.size(); ++f) {
    double mean = 0;
    double square = 0;
    for (const Sample& s : samples) mean += s.features[f] / n;
    for (const Sample& s : samples) square += std::pow(s.features[f] - mean, 2) / n;
    const double sd = square > 0 ? std::sqrt(square) : 1;
    for (Sample& s : samples) s.features[f] = (s.features[f] - mean) / sd;
  }
}

double distance_to(const Sample& sample, const std::vector<Sample>& all, const std::string& kind) {
  std::vector<double> centre(sample.features.size());
  double n = 0;
  for (const Sample& other : all) {
    if (other.film == sample.film || other.kind != kind) continue;
    ++n;
    for (std::size_t f = 0; f < centre.size(); ++f) centre[f] += other.features[f];
  }
  if (n == 0) return 1e9;
  double sum = 0;
  for (std::size_t f = 0; f < centre.size(); ++f)
    sum += std::abs(sample.features[f] - centre[f] / n);
  return sum;
}

// Share of people whose voice is nearest to the centre of their own kind among the kinds of their
// film, the film itself left out.
double attribution(std::vector<Sample> samples) {
  standardise(samples);
  double right = 0;
  double asked = 0;
  for (const Sample& sample : samples) {
    std::string best;
    double least = 1e9;
    for (const Sample& rival : samples) {
      if (rival.film != sample.film) continue;
      const double apart = distance_to(sample, samples, rival.kind);
      if (apart < least) least = apart, best = rival.kind;
    }
    ++asked;
    right += best == sample.kind ? 1 : 0;
  }
  return asked == 0 ? 0 : right / asked;
}

}  // namespace

Sameness sameness_over(std::size_t seeds, const Library& library) {
  Sameness out;
  std::vector<Sample> samples;
  const auto draft_of = [&](Brief brief, std::uint64_t seed) {
    brief.seed = seed;
    return make_draft(brief, library);
  };
  Brief one;
  one.premise = "a family drama about a baker";
  auto before = draft_of(one, 0);
  const auto pairs = static_cast<double>(seeds - 1);
  for (std::uint64_t seed = 1; seed < seeds; ++seed) {
    auto now = draft_of(one, seed);
    if (!before || !now) return out;
    out.one_premise += jaccard(lines_of(*before), lines_of(*now)) / pairs;
    out.plan_distance += distance(*before, *now) / pairs;
    out.events += jaccard(events_of(*before), events_of(*now)) / pairs;
    for (const Person& person : now->cast) {
      Sample sample{person.voice_kind, seed, {}};
      if (features_of(*now, person, sample.features)) samples.push_back(std::move(sample));
    }
    before = std::move(now);
  }
  for (std::size_t i = 1; i < seeds; ++i) {
    const auto a = make_draft(premise_at(i - 1).brief, library);
    const auto b = make_draft(premise_at(i).brief, library);
    if (a && b) out.any_premise += jaccard(lines_of(*a), lines_of(*b)) / pairs;
  }
  out.voice = attribution(std::move(samples));
  return out;
}

}  // namespace kuleshov::write
