#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "kuleshov/sense/hrv.hpp"
#include "kuleshov/sense/ring.hpp"

namespace kuleshov::sense {

namespace {

// Constants of Lipponen & Tarvainen 2019.
constexpr double c1 = 0.13;
constexpr double c2 = 0.17;
constexpr double alpha = 5.2;
constexpr std::size_t threshold_window = 91;
constexpr std::size_t median_window = 11;
constexpr int most_rounds = 10;
constexpr std::size_t least_beats = 10;

// |x| of the `threshold_window` values about one that moves along, in order of size.
class Sorted {
 public:
  void put(double value) {
    const auto end = values_.begin() + size_;
    const auto place = std::upper_bound(values_.begin(), end, value);
    std::copy_backward(place, end, end + 1);
    *place = value;
    ++size_;
  }
  void take(double value) {
    const auto end = values_.begin() + size_;
    const auto place = std::lower_bound(values_.begin(), end, value);
    std::copy(place + 1, end, place);
    --size_;
  }
  // Half the distance of the quartiles.
  [[nodiscard]] double quartile_deviation() const { return (quantile(0.75) - quantile(0.25)) / 2; }

 private:
  [[nodiscard]] double quantile(double q) const {
    const double at = q * static_cast<double>(size_ - 1);
    const auto low = static_cast<std::size_t>(at);
    const std::size_t high = std::min(low + 1, static_cast<std::size_t>(size_) - 1);
    return values_[low] + (at - static_cast<double>(low)) * (values_[high] - values_[low]);
  }
  std::array<double, threshold_window + 1> values_{};
  std::ptrdiff_t size_ = 0;
};

double median_about(const std::vector<double>& x, std::size_t i) {
  std::array<double, median_window> near{};
  const std::size_t from = i < median_window / 2 ? 0 : i - median_window / 2;
  const std::size_t to = std::min(x.size(), i + median_window / 2 + 1);
  std::copy(x.begin() + static_cast<std::ptrdiff_t>(from),
            x.begin() + static_cast<std::ptrdiff_t>(to), near.begin());
  return median_in_place(near.data(), to - from);
}

double at_reflected(const std::vector<double>& x, std::ptrdiff_t i) {
  const auto n = static_cast<std::ptrdiff_t>(x.size());
  if (i < 0) i = -i;
  if (i >= n) i = 2 * (n - 1) - i;
  return x[static_cast<std::size_t>(i)];
}

double mean_after_first(const std::vector<double>& x) {
  return std::accumulate(x.begin() + 1, x.end(), 0.0) / static_cast<double>(x.size() - 1);
}

}  // namespace

BeatCorrector::BeatCorrector(std::size_t most) : most_(most) {
  // Mending can put a beat into every interval, ten times over; what would not fit stays unmended.
  for (Values* values :
       {&rr_, &medians_, &d_, &m_, &th1_, &th2_, &s12_, &s22_, &mended_, &out_.beats_s}) {
    values->reserve(2 * most_ + 2);
  }
  faults_.reserve(2 * most_ + 2);
}

void BeatCorrector::thresholds(const Values& x, Values& out) {
  constexpr std::size_t half = threshold_window / 2;
  out.resize(x.size());
  Sorted near;
  for (std::size_t i = 0; i < std::min(half, x.size()); ++i) near.put(std::abs(x[i]));
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (i + half < x.size()) near.put(std::abs(x[i + half]));
    if (i > half) near.take(std::abs(x[i - half - 1]));
    out[i] = std::max(alpha * near.quartile_deviation(), 1e-9);
  }
}

void BeatCorrector::measure() {
  const Values& beats = out_.beats_s;
  const std::size_t n = beats.size();
  for (Values* values : {&rr_, &d_, &medians_, &m_, &s12_, &s22_}) values->resize(n);
  for (std::size_t i = 1; i < n; ++i) rr_[i] = beats[i] - beats[i - 1];
  rr_[0] = mean_after_first(rr_);
  for (std::size_t i = 1; i < n; ++i) d_[i] = rr_[i] - rr_[i - 1];
  d_[0] = mean_after_first(d_);
  thresholds(d_, th1_);
  for (std::size_t i = 0; i < n; ++i) d_[i] /= th1_[i];
  for (std::size_t i = 0; i < n; ++i) {
    medians_[i] = median_about(rr_, i);
    m_[i] = rr_[i] - medians_[i];
    if (m_[i] < 0) m_[i] *= 2;
  }
  thresholds(m_, th2_);
  for (std::size_t i = 0; i < n; ++i) {
    m_[i] /= th2_[i];
    const auto k = static_cast<std::ptrdiff_t>(i);
    const double before = at_reflected(d_, k - 1);
    const double after = at_reflected(d_, k + 1);
    const double later = at_reflected(d_, k + 2);
    s12_[i] = d_[i] > 0 ? std::max(before, after) : std::min(before, after);
    s22_[i] = d_[i] >= 0 ? std::min(after, later) : std::max(after, later);
  }
}

