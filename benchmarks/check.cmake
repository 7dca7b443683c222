kuleshov_bench(check ROOMS story)
