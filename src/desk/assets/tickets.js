// The keyboard of the list: j and k go from ticket to ticket, Enter opens as on any link. And each ticket stands there once.
;(() => {
  const links = () => [...document.querySelectorAll('.tickets a.open')]
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const from = event.target
    if (from instanceof Element && from.closest('input, select, textarea, [contenteditable]')) return
    const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
    if (step === 0) return
    const all = links()
    const row = document.activeElement?.closest('.tickets tr')
    const at = row === null || row === undefined ? -1 : all.findIndex((link) => row.contains(link))
    const next = at === -1 ? (step === 1 ? 0 : all.length - 1) : at + step
    const link = all[Math.min(all.length - 1, Math.max(0, next))]
    if (link === undefined) return
    event.preventDefault()
    link.focus()
    link.scrollIntoView({ block: 'nearest' })
  })

  // A ticket that changed has come to the front; further down it is the old one.
  const first = document.getElementById('rows')
  const later = document.getElementById('more-rows')
  if (first === null || later === null) return
  new MutationObserver(() => {
    const shown = new Set([...first.children].map((row) => row.id))
    for (const row of [...later.children]) {
      if (shown.has(row.id)) row.remove()
      else shown.add(row.id)
    }
  }).observe(first.parentElement, { childList: true, subtree: true })
})()