bool BeatCorrector::is_ectopic(std::size_t i) const {
  return (d_[i] > 1 && s12_[i] < -c1 * d_[i] - c2) || (d_[i] < -1 && s12_[i] > -c1 * d_[i] + c2);
}

// A long or short interval: a beat is missing, there is one too many, or one is out of place.
BeatCorrector::Fault BeatCorrector::fault_of_length(std::size_t i) const {
  const bool longer = d_[i] > 1 && s22_[i] < -1;
  const bool shorter = d_[i] < -1 && s22_[i] > 1;
  if (!longer && !shorter && !(std::abs(m_[i]) > 3)) return faults_[i];
  const bool half_fits = std::abs(rr_[i] / 2 - medians_[i]) < th2_[i];
  const bool both_fit = std::abs(rr_[i] + rr_[i + 1] - medians_[i]) < th2_[i];
  if (shorter && both_fit) return Fault::extra;
  return longer && half_fits ? Fault::missed : Fault::misplaced;
}

std::size_t BeatCorrector::classify() {
  measure();
  faults_.assign(rr_.size(), Fault::none);
  std::size_t i = 0;
  while (i + 2 < rr_.size()) {
    if (std::abs(d_[i]) <= 1) {
      ++i;
    } else if (is_ectopic(i)) {
      faults_[i++] = Fault::ectopic;
    } else {
      const bool next_too = std::abs(d_[i + 1]) < std::abs(d_[i + 2]) && i + 3 < rr_.size();
      faults_[i] = fault_of_length(i);
      if (next_too) faults_[i + 1] = fault_of_length(i + 1);
      i += next_too ? 2 : 1;
    }
  }
  const auto faultless = std::count(faults_.begin(), faults_.end(), Fault::none);
  return faults_.size() - static_cast<std::size_t>(faultless);
}

void BeatCorrector::count_faults() {
  const auto number = [&](Fault fault) {
    return static_cast<std::size_t>(std::count(faults_.begin(), faults_.end(), fault));
  };
  out_.ectopic += number(Fault::ectopic);
  out_.missed += number(Fault::missed);
  out_.extra += number(Fault::extra);
  out_.misplaced += number(Fault::misplaced);
}

void BeatCorrector::mend() {
  const Values& beats = out_.beats_s;
  mended_.clear();
  for (std::size_t i = 0; i < beats.size() && mended_.size() < 2 * most_; ++i) {
    const Fault fault = faults_[i];
    if (fault == Fault::extra && i > 0) continue;
    if (fault == Fault::missed && i > 0) mended_.push_back((beats[i - 1] + beats[i]) / 2);
    const bool inner = i > 0 && i + 1 < beats.size();
    const bool moves = inner && (fault == Fault::ectopic || fault == Fault::misplaced);
    mended_.push_back(moves ? (beats[i - 1] + beats[i + 1]) / 2 : beats[i]);
  }
  std::sort(mended_.begin(), mended_.end());
  out_.beats_s.assign(mended_.begin(), mended_.end());
}

const CorrectedBeats& BeatCorrector::correct(std::span<const double> beats_s) {
  const auto kept = beats_s.first(std::min(most_, beats_s.size()));
  out_.beats_s.assign(kept.begin(), kept.end());
  out_.ectopic = out_.missed = out_.extra = out_.misplaced = 0;
  std::size_t before = kept.size() + 1;
  for (int round = 0; round < most_rounds && out_.beats_s.size() >= least_beats; ++round) {
    const std::size_t found = classify();
    if (found == 0 || found >= before) break;
    before = found;
    count_faults();
    mend();
  }
  return out_;
}

CorrectedBeats correct_beats(std::span<const double> beats_s) {
  return BeatCorrector(beats_s.size()).correct(beats_s);
}

}  // namespace kuleshov::sense
