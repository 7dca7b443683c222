kuleshov_bench(fountain ROOMS text base)
