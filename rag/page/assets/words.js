// What the scripts say, in the page's language; English is the key, as on the server.
const NONE = { words: {}, reasons: [] };
const root = document.documentElement;
const lang = root.dataset.language ?? "en";
// Gradio's own script names the browser's language, which may be another.
const declare = () => root.lang === lang || (root.lang = lang);
new MutationObserver(declare).observe(root, { attributeFilter: ["lang"] });
declare();
// All that is fetched, by Gradio's scripts too, comes in this page's language: another one
// may have been chosen in another tab since it was loaded.
const { fetch: fetched } = window;
window.fetch = (what, how = {}) => {
  const headers = new Headers(how.headers ?? what.headers);
  headers.set("quotewell-language", lang);
  return fetched(what, { ...how, headers });
};
const { words, reasons } = lang === "en" ? NONE : await load();
const forms = reasons.map((each) => [formOf(each), each]);
const plural = new Intl.PluralRules(lang);
// As gettext numbers the forms of a plural: in the order of the Unicode CLDR.
const ORDER = ["zero", "one", "two", "few", "many", "other"];
const KINDS = ORDER.filter((each) => plural.resolvedOptions().pluralCategories.includes(each));

async function load() {
  const response = await fetch(`/words/${lang}`).catch(() => null);
  return response?.ok ? response.json() : NONE;
}

const fill = (text, given) => text.replace(/{(\w+)}/g, (place, name) => given[name] ?? place);

export const number = (value) => value.toLocaleString(`${lang}-u-nu-latn`);

// Say something; `given` fills the places that have these names in braces.
export const _ = (english, given = {}) => fill(words[english] ?? english, given);

// Keep the direction of what articles and people say, in a plain text.
export const isolated = (text) => (root.dir === "rtl" ? `\u2068${text}\u2069` : text);

// As `_reason` on the server: what differs in a reason may have a form of its own.
function reason(message) {
  for (const [form, english] of forms) {
    const found = form.exec(message);
    if (!found) continue;
    const parts = Object.entries(found.groups ?? {});
    return _(english, Object.fromEntries(parts.map(([k, v]) => [k, reason(v) ?? isolated(v)])));
  }
  return null;
}

// A function, since words are loaded above: the form of a reason, with what differs in it.
function formOf(english) {
  const plain = english.replace(/[.*+?^$()|[\]\\/]/g, "\\$&");
  return new RegExp(`^${plain.replace(/{(\w+)}/g, "(?<$1>[^]+)")}$`);
}

// Say what the API says in English, as its contract is, and the page shows.
export const heard = (message) => reason(message) ?? _(message);

// What of that is no reason is told here, so that it comes along.
_("This waits its turn: the index is being built.");
_("Nothing is searchable yet.");
_("stopped; pages that OCR has read are kept, and adding it again goes on");
_("cancelled; nothing was changed");
_("there is no earlier generation to go back to");
_("the article has changed since this was found; ask again");
_("reading");
_("starting");

// Say something of `n` things, which stands in the place named `{n}`.
export function ngettext(one, many, n, given = {}) {
  const forms = words[one] ?? (lang === "en" ? [one, many] : [many]);
  const form = forms[Math.min(KINDS.indexOf(plural.select(n)), forms.length - 1)];
  return fill(form, { n: number(n), ...given });
}
