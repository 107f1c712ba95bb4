import type { DeskTexts } from '../texts/desk-texts.ts'

type FaultTexts = DeskTexts['repair']['rule']['fault']

const named = (texts: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(texts, name) ? (texts[name] ?? name) : name

/** By the sentences of `src/config/describe-issue.ts` and `src/policy`; what is found in one is put into the reader's words. */
const sentences: readonly [RegExp, (texts: FaultTexts, found: readonly string[]) => string][] = [
  [/^Unknown setting\.$/, ({ unknown }) => unknown],
  [/^Did you mean `(.+)`\?$/, ({ meant }, [name = '']) => meant(name)],
  [/^(?:Known here|Known): (.+)\.$/, ({ known }, [names = '']) => known(names)],
  [
    /^There is no (source|help desk|category|calendar) `(.+)`\.$/,
    ({ noSuch, kinds }, [kind = '', name = '']) => noSuch(named(kinds, kind), name),
  ],
  [/^There is none\.$/, ({ isNone }) => isNone],
  [/^Use one of: (.+)\.$/, ({ oneOf }, [values = '']) => oneOf(values)],
  [/^Missing: (.+) is required here\.$/, ({ missing, types }, [kind = '']) => missing(named(types, kind))],
  [
    /^Expected (.+), found (.+)\.$/,
    ({ expected, types }, [kind = '', found = '']) => expected(named(types, kind), named(types, found)),
  ],
  [/^Put it in quotes\.$/, ({ quotes }) => quotes],
  [/^Write at least (\d+) characters?\.$/, ({ atLeast }, [count = '']) => atLeast(count)],
  [/^Write at most (\d+) characters?\.$/, ({ atMost }, [count = '']) => atMost(count)],
  [/^Say what follows: /, ({ sayWhat }) => sayWhat],
]

const translate = (sentence: string, texts: FaultTexts): string => {
  for (const [pattern, compose] of sentences) {
    const match = pattern.exec(sentence)
    if (match !== null) return compose(texts, match.slice(1))
  }
  return sentence
}

/** What is wrong with rules, in the reader's language, sentence by sentence. What is not known stays as it was told. */
export const explainRuleFault = (message: string, words: Pick<DeskTexts, 'repair'>): string =>
  message
    .split(/(?<=[.?]) (?=[A-Z])/)
    .map((sentence) => translate(sentence, words.repair.rule.fault))
    .join(' ')
