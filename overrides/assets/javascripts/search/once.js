// Gets each thing once; what failed is tried again the next time.
export function once(fetch) {
  const fetched = new Map();
  const get = (key) => {
    if (!fetched.has(key)) {
      const promise = fetch(key);
      fetched.set(key, promise);
      promise.catch(() => fetched.delete(key));
    }
    return fetched.get(key);
  };
  get.has = (key) => fetched.has(key);
  return get;
}
