#!/bin/sh
# Finds hunspell with its Norwegian and English dictionaries, or installs Debian's.
have() { command -v hunspell >/dev/null 2>&1 && for d in nb_NO en_GB; do echo ord | hunspell -d $d -l >/dev/null 2>&1 || return 1; done; }
have && exit 0
if command -v apt-get >/dev/null 2>&1; then
  echo "No dictionaries found; installing Debian's with apt-get."
  # No command tells whether they are there.
  sh deploy/apt.sh "" hunspell hunspell-no hunspell-en-gb
  have && exit 0
fi
echo "The tests need hunspell with the dictionaries nb_NO and en_GB (macOS: brew install hunspell, and put both dictionaries into ~/Library/Spelling); then run make test again." >&2
exit 1
