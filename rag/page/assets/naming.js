// A name that is changed where it stands: Enter takes the new one, Escape leaves it.
import { element } from "/style/common.js";

export function askName(shown, label, done) {
  if (shown.hidden) return shown.nextElementSibling.focus(); // it is asked already
  const typed = { value: shown.textContent, maxLength: 200, ariaLabel: label };
  const input = element("input", { className: "new-title", ...typed });
  shown.hidden = true;
  shown.after(input);
  input.focus();
  input.select();
  const close = () => {
    input.onblur = null;
    input.remove();
    shown.hidden = false;
  };
  // Left as it was, it would keep the list around it from being drawn anew.
  input.onblur = () => document.hasFocus() && input.value === shown.textContent && close();
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    // Else Enter would press the button that is focused next, and Escape close a dialog.
    event.preventDefault();
    const name = event.key === "Enter" ? input.value : null;
    close();
    done(name);
  });
}
