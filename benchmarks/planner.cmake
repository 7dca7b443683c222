kuleshov_bench(planner ROOMS write)
