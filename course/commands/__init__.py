"""The commands of ``smertekurs``, one file each."""
