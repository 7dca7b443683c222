// How often the test program has asked for memory: counted_test.cpp replaces operator new.
#pragma once

namespace kuleshov::face {

long allocations();

}  // namespace kuleshov::face
