// Makes elements of what was found: what each page is, its title, the sentences with what was looked for marked in them.
// Text from the index is only ever set as text.

import { EDITION, ROOT } from "./load.js";
import { holdsAll } from "./query.js";
import { findPassages, findRanges } from "./rank.js";
import { findPhrase, splitWords } from "./words.js";

const AROUND = 110; // letters before the first mark of a long passage
const LONGEST = 320;
const LOOKED = 60; // how many pages are looked at in one go for some to show

export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// A label of the site with its numbers filled in.
export function say({ words }, key, values = {}) {
  const forms = words[key];
  const form = values.n === 1 && forms.one ? forms.one : forms.other;
  return form.replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === "number" ? values[name].toLocaleString(document.documentElement.lang) : values[name],
  );
}

// The next `most` hits as list items, from the one at `from` on: each with its hit, and where to go on after them. A page whose
// phrases were not compared yet is now, and is left out when it does not have them; so there may be fewer, and more to look at.
export async function listHits(answer, { most, from = 0, signal, ...options }) {
  const { hits, site } = answer;
  const end = Math.min(hits.length, from + Math.max(most, LOOKED));
  const shown = [];
  let next = from;
  while (shown.length < most && next < end) {
    const some = hits.slice(next, (next = Math.min(end, next + most - shown.length)));
    const records = await Promise.all(some.map(({ number }) => site.record(number)));
    signal?.throwIfAborted();
    for (const [i, hit] of some.entries()) {
      if (hit.unsure && !holdsAll(records[i], answer.query.quoted)) continue;
      shown.push({ hit, item: showHit(records[i], { ...answer, tier: hit.tier, ...options }, options) });
    }
  }
  return { shown, next };
}

function showHit(record, answer, { passages: most, heading = "span" }) {
  const { about: site } = answer.site;
  const page = new URL(EDITION + record.url, ROOT);
  const found = findPassages(record, answer, most);
  const first =
    record.kind === "brief"
      ? []
      : record.passages.slice(0, most).map(([anchor, text]) => ({ anchor, text, claims: [], ranges: [] }));
  const shown = found.length ? found : first;
  const title = make("a", "md-search-result__link find-title", markTitle(record.title, answer));
  title.href = page;
  if (record.lang !== document.documentElement.lang) title.lang = record.lang;
  const kind = make("span", "find-kind", say(site, `search.kind.${record.kind}`));
  const about = [record.date && formatDate(record.date, site), record.note].filter(Boolean).join(" · ");
  const item = make(
    "li",
    "md-search-result__item find-hit",
    kind,
    make(heading, "find-head", title),
    about && make("span", "find-about", about),
    knownAs(record, answer, site),
  );
  for (const passage of shown.filter(({ anchor }) => anchor)) item.append(showPassage(passage, record, page, site));
  const facts = shown.filter(({ anchor }) => !anchor);
  if (facts.length)
    item.append(
      make("span", "find-facts", ...facts.flatMap(({ text, ranges }, i) => [i ? " · " : "", ...markRanges(text, ranges)])),
    );
  return item;
}

function showPassage({ anchor, text, claims, ranges }, record, page, site) {
  const link = make("a", "md-search-result__link find-words");
  link.href = new URL(`#${anchor}`, page);
  const who = claims.map(([speaker, act]) => `${speaker}: ${site.labels.act[act] ?? act}`).join(" · ");
  if (who) link.append(make("span", "find-claim", make("b", "", say(site, "search.kind.position")), ` ${who}`));
  const words = make("span", "", ...markRanges(text, ranges));
  if (record.lang !== document.documentElement.lang) words.lang = record.lang;
  link.append(words);
  return link;
}

// The other name under which a page was found, when its title does not have it.
function knownAs(record, { query }, site) {
  if (record.kind === "brief") return null;
  const holds = (name, words) => findPhrase(splitWords(name), words, "plain").length > 0;
  if (!query.words.length || holds(record.title, query.words)) return null;
  const other = record.names.find((name) => holds(name, query.words));
  return other ? make("span", "find-about", say(site, "search.known_as", { name: other })) : null;
}

function markTitle(title, { query, names }) {
  const words = splitWords(title);
  const phrases = [query.words, ...query.quoted, ...names.map((name) => name.words)];
  const form = query.marked ? "exact" : "plain";
  const phrase = phrases.find((one) => one.length && findPhrase(words, one, form).length);
  return make("span", "", ...markRanges(title, phrase ? findRanges(words, phrase, form) : [], Infinity));
}

// A text with its ranges marked; of a long one what is around the first of them.
function markRanges(text, ranges, longest = LONGEST) {
  const sorted = ranges.toSorted((a, b) => a[0] - b[0]);
  let start = 0;
  let end = text.length;
  if (text.length > longest) {
    const first = sorted[0]?.[0] ?? 0;
    start = first > AROUND ? text.indexOf(" ", first - AROUND) + 1 : 0;
    if (start > first) start = first;
    end = start + longest < text.length ? Math.max(text.lastIndexOf(" ", start + longest), sorted[0]?.[1] ?? 0) : text.length;
  }
  const parts = [start > 0 ? "…" : ""];
  let at = start;
  for (const [from, to] of sorted) {
    if (from < at || to > end) continue;
    parts.push(text.slice(at, from), make("mark", "", text.slice(from, to)));
    at = to;
  }
  parts.push(text.slice(at, end), end < text.length ? "…" : "");
  return parts;
}

// An ISO date as precise as it is, as the lists of the site write it.
function formatDate(iso, site) {
  const [year, month, day] = iso.split("-").map(Number);
  const style = {
    year: "numeric",
    ...(month ? { month: say(site, "search.date.month") } : {}),
    ...(day ? { day: "numeric" } : {}),
    timeZone: "UTC",
  };
  return month
    ? new Intl.DateTimeFormat(say(site, "search.date.locale"), style).format(Date.UTC(year, month - 1, day || 1))
    : String(year);
}

// Of names that are much the same (Quy tắc ứng xử ở Biển Đông, Quy tắc ứng xử trên Biển Đông) the first.
function tellApart(names) {
  const kept = [];
  for (const { name, words } of names) {
    const own = new Set(words.map(({ plain }) => plain));
    const alike = kept.some(
      (other) => [...own].filter((word) => other.own.has(word)).length > Math.min(own.size, other.own.size) / 2,
    );
    if (!alike) kept.push({ name, own });
  }
  return kept.map(({ name }) => name);
}

// Whether all that was found is known to be what was asked for.
export const isExact = ({ hits }) => !hits.some(({ unsure }) => unsure);

// How much was found, and under which other names it was looked for.
export function summarise({ site: { about: site }, hits, close, names, missing, query }) {
  const n = hits.length;
  const words = missing.map(({ start, end }) => `“${query.text.slice(start, end)}”`).join(", ");
  const lines = [];
  if (missing.length) lines.push(say(site, "search.missing", { words }));
  else if (!n) lines.push(say(site, "search.none"));
  else if (!isExact({ hits })) lines.push(say(site, "search.at_most", { n }));
  else if (close && close < n) lines.push(say(site, "search.close", { n: close, apart: n - close }));
  else lines.push(say(site, close || query.words.length < 2 ? "search.found" : "search.apart", { n }));
  if (names.length && n) lines.push(say(site, "search.names", { names: tellApart(names).slice(0, 4).join(", ") }));
  return make("span", "", lines.join(" "));
}
