// A form with data-passkey is sent with a passkey's answer: the script asks the
// server for a challenge (data-begin), lets the browser and its person answer it
// ("get" uses a passkey, "create" makes one), and puts the answer into the form. The
// form stays hidden where the browser can't do it; the page has another way then.

const able = {
  get: () => PublicKeyCredential.parseRequestOptionsFromJSON,
  create: () => PublicKeyCredential.parseCreationOptionsFromJSON,
};

/** Asks for a challenge and returns the ceremony's id with the browser's answer. */
async function answer(form) {
  const response = await fetch(form.dataset.begin, { method: "POST", headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`challenge: ${response.status}`);
  const { id, options } = await response.json();
  const ceremony = form.dataset.passkey;
  const publicKey =
    ceremony === "create"
      ? PublicKeyCredential.parseCreationOptionsFromJSON(options)
      : PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials[ceremony]({ publicKey });
  return { id, text: JSON.stringify(credential.toJSON()) };
}

async function send(form) {
  const failed = form.querySelector("[data-failed]");
  const buttons = form.querySelectorAll("button");
  failed.hidden = true;
  for (const button of buttons) button.disabled = true;
  try {
    const { id, text } = await answer(form);
    form.elements.ceremony.value = id;
    form.elements.answer.value = text;
    form.submit();
  } catch {
    failed.hidden = false;
    for (const button of buttons) button.disabled = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential || !able[form.dataset.passkey]()) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}
