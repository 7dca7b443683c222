// Changing a finished weave: a scene put in, a scene taken out, another order of telling. What an
// event needs keeps holding: a scene that is put in changes nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kuleshov/write/weave.hpp"

namespace kuleshov::write {

// Puts `event` where knot `at` was; everything that led there leads to it, and it leads to the old
// one. `at` must not be a way or a route. Knots from `at` on move up by one.
void insert_before(Weave& weave, std::size_t at, const Event& event);
// Makes the plain knot `at`, which one knot follows, a key point: each of `ways` is a row of events
// from it to that knot. Knots after it move up.
void fork_after(Weave& weave, std::size_t at, const std::vector<std::vector<const Event*>>& ways);
// After the last knot, which must be the only one without a next.
void append_knot(Weave& weave, const Event& event);
// Takes out a knot that nothing else depends on: no edge leads to it or from it any more.
void erase_knot(Weave& weave, std::size_t at);
// Places along the film, by order.
void space_out(Weave& weave);
// Knots in the order `order` (each index once); edges and causes follow.
void reorder(Weave& weave, const std::vector<std::size_t>& order);

// Whether a scene may be put before this knot: it is no way, and no route.
bool may_insert(const Weave& weave, std::size_t at);
// Whether a path that passes `from` may pass `to` after it.
bool leads_to(const Weave& weave, std::size_t from, std::size_t to);
// Knots that lead straight to `at`.
std::vector<std::size_t> before(const Weave& weave, std::size_t at);

// An event written for "A", "B" or "N", with roles in their places.
Event cast_as(Event event, const std::map<char, char>& roles);

}  // namespace kuleshov::write
