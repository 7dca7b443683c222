#include "kuleshov/sense/lsl.hpp"

#ifdef KULESHOV_LSL
#include <lsl_c.h>

#include <array>
#endif

namespace kuleshov::sense {

#ifndef KULESHOV_LSL

bool lsl_available() { return false; }

double lsl_clock_s() { return 0; }

base::Result<std::vector<std::unique_ptr<Inlet>>> find_inlets(double) {
  return base::fail("this build does not know the Lab Streaming Layer",
                    "install liblsl (github.com/sccn/liblsl) and build again, or record with "
                    "LabRecorder and give the .xdf",
                    {}, base::ErrorKind::backend_absent);
}

#else

namespace {

constexpr int buffer_s = 60;

// "label" or "unit" of each channel; empty where a channel has none.
std::vector<std::string> of_channels(lsl_streaminfo info, const char* what) {
  std::vector<std::string> out;
  lsl_xml_ptr channel = lsl_child(lsl_child(lsl_get_desc(info), "channels"), "channel");
  for (; lsl_empty(channel) == 0; channel = lsl_next_sibling_n(channel, "channel")) {
    out.emplace_back(lsl_child_value_n(channel, what));
  }
  return out;
}

class NetworkInlet final : public Inlet {
 public:
  explicit NetworkInlet(lsl_streaminfo info) : inlet_(lsl_create_inlet(info, buffer_s, 0, 1)) {
    about_.name = lsl_get_name(info);
    about_.type = lsl_get_type(info);
    about_.channels = static_cast<std::size_t>(lsl_get_channel_count(info));
    int fault = 0;
    // The streams that answer a search come without their description.
    lsl_streaminfo whole = lsl_get_fullinfo(inlet_, 2.0, &fault);
    if (whole != nullptr && fault == 0) {
      about_.labels = of_channels(whole, "label");
      about_.units = of_channels(whole, "unit");
    }
    if (whole != nullptr) lsl_destroy_streaminfo(whole);
    lsl_open_stream(inlet_, 2.0, &fault);
    offset_s_ = lsl_time_correction(inlet_, 2.0, &fault);
    if (fault != 0) offset_s_ = 0;
  }
  NetworkInlet(const NetworkInlet&) = delete;
  NetworkInlet& operator=(const NetworkInlet&) = delete;
  ~NetworkInlet() override { lsl_destroy_inlet(inlet_); }

  [[nodiscard]] const About& about() const override { return about_; }
  bool pull(double& sender_s, std::span<double> values) override {
    int fault = 0;
    sender_s =
        lsl_pull_sample_d(inlet_, values.data(), static_cast<int>(values.size()), 0.0, &fault);
    return fault == 0 && sender_s != 0;
  }
  double clock_offset_s() override {
    int fault = 0;
    const double offset_s = lsl_time_correction(inlet_, 0.0, &fault);
    if (fault == 0) offset_s_ = offset_s;
    return offset_s_;
  }

 private:
  lsl_inlet inlet_;
  About about_;
  double offset_s_ = 0;
};

}  // namespace

bool lsl_available() { return true; }

double lsl_clock_s() { return lsl_local_clock(); }

base::Result<std::vector<std::unique_ptr<Inlet>>> find_inlets(double wait_s) {
  std::array<lsl_streaminfo, 64> infos{};
  const int found = lsl_resolve_all(infos.data(), static_cast<unsigned>(infos.size()), wait_s);
  std::vector<std::unique_ptr<Inlet>> inlets;
  for (int i = 0; i < found; ++i) {
    lsl_streaminfo info = infos[static_cast<std::size_t>(i)];
    if (lsl_get_channel_format(info) != cft_string) {
      inlets.push_back(std::make_unique<NetworkInlet>(info));
    }
    lsl_destroy_streaminfo(info);
  }
  if (!inlets.empty()) return inlets;
  return base::fail("no stream of the Lab Streaming Layer answers", "start one, or wait longer", {},
                    base::ErrorKind::not_found);
}

#endif

}  // namespace kuleshov::sense
