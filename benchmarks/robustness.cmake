kuleshov_bench(robustness ROOMS sense)
