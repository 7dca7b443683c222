kuleshov_bench(policies ROOMS direct)
