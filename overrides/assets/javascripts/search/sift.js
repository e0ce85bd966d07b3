// Sifts what was found by what each page has, and counts what each further choice would leave. All of it on numbers of pages:
// the index need not be asked again.

// What a page has one of is widened by a second choice; what it can have several of is narrowed.
export const FACETS = {
  kind: "any",
  topic: "all",
  party: "all",
  act: "all",
  series: "any",
  person: "all",
  agreement: "all",
  year: "any",
  outlet: "any",
  lang: "any",
};

// The lists without which a choice cannot be followed, or what is `counted` not counted. A party and an act together mean what
// that party did, not that both occur: for that there is a list of its own.
export function listsFor(chosen, counted) {
  const asked = new Set([...counted, ...Object.keys(chosen)]);
  const together = (chosen.party && asked.has("act")) || (chosen.act && asked.has("party"));
  return [...asked, ...(together ? ["claim"] : [])];
}

// Of the `hits` those that have all that is `chosen`; and for each facet of `counted` how many have which value, as if in a
// facet that a second choice widens nothing had been chosen yet. `lists` has what `listsFor` names, `size` is how many pages
// there are.
export function sift(hits, { chosen, counted, lists, size }) {
  const claims = (chosen.party ?? []).flatMap((party) => (chosen.act ?? []).map((act) => [claimOf(party, act)]));
  const demands = [
    ...Object.entries(chosen).flatMap(([facet, values]) =>
      FACETS[facet] === "any" ? [[facet, values]] : values.map((value) => [facet, [value]]),
    ),
    ...claims.map((claim) => ["claim", claim]),
  ];
  const met = new Uint8Array(size); // how many of the demands each page meets
  for (const [facet, values] of demands)
    for (const page of new Set(values.flatMap((value) => lists[facet].get(value) ?? []))) met[page]++;
  const found = new Uint8Array(size);
  for (const { number } of hits) found[number] = 1;
  const meetsAll = (page) => found[page] && met[page] === demands.length;
  const meetsOthers = (facet) => {
    if (!chosen[facet] || FACETS[facet] === "all") return meetsAll;
    const own = new Set(chosen[facet].flatMap((value) => lists[facet].get(value) ?? []));
    return (page) => found[page] && met[page] + !own.has(page) === demands.length;
  };
  const count =
    (facet, meets) =>
    ([value, pages]) => {
      const also = claimsWith(facet, value, chosen).map((claim) => new Set(lists.claim.get(claim)));
      return [value, pages.filter((page) => meets(page) && also.every((claim) => claim.has(page))).length];
    };
  const counts = counted.map((facet) => [facet, Object.fromEntries([...lists[facet]].map(count(facet, meetsOthers(facet))))]);
  return { hits: hits.filter(({ number }) => meetsAll(number)), counts: Object.fromEntries(counts) };
}

const claimOf = (party, act) => `${party}/${act}`;

// What a value of one of the two facets means beside what is chosen of the other.
function claimsWith(facet, value, { party = [], act = [] }) {
  if (facet === "act") return party.map((one) => claimOf(one, value));
  return facet === "party" ? act.map((one) => claimOf(value, one)) : [];
}
