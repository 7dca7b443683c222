kuleshov_bench(story_step ROOMS story)
