// The way out, faster: the page goes blank at once, and the next one takes its place in the history. Without this file the link is a plain link.
const link = document.querySelector(".leave a"), status = document.getElementById("leaving"), patience = 5000
let pressed = 0, last = 0, alone = false

function leave() {
  status.textContent = status.dataset.now
  document.title = "…"
  document.body.replaceChildren(status)
  status.className = "" // nothing but one word is left to see and to hear
  location.replace(link.href)
}

link.addEventListener("click", event => {
  event.preventDefault()
  leave()
})
// Only Shift by itself counts: whoever types a capital letter is not on the way out, and hears nothing of it.
document.addEventListener("keydown", event => {
  alone = event.key === "Shift"
  if (!alone || Date.now() - last > patience) pressed = 0
})
document.addEventListener("keyup", event => {
  if (event.key !== "Shift" || !alone) return
  alone = false
  last = Date.now()
  pressed += 1
  if (pressed === 3) leave()
  else status.textContent = pressed === 2 ? status.dataset.one : status.dataset.two
})
status.textContent = status.dataset.ready
