kuleshov_bench(make ROOMS base media sound)
