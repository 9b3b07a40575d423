// What a page can do better with a script: copy to the clipboard and open the
// device's own share sheet. Every page works whole without this file, so the
// buttons that need it are hidden until it runs.

/** Says the outcome to screen readers and on the button for two seconds. */
function tell(button, words) {
  const label = button.querySelector("[data-label]");
  const before = label.textContent;
  label.textContent = words;
  button.setAttribute("data-done", "");
  setTimeout(() => {
    label.textContent = before;
    button.removeAttribute("data-done");
  }, 2000);
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const text = source.value ?? source.innerText;
  try {
    await navigator.clipboard.writeText(text.trim());
    tell(button, button.dataset.said);
  } catch {
    source.select?.();
  }
}

async function share(button) {
  const source = document.getElementById(button.dataset.share);
  try {
    await navigator.share({ text: (source.value ?? source.innerText).trim() });
  } catch (error) {
    if (error.name !== "AbortError") button.hidden = true;
  }
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
if (navigator.share) {
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = false;
    button.addEventListener("click", () => share(button));
  }
}
for (const field of document.querySelectorAll("input[data-select]")) {
  field.addEventListener("focus", () => field.select());
}
// A page that comes back with mistakes starts at their summary.
document.querySelector("[data-focus]")?.focus();
