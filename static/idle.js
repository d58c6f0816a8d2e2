// Some minutes before the session ends, say so and let one press extend it. Words and times come from the page.
const box = document.getElementById("session"), time = box.querySelector("time"), status = box.querySelector("[role=status]")
let began = Date.now(), told = ""
box.querySelector(".beside").remove() // the script asks from this page, so no other one opens

function look() {
  const left = box.dataset.left - (Date.now() - began) / 1000
  const now = left <= 0 ? "over" : left <= box.dataset.early ? "soon" : ""
  if (now === told) return
  told = now
  box.classList.toggle("ending", now !== "")
  status.textContent = now && box.dataset[now]
}

box.querySelector("form").addEventListener("submit", async event => {
  event.preventDefault()
  const answer = await fetch(event.target.action, { method: "POST", body: new URLSearchParams(new FormData(event.target)) })
  const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("session")
  if (page) {
    began = Date.now()
    box.dataset.left = page.dataset.left
    time.dateTime = page.querySelector("time").dateTime
    time.textContent = page.querySelector("time").textContent
    look()
    status.textContent = time.parentElement.textContent
  } else status.textContent = box.dataset.over
})
setInterval(look, 5000)
document.addEventListener("visibilitychange", look)
