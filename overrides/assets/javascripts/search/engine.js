// Asks the index and puts its answer in order. What marks, quotes and other names mean is decided here; how the index is made
// is told in generator/indexer.py: each word stands in it without marks (…qzq) and with them (…qzx), and the other names of what
// a page speaks of stand beside (…qzy). Pages have numbers, by date, the newest first; what has no date comes last.

import { CLOSE, findName, findNear, judge, otherNames, TIERS, wordsOf } from "./rank.js";
import { findPhrase, spell, splitWords } from "./words.js";

export const ROOT = new URL("../../../", import.meta.url);
const FOLDER = new URL("pagefind/", ROOT);
const PLAIN = "qzq";
const EXACT = "qzx";
const OTHER = "qzy";
const ANY = "qz";
const BESIDE = "qk"; // between the two words of a pair
const LONGEST = 32; // words; nobody types more, and each takes its time
const HEAD = { full: 30, large: 20 }; // how many of the first are looked at closely
const CHECKED = 60; // how many are compared with what was quoted, where the index cannot
const FEW = 3; // how many pages are looked at for whether the index knows all the words
const ENOUGH = 20; // how many pages that have the words together make looking for more needless, where there are very many
const NOWHERE = { filters: { none: "none" } }; // sifts everything out: only how many there were is asked

// Loads a thing once; what failed is tried again the next time.
function once(load) {
  const loaded = new Map();
  return (key) => {
    if (!loaded.has(key)) {
      const loading = load(key);
      loaded.set(key, loading);
      loading.catch(() => loaded.delete(key));
    }
    return loaded.get(key);
  };
}

// Load what every search needs; call it early, at the first sign that somebody will search.
export const load = once(async () => {
  const [index, names, about, pages] = await Promise.all([
    loadIndex(),
    loadJson("aliases"),
    loadJson("about"),
    loadJson("pages"),
  ]);
  const groups = names.map((group) => group.map((name) => ({ name, words: splitWords(name) })));
  return { index, groups, about: { ...about, ...pages } };
});

async function loadIndex() {
  const index = await import(new URL("pagefind.js", FOLDER));
  await index.options({ basePath: FOLDER.pathname, baseUrl: ROOT.pathname });
  await index.init();
  return index;
}

// What is named after the version of the index never changes; of all else the newest is needed.
async function loadJson(path, cache = "no-cache") {
  const response = await fetch(new URL(`${path}.json`, FOLDER), { cache });
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.json();
}

const loadOfVersion = async (path) => loadJson(`${(await load()).about.version}/${path}`, "default");

// The names of people by their ids: many, and needed only where they are listed.
export const loadPeople = once(() => loadJson("people"));

// What is shown of a page.
export const loadRecord = once((number) => loadOfVersion(`records/${number}`));

// The numbers of the pages that have each value of a facet.
export const loadFacet = once(async (name) => {
  const steps = Object.entries(await loadOfVersion(`facets/${name}`));
  return new Map(
    steps.map(([value, gaps]) => [
      value,
      gaps.map(
        (
          (at) => (gap) =>
            (at += gap)
        )(0),
      ),
    ]),
  );
});

// What was typed: phrases in quotation marks, and the words around them.
function parse(typed) {
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
  return { text, quoted, free, words, marked: words.some(({ marked }) => marked) };
}

function splitAtBreaks(words) {
  const pieces = [];
  for (const [i, word] of words.entries()) {
    if (i > 0 && word.near) pieces.at(-1).push(word);
    else pieces.push([word]);
  }
  return pieces;
}

