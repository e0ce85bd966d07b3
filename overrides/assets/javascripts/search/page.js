// The search page: the same search with everything that can be sifted, and all of it in the address.

import { arrange, ask, nearNames } from "./engine.js";
import { Facets } from "./facets.js";
import { load } from "./load.js";
import { isExact, listHits, make, say, summarise } from "./show.js";
import { FACETS, listsFor, sift } from "./sift.js";

const STEP = 20;
const PAUSE = 200; // milliseconds after the last key

export async function start(page) {
  if (page.dataset.started) return;
  page.dataset.started = "";
  const { about } = await load();
  await new Finder(page, about).run(recall());
}

class Finder {
  constructor(page, about) {
    this.about = about;
    this.page = page;
    this.path = location.pathname;
    this.state = readAddress();
    this.asking = new AbortController();
    this.facets = new Facets(about, {
      choose: (facet, value, on) => this.choose(facet, value, on),
      open: () => this.run(this.most),
    });
    this.build();
    this.listen();
  }

  say(key, values) {
    return say(this.about, key, values);
  }

  build() {
    const name = this.say("search.placeholder");
    this.input = make("input", "finder-input");
    Object.assign(this.input, { type: "search", name: "q", placeholder: name, ariaLabel: name });
    Object.assign(this.input, { value: this.state.q, autocomplete: "off", spellcheck: false });
    this.form = make("form", "finder-form", this.input, make("button", "md-button md-button--primary", this.say("search.go")));
    this.form.setAttribute("role", "search");
    this.form.ariaLabel = this.say("search.title");
    const orders = ["relevance", "date"].map((order) => new Option(this.say(`search.order.${order}`), order));
    this.order = make("select", "", ...orders);
    Object.assign(this.order, { value: this.state.order, ariaLabel: this.say("search.order.label") });
    this.status = make("p", "finder-status");
    this.status.setAttribute("role", "status");
    this.chosen = make("ul", "finder-chosen");
    this.results = make("ol", "finder-results");
    this.results.ariaLabel = this.say("search.results");
    this.more = make("button", "md-button", this.say("search.more"));
    this.more.hidden = true;
    this.help = make("div", "finder-help");
    const head = make("div", "finder-head", this.status, this.order);
    const scope = make("p", "note", this.say(this.about.full ? "search.full_text" : "search.key_text"));
    const main = make("div", "finder-main", head, this.chosen, this.results, this.help, this.more, scope);
    this.page.replaceChildren(this.form, this.facets.element, main);
    if (!this.state.q && !Object.keys(this.state.filters).length) this.input.focus({ preventScroll: true });
  }

