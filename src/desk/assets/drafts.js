// What the panel of drafts does by script: stop, undo's countdown, questions into the reply, and folds that are remembered.
;(() => {
  document.documentElement.classList.add('scripted')
  const byId = (id) => document.getElementById(id)

  // What somebody has typed is theirs. `asked`: what stood in the field when a text was asked for; `kept`: what the service has of it.
  const asked = new WeakMap()
  const kept = new WeakMap()
  const wroteSince = (field) =>
    document.activeElement === field || field.value !== (asked.get(field) ?? field.defaultValue)
  const isUnkept = (field) =>
    field.value.trim() !== '' &&
    (kept.has(field)
      ? field.value !== kept.get(field)
      : field.dataset.unkept !== undefined || field.value !== field.defaultValue)

  document.addEventListener('htmx:before:request', (event) => {
    const field = byId('reply-text')
    if (field === null || !(event.target instanceof Element)) return
    if (/^draft-(write|refine)$/.test(event.target.id)) asked.set(field, field.value)
    if (event.target === field) {
      const { value } = field
      event.detail.ctx.typed = value
    }
  })
  document.addEventListener('htmx:finally:request', (event) => {
    const { target, detail } = event
    if (!(target instanceof Element) || target.id !== 'reply-text') return
    const isRefused =
      (detail.ctx.response?.status ?? 500) >= 400 || byId('reply-saved')?.querySelector('.fault')
    if (!isRefused) kept.set(target, detail.ctx.typed)
  })
  window.addEventListener('beforeunload', (event) => {
    const field = byId('reply-text')
    if (field !== null && isUnkept(field)) event.preventDefault()
  })

  // A text that has been written takes the panel's place, or stands beside the words that somebody has typed meanwhile.
  document.addEventListener('htmx:before:swap', (event) => {
    const { tasks } = event.detail
    if (!(event.target instanceof Element) || !/^draft-(write|refine)$/.test(event.target.id)) return
    const offer = tasks.findIndex(({ fragment }) => fragment.querySelector?.('#draft-offer'))
    const panel = tasks.findIndex(({ target }) => target?.id === 'drafts-panel')
    if (offer === -1 || panel === -1) return
    const field = byId('reply-text')
    tasks.splice(field !== null && wroteSince(field) ? panel : offer, 1)
  })

  /** The panel anew, when what was being written will not come to its end on this page. */
  const reload = (note) => {
    const panel = byId('drafts-panel')
    if (panel === null || byId('draft-stream') === null) return
    const field = byId('reply-text')
    if (field !== null && wroteSince(field)) {
      const line = document.createElement('p')
      line.className = 'notice'
      line.textContent = note ?? ''
      byId('draft-writing')?.replaceChildren(...(note === undefined ? [] : [line]))
      return
    }
    window.htmx.ajax('GET', panel.dataset.path, { target: '#drafts-panel', swap: 'outerHTML' }).then(() => {
      const said = byId('draft-said')
      if (note === undefined || said === null) return
      const line = document.createElement('p')
      line.className = 'notice'
      line.textContent = note
      said.append(line)
      byId('draft-heading')?.focus()
    })
  }

  // How a letter ends, in the languages that drafts are written in.
  const farewell =
    /^(?:muchas gracias|gracias|saludos|un (?:cordial )?saludo|un abrazo|atentamente|cordialmente|reciba|kind regards|best regards|warm regards|regards|sincerely|yours|best wishes|best,|cheers|thanks|thank you|mit freundlichen|viele grüße|cordialement|atenciosamente|cordiali saluti|met vriendelijke|salutacions)/i
  /** A letter with one paragraph more, above its farewell and whoever signs. */
  const withParagraph = (letter, paragraph) => {
    const paragraphs = letter.trim() === '' ? [] : letter.trim().split(/\n\s*\n/)
    const end = paragraphs.findLastIndex(
      (each, place) => place > 0 && each.length < 300 && farewell.test(each.trim()),
    )
    paragraphs.splice(end === -1 ? paragraphs.length : end, 0, paragraph)
    return paragraphs.join('\n\n')
  }

  /** What is still open in the reply, and what it does not ask yet: as it stands in the field, not as it stood. */
  const lookAtReply = () => {
    const field = byId('reply-text')
    if (field === null) return
    const { value } = field
    for (const item of document.querySelectorAll('[data-open]'))
      item.hidden = !value.includes(item.dataset.open)
    for (const item of document.querySelectorAll('[data-unless]'))
      item.hidden = value.includes(item.dataset.unless)
    for (const box of document.querySelectorAll('[data-while-open]'))
      box.hidden = [...box.querySelectorAll('li')].every((item) => item.hidden)
    const ask = byId('reply-ask')
    if (ask === null) return
    const isOpen = ask.querySelector('[data-open]:not([hidden])') !== null
    // Confirmed was only what stood there then.
    for (const input of ask.querySelectorAll('[data-with-open]')) input.disabled = !isOpen
    for (const button of document.querySelectorAll('#reply-form [data-plain]')) {
      button.dataset.sure ??= button.textContent
      const label = ask.hidden ? button.dataset.plain : button.dataset.sure
      if (button.textContent !== label) button.textContent = label
    }
  }
  document.addEventListener('input', (event) => {
    if (event.target instanceof Element && event.target.id === 'reply-text') lookAtReply()
  })

  // Who had just something to take back keeps their place when its time is over and it is drawn anew.
  let attended = null
  const attend = (event) => {
    attended = event.target instanceof Element ? (event.target.closest('.sent-item')?.id ?? null) : null
  }
  document.addEventListener('focusin', attend)
  document.addEventListener('pointerdown', attend)
  const keepPlace = () => {
    if (attended !== null && document.activeElement === document.body) byId(`${attended}-title`)?.focus()
  }

  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button, a') : null
    if (button === null) return
    const { stop, stopped, addTo, text, clear } = button.dataset
    if (stop !== undefined) {
      button.disabled = true
      window.htmx.trigger(byId(stop), 'htmx:abort')
      // The service hears that nobody listens, and keeps what there is.
      setTimeout(() => reload(stopped), 600)
    }
    if (addTo !== undefined) {
      const field = byId(addTo)
      field.value = withParagraph(field.value, text)
      field.dispatchEvent(new Event('input', { bubbles: true }))
      field.focus()
    }
    if (clear !== undefined) {
      event.preventDefault()
      byId(clear)?.replaceChildren()
    }
  })

  // A stream that ends without its last part: the service has ended, or the connection.
  document.addEventListener('htmx:sse:close', (event) => {
    if (event.target instanceof Element && /^draft-/.test(event.target.id)) setTimeout(() => reload(), 900)
  })

  // Typing that could not be kept says so; the text stays where it is.
  const notKept = (event) => {
    if (!(event.target instanceof Element) || event.target.id !== 'reply-text') return
    const saved = byId('reply-saved')
    if (saved !== null) saved.textContent = saved.dataset.failed ?? ''
  }
  document.addEventListener('htmx:error', notKept)
  document.addEventListener('htmx:response:error', notKept)

  // The time to take something back, counted by this machine from when it was shown: clocks differ.
  const ends = new WeakMap()
  const count = () => {
    for (const element of document.querySelectorAll('[data-countdown]')) {
      if (!ends.has(element)) {
        ends.set(element, {
          at: performance.now() + Number(element.dataset.countdown) * 1000,
          text: element.textContent,
        })
      }
      const { at, text } = ends.get(element)
      const left = Math.max(0, Math.ceil((at - performance.now()) / 1000))
      const next = left === 0 ? element.dataset.now : text.replace(/\d+/, String(left))
      if (element.textContent !== next) element.textContent = next
    }
  }
  setInterval(count, 500)

  // What was folded stays folded, on this machine.
  const remembered = (name) => `relevo:fold:${name}`
  document.addEventListener(
    'toggle',
    (event) => {
      const { target } = event
      if (!(target instanceof HTMLDetailsElement) || target.dataset.remember === undefined) return
      if (target.dataset.recalled === undefined) return
      localStorage.setItem(remembered(target.dataset.remember), target.open ? 'open' : 'shut')
    },
    true,
  )
  const recall = (root) => {
    for (const element of root.querySelectorAll('details[data-remember]:not([data-recalled])')) {
      const kept = localStorage.getItem(remembered(element.dataset.remember))
      if (kept !== null) element.open = kept === 'open'
      // Its own first `toggle` is not the reader's.
      setTimeout(() => {
        element.dataset.recalled = ''
      }, 50)
    }
  }
  recall(document)
  lookAtReply()
  new MutationObserver(() => {
    recall(document)
    lookAtReply()
    keepPlace()
  }).observe(document.body, { childList: true, subtree: true })
})()
