// The record of the page from which a reader has come, on the page on the data: fetched with those of its part, and shown.
const box = document.querySelector("[data-record]");
const asked = new URLSearchParams(location.search).get("record") || "";

function element(name, attributes, text) {
  const made = Object.assign(document.createElement(name), attributes);
  made.textContent = text;
  return made;
}

function say(words) {
  const line = element("p", { className: "note" }, words);
  line.setAttribute("role", "status");
  box.replaceChildren(line);
}

function show(table, record) {
  const text = JSON.stringify(record, null, 2);
  const file = URL.createObjectURL(new Blob([`${text}\n`], { type: "application/json" }));
  const links = element("p", {}, "");
  const page = element("a", { href: `../${table}/${record.id}/` }, box.dataset.page);
  const save = element("a", { href: file, download: `${record.id}.json` }, box.dataset.save);
  links.append(page, " · ", save);
  // It may be longer than its box, which is then moved with the keys.
  const shown = element("pre", { tabIndex: 0 }, "");
  shown.append(element("code", {}, text));
  box.replaceChildren(links, shown);
}

async function find(table, part, id) {
  const response = await fetch(`${box.dataset.record}${table}-${part}.jsonl`);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(response.statusText);
  const lines = (await response.text()).split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line)).find((record) => record.id === id);
}

async function start(table, part, id) {
  say(box.dataset.loading);
  try {
    const record = await find(table, part, id);
    if (record) show(table, record);
    else say(box.dataset.missing);
  } catch {
    say(box.dataset.failed);
  }
  box.scrollIntoView({ block: "center" });
}

const found = /^(briefs|meetings|people)-([0-9a-f]{2})\/([a-z0-9-]+)$/.exec(asked);
if (box && found) start(...found.slice(1));
else if (box && asked) say(box.dataset.missing);
