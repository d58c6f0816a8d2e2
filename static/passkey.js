// Passkeys: ask the portal what to sign, let the browser's key sign it, send the answer with the form.
const raw = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), sign => sign.charCodeAt(0))
const text = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
const known = keys => (keys || []).map(key => ({ ...key, id: raw(key.id) }))

async function answer(form) {
  const asked = await fetch(form.dataset.ask, { method: "POST", body: new URLSearchParams({ token: form.elements.token.value }) })
  if (!asked.ok) throw new Error(asked.status)
  const publicKey = await asked.json()
  publicKey.challenge = raw(publicKey.challenge)
  publicKey.allowCredentials = known(publicKey.allowCredentials)
  publicKey.excludeCredentials = known(publicKey.excludeCredentials)
  if (publicKey.user) publicKey.user.id = raw(publicKey.user.id)
  const key = await navigator.credentials[form.dataset.kind]({ publicKey })
  const response = {}
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[part]) response[part] = text(key.response[part])
  }
  return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: {} })
}

for (const form of window.PublicKeyCredential ? document.querySelectorAll("form.passkey") : []) {
  form.hidden = false
  form.addEventListener("submit", async event => {
    event.preventDefault()
    const status = form.querySelector("[role=status]")
    status.textContent = ""
    try {
      form.elements.answer.value = await answer(form)
      form.submit()
    } catch {
      status.textContent = form.dataset.failed
    }
  })
}
