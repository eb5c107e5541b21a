// Where a person is. The address names the conversation, what is asked and the tab; the
// history's entry keeps what is open and how far the page was scrolled.
const TABS = ["library", "desk", "map", "settings"];
const said = () => new URLSearchParams(location.search);

export const place = () => ({
  c: said().get("c") ?? "",
  within: said().getAll("in"),
  tab: TABS.find((each) => each === said().get("tab")) ?? "ask",
});

// Go elsewhere; `anew` makes an entry of its own that Back comes back from. What is
// found in the library goes along.
export function go(change, { anew = true } = {}) {
  const next = { ...place(), ...change };
  const query = new URLSearchParams(next.within.map((name) => ["in", name]));
  if (next.c) query.set("c", next.c);
  if (next.tab !== "ask") query.set("tab", next.tab);
  const address = query.size ? `/?${query}` : "/";
  if (address === location.pathname + location.search) return;
  // What is read beside a tab closes with it, and leaves no entry to come back to.
  const isRead = change.tab && noted().reading;
  if (isRead) note({ reading: false });
  if (anew && !isRead) history.pushState({ shelf: noted().shelf }, "", address);
  else history.replaceState(history.state, "", address);
}

// What this entry of the history keeps.
export const noted = () => history.state ?? {};
export const note = (facts) => history.replaceState({ ...history.state, ...facts }, "");

export const selectTab = (tab) => document.querySelector(`#tab-${tab}-button`)?.click();
