/** The case player: choose a side, choose a way, see what it leads to, try another. */
import { player } from "./story_player.js";

export default { render: player({ sides: ["gp", "physio"] }) };
