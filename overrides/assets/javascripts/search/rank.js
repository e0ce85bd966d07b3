// How well a page answers what was typed, and with which of its sentences: what is seen when a page is looked at closely.

import { findPhrase, splitWords } from "./words.js";

// How well a page answers: the lower the better. Words side by side, then the same under another name, then words apart.
export const TIERS = { exact: 0, plain: 1, other: 2, exactApart: 3, apart: 4, begun: 5 };
export const CLOSE = TIERS.other;

// The words of each passage of a page, cut once.
export const wordsOf = (record) => (record.cut ??= record.passages.map(([, text]) => splitWords(text)));

const isSame = (words, others, form) =>
  words.length === others.length && words.every((word, i) => word[form] === others[i][form]);

// How well a page answers, seen closely: one that has just that name first, then titles, then how near the words stand.
export function judge(record, { tier }, { words, marked }, names) {
  let worth = -10 * tier;
  if (record.kind !== "brief") {
    const called = [record.title, ...record.names].map(splitWords);
    if (called.some((name) => isSame(name, words, "exact"))) worth += 200;
    else if (!marked && called.some((name) => isSame(name, words, "plain"))) worth += 150;
  }
  const title = splitWords(record.title);
  const form = marked ? "exact" : "plain";
  if (findPhrase(title, words, form).length) worth += 7;
  else if (names.some((name) => findPhrase(title, name.words, "exact").length)) worth += 2;
  // A sentence says more than a list of facts.
  const passages = wordsOf(record);
  const sentences = passages.filter((_, i) => record.passages[i][0]);
  if (
    sentences.some((text) => [words, ...names.map((name) => name.words)].some((one) => findPhrase(text, one, "plain").length))
  )
    worth += 3;
  if (tier <= CLOSE) return worth;
  const texts = [title, ...passages];
  const begun = texts.some((text) => findPhrase(text, words, form, true).length);
  return (
    worth +
    (begun
      ? 10 * tier - 5 + (findPhrase(title, words, form, true).length ? 6 : 0)
      : 8 * Math.max(...texts.map((text) => nearness(text, words))))
  );
}

// How much of what was typed a passage has: the share of its words, and of its pairs of neighbours, between 0 and 1.
function nearness(passage, words) {
  const held = words.filter((word) => passage.some(({ plain }) => plain === word.plain)).length / words.length;
  const pairs = words.slice(1).filter((_, i) => findPhrase(passage, words.slice(i, i + 2), "plain").length);
  return (held + pairs.length / Math.max(1, words.length - 1)) / 2;
}

// The longest name in what was typed, where it begins, and the group of names of the same thing; null where there is none.
export function findName(groups, { words, marked }) {
  const form = marked ? "exact" : "plain";
  let best = null;
  for (const group of groups) {
    for (const name of group) {
      if (name.words.length <= (best?.name.words.length ?? 0)) continue;
      const [at] = findPhrase(words, name.words, form);
      if (at !== undefined) best = { group, name, at };
    }
  }
  return best;
}

// Its other names, without those that hold one of the others.
export function otherNames(groups, query) {
  const best = findName(groups, query);
  if (!best) return [];
  const holds = (name, other) => name !== other && findPhrase(name.words, other.words, "plain").length > 0;
  return best.group.filter((name) => name !== best.name && !best.group.some((other) => holds(name, other)));
}

// The passages of a page that answer best, at most `most`: each with the ranges of letters to mark.
export function findPassages(record, { query, names, tier, acts = [], parties = [] }, most) {
  const { words, marked, quoted, free } = query;
  const units = quoted.length ? [...quoted, ...free.map((word) => [word])] : [words];
  const ways = [
    ...(marked ? [(text) => units.flatMap((unit) => findRanges(text, unit, "exact"))] : []),
    (text) => units.flatMap((unit) => findRanges(text, unit, "plain")),
    (text) => names.flatMap((name) => findRanges(text, name.words, "exact")),
    (text) => findRanges(text, words, "plain", true),
  ];
  const isAsked = ([, act, ...sides]) =>
    acts.includes(act) && (!parties.length || sides.some((side) => parties.includes(side)));
  const asked = (claims) => (claims.some(isAsked) ? 5 : 0);
  const found = record.passages.map(([anchor, text, claims = []], place) => {
    const cut = wordsOf(record)[place];
    for (const [way, look] of ways.entries()) {
      const ranges = look(cut);
      if (ranges.length) return { anchor, text, claims, ranges, place, way, worth: 10 - way + asked(claims) };
    }
    const ranges = words.flatMap((word, i) => findWord(cut, word, tier === TIERS.begun && i === words.length - 1));
    const worth = ranges.length ? nearness(cut, words) + (anchor ? 0.05 : 0) : -1;
    return { anchor, text, claims, ranges, place, way: ways.length, worth: !words.length && asked(claims) ? 5 : worth };
  });
  const good = found.filter(({ worth }) => worth >= 0).sort((a, b) => b.worth - a.worth || a.place - b.place);
  const best = good.filter(({ way, worth }) => way === good[0].way && (worth > 1 || worth >= good[0].worth - 0.15));
  // A sentence says it better than the list of facts.
  const sentences = best.filter(({ anchor }) => anchor);
  return (sentences.length ? sentences : best).slice(0, most);
}

// Where the words of a phrase stand in those of a text: the letters from the first of them to the last.
export function findRanges(text, words, form, begun = false) {
  return findPhrase(text, words, form, begun).map((at) => [text[at].start, text[at + words.length - 1].end]);
}

// Where one word stands: as it was typed if it does, or else under other marks, or else only begun.
function findWord(text, word, begun) {
  const ways = [
    ({ exact }) => exact === word.exact,
    ({ plain }) => plain === word.plain,
    ({ plain }) => begun && plain.startsWith(word.plain),
  ];
  const found = ways.map((is) => text.filter(is)).find((some) => some.length) ?? [];
  return found.map(({ start, end }) => [start, end]);
}

// Those of `names` that are spelt almost as `text`, the nearest first, at most three.
export function findNear(text, names) {
  const typed = flatten(splitWords(text));
  if (typed.length < 4) return [];
  const most = Math.floor(typed.length / 5) + 1;
  const near = [...names].map((name) => ({ name, away: distance(typed, flatten(splitWords(name)), most) }));
  return near
    .filter(({ away }) => away > 0 && away <= most)
    .sort((a, b) => a.away - b.away)
    .slice(0, 3)
    .map(({ name }) => name);
}

const flatten = (words) => words.map(({ plain }) => plain).join(" ");

// How many letters must be put in, left out or changed to make one text of another; more than `most` is as good as infinite.
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
    row = next;
  }
  return row.at(-1);
}
