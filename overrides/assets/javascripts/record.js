// The record of the page from which a reader has come, on the page on the data: its line of the table's file, and no more of it
// where the server sends parts of files.
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
  const index = await fetch(`${box.dataset.record}records/${table}-${part}.json`);
  if (index.status === 404) return undefined;
  if (!index.ok) throw new Error(index.statusText);
  const place = new Map(Object.entries(await index.json())).get(id);
  if (!place) return undefined;
  const [first, end] = place;
  const answer = await fetch(`${box.dataset.record}${table}.jsonl`, { headers: { Range: `bytes=${first}-${end - 1}` } });
  if (!answer.ok) throw new Error(answer.statusText);
  const bytes = await answer.arrayBuffer();
  const record = JSON.parse(new TextDecoder().decode(answer.status === 206 ? bytes : bytes.slice(first, end)));
  // Where the site was published between the two, the line is another's.
  if (record.id !== id) throw new Error("the files are of two builds");
  return record;
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
