// Asks the index and puts its answer in order. What marks, quotes and other names mean is decided here; how the index is made
// is told in generator/indexer.py: each word stands in it without marks (…qzq) and with them (…qzx), and the other names of what
// a page speaks of stand beside (…qzy).

import { CLOSE, findNear, judge, otherNames, TIERS, wordsOf } from "./rank.js";
import { findPhrase, spell, splitWords } from "./words.js";

export const ROOT = new URL("../../../", import.meta.url);
const FOLDER = new URL("pagefind/", ROOT);
const PLAIN = "qzq";
const EXACT = "qzx";
const OTHER = "qzy";
const ANY = "qz";
const BESIDE = "qk"; // between the two words of a pair
const EVERYWHERE = "everywhereqz"; // stands on every page: a question without words would load the whole index
const LONGEST = 32; // words; nobody types more, and each takes its time
const HEAD = { full: 30, large: 20 }; // how many of the first are looked at closely
const ENOUGH = 20; // how many pages that have the words together make looking for more needless, where there are very many
const NOWHERE = { kind: "-" }; // sifts everything out: only how many there were is asked

let ready;

// Load what every search needs, once; call it early, at the first sign that somebody will search.
export function load() {
  ready ??= Promise.all([loadIndex(), loadJson("aliases"), loadJson("facets")]).then(([index, aliases, facets]) => ({
    index,
    facets,
    groups: aliases.map((names) => names.map((name) => ({ name, words: splitWords(name) }))),
  }));
  ready.catch(() => (ready = undefined));
  return ready;
}

async function loadIndex() {
  const index = await import(new URL("pagefind.js", FOLDER));
  await index.options({ basePath: FOLDER.pathname, baseUrl: ROOT.pathname });
  await index.init();
  return index;
}

let people;

// The names of people by their ids: many, and needed only where they are listed.
export const loadPeople = () => (people ??= loadJson("people"));

async function loadJson(name) {
  const response = await fetch(new URL(`${name}.json`, FOLDER));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.json();
}

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

