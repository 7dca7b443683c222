kuleshov_fuzz(manifest ROOMS base story sense SOURCES cut/manifest_read.cpp cut/manifest_write.cpp)
