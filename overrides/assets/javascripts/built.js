// Says at the foot of each page of which version and time the site is. One small file holds it, so that pages do not change with
// every build; without scripts the page on coverage says the same.
const address = new URL("../../build.json", import.meta.url);

async function tell(place) {
  const response = await fetch(address);
  if (!response.ok) return;
  const { said } = await response.json();
  const line = document.createElement("div");
  line.className = "md-copyright__built";
  line.append(said[document.documentElement.lang] ?? said.vi);
  place.append(line);
}

const place = document.querySelector(".md-copyright");
if (place) tell(place).catch(() => {});
