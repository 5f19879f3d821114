"""How JupyterLab behaves in a Binder image: it asks nobody for news, updates or extensions."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821

c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
