/** What the site's pages do when scripts run: theme, progress, language switch, the reader's place. */
import { start as back } from "./back.js";
import { start as contents } from "./contents.js";
import { start as offline } from "./offline.js";
import { start as place } from "./place.js";
import { start as progress } from "./progress.js";
import { start as theme } from "./theme.js";

export default {
  page() {
    for (const part of [theme, progress, contents, place, offline, back]) part();
  },
};
