kuleshov_bench(decide ROOMS direct)