// The pages for what was typed, in no order: `hits`, each with its number, its tier and its score; the other `names` that were
// looked for as well; and the `missing` words that stand on no page. A `signal` ends what is no longer wanted: what the index
// has not been asked yet, it is not asked then.
export async function ask(text, signal) {
  const { index, groups, about } = await load();
  const query = parse(text);
  const search = async (term, options) => {
    signal?.throwIfAborted();
    const answer = await index.search(term, options);
    signal?.throwIfAborted();
    return answer;
  };
  const means = {
    ask: async (term) => (await search(term)).results,
    count: async (term) => (await search(term, NOWHERE)).unfilteredResultCount,
    full: about.full,
  };
  if (!query.words.length) {
    // Nothing typed is everything; signs without a word are nothing.
    const hits = query.text.trim() ? [] : Array.from({ length: about.pages }, (_, number) => ({ number, tier: 0, score: 0 }));
    return { query, names: [], missing: [], hits };
  }
  const names = query.quoted.length ? [] : otherNames(groups, query);
  const { parts, missing = [] } = await (query.quoted.length ? askQuoted(means, query) : askFree(means, query, groups));
  const hits = mergeHits(parts);
  if (query.quoted.length && !about.full) return { query, names, missing, hits: await checkQuoted(hits, query.quoted) };
  return { query, names, missing, hits };
}

