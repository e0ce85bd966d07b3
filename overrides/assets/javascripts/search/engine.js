// Asks the index and puts its answer in order. What marks, quotes and other names mean is decided here; how the index is made
// is told in generator/segments.py: each word stands in it without marks (…qzq) and with them (…qzx), and the other names of what
// a page speaks of stand beside (…qzy). Pages have numbers, by date, the newest first; what has no date comes last.

import { forget, load } from "./load.js";
import { holdsAll, isMarked, parse } from "./query.js";
import { CLOSE, findName, findNear, judge, otherNames, TIERS, wordsOf } from "./rank.js";
import { ANY, BESIDE, EXACT, findPhrase, OTHER, PLAIN, spell } from "./words.js";

const HEAD = { full: 30, large: 20 }; // how many of the first are looked at closely
const CHECKED = 60; // how many are compared with what was quoted, where the index cannot
const ENOUGH = 20; // how many pages that have the words together make looking for more needless, where there are very many

// The pages for what was typed, in no order: `hits`, each with its number, its tier and its score; the other `names` that were
// looked for as well; the `missing` words that stand on no page; and the `site` whose pages they are. A `signal` ends what is no
// longer wanted: what the index has not been asked yet, it is not asked then.
export async function ask(text, signal) {
  const site = await load();
  const answer = await askAnywhere(text, site, signal);
  return { ...answer, hits: answer.hits.filter(({ number }) => !site.absent.has(number)) };
}

async function askAnywhere(text, site, signal) {
  const query = parse(text);
  const answer = { site, query, names: [], missing: [] };
  if (!query.words.length) {
    // Nothing typed is everything; signs without a word are nothing.
    const numbers = query.text.trim() ? [] : Array.from({ length: site.about.pages }, (_, number) => number);
    return { ...answer, hits: numbers.map((number) => ({ number, tier: 0, score: 0 })) };
  }
  try {
    if (query.quoted.length) return { ...answer, ...(await askQuoted(makeMeans(site, signal), query)) };
    const { parts, missing = [] } = await askFree(makeMeans(site, signal), query);
    return { ...answer, missing, names: otherNames(site.groups, query), hits: mergeHits(parts) };
  } catch (error) {
    if (!signal?.aborted) forget(site);
    throw error;
  }
}

// How the index is asked: for the pages that have all the words, and for how many have one.
function makeMeans(site, signal) {
  const ask = (what) => async (words) => {
    signal?.throwIfAborted();
    const index = await site.index();
    const answer = await index[what](words);
    signal?.throwIfAborted();
    return answer;
  };
  return { pages: ask("pages"), count: ask("count"), record: site.record, groups: site.groups, full: site.about.full };
}

// The same with its hits in order, best first or by date, and how many of them are `close`. With nothing typed what has no date
// comes first when it is `sifted`: then it is what the choice names.
export async function arrange(answer, { order = "relevance", sifted = false, signal } = {}) {
  const isUndated = ({ number }) => number >= answer.site.about.dated;
  let hits = answer.hits.toSorted((a, b) => a.number - b.number);
  if (!answer.query.words.length) {
    if (sifted && order === "relevance") hits.sort((a, b) => isUndated(b) - isUndated(a));
  } else if (order === "date") hits.sort((a, b) => (a.tier > CLOSE) - (b.tier > CLOSE));
  else hits = await sortByWorth(hits, answer);
  signal?.throwIfAborted();
  return { ...answer, hits, close: hits.filter(({ tier }) => tier <= CLOSE).length };
}

const term = (words, form, end) => words.map((word) => spell(word[form]) + end).join(" ");
const phrase = (words, form, end) => `"${term(words, form, end)}"`;
// In an index that does not hold the places of words: where all pairs of neighbours are.
const pairs = (words, form, end) =>
  words
    .slice(1)
    .map((word, i) => spell(words[i][form]) + BESIDE + spell(word[form]) + end)
    .join(" ");
const side = (words, full) => (words.length < 2 ? term : full ? phrase : pairs);

async function findMissing({ count }, words, end) {
  const known = await Promise.all(words.map((word) => count(spell(word.plain) + end)));
  return words.filter((_, i) => known[i] === 0);
}

// Every phrase must stand on the page as it was typed, and every other word somewhere.
async function askQuoted(means, { quoted, free, words }) {
  const { pages, full } = means;
  const missing = await findMissing(means, free, PLAIN);
  if (missing.length) return { hits: [], missing };
  const form = (one) => (full && isMarked(one) ? phrase(one, "exact", EXACT) : side(one, full)(one, "plain", PLAIN));
  const [all, ...found] = await Promise.all([term(words, "plain", PLAIN), ...quoted.map(form)].map(pages));
  const sets = found.map((results) => new Set(results.map(({ number }) => number)));
  const hits = mergeHits([[TIERS.exact, all.filter(({ number }) => sets.every((set) => set.has(number)))]]);
  // An index of pairs knows no marks, and not whether two pairs stand together.
  const isKnown = full || quoted.every((one) => one.length < 3 && !isMarked(one));
  return { hits: isKnown ? hits : await checkQuoted(means, hits, quoted) };
}