  listen() {
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.type(true)));
    this.input.addEventListener("input", () => {
      load()
        .then((site) => site.index())
        .catch(() => {}); // the search that follows says so
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.type(), PAUSE);
    });
    this.order.addEventListener("change", () => this.change({ order: this.order.value }));
    this.more.addEventListener("click", () => this.showMore());
    // Back and forward through what was chosen; a jump within the page is none of it.
    const read = () => {
      if (!this.page.isConnected) removeEventListener("popstate", read);
      else if (this.isHere() && address(this.state) !== address(readAddress())) this.read();
    };
    addEventListener("popstate", read);
  }

  // With instant navigation the address may be another page's already.
  isHere() {
    return this.page.isConnected && location.pathname === this.path;
  }

  type(again = false) {
    clearTimeout(this.timer);
    if (!this.page.isConnected || (this.input.value === this.state.q && !again)) return;
    this.state.q = this.input.value;
    this.run();
  }

  // Shows what the address says now.
  read() {
    this.state = readAddress();
    this.input.value = this.state.q;
    this.order.value = this.state.order;
    this.run(recall());
  }

  // Asks for something else; the way back leads to what was asked before.
  change(change) {
    this.state = { ...this.state, ...change };
    this.input.value = this.state.q;
    if (this.isHere()) history.pushState(null, "", address(this.state));
    this.run();
  }

  choose(facet, value, on) {
    const before = this.state.filters[facet] ?? [];
    const values = on ? [...before, value] : before.filter((one) => one !== value);
    const { [facet]: _, ...filters } = this.state.filters;
    this.change({ filters: values.length ? { ...filters, [facet]: values } : filters });
  }

  // Shows what the state asks for, at least the first `most` results of it.
  async run(most = STEP) {
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    this.most = most;
    if (this.isHere()) history.replaceState(history.state, "", address(this.state) + location.hash);
    try {
      await this.answerWith(most, signal);
    } catch (error) {
      if (!signal.aborted) this.fail(error); // or something else is wanted by now
    }
  }

  fail(error) {
    console.warn("search:", error);
    this.status.textContent = this.page.dataset.failed;
    this.results.replaceChildren();
    this.help.replaceChildren();
    this.more.hidden = true;
  }

  async answerWith(most, signal) {
    const { q, order, filters: chosen } = this.state;
    const counted = this.facets.counted(chosen);
    const names = listsFor(chosen, counted);
    const found = await this.ask(q, signal);
    const { site } = found;
    const loaded = await Promise.all(names.map(site.facet));
    if (counted.includes("person")) this.about.labels.person = await site.people();
    const lists = Object.fromEntries(names.map((name, i) => [name, loaded[i]]));
    const { hits, counts } = sift(found.hits, { chosen, counted, lists, size: site.about.pages });
    const answer = await arrange({ ...found, hits }, { order, sifted: Object.keys(chosen).length > 0, signal });
    const first = await this.list(answer, most, 0, signal);
    const ways = first.shown.length || first.next < hits.length ? null : await this.findWays(answer);
    signal.throwIfAborted();
    this.answer = answer;
    this.status.replaceChildren(summarise(answer));
    this.order.hidden = hits.length < 2;
    this.facets.element.hidden = !found.hits.length;
    this.showChosen();
    this.facets.show(counts, chosen, isExact(answer));
    this.results.replaceChildren();
    this.add(first);
    this.help.replaceChildren(...(ways ? this.showWays(ways) : []));
  }

  // What was typed stays the same while it is sifted.
  async ask(q, signal) {
    if (this.asked?.q !== q || this.asked.site !== (await load())) {
      const found = await ask(q, signal);
      this.asked = { q, site: found.site, found };
    }
    return this.asked.found;
  }

  list(answer, most, from, signal) {
    const { act: acts, party: parties } = this.state.filters;
    return listHits(answer, { most, from, passages: 3, acts, parties, heading: "h2", signal });
  }

  add({ shown, next }) {
    const { answer } = this;
    for (const { hit, item } of shown) {
      if (answer.close > 0 && hit === answer.hits[answer.close])
        this.results.append(make("li", "finder-apart", this.say("search.apart_from_here")));
      this.results.append(item);
    }
    this.next = next;
    this.more.hidden = next >= answer.hits.length;
  }

  async showMore() {
    const { signal } = this.asking;
    try {
      const { shown, next } = await this.list(this.answer, STEP, this.next, signal);
      this.add({ shown, next });
      shown[0]?.item.querySelector("a").focus({ preventScroll: true });
      this.most = this.results.querySelectorAll(".find-hit").length;
      if (this.isHere()) remember(this.most);
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
  }

  showChosen() {
    const chosen = Object.entries(this.state.filters).flatMap(([facet, values]) => values.map((value) => [facet, value]));
    this.chosen.replaceChildren(
      ...chosen.map(([facet, value]) => {
        const name = `${this.say(`search.facet.${facet}`)}: ${this.facets.label(facet, value)}`;
        const button = make("button", "", name);
        button.type = "button";
        button.title = button.ariaLabel = this.say("search.drop", { name });
        button.addEventListener("click", () => (this.choose(facet, value, false), this.input.focus()));
        return make("li", "", button);
      }),
    );
  }

  // Where nothing was found: what can be done about it.
  async findWays({ missing, query, site }) {
    const { q, filters } = this.state;
    const near = await nearNames(q, site).catch(() => []);
    const ways = near.map((name) => [{ q: name }, this.say("search.meant", { name })]);
    if (Object.keys(filters).length) ways.push([{ filters: {} }, this.say("search.drop_all")]);
    if (query.quoted.length) ways.push([{ q: q.replace(/["“”«»]/g, " ").trim() }, this.say("search.unquoted")]);
    if (missing.length && missing.length < query.words.length) {
      const known = query.words.filter((word) => !missing.includes(word));
      const words = known.map(({ start, end }) => query.text.slice(start, end)).join(" ");
      ways.push([{ q: words }, this.say("search.without", { words })]);
    }
    return ways;
  }

  showWays(ways) {
    const links = ways.map(([change, label]) => this.showWay(change, label));
    return [
      ...(links.length ? [make("ul", "", ...links)] : []),
      make("p", "", this.say("search.lists")),
      make("ul", "", ...listLinks()),
    ];
  }

  showWay(change, label) {
    const link = make("a", "", label);
    link.href = address({ ...this.state, ...change });
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      this.change(change);
      this.input.focus();
    });
    return make("li", "", link);
  }
}

// How many results were shown is remembered for whoever comes back to an address, as long as the tab is open.
const place = () => `finder ${location.pathname}${location.search}`;

function remember(most) {
  try {
    sessionStorage.setItem(place(), most);
  } catch (error) {
    console.warn("search:", error); // where nothing may be kept
  }
}

function recall() {
  try {
    return Number(sessionStorage.getItem(place())) || STEP;
  } catch {
    return STEP;
  }
}

const listLinks = () =>
  [...document.querySelectorAll(".md-tabs a")].slice(1, 5).map((tab) => {
    const link = make("a", "", tab.textContent.trim());
    link.href = tab.href;
    return make("li", "", link);
  });

function readAddress() {
  const given = new URLSearchParams(location.search);
  const filters = Object.keys(FACETS)
    .map((facet) => [facet, [...new Set(given.getAll(facet))].filter(Boolean)])
    .filter(([, values]) => values.length);
  const order = given.get("order") === "date" ? "date" : "relevance";
  return { q: given.get("q") ?? "", order, filters: Object.fromEntries(filters) };
}

function address({ q, order, filters }) {
  const pairs = Object.entries(filters).flatMap(([facet, values]) => values.map((value) => [facet, value]));
  const ordered = order === "date" ? [["order", order]] : [];
  const query = String(new URLSearchParams([...(q ? [["q", q]] : []), ...pairs, ...ordered]));
  return location.pathname + (query && `?${query}`);
}
