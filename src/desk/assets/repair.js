// One tick for all that are shown. Without script each is ticked by itself.
;(() => {
  for (const all of document.querySelectorAll('[data-tick-all]')) {
    const boxes = () => document.querySelectorAll(`input[type="checkbox"][name="${all.dataset.tickAll}"]`)
    all.hidden = false
    all.addEventListener('change', () => {
      for (const box of boxes()) box.checked = all.checked
    })
    document.addEventListener('change', (event) => {
      if (event.target === all || event.target.name !== all.dataset.tickAll) return
      const list = [...boxes()]
      const ticked = list.filter((box) => box.checked).length
      all.checked = ticked === list.length
      all.indeterminate = ticked > 0 && ticked < list.length
    })
  }
})()
