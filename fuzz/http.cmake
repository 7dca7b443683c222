kuleshov_fuzz(http ROOMS base SOURCES serve/http.cpp)
