kuleshov_bench(sensitivity ROOMS sense)
