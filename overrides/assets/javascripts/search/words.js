// Cuts what a reader types, and what is shown, into the words of the index: the rules of generator/searchwords.py, one by one.

const WORD = /(?:\p{L}\.){2,}|[\p{L}\p{N}][\p{L}\p{N}\u0300-\u036f]*(?:['’][\p{L}\p{N}\u0300-\u036f]+)*|(?<=[\p{L}\p{N}])\+/gu;
const NEAR = /^(?:[\s/"“”‘’'«»-]*|[.,–])$/u;
const PLURAL = /(?<=[a-z]{2})(?:(ie)|(?<![sui]))s$/;
const VOWEL_MARKS = { "\u0302": "6", "\u031b": "7", "\u0306": "8" };
const TONES = { "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5" };
const MARK = /\p{M}/u;

// The words of a text: each without and with its marks, whether it has any, whether it follows right on the one before, and
// where it stands.
export function splitWords(text) {
  const words = [];
  let end = 0;
  for (const match of text.normalize("NFC").matchAll(WORD)) {
    const word = match[0]
      .toLowerCase()
      .replace(/['’]s$/, "")
      .replace(/[.'’]/g, "")
      .replace("+", "plus");
    const near = words.length > 0 && NEAR.test(match.input.slice(end, match.index));
    end = match.index + match[0].length;
    const [bare, exact] = [bareWord(word), exactWord(word)];
    words.push({ plain: plainWord(word), exact, marked: exact !== bare, near, start: match.index, end });
  }
  return words;
}

const bareWord = (word) =>
  word
    .normalize("NFKD")
    .replaceAll("đ", "d")
    .replace(/[\p{M}\s]/gu, "");

const plainWord = (word) => bareWord(word).replace(PLURAL, (_, ie) => (ie ? "y" : ""));

function exactWord(word) {
  let vowels = "";
  let tone = "";
  for (const letter of word.normalize("NFKD").replaceAll("đ", "d9")) {
    if (letter in TONES) tone += TONES[letter];
    else if (letter in VOWEL_MARKS) vowels += VOWEL_MARKS[letter];
    else if (!MARK.test(letter) && letter.trim()) vowels += letter;
  }
  return vowels + tone;
}

// How the index's words end: without marks, with them, and of names that do not stand on the page; ANY is how each of these begins.
export const PLAIN = "qzq";
export const EXACT = "qzx";
export const OTHER = "qzy";
export const ANY = "qz";
export const BESIDE = "qk"; // between the two words of a pair

// A word as the index spells it: digits are letters there.
export const spell = (word) => word.replace(/[0-9]/g, (digit) => `q${"abcdefghij"[digit]}`);

// Where in `words` the words of `phrase` stand side by side, as indexes of the first of them; `form` is plain or exact. With
// `begun` the last of them need only begin as it does.
export function findPhrase(words, phrase, form, begun = false) {
  const found = [];
  const last = phrase.length - 1;
  if (last < 0) return found;
  const is = (word, typed, i) => (begun && i === last ? word[form].startsWith(typed[form]) : word[form] === typed[form]);
  for (let start = 0; start + last < words.length; start++) {
    if (phrase.every((word, i) => is(words[start + i], word, i) && (i === 0 || words[start + i].near))) found.push(start);
  }
  return found;
}
