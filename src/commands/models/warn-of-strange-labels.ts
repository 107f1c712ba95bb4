import { plainText } from '../../ops/plain-text.ts'
import type { Terminal } from '../../ops/terminal.ts'

const mostNamed = 5

/** Labels of a file that a model does not know are mostly another word for one that it knows: say so before the figures are believed. */
export const warnOfStrangeLabels = (
  strange: readonly { label: string; texts: number }[],
  { name, target }: { name: string; target: string },
  { stderr }: Pick<Terminal, 'stderr'>,
): void => {
  if (strange.length === 0) return
  const texts = strange.reduce((sum, each) => sum + each.texts, 0)
  const named = strange
    .toSorted((one, other) => other.texts - one.texts)
    .slice(0, mostNamed)
    .map(({ label }) => `"${plainText(label)}"`)
  stderr.write(
    `${name} knows no ${target} ${named.join(', ')}${strange.length > mostNamed ? `, and ${strange.length - mostNamed} more` : ''}: ${texts} ${texts === 1 ? 'text counts' : 'texts count'} as wrong.\n`,
  )
}
