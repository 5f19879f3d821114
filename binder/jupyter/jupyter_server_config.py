"""How the Jupyter Server of a Binder image behaves: quiet towards the world, tidy with kernels."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821

# What Voilà's extension renders of a reader's own notebooks: no other template by the address.
c.VoilaConfiguration.allow_template_override = "NO"
c.VoilaConfiguration.allow_theme_override = "NO"

# A closed tab leaves its kernel; this ends it.
c.MappingKernelManager.cull_idle_timeout = 300
c.MappingKernelManager.cull_interval = 60

# JupyterLab asks nobody for news, updates or extensions.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
