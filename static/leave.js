// The way out, faster: the page goes blank at once, and the next one takes its place in the history. Without this file the link is a plain link.
const link = document.querySelector(".leave a"), status = document.getElementById("leaving"), patience = 5000
let pressed = 0, last = 0

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
document.addEventListener("keydown", event => {
  if (event.repeat) return
  if (event.key !== "Shift" || Date.now() - last > patience) pressed = 0
  if (event.key !== "Shift") return
  last = Date.now()
  pressed += 1
  if (pressed === 3) leave()
  else status.textContent = pressed === 2 ? status.dataset.one : status.dataset.two
})
status.textContent = status.dataset.ready
