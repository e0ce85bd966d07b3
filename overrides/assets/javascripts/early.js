// Before anything is shown: the colours that the reader has chosen, and how the theme's script keeps such choices, by these names.
// The theme writes its own of it into each page. As a file it comes once, and the policy of the pages need make no exception.
{
  const keyOf = (name, scope) => `${scope.pathname}.${name}`;

  globalThis.__md_scope = new URL("/", location);
  globalThis.__md_hash = (text) => [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0);
  globalThis.__md_get = (name, storage = localStorage, scope = __md_scope) => {
    try {
      return JSON.parse(storage.getItem(keyOf(name, scope)));
    } catch {
      return null; // nothing may be kept here, or something else has written there
    }
  };
  globalThis.__md_set = (name, value, storage = localStorage, scope = __md_scope) => {
    try {
      storage.setItem(keyOf(name, scope), JSON.stringify(value));
    } catch {
      // full, or not allowed: the choice is forgotten with the page
    }
  };

  const { color = {} } = __md_get("__palette") ?? {};
  for (const [name, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${name}`, value);
}
