kuleshov_bench(write ROOMS write story text base)
