"""One module's page: stock Voilà, ours and a bare static page, measured in one run."""
