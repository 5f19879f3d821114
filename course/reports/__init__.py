"""Reports for instructors: how items, forms and graders did; never how a single learner did."""
