import { graphemes } from '../../ops/text-width.ts'

/** A label of at most so many characters, with … in its middle: names of classes begin alike and end apart. */
export const shortenLabel = (label: string, most: number): string => {
  const characters = graphemes(label)
  if (characters.length <= most) return label
  const end = Math.floor((most - 1) / 2)
  const start = characters.slice(0, most - 1 - end).join('')
  return `${start.trimEnd()}…${end === 0 ? '' : characters.slice(-end).join('').trimStart()}`
}
