/**
 * The seven kinds of question. Each takes ({item, words, lang, seed, percent, plain?}, kept answer) and
 * returns (`plain`: how sure the reader is, is asked elsewhere or not at all)
 *   element        the fields
 *   answer()       {given, sure?}, or null while something is missing
 *   problem?()     what is wrong with what was written, or null
 *   review(given, answer)  a list of {good, mark, head, text}: one for each option, step, pair or card
 */
import { classify, match, order } from "./arrange.js";
import { numeric, several, single, truefalse } from "./choose.js";

export const KINDS = { single, several, truefalse, numeric, order, match, classify };
