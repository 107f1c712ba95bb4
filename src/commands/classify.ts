import { createReadStream } from 'node:fs'
import { presentClassification } from '../api/present-classification.ts'
import type { TextToClassify } from '../classify/classifier.ts'
import { classifyLines } from './classify/classify-lines.ts'
import { openNamedClassifier } from './classify/open-named-classifier.ts'
import { showClassification } from './classify/show-classification.ts'
import { type Command, exitCode, isSet, textOption, UsageError } from './command.ts'
import { loadReadable } from './load-readable.ts'
import { tellingRefusal } from './models/telling-refusal.ts'

const usage = [
  'relevo classify TEXT [--subject SUBJECT] [--bot-category WORD] [--model NAME] [--explain] [--json]',
  'relevo classify --file FILE|- [--model NAME] [--json]',
  '',
  'Classifies as the service would, by the configured categories; nothing is stored, and no help desk is needed.',
  'With --file each line is a text, or a JSON object with text and, where it has them, subject and id; - is standard input. With --json',
  'each answer is a line.',
  'NAME is that of a training (20261121-101500), starter for what ships, or none; without it the one in use is asked.',
].join('\n  ')

/** What a text would be filed as, and why. */
export const classify: Command = {
  name: 'classify',
  usage,
  options: {
    subject: { type: 'string' },
    'bot-category': { type: 'string' },
    file: { type: 'string' },
    model: { type: 'string' },
    explain: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  run: async (parsed, terminal) => {
    const file = textOption(parsed, 'file')
    const text = parsed.positionals.join(' ').trim()
    if (file !== undefined && text !== '') throw new UsageError('A text and --file exclude each other.')
    if (file === undefined && text === '') throw new UsageError('Say which text, in quotes, or --file FILE.')
    const subject = textOption(parsed, 'subject') ?? null
    if (file !== undefined && (subject !== null || isSet(parsed, 'explain')))
      throw new UsageError('--subject and --explain are for one text; with --file, --json tells everything.')
    if (file === '-' && terminal.stdin === undefined)
      throw new UsageError('There is nothing on standard input.')
    const config = loadReadable(terminal)
    if (config === null) return exitCode.configuration

    return tellingRefusal(terminal, async () => {
      const classifier = await openNamedClassifier({
        config,
        model: textOption(parsed, 'model'),
        explain: isSet(parsed, 'explain') || isSet(parsed, 'json') || config.classification.explain,
        terminal,
      })
      const complete = (input: Pick<TextToClassify, 'subject' | 'text'>): TextToClassify => ({
        ...input,
        botCategory: textOption(parsed, 'bot-category') ?? null,
        language: null,
        trustBot: true,
      })
      const { stdout } = terminal
      const json = isSet(parsed, 'json')
      if (file !== undefined) {
        const stream = file === '-' && terminal.stdin !== undefined ? terminal.stdin : createReadStream(file)
        const count = await classifyLines(stream, { classifier, complete, json, terminal })
        if (count === 0) terminal.stderr.write('There was no text to classify.\n')
        return exitCode.ok
      }
      const classification = await classifier.classify(complete({ subject, text }))
      stdout.write(
        json
          ? `${JSON.stringify(presentClassification(classification))}\n`
          : showClassification(classification, {
              colour: stdout.isTTY === true,
              width: stdout.columns ?? 100,
              explain: isSet(parsed, 'explain'),
            }),
      )
      return exitCode.ok
    })
  },
}