// The pages for what was typed, best first: `hits` with a promise of each page's record, how many of them are `close`, the
// other `names` that were looked for as well, the `missing` words that stand on no page, and the `counts` of the `facets`. In
// those that are `loose` a value is counted as if no other were chosen. `exact` tells whether the counts are.
export async function find(text, { filters = {}, order = "relevance", facets = [], loose = [] } = {}) {
  const {
    index,
    groups,
    facets: { full },
  } = await load();
  const query = parse(text);
  const ask = (term, options = {}) => index.search(term, { filters, ...options });
  const count = async (term) => (await index.search(term, { filters: NOWHERE })).unfilteredResultCount;
  // Pagefind counts only the facets that it has loaded.
  await Promise.all(facets.map((name) => index.preload(EVERYWHERE, { filters: { [name]: "-" } })));
  const answer = await (query.quoted.length ? askQuoted(ask, count, query, full) : askFree(ask, count, query, full));
  const names = query.quoted.length ? [] : otherNames(groups, query);
  const hits = mergeHits(answer);
  const sorted = order === "date" || !query.words.length ? await ask(answer.asked, { sort: { date: "desc" } }) : null;
  const ordered = sorted ? sortByDate(hits, sorted.results) : await sortByWorth(hits, query, names, full);
  const counts = { ...(answer.missing ? {} : answer.base.filters) };
  for (const name of answer.missing ? [] : loose) {
    counts[name] = (await index.search(answer.asked, { filters: { ...filters, [name]: undefined } })).filters[name];
  }
  const close = ordered.filter(({ tier }) => tier <= CLOSE).length;
  return { query, hits: ordered, close, names, missing: answer.missing ?? [], counts, exact: answer.exact ?? true };
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
const NONE = { results: [], filters: {} };

// Whether each word of a term stands on some page: those that do not the index leaves out of account without saying so.
const allKnown = async (count, asked) => (await Promise.all(asked.split(" ").map(count))).every((n) => n > 0);

// Every phrase must stand on the page as it was typed, and every other word somewhere.
async function askQuoted(ask, count, query, full) {
  const missing = await findMissing(count, query.free, PLAIN);
  if (missing.length) return { base: NONE, parts: [], missing };
  const form = (words) =>
    full && words.some(({ marked }) => marked) ? phrase(words, "exact", EXACT) : side(words, full)(words, "plain", PLAIN);
  const asked = query.quoted.map(form);
  const [all, ...found] = await Promise.all([term(query.words, "plain", PLAIN), ...asked].map((one) => ask(one)));
  const sets = found.map(({ results }) => new Set(results.map(({ id }) => id)));
  let results = all.results.filter(({ id }) => sets.every((set) => set.has(id)));
  if (!full) {
    // The index knows neither marks nor places: those of the first pages are compared here.
    const records = await Promise.all(results.slice(0, 3 * HEAD.large).map((result) => makeHit(result).record()));
    const by = (words) => (words.some(({ marked }) => marked) ? "exact" : "plain");
    const texts = (record) => [...[record.title, ...record.names].map(splitWords), ...wordsOf(record)];
    const is = (record) =>
      query.quoted.every((words) => texts(record).some((text) => findPhrase(text, words, by(words)).length));
    results = results.filter((_, i) => records[i] && is(records[i]));
  }
  // Of several answers that must hold at once Pagefind has no count: that of the rarest is too high, but of the right kind.
  const rarest = found.reduce((a, b) => (a.results.length <= b.results.length ? a : b));
  const exact = found.length === 1 && !query.free.length && full;
  return {
    base: { ...all, filters: rarest.filters },
    asked: asked[found.indexOf(rarest)],
    exact,
    parts: [[TIERS.exact, results]],
  };
}

async function findMissing(count, words, end) {
  const known = await Promise.all(words.map((word) => count(spell(word.plain) + end)));
  return words.filter((_, i) => known[i] === 0);
}

async function askFree(ask, count, query, full) {
  const { words, marked } = query;
  if (!words.length) {
    // Nothing typed is everything; signs without a word are nothing.
    const base = query.text.trim() ? NONE : await ask(EVERYWHERE);
    return { base, asked: EVERYWHERE, parts: [[TIERS.exact, base.results]] };
  }
  const together = side(words, full);
  const askTogether = async (form, end) => {
    const asked = together(words, form, end);
    return together !== pairs || words.length < 3 || (await allKnown(count, asked)) ? ask(asked) : NONE;
  };
  const exact = marked ? askTogether("exact", EXACT) : NONE;
  const apart = term(words, "plain", ANY);
  let close = [];
  if (full) {
    const [plain, other] = await Promise.all([PLAIN, OTHER].map((end) => askTogether("plain", end)));
    close = [
      [TIERS.plain, plain.results],
      [TIERS.other, other.results],
    ];
  } else {
    // Each question takes its time there: one for all names, and where it is answered well no other.
    const plain = await askTogether("plain", ANY);
    close = [[TIERS.plain, plain.results]];
    const asked = together(words, "plain", ANY);
    if (plain.results.length >= ENOUGH) return { base: plain, asked, parts: [[TIERS.exact, (await exact).results], ...close] };
  }
  const base = await ask(apart);
  const parts = [[TIERS.exact, (await exact).results], ...close];
  const meant = marked && full ? parts.filter(([tier]) => tier !== TIERS.plain) : parts;
  if (meant.some(([, results]) => results.length))
    return { base, asked: apart, parts: [...parts, [TIERS.apart, base.results]] };
  return { asked: apart, ...(await askApart(ask, count, query, base, parts, full)) };
}

// No two of the words need stand together.
async function askApart(ask, count, { words, marked }, base, parts, full) {
  const missing = await findMissing(count, words, ANY);
  const last = words.at(-1);
  if (!missing.length) {
    const asked = term(words, "exact", EXACT);
    const exact = marked && words.length > 1 && (await allKnown(count, asked)) ? (await ask(asked)).results : [];
    parts.push([TIERS.exactApart, exact], [TIERS.apart, base.results]);
  }
  // The last word may not be finished; of a single letter too much begins with it.
  if (last.plain.length < 2 && words.length > 1) return askFree(ask, count, { marked, words: words.slice(0, -1) }, full);
  if (missing.every((word) => word === last) && (await count(spell(last.plain))) > 0) {
    const begun = [term(words.slice(0, -1), "plain", ANY), spell(last.plain)].filter(Boolean).join(" ");
    const wider = await ask(begun);
    return { base: wider, asked: begun, parts: [...parts, [TIERS.begun, wider.results]] };
  }
  return missing.length ? { base, parts: [], missing } : { base, parts };
}

const makeHit = (result, tier, score = result.score) => ({
  id: result.id,
  tier,
  score,
  record: () => (result.record ??= result.data()),
});

// Each page once, in the best tier it is in.
function mergeHits({ base, parts }) {
  const scores = new Map(base.results.map(({ id, score }) => [id, score]));
  const hits = new Map();
  for (const [tier, results] of parts) {
    for (const result of results) if (!hits.has(result.id)) hits.set(result.id, makeHit(result, tier, scores.get(result.id)));
  }
  return [...hits.values()];
}

// By date, the newest first, what has none last; what is not close comes after all that is.
function sortByDate(hits, sorted) {
  const places = new Map(sorted.map(({ id }, place) => [id, place]));
  const place = ({ id }) => places.get(id) ?? sorted.length;
  return hits.sort((a, b) => (a.tier > CLOSE) - (b.tier > CLOSE) || place(a) - place(b));
}

// The first of them are looked at closely.
async function sortByWorth(hits, query, names, full) {
  hits.sort((a, b) => a.tier - b.tier || b.score - a.score);
  const most = Math.max(1, ...hits.map(({ score }) => score));
  const head = hits.slice(0, full ? HEAD.full : HEAD.large);
  const records = await Promise.all(head.map((hit) => hit.record()));
  if (!full && query.marked) {
    // The index knows the marks of titles and names only.
    const is = (record) => wordsOf(record).some((words) => findPhrase(words, query.words, "exact").length);
    head.forEach((hit, i) => hit.tier === TIERS.plain && is(records[i]) && (hit.tier = TIERS.exact));
  }
  // Marks that no page has were mistyped: then they tell nothing.
  const marked = query.marked && hits.some(({ tier }) => tier === TIERS.exact || tier === TIERS.exactApart);
  const worth = new Map(head.map((hit, i) => [hit, judge(records[i], hit, { ...query, marked }, names) + hit.score / most]));
  const isApart = ({ tier }) => tier > CLOSE;
  head.sort((a, b) => isApart(a) - isApart(b) || worth.get(b) - worth.get(a));
  return [...head, ...hits.slice(head.length)];
}

// Names of things in the digest that are spelt almost as what was typed, the nearest first.
export async function nearNames(text) {
  const [{ groups, facets }, people] = await Promise.all([load(), loadPeople()]);
  const listed = Object.entries(facets.labels).flatMap(([facet, labels]) => (facet === "act" ? [] : Object.values(labels)));
  return findNear(text, new Set([...groups.flat().map(({ name }) => name), ...listed, ...Object.values(people)]));
}
