kuleshov_bench(sense ROOMS sense)
