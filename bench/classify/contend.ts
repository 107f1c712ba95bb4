import { readFile, writeFile } from 'node:fs/promises'
import { percentile } from './percentile.ts'
import { type Answer, type Answers, otherLabel, type TaskFile, taskFileSchema } from './protocol.ts'

/** One text's answer; a promise where the contender has no other way. */
export type Predict = (text: string, language?: string) => Answer | Promise<Answer>

export interface Contender {
  version: string
  /** Called once. `onProgress` takes parts of the whole, 0 to 1. */
  train(task: TaskFile, onProgress: (part: number) => void): Promise<{ predict: Predict; note?: string }>
}

/**
 * The body of a contender's process: `node SCRIPT TASK ANSWERS` reads the one file and writes the other. Progress goes to stdout as
 * lines of JSON.
 */
export const contend = async (contender: Contender): Promise<void> => {
  const [taskPath, answersPath] = process.argv.slice(2)
  if (taskPath === undefined || answersPath === undefined)
    throw new Error('This is started by the bench: SCRIPT TASK ANSWERS.')
  const task = taskFileSchema.parse(JSON.parse(await readFile(taskPath, 'utf8')))
  const onProgress = (part: number) => process.stdout.write(`${JSON.stringify({ part })}\n`)
  const startedAt = performance.now()
  const { predict, note } = await contender.train(task, onProgress)
  const trainSeconds = (performance.now() - startedAt) / 1000
  const answers: Answer[] = []
  for (const { text, language } of task.test) answers.push(await predict(text, language))
  const outside: Answers['outside'] = {}
  for (const [name, texts] of Object.entries(task.outside)) {
    const scopes: number[] = []
    for (const text of texts) scopes.push((await predict(text)).scope)
    outside[name] = scopes
  }
  const result: Answers = {
    version: contender.version,
    trainSeconds,
    answers,
    outside,
    predictMicros: await timePredictions(predict, task),
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    ...(note === undefined ? {} : { note }),
  }
  await writeFile(answersPath, JSON.stringify(result))
}

/** All test texts have been asked once before, so that the machine code is there; then again and again while there is time. */
const timePredictions = async (
  predict: Predict,
  { test, timeSeconds }: TaskFile,
): Promise<Answers['predictMicros']> => {
  if (timeSeconds === 0 || test.length === 0) return null
  const times: number[] = []
  const endsAt = performance.now() + timeSeconds * 1000
  while (performance.now() < endsAt) {
    for (const { text, language } of test) {
      const startedAt = performance.now()
      const answer = predict(text, language)
      if (answer instanceof Promise) await answer
      times.push((performance.now() - startedAt) * 1000)
      if (startedAt > endsAt) break
    }
  }
  return { median: percentile(times, 0.5), p99: percentile(times, 0.99) }
}

/**
 * The answer of a contender that gives each class a probability: the most probable one that is a class. The probability is its score of
 * being in scope too, for want of another.
 */
export const answerFrom = (scores: Iterable<{ label: string; probability: number }>): Answer => {
  let best: Answer = { label: null, confidence: 0, scope: 0 }
  for (const { label, probability } of scores)
    if (label !== otherLabel && probability > best.confidence)
      best = { label, confidence: probability, scope: probability }
  return best
}