// The likeliest pages are compared with what was quoted here; the rest are `unsure`, until they are shown.
async function checkQuoted({ record }, hits, quoted) {
  hits.sort((a, b) => b.score - a.score);
  const records = await Promise.all(hits.slice(0, CHECKED).map(({ number }) => record(number)));
  const checked = hits.slice(0, CHECKED).filter((_, i) => holdsAll(records[i], quoted));
  return [...checked, ...hits.slice(CHECKED).map((hit) => ({ ...hit, unsure: true }))];
}

async function askFree(means, query) {
  const { pages, full } = means;
  const { words, marked } = query;
  const together = side(words, full);
  const askTogether = (form, end) => pages(together(words, form, end));
  // Where there are very many each question takes its time: where these are answered well no other is asked.
  const [exact, plain, other] = await Promise.all([
    marked ? askTogether("exact", EXACT) : [],
    askTogether("plain", PLAIN),
    askTogether("plain", OTHER),
  ]);
  const close = [
    [TIERS.exact, exact],
    [TIERS.plain, plain],
    [TIERS.other, other],
  ];
  if (!full && plain.length >= ENOUGH) return { parts: close };
  const base = await askAll(means, query);
  const meant = marked && full ? close.filter(([tier]) => tier !== TIERS.plain) : close;
  if (meant.some(([, results]) => results.length)) return { parts: [...close, [TIERS.apart, base]] };
  return askApart(means, query, base, close);
}

// The pages that have all the words, wherever. A name in them is found under its others: where the index holds pairs, these
// stand in it as pairs only.
async function askAll({ pages, full, groups }, query) {
  const { words } = query;
  const named = full ? null : findName(groups, query);
  const length = named?.name.words.length ?? 0;
  if (length > 1 && length < words.length) {
    const rest = words.toSpliced(named.at, length);
    const name = words.slice(named.at, named.at + length);
    const found = await pages(`${term(rest, "plain", ANY)} ${pairs(name, "plain", ANY)}`);
    if (found.length) return found;
  }
  return pages(term(words, "plain", ANY));
}

// No two of the words need stand together.
async function askApart(means, { words, marked }, base, parts) {
  const missing = base.length ? [] : await findMissing(means, words, ANY);
  const last = words.at(-1);
  // The last word may not be finished; of a single letter too much begins with it.
  if (last.plain.length < 2 && words.length > 1) return askFree(means, { marked, words: words.slice(0, -1) });
  if (missing.every((word) => word === last) && (await means.count(spell(last.plain))) > 0) {
    const begun = [term(words.slice(0, -1), "plain", ANY), spell(last.plain)].filter(Boolean).join(" ");
    const whole = missing.length ? [] : await allApart(means, words, marked, base);
    return { parts: [...parts, ...whole, [TIERS.begun, await means.pages(begun)]] };
  }
  return missing.length ? { parts: [], missing } : { parts: [...parts, ...(await allApart(means, words, marked, base))] };
}

async function allApart(means, words, marked, base) {
  const exact = marked && words.length > 1 ? await means.pages(term(words, "exact", EXACT)) : [];
  return [
    [TIERS.exactApart, exact],
    [TIERS.apart, base],
  ];
}

// Each page once, in the best tier it is in; its score is that for its words, wherever they stand, which is asked last.
function mergeHits(parts) {
  const scores = new Map((parts.at(-1)?.[1] ?? []).map(({ number, score }) => [number, score]));
  const hits = new Map();
  for (const [tier, results] of parts) {
    for (const { number, score } of results)
      if (!hits.has(number)) hits.set(number, { number, tier, score: scores.get(number) ?? score });
  }
  return [...hits.values()];
}

// The first of them are looked at closely.
async function sortByWorth(hits, { site, query, names }) {
  const { full } = site.about;
  hits.sort((a, b) => a.tier - b.tier || b.score - a.score);
  const most = Math.max(1, ...hits.map(({ score }) => score));
  const records = await Promise.all(hits.slice(0, full ? HEAD.full : HEAD.large).map(({ number }) => site.record(number)));
  const head = hits.slice(0, records.length).map((hit, i) => ({ ...hit, record: records[i] }));
  if (!full && query.marked) {
    // The index knows the marks of titles and names only.
    const is = (record) => wordsOf(record).some((words) => findPhrase(words, query.words, "exact").length);
    for (const hit of head) if (hit.tier === TIERS.plain && is(hit.record)) hit.tier = TIERS.exact;
  }
  // Marks that no page has were mistyped: then they tell nothing.
  const known = [...head, ...hits.slice(head.length)];
  const marked = query.marked && known.some(({ tier }) => tier === TIERS.exact || tier === TIERS.exactApart);
  for (const hit of head) hit.worth = judge(hit.record, hit, { ...query, marked }, names) + hit.score / most;
  const isApart = ({ tier }) => tier > CLOSE;
  head.sort((a, b) => isApart(a) - isApart(b) || b.worth - a.worth);
  return [...head, ...hits.slice(head.length)];
}

// Names of things in the digest that are spelt almost as what was typed, the nearest first.
export async function nearNames(text, { groups, about, people }) {
  const listed = Object.entries(about.labels).flatMap(([facet, labels]) => (facet === "act" ? [] : Object.values(labels)));
  return findNear(text, new Set([...groups.flat().map(({ name }) => name), ...listed, ...Object.values(await people())]));
}
