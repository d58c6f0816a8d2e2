// The closing moment in the zone of the reader, beside those that the page tells. The words come from the page.
for (const time of document.querySelectorAll("time[data-local]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  if (!zone || zone === "UTC" || zone === time.dataset.zone) continue
  const text = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeStyle: "short" }).format(new Date(time.dateTime))
  const line = document.createElement("span")
  line.textContent = ` ${time.dataset.local} ${text} (${zone})`
  time.parentElement.append(line)
}
