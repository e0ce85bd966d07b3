// Reads what was typed: phrases in quotation marks, and the words around them.

import { wordsOf } from "./rank.js";
import { BESIDE, EXACT, findPhrase, PLAIN, spell, splitWords } from "./words.js";

const LONGEST = 32; // words; nobody types more, and each takes its time

export function parse(typed) {
  const text = typed.normalize("NFC");
  const words = splitWords(text).slice(0, LONGEST);
  const spans = [...text.matchAll(/["“”«»][^"“”«»]*(?:["“”«»]|$)/g)].map((match) => [
    match.index,
    match.index + match[0].length,
  ]);
  const within = ([start, end]) => words.filter((word) => word.start >= start && word.end <= end);
  // A comma or a bracket parts a phrase in a text, and so it does where it is typed.
  const quoted = spans.flatMap((span) => splitAtBreaks(within(span)));
  const free = words.filter((word) => !quoted.flat().includes(word));
  return { text, quoted, free, words, marked: isMarked(words) };
}

function splitAtBreaks(words) {
  const pieces = [];
  for (const [i, word] of words.entries()) {
    if (i > 0 && word.near) pieces.at(-1).push(word);
    else pieces.push([word]);
  }
  return pieces;
}

export const isMarked = (words) => words.some(({ marked }) => marked);

// What a page is called, and that with what it says, in words.
const callsOf = (record) => [record.title, ...record.names].map(splitWords);
const textsOf = (record) => [...callsOf(record), ...wordsOf(record)];

// Words and pairs of neighbours that the index has of a page, as it spells them; it has more.
export function indexedWords(record) {
  const spellAll = (texts, form, end) =>
    texts.flatMap((words) =>
      words.flatMap((word, i) => {
        const one = spell(word[form]) + end;
        return i && word.near ? [one, spell(words[i - 1][form]) + BESIDE + one] : [one];
      }),
    );
  return [...spellAll(textsOf(record), "plain", PLAIN), ...spellAll(callsOf(record), "exact", EXACT)];
}

// Whether every phrase stands on a page, with its marks where it was typed with any.
export function holdsAll(record, quoted) {
  const texts = textsOf(record);
  return quoted.every((words) => texts.some((text) => findPhrase(text, words, isMarked(words) ? "exact" : "plain").length));
}
