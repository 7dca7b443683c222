// The last few of something, without allocation.
#pragma once

#include <array>
#include <cstddef>

namespace kuleshov::sense {

// Holds the newest `capacity` items; [0] is the oldest held.
template <class T, std::size_t capacity>
class Ring {
 public:
  void push(const T& item) {
    items_[(first_ + size_) % capacity] = item;
    if (size_ < capacity) {
      ++size_;
    } else {
      first_ = (first_ + 1) % capacity;
    }
  }
  void pop_oldest() {
    first_ = (first_ + 1) % capacity;
    --size_;
  }
  void drop_newest() { --size_; }
  void clear() { first_ = size_ = 0; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] bool full() const { return size_ == capacity; }
  [[nodiscard]] std::size_t size() const { return size_; }
  const T& operator[](std::size_t i) const { return items_[(first_ + i) % capacity]; }
  T& operator[](std::size_t i) { return items_[(first_ + i) % capacity]; }
  const T& newest() const { return (*this)[size_ - 1]; }
  T& newest() { return (*this)[size_ - 1]; }

 private:
  std::array<T, capacity> items_{};
  std::size_t first_ = 0;
  std::size_t size_ = 0;
};

// Median of the `n` numbers at `values`, which are put in disorder; 0 of none. For even n the lower
// of the two in the middle is taken.
double median_in_place(double* values, std::size_t n);

}  // namespace kuleshov::sense
