// The library: drop files, rename, remove, and the one rebuild that all pages see.
const find = (selector, root = document) => root.querySelector(selector);
const MAX_BYTES = 20 * 2 ** 20;

async function call(method, path, body) {
  const response = await fetch(path, { method, ...body });
  if (response.ok) return;
  const problem = await response.json().catch(() => ({}));
  throw new Error(problem.message ?? `the server answered ${response.status}`);
}

function say(text, failed) {
  const line = document.createElement("li");
  line.textContent = text;
  line.classList.toggle("failed", failed);
  find("#library .outcomes").append(line);
  return line;
}

async function attempt(work) {
  try {
    await work();
  } catch (error) {
    say(error.message, true);
  }
}

async function addFiles(files) {
  find("#library .outcomes").replaceChildren();
  for (const file of files) {
    const line = say(`${file.name}: adding…`, false);
    try {
      if (file.size > MAX_BYTES) throw new Error(`${file.name} is over the limit of 20 MB`);
      const name = encodeURIComponent(file.name);
      await call("POST", `/api/articles?name=${name}`, { body: file });
      line.textContent = `${file.name}: added`;
    } catch (error) {
      line.textContent = error.message.includes(file.name)
        ? error.message
        : `${file.name}: ${error.message}`;
      line.classList.add("failed");
    }
  }
}

function rename(row) {
  const title = find(".title", row);
  const input = document.createElement("input");
  input.className = "new-title";
  input.value = title.textContent;
  input.maxLength = 200;
  input.setAttribute("aria-label", "New title");
  title.hidden = true;
  title.after(input);
  input.focus();
  input.select();
  const close = () => {
    input.remove();
    title.hidden = false;
    find("button.rename", row).focus();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key !== "Enter") return;
    event.preventDefault(); // or it would press the button that is focused next
    const body = JSON.stringify({ title: input.value });
    const headers = { "content-type": "application/json" };
    attempt(() => call("PATCH", `/api/articles/${row.dataset.id}`, { body, headers }));
    close();
  });
}

function remove(button, row) {
  if (!button.dataset.sure) {
    button.dataset.sure = "yes";
    button.textContent = "Really remove?";
    setTimeout(() => {
      delete button.dataset.sure;
      button.textContent = "Remove";
    }, 4000);
    return;
  }
  attempt(() => call("DELETE", `/api/articles/${row.dataset.id}`));
}

function undo() {
  find("#library .outcomes").replaceChildren();
  attempt(async () => {
    const response = await fetch("/api/undo", { method: "POST" });
    const { message } = await response.json();
    say(message, !response.ok);
    find("#redraw").click();
  });
}

function paste(form) {
  const { title, text } = Object.fromEntries(new FormData(form));
  find("#library .outcomes").replaceChildren();
  attempt(async () => {
    const query = new URLSearchParams({ name: "pasted.txt", title });
    await call("POST", `/api/articles?${query}`, { body: text });
    say(`${title}: added`, false);
    form.reset();
    form.closest("details").open = false;
  });
}

function takeBack(row) {
  attempt(async () => {
    await call("DELETE", `/api/verdicts/${row.dataset.id}`);
    row.remove();
    find("#redraw").click();
  });
}

function onClick(event) {
  const button = event.target.closest?.("#library button");
  if (!button) return;
  const row = button.closest("tr, li");
  if (button.matches(".take-back")) takeBack(row);
  if (button.matches(".rename")) rename(row);
  if (button.matches(".remove")) remove(button, row);
  if (button.id === "undo") undo();
  if (button.id === "rebuild") attempt(() => call("POST", "/api/rebuild"));
  if (button.id === "cancel-rebuild") attempt(() => call("DELETE", "/api/rebuild"));
}

// Called with what the server tells all pages.
export function showLive(live) {
  const job = find("#library .job");
  if (!job) return;
  if (job.innerHTML !== live.job) job.innerHTML = live.job;
  find("#rebuild").disabled = live.busy;
  find("#cancel-rebuild").hidden = !live.busy;
  refresh(find("#shelf"), live.shelf, "/shelf");
  refresh(find("#judged"), live.verdicts, "/verdicts");
}

async function refresh(box, version, path) {
  if (box.dataset.version === version || find("input.new-title", box)) return;
  box.dataset.version = version;
  const response = await fetch(path);
  if (response.ok) box.innerHTML = await response.text();
}

export function startLibrary() {
  document.addEventListener("click", onClick);
  document.addEventListener("change", (event) => {
    if (event.target.id !== "files") return;
    addFiles([...event.target.files]).then(() => (event.target.value = ""));
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "paste") return;
    event.preventDefault();
    paste(event.target);
  });
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault(); // a file dropped beside the box must not replace the page
      const box = find("#library .drop");
      const over = event.target.closest?.("#library") !== null;
      box?.classList.toggle("over", name === "dragover" && over);
      if (name === "drop" && over) addFiles([...event.dataTransfer.files]);
    });
  }
}
