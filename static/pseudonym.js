// A passkey opens the wallet with what its authenticator derives (WebAuthn, PRF). Without that, or without this file, the passphrase does.
const bytes = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), sign => sign.charCodeAt(0))
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")

function asked(told) {
  const options = { ...told, challenge: bytes(told.challenge), extensions: { prf: { eval: { first: bytes(told.extensions.prf.eval.first) } } } }
  if (told.user) options.user = { ...told.user, id: bytes(told.user.id) }
  return options
}

const derived = credential => credential.getClientExtensionResults().prf?.results?.first

async function make(options) {
  const made = await navigator.credentials.create({ publicKey: asked(options) })
  let secret = derived(made)
  if (!secret && made.getClientExtensionResults().prf?.enabled) {
    const again = { challenge: options.challenge, rpId: options.rp.id, userVerification: "required", extensions: options.extensions }
    secret = derived(await navigator.credentials.get({ publicKey: { ...asked(again), allowCredentials: [{ type: "public-key", id: made.rawId }] } }))
  }
  const { clientDataJSON, attestationObject } = made.response
  return [made, secret, { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject) }]
}

async function sign(options) {
  const signed = await navigator.credentials.get({ publicKey: asked(options) })
  const { clientDataJSON, authenticatorData, signature } = signed.response
  return [signed, derived(signed), { clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature) }]
}

for (const part of document.querySelectorAll("[data-passkey]")) {
  const form = part.querySelector("form"), button = form.querySelector("button"), cannot = form.querySelector("[data-cannot]")
  if (!window.PublicKeyCredential) { cannot.hidden = false; continue }
  if (part.dataset.passkey === "open") part.querySelector("[data-without]").hidden = true
  button.hidden = false
  button.addEventListener("click", async () => {
    cannot.hidden = true
    try {
      const options = JSON.parse(form.elements.challenge.dataset.options)
      const [credential, secret, response] = await (part.dataset.passkey === "add" ? make(options) : sign(options))
      if (!secret) throw new Error("no PRF")
      const id = text(credential.rawId)
      form.elements.answer.value = JSON.stringify({ id, rawId: id, type: "public-key", response, clientExtensionResults: {} })
      form.elements.derived_password.value = text(secret)
      form.submit()
    } catch { cannot.hidden = false; button.focus() }
  })
}
