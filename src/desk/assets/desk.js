// What every page does by script. Without it pages still work; times are in UTC then, and nothing is live.
;(() => {
  const { lang, dataset } = document.documentElement
  const language = dataset.locale ?? lang
  const shapes = {
    moment: { dateStyle: 'medium', timeStyle: 'short' },
    day: { dateStyle: 'medium' },
    clock: { timeStyle: 'medium' },
  }
  const formats = new Map()
  const format = (style) => {
    if (!formats.has(style))
      formats.set(style, new Intl.DateTimeFormat(language, shapes[style] ?? shapes.moment))
    return formats.get(style)
  }
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const spans = [
    ['year', 31_536_000],
    ['month', 2_592_000],
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ]
  const ago = (date) => {
    const seconds = (date.getTime() - Date.now()) / 1000
    const [unit, length] = spans.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
    return relative.format(Math.round(seconds / length), unit)
  }

  /** Times stand in UTC until here; from here on in the reader's own zone. */
  const localise = (root) => {
    for (const element of root.querySelectorAll('time[data-style]')) {
      const date = new Date(element.dateTime)
      if (Number.isNaN(date.getTime())) continue
      const { style } = element.dataset
      const text = style === 'ago' ? ago(date) : format(style).format(date)
      if (element.textContent !== text) element.textContent = text
      if (style === 'ago') element.title = format('moment').format(date)
    }
  }
  localise(document)
  setInterval(() => localise(document), 30_000)
  // Whatever comes into the page later, or is changed there, by whichever way; once for all that comes at a time.
  let isWaiting = false
  new MutationObserver(() => {
    if (isWaiting) return
    isWaiting = true
    requestAnimationFrame(() => {
      isWaiting = false
      localise(document)
    })
  }).observe(document.body, { childList: true, subtree: true, characterData: true })

  // A form that asks for days means those of the reader.
  for (const field of document.querySelectorAll('input[data-zone]'))
    field.value = new Intl.DateTimeFormat().resolvedOptions().timeZone ?? field.value

  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null
    if (button === null) return
    const from = document.getElementById(button.dataset.copy)
    const text =
      from instanceof HTMLTextAreaElement || from instanceof HTMLInputElement
        ? from.value
        : (from?.textContent ?? '')
    navigator.clipboard?.writeText(text).then(() => {
      const before = button.textContent
      button.textContent = button.dataset.copied ?? before
      setTimeout(() => {
        button.textContent = before
      }, 1500)
    })
  })

  // A filter that was chosen is used at once.
  document.addEventListener('change', (event) => {
    const field = event.target
    if (field instanceof HTMLSelectElement && field.form?.hasAttribute('data-submit-on-change'))
      field.form.requestSubmit()
  })
})()
