"""How the Jupyter Server of a Binder image behaves: tidy with kernels, one template."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821

# What Voilà's extension renders of a reader's own notebooks: no other template by the address.
c.VoilaConfiguration.allow_template_override = "NO"
c.VoilaConfiguration.allow_theme_override = "NO"

# A closed tab leaves its kernel; this ends it.
c.MappingKernelManager.cull_idle_timeout = 300
c.MappingKernelManager.cull_interval = 60