// The same with its hits in order, best first or by date, and how many of them are `close`. With nothing typed what has no date
// comes first when it is `sifted`: then it is what the choice names.
export async function arrange(answer, { order = "relevance", sifted = false } = {}) {
  const { about } = await load();
  const isLate = ({ number }) => number >= about.dated;
  let hits = answer.hits.toSorted((a, b) => a.number - b.number);
  if (!answer.query.words.length) {
    if (sifted && order === "relevance") hits.sort((a, b) => isLate(b) - isLate(a));
  } else if (order === "date") hits.sort((a, b) => (a.tier > CLOSE) - (b.tier > CLOSE));
  else hits = await sortByWorth(hits, answer, about.full);
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

// Words that stand on no page the index leaves out of account without saying so. To ask for each of them takes its time: where
// one of the first pages `holds` what was asked, that is not needed.
async function holdsOne(results, holds) {
  const records = await Promise.all(results.slice(0, FEW).map(({ id }) => loadRecord(Number(id))));
  return records.some((record) => holds(textsOf(record)));
}

const allKnown = async (count, asked) => (await Promise.all(asked.split(" ").map(count))).every((n) => n > 0);

async function findMissing(count, words, end) {
  const known = await Promise.all(words.map((word) => count(spell(word.plain) + end)));
  return words.filter((_, i) => known[i] === 0);
}

// What a page says, and is called.
const textsOf = (record) => [...[record.title, ...record.names].map(splitWords), ...wordsOf(record)];

// Every phrase must stand on the page as it was typed, and every other word somewhere.
async function askQuoted({ ask, count, full }, query) {
  const missing = await findMissing(count, query.free, PLAIN);
  if (missing.length) return { parts: [], missing };
  const form = (words) =>
    full && words.some(({ marked }) => marked) ? phrase(words, "exact", EXACT) : side(words, full)(words, "plain", PLAIN);
  const [all, ...found] = await Promise.all([term(query.words, "plain", PLAIN), ...query.quoted.map(form)].map(ask));
  const sets = found.map((results) => new Set(results.map(({ id }) => id)));
  return { parts: [[TIERS.exact, all.filter(({ id }) => sets.every((set) => set.has(id)))]] };
}

// Where the index knows neither marks nor places, those of the likeliest pages are compared here; the rest are `unsure`, until
// they are shown.
async function checkQuoted(hits, quoted) {
  hits.sort((a, b) => b.score - a.score);
  const records = await Promise.all(hits.slice(0, CHECKED).map(({ number }) => loadRecord(number)));
  return hits.flatMap((hit, i) => {
    if (i < records.length) return holdsAll(records[i], quoted) ? [hit] : [];
    return [{ ...hit, unsure: true }];
  });
}

// Whether every phrase stands on a page, with its marks where it was typed with any.
export function holdsAll(record, quoted) {
  const texts = textsOf(record);
  const form = (words) => (words.some(({ marked }) => marked) ? "exact" : "plain");
  return quoted.every((words) => texts.some((text) => findPhrase(text, words, form(words)).length));
}

async function askFree(means, query, groups) {
  const { ask, count, full } = means;
  const { words, marked } = query;
  const together = side(words, full);
  const askTogether = async (form, end) => {
    const asked = together(words, form, end);
    const results = await ask(asked);
    if (!results.length || together !== pairs || words.length < 3) return results;
    const isTrue = await holdsOne(results, (texts) => texts.some((text) => findPhrase(text, words, form).length));
    return isTrue || (await allKnown(count, asked)) ? results : [];
  };
  // Where there are very many each question takes its time: one for all names, and where it is answered well no other.
  const [exact, plain, other] = await Promise.all([
    marked ? askTogether("exact", EXACT) : [],
    askTogether("plain", full ? PLAIN : ANY),
    full ? askTogether("plain", OTHER) : [],
  ]);
  const close = [
    [TIERS.exact, exact],
    [TIERS.plain, plain],
    [TIERS.other, other],
  ];
  if (!full && plain.length >= ENOUGH) return { parts: close.slice(0, 2) };
  const base = await askAll(means, query, groups);
  const meant = marked && full ? close.filter(([tier]) => tier !== TIERS.plain) : close;
  if (meant.some(([, results]) => results.length)) return { parts: [...close, [TIERS.apart, base]] };
  return askApart(means, query, groups, base, close);
}

// The pages that have all the words, wherever. A name in them is found under its others: where the index holds pairs, these
// stand in it as pairs only.
async function askAll({ ask, full }, query, groups) {
  const { words } = query;
  const named = full ? null : findName(groups, query);
  const length = named?.name.words.length ?? 0;
  if (length > 1 && length < words.length) {
    const rest = words.toSpliced(named.at, length);
    const name = words.slice(named.at, named.at + length);
    const found = await ask(`${term(rest, "plain", ANY)} ${pairs(name, "plain", ANY)}`);
    if (found.length) return found;
  }
  return ask(term(words, "plain", ANY));
}

// No two of the words need stand together.
async function askApart(means, { words, marked }, groups, base, parts) {
  const { ask, count } = means;
  const hasAll = (texts) => words.every(({ plain }) => texts.flat().some((word) => word.plain === plain));
  const missing = (await holdsOne(base, hasAll)) ? [] : await findMissing(count, words, ANY);
  const last = words.at(-1);
  // The last word may not be finished; of a single letter too much begins with it.
  if (last.plain.length < 2 && words.length > 1) return askFree(means, { marked, words: words.slice(0, -1) }, groups);
  if (missing.every((word) => word === last) && (await count(spell(last.plain))) > 0) {
    const begun = [term(words.slice(0, -1), "plain", ANY), spell(last.plain)].filter(Boolean).join(" ");
    const whole = missing.length ? [] : await allApart(means, words, marked, base);
    return { parts: [...parts, ...whole, [TIERS.begun, await ask(begun)]] };
  }
  return missing.length ? { parts: [], missing } : { parts: [...parts, ...(await allApart(means, words, marked, base))] };
}

async function allApart({ ask, count }, words, marked, base) {
  const asked = term(words, "exact", EXACT);
  const exact = marked && words.length > 1 && (await allKnown(count, asked)) ? await ask(asked) : [];
  return [
    [TIERS.exactApart, exact],
    [TIERS.apart, base],
  ];
}

// Each page once, in the best tier it is in; its score is that for its words, wherever they stand, which is asked last.
function mergeHits(parts) {
  const scores = new Map((parts.at(-1)?.[1] ?? []).map(({ id, score }) => [id, score]));
  const hits = new Map();
  for (const [tier, results] of parts) {
    for (const { id, score } of results)
      if (!hits.has(id)) hits.set(id, { number: Number(id), tier, score: scores.get(id) ?? score });
  }
  return [...hits.values()];
}

// The first of them are looked at closely.
async function sortByWorth(hits, { query, names }, full) {
  hits.sort((a, b) => a.tier - b.tier || b.score - a.score);
  const most = Math.max(1, ...hits.map(({ score }) => score));
  const records = await Promise.all(hits.slice(0, full ? HEAD.full : HEAD.large).map(({ number }) => loadRecord(number)));
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
export async function nearNames(text) {
  const [{ groups, about }, people] = await Promise.all([load(), loadPeople()]);
  const listed = Object.entries(about.labels).flatMap(([facet, labels]) => (facet === "act" ? [] : Object.values(labels)));
  return findNear(text, new Set([...groups.flat().map(({ name }) => name), ...listed, ...Object.values(people)]));
}
