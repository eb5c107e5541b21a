"""What stands around the library's list: ways to add, the job, finding, choosing."""

from rag.page.words.below import listed
from rag.page.words.saying import N_, _
from rag.readers.formats import FORMATS, SUFFIXES

FETCHED_ONCE = N_(
    "The page is fetched once, from that address. Nothing else that you do here ever "
    "leaves this machine."
)
FOLLOWED = N_(
    "Its files become articles; those that are new or changed are taken in when you "
    "look again. From another machine, use <code>quotewell add DIR</code>."
)


def shell_html() -> str:
    """Give what stands around the list: the ways to add, the job, finding, choosing."""
    return f"""\
<section class="library">
{_adding_html()}
{_beside_html()}
{_compacting_html()}
</section>"""


def _adding_html() -> str:
    return f"""\
 <div class="side">
  <label class="drop" for="files">
   <span class="drop-title">{_("Add articles")}</span>
   <span class="drop-hint">{_drop_html()}</span>
  <input id="files" type="file" multiple accept="{",".join(SUFFIXES)}">
  </label>
  <details class="way">
   <summary>{_("Add by address")}</summary>
   <form id="address">
    <label>{_("Address of a page")} <input name="url" inputmode="url" maxlength="2000"
     required autocomplete="off" aria-describedby="address-hint"></label>
    <p class="hint" id="address-hint">{_(FETCHED_ONCE)}</p>
    <button type="submit" class="plain">{_("Fetch and add")}</button>
   </form>
  </details>
  <details class="way">
   <summary>{_("Paste text")}</summary>
   <form id="paste">
    <label>{_("Title")} <input name="title" maxlength="200" required></label>
    <label>{_("Text")} <textarea name="text" rows="6" required></textarea></label>
    <button type="submit" class="plain">{_("Add")}</button>
   </form>
  </details>
  <details class="way">
   <summary>{_("Follow a folder")}</summary>
   <form id="folder">
    <label>{_("Its path on this machine")} <input name="path" maxlength="4096" required
     autocomplete="off" spellcheck="false" aria-describedby="folder-hint"></label>
    <p class="hint" id="folder-hint">{_(FOLLOWED)}</p>
    <button type="submit" class="plain">{_("Follow")}</button>
   </form>
  </details>
  <div class="adding">
   <p class="sum" role="status"></p>
   <ul class="outcomes" tabindex="0" aria-label="{_("What became of each")}" hidden>\
</ul>
  </div>
{_job_html()}
 </div>"""


def _job_html() -> str:
    return f"""\
  <div class="job" role="status"></div>
  <div class="job-buttons">
   <button type="button" id="cancel-rebuild" class="plain" hidden>{_("Cancel")}</button>
   <button type="button" id="rebuild" class="plain">{_("Rebuild the index")}</button>
   <button type="button" id="undo" class="plain" hidden>{_("Undo")}</button>
   <button type="button" id="redo" class="plain" hidden>{_("Redo")}</button>
   <button type="button" id="compact" class="plain">{_("Free space…")}</button>
  </div>"""


def _beside_html() -> str:
    return f"""\
 <div>
  <div class="shelf-bar" hidden>
{_finding_html()}
   <div class="collections" role="group" aria-label="{_("Collections")}" hidden></div>
{_many_html()}
  </div>
  <div class="shelf" id="shelf" tabindex="-1"></div>
  <div id="judged" tabindex="-1"></div>
 </div>"""


def _finding_html() -> str:
    return f"""\
   <div class="finding"><label><span>{_("Find")}</span>
    <input id="shelf-words" type="search" maxlength="200" autocomplete="off"></label>
   <label><span>{_("Sort")}</span><select id="shelf-order">
    <option value="added">{_("Oldest first")}</option>
    <option value="newest">{_("Newest first")}</option>
    <option value="title">{_("By title")}</option>
    <option value="longest">{_("Longest first")}</option>
   </select></label></div>"""


def _many_html() -> str:
    return f"""\
   <div class="many" role="group" aria-label="{_("Articles that are chosen")}" hidden>
    <span class="how-many" role="status"></span>
    <button type="button" id="ask-many" class="plain">{_("Ask only these")}</button>
    <input id="new-tag" aria-label="{_("Tag")}" placeholder="{_("Tag")}" maxlength="40"
     list="known-tags" autocomplete="off"><datalist id="known-tags"></datalist>
    <button type="button" id="add-tag" class="plain">{_("Add tag")}</button>
    <button type="button" id="drop-tag" class="plain">{_("Remove tag")}</button>
    <button type="button" id="remove-many" class="plain">{_("Remove articles")}</button>
    <button type="button" id="pick-none" class="plain">{_("Choose none")}</button>
   </div>"""


def _compacting_html() -> str:
    return f"""\
 <dialog id="compacting" aria-labelledby="compacting-title">
  <h2 id="compacting-title">{_("Free space")}</h2>
  <p class="plan"></p>
  <div class="job-buttons">
   <button type="button" id="keep" class="plain">{_("Keep everything")}</button>
   <button type="button" id="compact-now" class="plain danger">\
{_("Delete for good")}</button>
  </div>
 </dialog>"""


def _drop_html() -> str:
    forms = listed(_(form.name) for form in FORMATS)
    return _(
        'Drop files here, or <span class="link">choose files</span>: {forms}',
        forms=forms,
    )
