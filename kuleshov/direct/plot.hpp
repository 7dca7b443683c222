// Pictures for reports: self-contained SVG, no script.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/direct/felt.hpp"

namespace kuleshov::direct {

std::string escape_html(std::string_view text);

// Felt (line with its 95 % band) beside intended (dashed) over a scene, -1..1.
std::string arc_svg(const std::array<Band, arc_bins>& bands, std::string_view colour,
                    std::string_view name);

struct Bar {
  std::string label;
  double share = 0;  // 0..1
  std::string note;
  bool warns = false;
};
std::string bars_svg(std::span<const Bar> bars);

// A page around `body` with the reports' style.
std::string html_page(std::string_view title, std::string_view body);

}  // namespace kuleshov::direct
