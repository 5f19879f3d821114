"""The design system's page: every widget in every state, for those who change the looks."""
