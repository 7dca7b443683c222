// Reviewing takes: the audit of room `face` as a report.
#pragma once

#include "kuleshov/face/audit.hpp"
#include "kuleshov/review/report.hpp"

namespace kuleshov::review {

Reviewer take_reviewer();
Report report_of(const face::Audit& audit);
base::Result<Report> review_take(const std::string& path, const Options& options);

}  // namespace kuleshov::review
