// Draws the hand-offs of the last hours, one bar an hour, categories on top of each other. Colours are those of the style sheet.
;(() => {
  const data = document.getElementById('hours-data')
  const place = document.getElementById('hours-chart')
  const legend = document.getElementById('hours-legend')
  if (data === null || place === null || legend === null || typeof uPlot === 'undefined') return
  const { lang, dataset } = document.documentElement
  const language = dataset.locale ?? lang
  const colours = 8
  let chart = null
  let drawn = ''

  const read = () => {
    const text = data.querySelector('[data-hours]')?.dataset.hours ?? 'null'
    return { text, hours: JSON.parse(text) }
  }
  const colourOf = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
  /** What is drawn first lies below: sums of all series up to each one, the highest first. */
  const stack = (series) => {
    const sums = series[0].counts.map(() => 0)
    return series.map(({ counts }) => counts.map((count, at) => (sums[at] += count))).reverse()
  }
  const variableOf = (at, series) => {
    const fixed = series.filter(({ rest }) => rest).length
    const own = series.length - fixed
    if (at < own) return `--chart-${(at % colours) + 1}`
    return at === own ? '--chart-rest' : '--chart-pending'
  }

  const write = (series) => {
    legend.replaceChildren(
      ...series.map(({ name }, at) => {
        const item = document.createElement('li')
        const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
        const square = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
        svg.setAttribute('aria-hidden', 'true')
        svg.setAttribute('viewBox', '0 0 12 12')
        square.setAttribute('width', '12')
        square.setAttribute('height', '12')
        square.setAttribute('rx', '2')
        square.setAttribute('fill', colourOf(variableOf(at, series)))
        svg.append(square)
        item.append(svg, name)
        return item
      }),
    )
  }

  const draw = (again = false) => {
    const { text, hours } = read()
    if (text === drawn && !again) return
    drawn = text
    chart?.destroy()
    chart = null
    const isEmpty = hours === null || hours.series.length === 0
    place.hidden = isEmpty
    legend.hidden = isEmpty
    if (isEmpty) return
    const { at, series } = hours
    write(series)
    const muted = colourOf('--muted')
    const line = colourOf('--line')
    const axis = {
      space: 70,
      stroke: muted,
      grid: { stroke: line, width: 1 },
      ticks: { stroke: line, width: 1 },
    }
    const bars = uPlot.paths.bars({ size: [0.85, 40], align: 1 })
    const hour = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' })
    const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' })
    const number = new Intl.NumberFormat(language)
    const label = (seconds) => {
      const date = new Date(seconds * 1000)
      return date.getHours() === 0 ? day.format(date) : hour.format(date)
    }
    const stacked = stack(series)
    const highest = Math.max(1, ...stacked[0])
    chart = new uPlot(
      {
        width: Math.max(200, place.clientWidth),
        height: place.clientHeight || 256,
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: true, range: [at[0], at.at(-1) + 3600] }, y: { range: [0, highest * 1.1] } },
        axes: [
          { ...axis, values: (_, splits) => splits.map(label) },
          {
            ...axis,
            space: 30,
            incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 1e5, 1e6],
            values: (_, splits) => splits.map((split) => number.format(split)),
            size: 60,
          },
        ],
        series: [
          {},
          ...series
            .map((_, index) => {
              const colour = colourOf(variableOf(index, series))
              return { fill: colour, stroke: colour, width: 0, paths: bars, points: { show: false } }
            })
            .reverse(),
        ],
      },
      [at, ...stacked],
      place,
    )
  }

  draw()
  new MutationObserver(() => draw()).observe(data, { subtree: true, childList: true, attributes: true })
  let width = place.clientWidth
  new ResizeObserver(() => {
    if (place.hidden || place.clientWidth === width) return
    width = place.clientWidth
    draw(true)
  }).observe(place)
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => draw(true))
})()
